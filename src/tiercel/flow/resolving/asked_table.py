"""Any table that an analyst names, with columns to be added to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from tiercel.collect.files.reading import read_whole
from tiercel.core.errors import DataError
from tiercel.core.nearest import nearest

Value = str | float | bool | int | None
_ROWS_AT_ONCE = 10_000


@dataclass(frozen=True)
class AskedTable:
    """A file's table, every cell a text, blank cells ""; `left_out` rows did not fit its header."""

    name: str
    table: pa.Table
    left_out: int

    def texts(self, column: str) -> list[str]:
        """One column; raises DataError that lists the columns where there is none of that name."""
        columns = self.table.column_names
        if column not in columns:
            listed = ", ".join(columns)
            raise DataError(f"{self.name} has no column '{column}'.{nearest(column, columns)} Columns: {listed}.")
        return [text or "" for text in self.table[column].to_pylist()]

    def with_columns(self, added: dict[str, Sequence[Value]]) -> "Widened":
        """The table with more columns; one whose name is taken already gets a number: "same_2"."""
        return Widened(self, {self._free(name): values for name, values in added.items()})

    def _free(self, name: str) -> str:
        taken = set(self.table.column_names)
        return next(n for n in (name, *(f"{name}_{k}" for k in range(2, len(taken) + 3))) if n not in taken)


@dataclass(frozen=True)
class Widened:
    """A table with what was found out about its rows, in the order of the file."""

    asked: AskedTable
    added: dict[str, Sequence[Value]]

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.asked.table.column_names, *self.added)

    @property
    def left_out(self) -> int:
        return self.asked.left_out

    def rows(self) -> Iterator[tuple[Value, ...]]:
        """Each row: the file's cells as texts, "" where blank, then what was added."""
        start = 0
        for batch in self.asked.table.to_batches(max_chunksize=_ROWS_AT_ONCE):
            cells = [[text or "" for text in column.to_pylist()] for column in batch.columns]
            end = start + batch.num_rows
            yield from zip(*cells, *(values[start:end] for values in self.added.values()), strict=True)
            start = end


def read_asked(path: Path) -> AskedTable:
    """Read a file as imports do; raises DataError for what cannot be read, and where there is no row."""
    whole = read_whole(path)
    if not whole.table.num_rows:
        raise DataError(f"{path.name} has a header and no rows. Export it again.")
    return AskedTable(path.name, whole.table, whole.left_out)
