"""Importing touches of known contacts: a CRM's activities with ids, by mail address, into a workspace of accounts.

python -m bench.import_touches                  a million touches of 50,000 contacts at 5,000 accounts, once
python -m bench.import_touches --rows 50000     a small run

What is measured is the whole command as a user types it, and again the same file, which then changes nothing.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

ACCOUNTS = 5_000
CONTACTS = 50_000
TYPES = "['Call', 'Email', 'Meeting', 'Email opened', 'Form submission']"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        known = [write(folder / f"{name}.csv", query) for name, query in people().items()]
        touches = write(folder / "touches.csv", activities(rows))
        run(folder, *known)
        for said in ("first", "again"):
            before, worked = time.monotonic(), cpu_seconds()
            run(folder, touches)
            took, spent = time.monotonic() - before, cpu_seconds() - worked
            print(f"importing {rows:,} touches into SQLite, {said}: {took:.1f} s, {spent:.1f} s of CPU", flush=True)


def cpu_seconds() -> float:
    """What the commands so far have worked, whatever else the machine did meanwhile."""
    found = os.times()
    return found.children_user + found.children_system


def people() -> dict[str, str]:
    return {
        "accounts": f"""SELECT 'A' || i AS "Account ID", 'Firm ' || i AS "Account Name", 'Trade' AS "Industry",
            'firm' || i || '.example' AS "Website" FROM range({ACCOUNTS}) t(i)""",
        "contacts": f"""SELECT 'C' || i AS "Contact ID", 'A' || (i % {ACCOUNTS}) AS "Account ID", 'Jo' AS "First Name",
            'Lee ' || i AS "Last Name", 'jo' || i || '@firm' || (i % {ACCOUNTS}) || '.example' AS "Email"
            FROM range({CONTACTS}) t(i)""",
    }


def activities(rows: int) -> str:
    who = f"(hash(i) % {CONTACTS})"
    return f"""
        SELECT 'T' || i AS "Activity ID",
            strftime(TIMESTAMP '2025-01-01' + to_seconds(i * 31), '%Y-%m-%d %H:%M:%S') AS "Date Time",
            {TYPES}[1 + i % 5] AS "Activity Type", 'About ' || (i % 1000) AS "Subject",
            'jo' || {who} || '@firm' || ({who} % {ACCOUNTS}) || '.example' AS "Email", i % 60 AS "Minutes"
        FROM range({rows}) t(i)
    """


def write(path: Path, query: str) -> Path:
    duckdb.execute(f"COPY ({query}) TO '{path}' (HEADER)")
    return path


def run(folder: Path, *files: Path) -> None:
    command = [sys.executable, "-m", "tiercel.show.cli", "import", *map(str, files)]
    environ = os.environ | {"TIERCEL_WORKSPACE": str(folder / "workspace")}
    subprocess.run(command, env=environ, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
