"""`tiercel import` as a script uses it: an exit code, and JSON whatever happens."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def run(tmp_path: Path) -> Any:
    """Run the command with --json in a workspace of its own; returns the exit code and what it wrote."""

    def do(*arguments: str) -> tuple[int, dict[str, Any]]:
        command = [sys.executable, "-m", "tiercel.show.cli", "import", *arguments, "--json"]
        environ = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tiercel.show.web.settings",
            "TIERCEL_WORKSPACE": str(tmp_path / "workspace"),
            "TIERCEL_DATABASE_URL": "",
        }
        done = subprocess.run(command, env=environ, cwd=tmp_path, capture_output=True, text=True, check=False)
        return done.returncode, json.loads(done.stdout)

    return do


def test_a_row_with_several_wrong_cells_is_one_rejected_row(run: Any, tmp_path: Path) -> None:
    (tmp_path / "spend.csv").write_text("Day,Channel,Campaign,Cost,Currency\n2026-13-01,Social,S,abc,XX\n")
    _, found = run("spend.csv", "--as", "spend", "--dry-run")
    assert [file["rejected"] for file in found["files"]] == [1]
    assert [table["rejected"] for table in found["tables"]] == [1]


def test_what_goes_wrong_is_json_too_with_an_exit_code(run: Any, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Account ID,Account Name\nA1,Acme\n")
    for arguments, said in (
        (("absent.csv",), "no file"),
        (("a.csv", "--as", "acounts"), "'accounts'"),
        (("a.csv", "--map", "industry=Sector"), "no column 'Sector'"),
    ):
        code, found = run(*arguments)
        assert code == 1
        assert said in found["error"]
    code, found = run("a.csv", "--dry-run")
    assert (code, found["dry_run"], found["tables"][0]["created"]) == (0, True, 1)
