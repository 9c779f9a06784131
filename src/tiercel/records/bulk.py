"""Many rows at once: staged beside the database, then moved in by set-based statements in one short transaction.

DuckDB never opens the live database: its results pass through Django's own connection (SQLite) or COPY (PostgreSQL).
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import duckdb
from django.db import connection, models, transaction

ROWS_AT_A_TIME = 20_000
CACHE_KIB = 400_000
ROWS_LOOKED_AT = 1000
Rows = Callable[[int], None]


class Stage(Protocol):
    """Results that stand beside the database, by name; `source(name)` is what a FROM clause says for one."""

    columns: dict[str, list[str]]

    def source(self, name: str) -> str: ...


@contextmanager
def staged(
    duck: duckdb.DuckDBPyConnection, queries: Mapping[str, str], folder: Path, rows: Rows, *, lean: bool = False
) -> Iterator[Stage]:
    """Run queries on DuckDB and stand their results beside the database; to be called outside a transaction.

    queries   by the name under which `insert` and `update` find the result; columns are named as in the database
    rows      told how many more rows stand there
    lean      leave out columns without any value: `insert` gives them the default, `update` leaves them as they are
    """
    make = _sqlite_stage if connection.vendor == "sqlite" else _postgres_stage
    with make(duck, queries, folder, rows, lean) as stage:
        yield stage


def insert(stage: Stage, name: str, model: type[models.Model]) -> None:
    """Insert a staged result; columns of the model that it lacks get the model's defaults."""
    fields = [f for f in model._meta.concrete_fields if f.column in stage.columns[name] or not f.primary_key]
    values = ", ".join(_value(field, stage.columns[name]) for field in fields)
    columns = ", ".join(_quoted(field.column) for field in fields)
    table = _quoted(model._meta.db_table)
    _execute(f"INSERT INTO {table} ({columns}) SELECT {values} FROM {stage.source(name)} AS s")


def update(stage: Stage, name: str, model: type[models.Model], key: str = "id") -> None:
    """Set the staged columns on the rows whose `key` the staged result names."""
    fields = [f for f in model._meta.concrete_fields if f.column in stage.columns[name] and f.column != key]
    values = ", ".join(f"{_quoted(field.column)} = {_value(field, stage.columns[name])}" for field in fields)
    table = _quoted(model._meta.db_table)
    _execute(
        f"UPDATE {table} SET {values} FROM {stage.source(name)} AS s WHERE {table}.{_quoted(key)} = s.{_quoted(key)}"
    )


def reserve_keys(model: type[models.Model], count: int) -> int:
    """The first of `count` keys that nothing else will ever use."""
    table = model._meta.db_table
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return _reserve_sqlite(cursor, table, count)
        cursor.execute(f"LOCK TABLE {_quoted(table)} IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
        sequence = cursor.fetchone()[0]
        cursor.execute("SELECT nextval(%s)", [sequence])
        first = int(cursor.fetchone()[0])
        cursor.execute("SELECT setval(%s, %s)", [sequence, first + count])
        return first


def _reserve_sqlite(cursor: Any, table: str, count: int) -> int:
    cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
    found = cursor.fetchone()
    if found is None:
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, count])
        return 1
    cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s", [count, table])
    return int(found[0]) + 1


def _execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _quoted(name: str | None) -> str:
    return connection.ops.quote_name(name or "")


def _value(field: models.Field[Any, Any], staged_columns: list[str]) -> str:
    if field.column not in staged_columns:
        return _default(field)
    value = f"s.{_quoted(field.column)}"
    value = f"CAST({value} AS jsonb)" if _is_jsonb(field) else value
    return value if field.null else f"COALESCE({value}, {_default(field)})"


def _default(field: models.Field[Any, Any]) -> str:
    if field.null or (not field.has_default() and not field.empty_strings_allowed):
        return "NULL"
    default = field.get_default()
    if isinstance(field, models.JSONField):
        text = "'" + json.dumps(default) + "'"
        return f"CAST({text} AS jsonb)" if _is_jsonb(field) else text
    if isinstance(default, bool):
        return "TRUE" if default else "FALSE"
    return str(default) if isinstance(default, int | float) else "'" + str(default).replace("'", "''") + "'"


def _is_jsonb(field: models.Field[Any, Any]) -> bool:
    return isinstance(field, models.JSONField) and connection.vendor == "postgresql"


class _SqliteStage:
    def __init__(self) -> None:
        self.columns: dict[str, list[str]] = {}

    def source(self, name: str) -> str:
        return f"stage.{_quoted(name)}"


@contextmanager
def _sqlite_stage(
    duck: duckdb.DuckDBPyConnection, queries: Mapping[str, str], folder: Path, rows: Rows, lean: bool
) -> Iterator[Stage]:
    stage = _SqliteStage()
    with tempfile.TemporaryDirectory(dir=folder) as place:
        path = Path(place) / "stage.sqlite3"
        beside = sqlite3.connect(path, isolation_level=None)
        beside.execute("PRAGMA journal_mode = OFF")
        beside.execute("PRAGMA synchronous = OFF")
        for name, query in queries.items():
            stage.columns[name] = _copy_to_sqlite(duck, (name, query), beside, rows, lean)
        beside.close()
        with connection.cursor() as cursor:
            cursor.execute("ATTACH DATABASE %s AS stage", [str(path)])
            # Indexes of many rows are filled in no order; with room for them nothing is read twice.
            cursor.execute(f"PRAGMA cache_size = {-CACHE_KIB}")
            try:
                yield stage
                # Some thousand rows of each index tell the planner enough, in a hundredth of a second; PostgreSQL
                # looks by itself.
                cursor.execute(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}")
                cursor.execute("ANALYZE main")
            finally:
                cursor.execute("PRAGMA cache_size = -2000")
                cursor.execute("DETACH DATABASE stage")


def _copy_to_sqlite(
    duck: duckdb.DuckDBPyConnection, named: tuple[str, str], beside: sqlite3.Connection, rows: Rows, lean: bool
) -> list[str]:
    name, query = named
    described = _carried(duck, query, lean)
    columns = [column[0] for column in described]
    wanted = ", ".join(_as_sqlite_keeps_it(column[0], column[1]) for column in described)
    beside.execute(f'CREATE TABLE "{name}" ({", ".join(_double(column) for column in columns)})')
    put = f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(columns))})'
    result = duck.execute(f"SELECT {wanted} FROM ({query})")
    beside.execute("BEGIN")
    while batch := result.fetchmany(ROWS_AT_A_TIME):
        beside.executemany(put, batch)
        rows(len(batch))
    beside.execute("COMMIT")
    return columns


def _carried(duck: duckdb.DuckDBPyConnection, query: str, lean: bool) -> list[tuple[str, str]]:
    """Name and type of each column to carry; lean, only those that hold a value: a CRM's tables are mostly empty."""
    columns = [(column[0], column[1]) for column in duck.execute(f"DESCRIBE {query}").fetchall()]
    if not lean:
        return columns
    flags = ", ".join(f"bool_or({_double(name)} IS NOT NULL)" for name, _kind in columns)
    found = duck.execute(f"SELECT {flags} FROM ({query})").fetchall()[0]
    return [column for column, filled in zip(columns, found, strict=True) if filled] or columns


def _as_sqlite_keeps_it(column: str, kind: str) -> str:
    name = _listed(column, kind)
    if kind.startswith("TIMESTAMP"):
        return f"strftime({name}, '%Y-%m-%d %H:%M:%S.%f')"
    if kind == "DATE":
        return f"CAST({name} AS VARCHAR)"
    return f"CAST({name} AS INTEGER)" if kind == "BOOLEAN" else name


def _listed(column: str, kind: str) -> str:
    """Lists and structures stand in the records as JSON."""
    name = _double(column)
    return f"CAST(to_json({name}) AS VARCHAR)" if kind.endswith("[]") or kind.startswith("STRUCT") else name


def _double(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


POSTGRES_TYPES = {
    "VARCHAR": "text", "JSON": "text", "BIGINT": "bigint", "INTEGER": "bigint", "DOUBLE": "double precision",
    "BOOLEAN": "boolean", "DATE": "date", "TIMESTAMP": "timestamptz",
}  # fmt: skip


class _PostgresStage:
    def __init__(self) -> None:
        self.columns: dict[str, list[str]] = {}

    def source(self, name: str) -> str:
        """Of the temporary tables alone, and named as no table of the records: none of them may be taken for one."""
        return f"pg_temp.{_quoted(f'staged_{name}')}"


@contextmanager
def _postgres_stage(
    duck: duckdb.DuckDBPyConnection, queries: Mapping[str, str], folder: Path, rows: Rows, lean: bool
) -> Iterator[Stage]:
    stage = _PostgresStage()
    try:
        with tempfile.TemporaryDirectory(dir=folder) as place:
            for name, query in queries.items():
                into = stage.source(name), query
                stage.columns[name] = _copy_to_postgres(duck, into, Path(place) / "rows.csv", rows, lean)
        yield stage
    finally:
        if not connection.needs_rollback:
            for name in stage.columns:
                _execute(f"DROP TABLE IF EXISTS {stage.source(name)}")


def _copy_to_postgres(
    duck: duckdb.DuckDBPyConnection, into: tuple[str, str], path: Path, rows: Rows, lean: bool
) -> list[str]:
    table, query = into
    described = _carried(duck, query, lean)
    columns = [column[0] for column in described]
    types = ", ".join(f"{_quoted(column[0])} {POSTGRES_TYPES.get(column[1], 'text')}" for column in described)
    query = f"SELECT {', '.join(f'{_listed(c[0], c[1])} AS {_double(c[0])}' for c in described)} FROM ({query})"
    _execute(f"DROP TABLE IF EXISTS {table}")
    _execute(f"CREATE TEMPORARY TABLE {table} ({types})")
    # Text is always quoted and a missing value never is, so that an empty text stays what it is.
    target = str(path).replace("'", "''")
    duck.execute(f"COPY ({query}) TO '{target}' (FORMAT csv, HEADER false, FORCE_QUOTE *, NULLSTR '\\N')")
    with connection.cursor() as cursor, path.open("rb") as file:
        with cursor.cursor.copy(f"COPY {table} FROM STDIN WITH (FORMAT csv, NULL '\\N')") as copy:
            while block := file.read(1 << 20):
                copy.write(block)
        cursor.execute(f"SELECT count(*) FROM {table}")
        rows(int(cursor.fetchone()[0]))
    return columns
