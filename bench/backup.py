"""Backing up and restoring a million accounts, beside a copy of the database's file alone.

python -m bench.backup                  a million accounts, SQLite
python -m bench.backup --rows 50000     a small run

Ours is the two commands as a user types them, checks of every sum included; theirs is SQLite's own backup of the one
file, which neither moves to another database nor says what is in it.
"""

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tiercel.simulate.big import accounts_csv


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        tiercel(folder / "ws", "import", str(accounts_csv(folder / "accounts.csv", asked.rows)))
        made = folder / "backup.zip"
        backing_up = timed(lambda: tiercel(folder / "ws", "backup", str(made)))
        restoring = timed(lambda: tiercel(folder / "new", "restore", str(made)))
        copying = timed(lambda: copy(folder / "ws" / "records.sqlite3", folder / "copy.sqlite3"))
        size = (folder / "ws" / "records.sqlite3").stat().st_size
        print(
            f"{asked.rows:,} accounts, records of {size / 1e6:,.0f} MB: backup {backing_up:.1f} s into "
            f"{made.stat().st_size / 1e6:,.0f} MB, restore {restoring:.1f} s; a bare copy of the file {copying:.1f} s"
        )


def tiercel(workspace: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "tiercel.show.cli", *arguments]
    subprocess.run(
        command, env=os.environ | {"TIERCEL_WORKSPACE": str(workspace)}, check=True, stdout=subprocess.DEVNULL
    )


def copy(source: Path, target: Path) -> None:
    with sqlite3.connect(source) as live, sqlite3.connect(target) as made:
        live.backup(made)


def timed(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
