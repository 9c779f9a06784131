"""Any table that an analyst names, with columns to be added to it."""

import shutil
import sys
import tempfile
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from tiercel.collect.files.reading import Passing, read_whole
from tiercel.core.errors import DataError
from tiercel.core.nearest import nearest

Value = str | float | bool | int | None
Columns = Mapping[str, Sequence[Value]]
_ROWS_AT_ONCE = 10_000
# Instead of a file's name: what is written into the command.
STANDARD_INPUT = "-"


@dataclass(frozen=True)
class AskedTable:
    """A file's table, every cell a text, blank cells ""; `left_out` rows did not fit its header, and why the first."""

    name: str
    table: pa.Table
    left_out: int
    why_left_out: str = ""
    said: tuple[str, ...] = ()

    def texts(self, column: str) -> list[str]:
        """One column; raises DataError that lists the columns where there is none of that name."""
        check_column(self.name, column, self.table.column_names)
        return texts_of(self.table[column])

    def with_columns(self, added: Columns) -> "Widened":
        """The table with more columns; one whose name is taken already gets a number: "same_2"."""
        return Widened(self, dict(zip(free_names(added, self.table.column_names), added.values(), strict=True)))


@dataclass(frozen=True)
class Widened:
    """A table with what was found out about its rows, in the order of the file."""

    asked: AskedTable
    added: Columns

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.asked.table.column_names, *self.added)

    @property
    def left_out(self) -> int:
        return self.asked.left_out

    @property
    def why_left_out(self) -> str:
        return self.asked.why_left_out

    @property
    def said(self) -> tuple[str, ...]:
        return self.asked.said

    def rows(self) -> Iterator[tuple[Value, ...]]:
        """Each row: the file's cells as texts, "" where blank, then what was added."""
        start = 0
        for batch in self.asked.table.to_batches(max_chunksize=_ROWS_AT_ONCE):
            end = start + batch.num_rows
            yield from _side_by_side(batch, [values[start:end] for values in self.added.values()])
            start = end


class PassingTable:
    """A table that is widened as it is read, so that one of any size takes little memory.

    left_out, why_left_out, said  whole when all rows have been taken
    """

    def __init__(
        self, path: Path, names: Sequence[str], add: Callable[[pa.RecordBatch], Columns], encoding: str = ""
    ) -> None:
        """names   of the columns that `add` gives for some rows; raises DataError where the file has no row"""
        if str(path) == STANDARD_INPUT:
            path = _copied(sys.stdin.buffer)
            weakref.finalize(self, shutil.rmtree, path.parent, ignore_errors=True)
        self.name = path.name
        self._passing = Passing(path, encoding=encoding)
        self._add = add
        self.given = tuple(self._passing.schema.names)
        self.columns = (*self.given, *free_names(names, self.given))
        batches = (batch for batch in self._passing.batches() if batch.num_rows)
        first = next(batches, None)
        if first is None:
            raise DataError(_no_rows(self.name, self.left_out, self.why_left_out))
        self._batches = chain([first], batches)

    @property
    def left_out(self) -> int:
        return self._passing.left_out

    @property
    def why_left_out(self) -> str:
        return self._passing.why_left_out

    @property
    def said(self) -> tuple[str, ...]:
        return self._passing.said

    def check(self, *columns: str) -> None:
        """Raises DataError for a column that is not there."""
        for column in columns:
            check_column(self.name, column, self.given)

    def rows(self) -> Iterator[tuple[Value, ...]]:
        """Each row, once: the file's cells as texts, "" where blank, then what was added."""
        for batch in self._batches:
            yield from _side_by_side(batch, list(self._add(batch).values()))


def read_asked(path: Path, encoding: str = "") -> AskedTable:
    """Read a file as imports do; raises DataError for what cannot be read, and where there is no row.

    path      a file, or STANDARD_INPUT
    encoding  of a text, where somebody has said it
    """
    if str(path) == STANDARD_INPUT:
        copy = _copied(sys.stdin.buffer)
        try:
            return read_asked(copy, encoding)
        finally:
            shutil.rmtree(copy.parent, ignore_errors=True)
    whole = read_whole(path, encoding=encoding)
    if not whole.table.num_rows:
        raise DataError(_no_rows(path.name, whole.left_out, whole.why_left_out))
    return AskedTable(path.name, whole.table, whole.left_out, whole.why_left_out, whole.said)


def texts_of(column: pa.ChunkedArray | pa.Array) -> list[str]:
    return [text or "" for text in column.to_pylist()]


def check_column(file: str, column: str, columns: Sequence[str]) -> None:
    if column not in columns:
        listed = ", ".join(columns)
        raise DataError(f"{file} has no column '{column}'.{nearest(column, columns)} Columns: {listed}.")


def free_names(names: Iterator[str] | Sequence[str] | Columns, taken: Sequence[str]) -> list[str]:
    """The names, with a number where a column has one of them already."""
    used = set(taken)
    return [
        next(n for n in (name, *(f"{name}_{k}" for k in range(2, len(used) + 3))) if n not in used) for name in names
    ]


def _side_by_side(batch: pa.RecordBatch, added: Sequence[Sequence[Value]]) -> Iterator[tuple[Value, ...]]:
    cells = [texts_of(column) for column in batch.columns]
    return zip(*cells, *added, strict=True)


def _copied(given: BinaryIO) -> Path:
    """Standard input as a file in a folder of its own, since a table is looked at before it is read."""
    copy = Path(tempfile.mkdtemp(prefix="tiercel-")) / "standard input"
    with copy.open("wb") as out:
        shutil.copyfileobj(given, out)
    return copy


def _no_rows(name: str, left_out: int, why: str) -> str:
    if left_out:
        return f"{name} has no row that fits its header. {why}"
    return f"{name} has a header and no rows. Export it again."
