"""The rows of a file, as texts, in the scratch database: trimmed, blanks as nulls, each with its line."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from tiercel.collect.looking import DECISIONS, reader_named
from tiercel.collect.reader import Broken
from tiercel.collect.safe_cells import unguarded
from tiercel.collect.source import Source
from tiercel.core.errors import Stopped


@dataclass(frozen=True)
class Progress:
    """file   the file's name
    step   "reading" or "checking"
    rows   rows seen so far in all files
    done   share of the whole, in [0, 1]
    rate   rows a second
    """

    file: str
    step: str
    rows: int
    done: float
    rate: float


@dataclass
class Meter:
    """Tells how far we are, and hears when to stop."""

    tell: Callable[[Progress], None]
    stop: Callable[[], bool]
    files: int
    place: int = 0
    rows: int = 0
    started: float = field(default_factory=time.monotonic)

    def beat(self, file: str, step: str, done: float) -> None:
        """done   share of this file, in [0, 1]; raises Stopped when somebody has asked for it."""
        if self.stop():
            raise Stopped("The import was stopped. Nothing of it was kept.")
        seconds = max(time.monotonic() - self.started, 1e-3)
        self.tell(Progress(file, step, self.rows, (self.place + done) / max(self.files, 1), self.rows / seconds))


@dataclass(frozen=True)
class Loaded:
    """rows    that could be read
    broken  rows that could not
    giants  (line, column, beginning) of cells beyond the limit, which are left empty
    """

    rows: int
    broken: tuple[Broken, ...]
    giants: tuple[tuple[int, str, str], ...] = ()


def load(db: duckdb.DuckDBPyConnection, source: Source, into: str, meter: Meter) -> Loaded:
    """Write a file's rows to the table `into`, with columns `line`, `c0`, `c1` …"""
    width = len(source.columns)
    names = ["line", *(f"c{place}" for place in range(width))]
    db.execute(f"CREATE TABLE {into} (line BIGINT, {', '.join(f'c{place} VARCHAR' for place in range(width))})")
    broken: list[Broken] = []
    giants: list[tuple[int, str, str]] = []
    rows = 0
    most = source.limits.max_cell_chars
    for batch in reader_named(source.format).read(source.path, source.layout, source.limits):
        columns = [_plain(column, source.mended) for column in batch.columns]
        giants += _cut_giants(source, batch.lines, columns, most)
        table = pa.Table.from_arrays([pa.array(batch.lines, pa.int64()), *columns], names=names)
        if table.num_rows:
            db.register("batch", table)
            db.execute(f"INSERT INTO {into} SELECT * FROM batch")
            db.unregister("batch")
        broken += batch.broken
        rows += table.num_rows
        meter.rows += table.num_rows
        meter.beat(source.path.name, "reading", 0.6 * batch.done)
    return Loaded(rows, tuple(broken), tuple(giants))


def _plain(column: pa.Array, mended: bool) -> pa.Array:
    trimmed = pc.utf8_trim_whitespace(column.cast(pa.string()))
    if mended:
        trimmed = pa.array([None if cell is None else unguarded(cell) for cell in trimmed.to_pylist()], pa.string())
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)


def _cut_giants(source: Source, lines: list[int], columns: list[pa.Array], most: int) -> list[tuple[int, str, str]]:
    found: list[tuple[int, str, str]] = []
    for place, column in enumerate(columns):
        if (pc.max(pc.binary_length(column)).as_py() or 0) <= most:
            continue
        giant = pc.fill_null(pc.greater(pc.utf8_length(column), most), False)
        if source.columns[place] != DECISIONS and pc.any(giant).as_py():
            cells = [(lines[row], column[row].as_py()[:200]) for row in pc.indices_nonzero(giant).to_pylist()]
            found += [(line, source.columns[place], cell) for line, cell in cells]
            columns[place] = pc.if_else(giant, pa.scalar(None, pa.string()), column)
    return found
