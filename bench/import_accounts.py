"""Importing accounts into an empty workspace, beside bare insertion of the same rows with the same indexes.

python -m bench.import_accounts                  a million accounts of 12 columns, five interleaved pairs
python -m bench.import_accounts --rows 50000     a small run

Ours is the whole command as a user types it: reading, recognising, checking, matching, keys, writing. Theirs has the
rows in memory already, and only inserts them.
"""

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb

from bench.interleaved import interleaved
from tiercel.simulate.big import accounts_csv

# Those of the table of accounts (records/models/accounts.py), and the one by which an import finds a row again.
INDEXES = ("name_key", "domain", "owner_id")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--pairs", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        path = accounts_csv(folder / "accounts.csv", asked.rows)
        rows = read(path)
        compared = interleaved(lambda: ours(path, folder), lambda: theirs(rows, folder), pairs=asked.pairs)
    print(f"importing {asked.rows:,} accounts of 12 columns into SQLite: {compared}")


def read(path: Path) -> list[tuple[object, ...]]:
    """The rows as insertion wants them, with the owner's key and the name's normal form in two columns more."""
    query = "SELECT *, lower(#2), 1 + hash(#2) % 50 FROM read_csv(?, all_varchar = true)"
    return duckdb.execute(query, [str(path)]).fetchall()


def ours(path: Path, folder: Path) -> None:
    workspace = folder / "workspace"
    shutil.rmtree(workspace, ignore_errors=True)
    command = [sys.executable, "-m", "tiercel.show.cli", "import", str(path)]
    environ = os.environ | {"TIERCEL_WORKSPACE": str(workspace)}
    subprocess.run(command, env=environ, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def theirs(rows: list[tuple[object, ...]], folder: Path) -> None:
    path = folder / "bare.sqlite3"
    path.unlink(missing_ok=True)
    with sqlite3.connect(path, isolation_level=None) as database:
        database.execute("PRAGMA journal_mode = WAL")
        columns = [f"c{n}" for n in range(len(rows[0]) - 2)]
        names = ", ".join(f"{column} TEXT" for column in ["external_id", *columns[1:]])
        database.execute(
            f"CREATE TABLE account (id INTEGER PRIMARY KEY AUTOINCREMENT, {names.replace('c2 ', 'domain ')}, "
            "name_key TEXT, owner_id INTEGER)"
        )
        database.execute("CREATE UNIQUE INDEX by_external_id ON account (external_id)")
        for column in INDEXES:
            database.execute(f"CREATE INDEX by_{column} ON account ({column})")
        database.execute("BEGIN")
        places = ", ".join("?" * len(rows[0]))
        listed = ", ".join(["external_id", *columns[1:], "name_key", "owner_id"]).replace("c2,", "domain,")
        database.executemany(f"INSERT INTO account ({listed}) VALUES ({places})", rows)
        database.execute("COMMIT")
    database.close()


if __name__ == "__main__":
    main()
