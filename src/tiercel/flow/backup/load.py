"""Lines become rows again, in an empty database whose schema is that of the backup."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.flow.backup.archive import blocks
from tiercel.flow.backup.dump import typed_columns
from tiercel.flow.backup.manifest import TABLES, Manifest, TableNote

ROWS_AT_A_TIME = 20_000
CACHE_KIB = 400_000
NOTHING = "\\N"
ESCAPED = re.compile(r"\\(.)")
UNESCAPED = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f", "v": "\v"}
Rows = Callable[[str, int], None]


def load(archive: zipfile.ZipFile, manifest: Manifest, rows: Rows) -> None:
    """Fill every table, in one transaction; what migrations had put there is replaced.

    rows     told the table and how many more rows of it are in
    raises   DataError where a table or column is not ours, a number of rows differs, or a row refers to none
    """
    for table, note in manifest.tables.items():
        known = {name for name, _kind in typed_columns(connection, table)}
        if not note.columns or not set(note.columns) <= known:
            raise DataError(_("The table {table} of this backup is not of its schema.").format(table=table))
    if connection.vendor == "sqlite":
        _into_sqlite(archive, manifest, rows)
    else:
        _into_postgres(archive, manifest, rows)


def _into_sqlite(archive: zipfile.ZipFile, manifest: Manifest, rows: Rows) -> None:
    connection.ensure_connection()
    raw: Any = connection.connection
    # A file that nobody reads yet, and that is begun anew after a crash, needs no journal; indexes are made at the end.
    for pragma in ("foreign_keys = OFF", "journal_mode = OFF", "synchronous = OFF", f"cache_size = {-CACHE_KIB}"):
        raw.execute(f"PRAGMA {pragma}")
    indexes = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
    raw.execute("BEGIN")
    for name, _sql in indexes:
        raw.execute(f'DROP INDEX "{name}"')
    for table, note in manifest.tables.items():
        raw.execute(f'DELETE FROM "{table}"')
        places = ", ".join("?" * len(note.columns))
        put = f'INSERT INTO "{table}" ({_listed(note)}) VALUES ({places})'
        lines = _lines(archive, manifest, table)
        while some := [_values(line) for line in islice(lines, ROWS_AT_A_TIME)]:
            if any(len(row) != len(note.columns) for row in some):
                raise DataError(_("The table {table} of this backup has a row of another length.").format(table=table))
            raw.executemany(put, some)
            rows(table, len(some))
        _must_agree(table, note, raw.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])
        if note.last_key:
            raw.execute("DELETE FROM sqlite_sequence WHERE name = ?", [table])
            raw.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", [table, note.last_key])
    for _name, sql in indexes:
        raw.execute(sql)
    if raw.execute("PRAGMA foreign_key_check").fetchone():
        raise DataError(_("A row of this backup refers to one that it does not hold."))
    raw.execute("COMMIT")


def _into_postgres(archive: zipfile.ZipFile, manifest: Manifest, rows: Rows) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for table, note in manifest.tables.items():
            cursor.execute(f'DELETE FROM "{table}"')
            with cursor.cursor.copy(f'COPY "{table}" ({_listed(note)}) FROM STDIN') as copy:
                for block in blocks(archive, TABLES + table, manifest.members[TABLES + table].bytes):
                    copy.write(block)
                    rows(table, block.count(b"\n"))
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            _must_agree(table, note, cursor.fetchone()[0])
            if note.last_key:
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [f'"{table}"', note.last_key])


def _must_agree(table: str, note: TableNote, count: int) -> None:
    if count != note.rows:
        raise DataError(
            _("The table {table} has {count} rows after loading, and the backup says {rows}.").format(
                table=table, count=count, rows=note.rows
            )
        )


def _listed(note: TableNote) -> str:
    return ", ".join(f'"{column}"' for column in note.columns)


def _lines(archive: zipfile.ZipFile, manifest: Manifest, table: str) -> Iterator[str]:
    name = TABLES + table
    left = b""
    for block in blocks(archive, name, manifest.members[name].bytes):
        *whole, left = (left + block).split(b"\n")
        yield from (line.decode() for line in whole)
    if left:
        raise DataError(_("{name} in this backup is damaged. Nothing was touched.").format(name=name))


def _values(line: str) -> list[str | None]:
    cells: list[str] = line.split("\t")
    if "\\" not in line:
        return list(cells)
    return [None if cell == NOTHING else ESCAPED.sub(_unescaped, cell) if "\\" in cell else cell for cell in cells]


def _unescaped(found: re.Match[str]) -> str:
    return UNESCAPED.get(found[1], found[1])
