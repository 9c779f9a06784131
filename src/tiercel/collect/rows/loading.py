"""The rows of a file, as texts, in the scratch database: trimmed, blanks as nulls, each with its line."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tiercel.collect.columns.attributes import MOST, kept_columns
from tiercel.collect.files.decoding import Otherwise
from tiercel.collect.files.looking import DECISIONS, reader_named
from tiercel.collect.files.reader import Broken
from tiercel.collect.files.source import Source
from tiercel.collect.safe_cells import unguarded
from tiercel.core.errors import Stopped

WIDE = 600


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
    untidy  columns in which some cell needs tidying
    otherwise  lines in another encoding than their file
    """

    rows: int
    broken: tuple[Broken, ...]
    giants: tuple[tuple[int, str, str], ...] = ()
    untidy: frozenset[str] = frozenset()
    otherwise: tuple[Otherwise, ...] = ()


def load(db: duckdb.DuckDBPyConnection, source: Source, into: str, meter: Meter) -> Loaded:
    """Write a file's rows to the table `into`, with columns `line`, `c0`, `c1` …

    Of a very wide file only the columns that are used: each costs the database memory, however little it holds.
    """
    flow = _Flow(source, meter, places_loaded(source))
    schema = flow.schema
    # One insertion that pulls the rows as it writes them: row by row, everything would be written twice.
    reader = pa.RecordBatchReader.from_batches(schema, flow.batches())
    db.register("flow", reader)
    try:
        db.execute(f"CREATE TABLE {into} AS SELECT * FROM flow")
    except (duckdb.Error, RuntimeError):
        if flow.failure is None:
            raise
    finally:
        db.unregister("flow")
    if flow.failure is not None:
        raise flow.failure
    return Loaded(flow.rows, tuple(flow.broken), tuple(flow.giants), frozenset(flow.untidy), tuple(flow.otherwise))


def is_wide(source: Source) -> bool:
    return len(source.columns) > WIDE


def places_loaded(source: Source) -> list[int]:
    """The places of the columns that are loaded."""
    if not is_wide(source):
        return list(range(len(source.columns)))
    used = {column for match in source.matches.values() for column in match.columns} | set(kept_columns(source)[:MOST])
    return [place for place, column in enumerate(source.columns) if column in used]


class _Flow:
    """The batches of a file on their way into the database, and what was noticed of them."""

    def __init__(self, source: Source, meter: Meter, places: Sequence[int]) -> None:
        self._source = source
        self._meter = meter
        self._places = places
        self.schema = pa.schema([("line", pa.int64()), *((f"c{place}", pa.string()) for place in places)])
        self.rows = 0
        self.broken: list[Broken] = []
        self.giants: list[tuple[int, str, str]] = []
        self.untidy: set[str] = set()
        self.otherwise: list[Otherwise] = []
        self.failure: BaseException | None = None

    def batches(self) -> Iterator[pa.RecordBatch]:
        # The database would wrap an error of ours in its own: it is kept, and raised when the database has given up.
        try:
            yield from self._batches()
        except BaseException as error:
            self.failure = error
            raise

    def _batches(self) -> Iterator[pa.RecordBatch]:
        source = self._source
        for batch in reader_named(source.format).read(source.path, source.layout, source.limits):
            columns = [_plain(column, source.is_guarded) for column in batch.columns]
            self.giants += _cut_giants(source, batch.lines, columns, source.limits.max_cell_chars)
            self.untidy |= {name for name, column in zip(source.columns, columns, strict=True) if is_untidy(column)}
            self.broken += batch.broken
            self.otherwise += batch.otherwise
            self.rows += len(batch.lines)
            self._meter.rows += len(batch.lines)
            self._meter.beat(source.name, "reading", 0.6 * batch.done)
            if batch.lines:
                loaded = [columns[place] for place in self._places]
                yield pa.RecordBatch.from_arrays([pa.array(batch.lines, pa.int64()), *loaded], schema=self.schema)


def is_untidy(column: pa.Array) -> bool:
    """Whether any cell may hold a control character, a space that is none, or two spaces together."""
    if not len(column) or column.buffers()[2] is None:
        return False
    offsets = np.frombuffer(column.buffers()[1], np.int32)
    since, until = offsets[column.offset], offsets[column.offset + len(column)]
    octets = np.frombuffer(column.buffers()[2], np.uint8)[since:until]
    spaces = octets == 0x20
    return bool(UNTIDY[octets].any()) or bool((spaces[1:] & spaces[:-1]).any())


# Control characters, and the bytes that begin U+0080 to U+00BF, U+1680, U+2000 to U+2FFF, U+3000 and U+FEFF.
UNTIDY = np.zeros(256, bool)
UNTIDY[[*range(0x20), 0x7F, 0xC2, 0xE1, 0xE2, 0xE3, 0xEF]] = True


def _plain(column: pa.Array, is_guarded: bool) -> pa.Array:
    trimmed = pc.utf8_trim_whitespace(column.cast(pa.string()))
    if is_guarded and pc.any(pc.starts_with(trimmed, "'")).as_py():
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
