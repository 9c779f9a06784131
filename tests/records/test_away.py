"""What is told as a database that is away: one that is locked or full, and not a question that is wrong."""

import sqlite3
from pathlib import Path

import psycopg
import pytest
from django.db import DataError, InterfaceError, OperationalError, ProgrammingError

from tiercel.records.away import are_away


def as_django_says_it(error: Exception, kind: type[Exception] = OperationalError) -> Exception:
    """Django raises an error of its own from that of the driver."""
    said = kind(str(error))
    said.__cause__ = error
    return said


def wrong_at_sqlite(path: Path, sql: str) -> sqlite3.Error:
    with sqlite3.connect(path, timeout=0) as asked, pytest.raises(sqlite3.OperationalError) as wrong:
        asked.execute(sql)
    return wrong.value


def test_a_locked_database_is_away(tmp_path: Path) -> None:
    holder = sqlite3.connect(tmp_path / "records", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    wrong = wrong_at_sqlite(tmp_path / "records", "CREATE TABLE accounts (id INTEGER)")
    holder.close()
    assert are_away(as_django_says_it(wrong))
    assert are_away(wrong)


def test_a_full_database_is_away(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "records") as full:
        full.execute("CREATE TABLE accounts (name TEXT)")
        full.execute("PRAGMA max_page_count = 2")
        with pytest.raises(sqlite3.OperationalError, match="full") as wrong:
            full.execute("INSERT INTO accounts VALUES (hex(zeroblob(100000)))")
    assert are_away(as_django_says_it(wrong.value))


def test_a_table_that_is_missing_is_our_own_fault(tmp_path: Path) -> None:
    wrong = wrong_at_sqlite(tmp_path / "records", "SELECT * FROM nothing")
    assert not are_away(as_django_says_it(wrong))


def test_a_postgresql_that_starts_or_stops_is_away() -> None:
    with pytest.raises(psycopg.OperationalError) as wrong:
        psycopg.connect("host=/nowhere dbname=none", connect_timeout=2)
    assert are_away(as_django_says_it(wrong.value))
    assert are_away(as_django_says_it(psycopg.InterfaceError("the connection is closed"), InterfaceError))


@pytest.mark.parametrize("kind", [ProgrammingError, DataError])
def test_what_was_asked_wrongly_is_our_own_fault(kind: type[Exception]) -> None:
    assert not are_away(kind("syntax error"))
    assert not are_away(RuntimeError("broken"))
    assert not are_away(None)
