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

# A CRM's account, as far as this file is concerned: a name, a domain, some words and numbers, mostly empty columns.
FILL = """
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rows)
    INSERT INTO account ({columns}) SELECT {values} FROM n
"""
VALUES = {
    "id": "i",
    "name": "'Company ' || i || char(9) || 'شرکت'",
    "name_key": "'company ' || i",
    "domain": "'company' || i || '.example'",
    "domains": "json_array('company' || i || '.example')",
    "city": "'City ' || (i % 5000)",
    "country": "substr('DEFRUSIRCN', 1 + 2 * (i % 5), 2)",
    "employees": "i % 10000",
    "received_at": "'2026-01-01 00:00:00.123456'",
    "custom": "json_object('segment', i % 7, 'score', i / 3.0)",
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        tiercel(folder / "ws", "accounts", "list")
        fill(folder / "ws" / "records.sqlite3", asked.rows)
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


def fill(database: Path, rows: int) -> None:
    """Accounts by the million; columns that say nothing here get what an empty cell of their type gets."""
    with sqlite3.connect(database, isolation_level=None) as made:
        made.execute("PRAGMA cache_size = -800000")
        made.execute("PRAGMA synchronous = OFF")
        found = made.execute("SELECT name, type, \"notnull\" FROM pragma_table_info('account')").fetchall()
        values = {name: VALUES.get(name, empty(kind, bool(wanted))) for name, kind, wanted in found}
        made.execute(FILL.format(columns=", ".join(values), values=", ".join(values.values())), {"rows": rows})
        made.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    made.close()


def empty(kind: str, is_wanted: bool) -> str:
    if not is_wanted:
        return "NULL"
    return "0" if "int" in kind or "bool" in kind else "'[]'"


def copy(source: Path, target: Path) -> None:
    with sqlite3.connect(source) as live, sqlite3.connect(target) as made:
        live.backup(made)


def timed(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
