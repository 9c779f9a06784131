"""What could not be taken: noted with line, column, value and reason, and written as files that can be mended."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from tiercel.collect.files.looking import DECISIONS, reader_named
from tiercel.collect.files.source import Source
from tiercel.collect.rows.loading import Loaded, is_wide
from tiercel.collect.rows.staged import Staged, StagedFile
from tiercel.collect.rows.staging_file import text
from tiercel.collect.rows.taking import Taken
from tiercel.collect.safe_cells import guarded, unguarded

OUR_COLUMNS = ("tiercel_line", "tiercel_column", "tiercel_value", "tiercel_reason", DECISIONS)


@dataclass(frozen=True)
class Noted:
    """What became of the rows of a file that were not simply taken."""

    rejected: int
    cells: int
    left_out: Mapping[str, int]


def note_rejects(db: duckdb.DuckDBPyConnection, raw: str, source: Source, loaded: Loaded, taken: Taken) -> Noted:
    file, table = text(source.name), text(source.table or "")
    row = _row_json(source)
    db.execute(
        f"INSERT INTO rejects SELECT {file}, line, {table}, col, NULL, val, reason, FALSE, {row} "
        f"FROM scratch.fates JOIN {raw} r USING (line) WHERE why IS NULL"
    )
    cells = _note_cells(db, raw, source, taken, row) + _note_giants(db, raw, source, loaded, row)
    _note_broken(db, source, loaded)
    rejected = _count(db, "SELECT count(*) FROM scratch.fates WHERE why IS NULL") + len(loaded.broken)
    left = db.execute(
        "SELECT why, count(*) FROM scratch.fates WHERE why IS NOT NULL GROUP BY why ORDER BY why"
    ).fetchall()
    return Noted(rejected, cells, dict(left))


def _note_cells(db: duckdb.DuckDBPyConnection, raw: str, source: Source, taken: Taken, row: str) -> int:
    """Cells that could not be read: of rows taken without them, and of rejected rows, so that all is mended at once."""
    before = _count(db, "SELECT count(*) FROM rejects WHERE row_taken")
    file, table = text(source.name), text(source.table or "")
    for found in taken.values.maps:
        if not found.problems:
            continue
        join = taken.values.join_of(found.on)
        db.execute(
            f"INSERT INTO rejects SELECT {file}, r.line, {table}, {text(found.column)}, {text(found.field)}, "
            f"{found.cell}, {found.name}.problem, f.line IS NULL, {row} FROM {raw} r {join} "
            f"JOIN scratch.{found.name} {found.name} ON {found.on} LEFT JOIN scratch.fates f ON f.line = r.line "
            f"WHERE {found.name}.problem IS NOT NULL AND f.why IS NULL AND f.col IS DISTINCT FROM {text(found.column)}"
        )
    return _count(db, "SELECT count(*) FROM rejects WHERE row_taken") - before


def _note_giants(db: duckdb.DuckDBPyConnection, raw: str, source: Source, loaded: Loaded, row: str) -> int:
    if not loaded.giants:
        return 0
    most = source.limits.max_cell_chars
    giants = pa.table(
        {
            "line": [line for line, _, _ in loaded.giants],
            "col": [c for _, c, _ in loaded.giants],
            "val": [v for _, _, v in loaded.giants],
        }
    )
    said = text(f"This cell has more than {most:,} characters. Shorten it, or look for a missing quotation mark.")
    db.register("giants", giants)
    db.execute(
        f"INSERT INTO rejects SELECT {text(source.name)}, r.line, {text(source.table or '')}, g.col, NULL, g.val, "
        f"{said}, f.line IS NULL, {row} FROM giants g JOIN {raw} r ON r.line = g.line "
        "LEFT JOIN scratch.fates f ON f.line = r.line WHERE f.why IS NULL"
    )
    db.unregister("giants")
    return len(loaded.giants)


def _note_broken(db: duckdb.DuckDBPyConnection, source: Source, loaded: Loaded) -> None:
    if not loaded.broken:
        return
    width = len(source.columns)
    cells = [
        json.dumps(dict(zip(source.columns, broken.cells, strict=False)), ensure_ascii=False)
        for broken in loaded.broken
    ]
    rest = [
        source.layout.delimiter.join(broken.cells[width:] if len(broken.cells) > width else broken.cells)[:1000]
        for broken in loaded.broken
    ]
    table = pa.table(
        {
            "file": [source.name] * len(cells),
            "line": [broken.line for broken in loaded.broken],
            "table": [source.table] * len(cells),
            "column": pa.array([None] * len(cells), pa.string()),
            "field": pa.array([None] * len(cells), pa.string()),
            "value": rest,
            "reason": [broken.reason for broken in loaded.broken],
            "row_taken": [False] * len(cells),
            "row": cells,
        }
    )
    db.register("broken", table)
    db.execute("INSERT INTO rejects SELECT * FROM broken")
    db.unregister("broken")


def restore_rows(db: duckdb.DuckDBPyConnection, source: Source) -> None:
    """Give rejects that were found after their file was read its own cells again."""
    wanted = db.execute('SELECT DISTINCT line FROM rejects WHERE file = ? AND "row" IS NULL', [source.name]).fetchall()
    lines = pa.array([line for (line,) in wanted], pa.int64())
    if not len(lines):
        return
    db.execute("CREATE OR REPLACE TABLE scratch.restored (line BIGINT, cells JSON)")
    for batch in reader_named(source.format).read(source.path, source.layout, source.limits):
        numbers = pa.array(batch.lines, pa.int64())
        hits = pc.is_in(numbers, value_set=lines)
        if pc.any(hits).as_py():
            cells = zip(*(column.filter(hits).to_pylist() for column in batch.columns), strict=True)
            table = pa.table({"line": numbers.filter(hits), "cells": [_as_json(source, row) for row in cells]})
            db.register("restored", table)
            db.execute("INSERT INTO scratch.restored SELECT * FROM restored")
            db.unregister("restored")
    db.execute(
        'UPDATE rejects SET "row" = cells FROM scratch.restored r '
        'WHERE rejects.line = r.line AND file = ? AND "row" IS NULL',
        [source.name],
    )


def _as_json(source: Source, cells: Iterable[str | None]) -> str:
    found = (unguarded(cell or "") if source.is_guarded else cell for cell in cells)
    return json.dumps(dict(zip(source.columns, found, strict=True)), ensure_ascii=False)


def _row_json(source: Source) -> str:
    if is_wide(source):
        return "NULL"  # not all of its columns are loaded: the file is asked again in the end
    pairs = (f"{text(column)}, r.c{place}" for place, column in enumerate(source.columns) if column not in OUR_COLUMNS)
    return f"json_object({', '.join(pairs)})"


def _count(db: duckdb.DuckDBPyConnection, query: str) -> int:
    return int(db.execute(query).fetchall()[0][0])


def write_rejects(staged: Staged, folder: Path) -> list[Path]:
    """One CSV for each file with rejects: its own columns, then line, column, value and reason.

    Mended and imported again, such a file is read as the first one was; the columns that we added are ignored.
    Cells that a spreadsheet would run are guarded, and unguarded when they come back.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    with duckdb.connect(str(staged.path), read_only=True) as db:
        for file in staged.files:
            if file.rejected or file.cells or _has_rejects(db, file):
                written.append(_write_file(db, file, folder))
    return written


def _has_rejects(db: duckdb.DuckDBPyConnection, file: StagedFile) -> bool:
    return bool(db.execute("SELECT 1 FROM rejects WHERE file = ? LIMIT 1", [file.source.name]).fetchall())


def _write_file(db: duckdb.DuckDBPyConnection, file: StagedFile, folder: Path) -> Path:
    # Of two files with one name, each is known by its folder too.
    stem = re.sub(r"[\\/]+", "-", file.source.name.split(".")[0]).removesuffix("-rejects")
    path = folder / f"{stem}-rejects.csv"
    columns = [column for column in file.source.columns if column not in OUR_COLUMNS]
    rows = db.execute(
        'SELECT line, "column", value, reason, "row" FROM rejects WHERE file = ? ORDER BY line, row_taken, "column"',
        [file.source.name],
    )
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([*map(guarded, columns), *OUR_COLUMNS])
        for line, group in groupby(_stream(rows), key=lambda row: row[0]):
            found = list(group)
            cells = json.loads(found[0][4])
            said = [" | ".join(dict.fromkeys(str(row[place] or "") for row in found)) for place in (1, 2, 3)]
            own = [guarded(cells.get(column) or "") for column in columns]
            writer.writerow([*own, line, *map(guarded, said), file.reading])
    return path


def _stream(rows: duckdb.DuckDBPyConnection) -> Iterator[tuple[int, str, str, str, str]]:
    while chunk := rows.fetchmany(10_000):
        yield from chunk
