"""`tiercel users`: the machine's keeper lets people in."""

import os
import subprocess
import sys
from pathlib import Path


def tiercel(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    own = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "tiercel.show.cli", *words]
    return subprocess.run(
        command, env=own | {"TIERCEL_WORKSPACE": str(folder)}, capture_output=True, text=True, check=False
    )


def test_a_user_is_added_with_a_password_that_is_shown_once_and_then_listed(tmp_path: Path) -> None:
    added = tiercel(tmp_path, "users", "add", "Ben", "--role", "member", "--email", "ben@tiercel.example")
    assert "Ben may sign in as member. Password: " in added.stdout
    listed = tiercel(tmp_path, "users", "list").stdout
    assert "Ben" in listed
    assert "ben@tiercel.example" in listed
    again = tiercel(tmp_path, "users", "add", "ben")
    assert again.returncode == 1
    assert "already" in again.stderr
