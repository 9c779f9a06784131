"""A small workspace with everything in it, made once; and the command as a user types it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Tiercel = Callable[..., subprocess.CompletedProcess[str]]


def environ(workspace: Path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("TIERCEL_", "DJANGO_"))}
    return kept | {"TIERCEL_WORKSPACE": str(workspace), "COLUMNS": "200"} | more


def run(workspace: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tiercel.show.cli", *arguments],
        env=environ(workspace, **more),
        capture_output=True,
        text=True,
        check=False,
    )


# Values that a careless form would lose: tabs, line breaks, backslashes, null beside empty, floats, every script.
ODD = r"""
import os
from tiercel.show.cli._setup import setup; setup()
from tiercel.core.clock import utc_now
from tiercel.records.models import *
from tiercel.flow import trail
now = utc_now()
user = User.objects.create_user("ada", "ada@tiercel.example", role="owner")
odd = ["tab\there", "line\nbreak\r\n", "back\\slash \\N \\t", "", "شرکت مهتاب", "明月有限公司", "a|b,c\"d'"]
for name in odd:
    Account.objects.create(name=name, received_at=now, custom={"k": [1, "x\ty", None, True], "t": "\\"})
Account.objects.order_by("-pk").first().delete()
trail.note("targets.accepted", user, subject="accounts", rows=[1, 2])
wanted = os.environ["TIERCEL_WORKSPACE"] + "/incoming/q/wait.csv"
Job.objects.create(kind="import_files", asked={"files": [wanted]}, made_at=now)
"""


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("full")
    workspace = folder / "ws"
    table = "Account ID,Account Name,Website\n" + "\n".join(f"A{n},Name {n},n{n}.example" for n in range(500))
    (folder / "accounts.csv").write_text(table + "\n")
    done = run(workspace, "import", str(folder / "accounts.csv"))
    assert done.returncode == 0, done.stderr
    subprocess.run([sys.executable, "-c", ODD], env=environ(workspace), check=True)
    (workspace / "incoming" / "q").mkdir(parents=True)
    (workspace / "incoming" / "q" / "wait.csv").write_text("Account ID\nB1\n")
    (workspace / "incoming" / "old").mkdir()
    (workspace / "incoming" / "old" / "nobody-waits.csv").write_text("x")
    (workspace / "derived" / "t").mkdir(parents=True)
    (workspace / "derived" / "t" / "x.parquet").write_bytes(b"PAR1" * 100)
    (workspace / "tiercel.toml").write_text(
        'currency = "EUR"\nsecret_key = "0123456789012345678901234567890123456789"\nmail_url = "smtp://u:hush@h"\n'
    )
    return workspace


@pytest.fixture
def workspace_copy(full: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(full, tmp_path / "ws"))


@pytest.fixture(scope="session")
def made(full: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it."""
    path = tmp_path_factory.mktemp("made") / "backup.zip"
    done = run(full, "backup", str(path))
    assert done.returncode == 0, done.stderr
    return path
