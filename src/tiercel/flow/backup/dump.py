"""Rows as lines that both databases read: PostgreSQL's text form of COPY, with flags as 0 and 1 and instants in UTC."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

ROWS_AT_A_TIME = 5_000
# Who is signed in and which workers live is true of this machine and this minute only.
LEFT_OUT = frozenset(("django_session", "worker", "django_migrations"))
# Columns of these types hold nothing that has to be escaped.
PLAIN = ("int", "bool", "date", "time")
FLOATS = ("real", "double precision")
ESCAPES = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"))


class Snapshot(Protocol):
    """The records as they were at one instant, while others go on writing."""

    def tables(self) -> list[str]: ...

    def migrations(self) -> tuple[tuple[str, str], ...]: ...

    def columns(self, table: str) -> list[str]: ...

    def lines(self, table: str) -> Iterator[bytes]: ...

    def last_key(self, table: str) -> int: ...

    def events(self) -> list[str]: ...


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    """A reading of its own, beside this thread's connection; writers are not held up."""
    beside = connection.copy()
    sqlite = beside.vendor == "sqlite"
    try:
        with beside.cursor() as cursor:
            cursor.execute("BEGIN" if sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            # The instant is that of the first reading.
            cursor.execute("SELECT count(*) FROM django_migrations")
        yield _Sqlite(beside) if sqlite else _Postgres(beside)
    finally:
        beside.close()


class _Reading:
    def __init__(self, beside: BaseDatabaseWrapper) -> None:
        self._beside = beside

    def tables(self) -> list[str]:
        found = self._beside.introspection.django_table_names(only_existing=True, include_views=False)
        return sorted(set(found) - LEFT_OUT)

    def migrations(self) -> tuple[tuple[str, str], ...]:
        return tuple(sorted(MigrationRecorder(self._beside).applied_migrations()))

    def events(self) -> list[str]:
        """The files of events that the records speak of, below the workspace; an older schema may know of none."""
        if "event_file" not in self.tables():
            return []
        with self._beside.cursor() as cursor:
            cursor.execute("SELECT path FROM event_file WHERE ended_at IS NULL ORDER BY path")
            return [str(path) for (path,) in cursor.fetchall()]

    def columns(self, table: str) -> list[str]:
        """The columns in the order in which the lines have them."""
        return [name for name, _kind in self._typed(table)]

    def _typed(self, table: str) -> list[tuple[str, str]]:
        """Columns with their types, floats last; by name, since each database has an order of its own."""
        found = typed_columns(self._beside, table)
        return sorted(found, key=lambda column: (column[1] in FLOATS, column[0]))

    def _order(self, table: str) -> str:
        with self._beside.cursor() as cursor:
            keys = self._beside.introspection.get_primary_key_columns(cursor, table) or []
        return f" ORDER BY {', '.join(map(_quoted, keys))}" if keys else ""

    def _one(self, sql: str, params: list[Any]) -> Any:
        with self._beside.cursor() as cursor:
            cursor.execute(sql, params)
            found = cursor.fetchone()
        return found[0] if found else None


class _Sqlite(_Reading):
    def lines(self, table: str) -> Iterator[bytes]:
        typed = self._typed(table)
        texts = [_as_line(name, kind) for name, kind in typed if kind not in FLOATS]
        floats = [_quoted(name) for name, kind in typed if kind in FLOATS]
        # SQLite itself puts the line together; but it would round floats to fifteen digits, and Python does not.
        line = " || char(9) || ".join(texts)
        raw = self._beside.connection.execute(
            f"SELECT {', '.join([line, *floats])} FROM {_quoted(table)}{self._order(table)}"
        )
        while rows := raw.fetchmany(ROWS_AT_A_TIME):
            yield "".join(map(_joined if floats else _alone, rows)).encode()

    def last_key(self, table: str) -> int:
        return int(self._one("SELECT seq FROM sqlite_sequence WHERE name = %s", [table]) or 0)


class _Postgres(_Reading):
    def lines(self, table: str) -> Iterator[bytes]:
        chosen = ", ".join(_as_column(name, kind) for name, kind in self._typed(table))
        sql = f"COPY (SELECT {chosen} FROM {_quoted(table)}{self._order(table)}) TO STDOUT"
        with self._beside.cursor() as cursor, cursor.cursor.copy(sql) as rows:
            for block in rows:
                yield bytes(block)

    def last_key(self, table: str) -> int:
        if "id" not in self.columns(table):
            return 0
        sequence = self._one("SELECT pg_get_serial_sequence(%s, 'id')", [_quoted(table)])
        if sequence is None:
            return 0
        return int(self._one(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}", []))


def typed_columns(database: BaseDatabaseWrapper, table: str) -> list[tuple[str, str]]:
    """Name and type of each column, as the database calls them, in their order."""
    sqlite = database.vendor == "sqlite"
    sql = (
        "SELECT name, lower(type) FROM pragma_table_info(%s) ORDER BY cid"
        if sqlite
        else "SELECT column_name, data_type FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND table_name = %s ORDER BY ordinal_position"
    )
    with database.cursor() as cursor:
        cursor.execute(sql, [table])
        return [(str(name), str(kind)) for name, kind in cursor.fetchall()]


def _as_line(name: str, kind: str) -> str:
    value = _quoted(name)
    if not any(word in kind for word in PLAIN):
        for raw, written in ESCAPES:
            value = f"replace({value}, {_sqlite_text(raw)}, '{written}')"
    return f"coalesce({value}, '\\N')"


def _sqlite_text(character: str) -> str:
    return f"char({ord(character)})"


def _as_column(name: str, kind: str) -> str:
    value = _quoted(name)
    if kind == "boolean":
        return f"{value}::int"
    if kind == "timestamp with time zone":
        # As SQLite has it: no fraction where there is none.
        text = f"to_char({value} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
        return f"regexp_replace({text}, '\\.000000$', '')"
    return value


def _alone(row: tuple[Any, ...]) -> str:
    return f"{row[0]}\n"


def _joined(row: tuple[Any, ...]) -> str:
    floats = "\t".join("\\N" if value is None else repr(float(value)) for value in row[1:])
    return f"{row[0]}\t{floats}\n"


def _quoted(name: str) -> str:
    return f'"{name}"'
