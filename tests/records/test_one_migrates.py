"""A server and its workers that start together on an empty database all come up, whichever is first."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from tests.flow.backup.conftest import environ

START = (
    "from tiercel.show.cli._setup import setup; setup(); from tiercel.records.models import Job; Job.objects.count()"
)
TOGETHER = 3


def started_together(workspace: Path, **more: str) -> list[str]:
    """What each of them complains about."""
    workspace.mkdir()
    command = [sys.executable, "-c", START]
    own = environ(workspace, **more)
    begun = [
        subprocess.Popen(command, env=own, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for _ in range(TOGETHER)
    ]
    said = [process.communicate()[1] for process in begun]
    return [words if process.returncode else "" for process, words in zip(begun, said, strict=True)]


@pytest.mark.slow
def test_all_come_up_on_sqlite(tmp_path: Path) -> None:
    assert started_together(tmp_path / "ws") == [""] * TOGETHER


@pytest.mark.postgres
@pytest.mark.slow
def test_all_come_up_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    with psycopg.connect(postgres_url, autocommit=True) as keeper:
        keeper.execute("DROP DATABASE IF EXISTS together")
        keeper.execute("CREATE DATABASE together")
    url = postgres_url.replace("/postgres?", "/together?")
    assert started_together(tmp_path / "ws", TIERCEL_DATABASE_URL=url) == [""] * TOGETHER
