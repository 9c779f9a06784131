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


def test_somebody_is_invited_and_the_link_is_shown_where_no_mail_leaves(tmp_path: Path) -> None:
    said = tiercel(tmp_path, "users", "invite", "fay@tiercel.example", "--role", "manager").stdout
    assert "/invitation/" in said
    assert "mail_url" in said


def test_sessions_end_and_who_is_not_there_is_said_with_the_nearest_name(tmp_path: Path) -> None:
    tiercel(tmp_path, "users", "add", "Ben")
    assert "Sessions ended: 0" in tiercel(tmp_path, "users", "sessions", "end", "ben").stdout
    assert "Did you mean 'Ben'" in tiercel(tmp_path, "users", "sessions", "end", "Bem").stderr
    assert "no second factor" in tiercel(tmp_path, "users", "reset-second-factor", "Ben").stderr
