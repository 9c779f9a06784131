"""Any table in a file as columns of texts, for analysts: read as imports are, without asking what it means."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from tiercel.collect.files.decoding import Otherwise, about_encoding, about_lines
from tiercel.collect.files.limits import Limits
from tiercel.collect.files.looking import open_file, reader_named


@dataclass(frozen=True)
class Whole:
    """A table, how many rows of the file did not fit its header and are not in it, and what a person should know.

    why_left_out  of the first such row: its line, and what is wrong with it
    """

    table: pa.Table
    left_out: int
    why_left_out: str = ""
    said: tuple[str, ...] = ()


def read_table(path: Path, limits: Limits = Limits()) -> pa.Table:  # noqa: B008
    """The table in a file: every column of texts, trimmed, null where a cell is blank.

    Format, encoding, delimiter and header are recognised as for imports; rows that do not fit the header are left out.
    raises   DataError for what cannot be read
    """
    return read_whole(path, limits).table


def read_whole(path: Path, limits: Limits = Limits(), encoding: str = "") -> Whole:  # noqa: B008
    """The same, with the number of rows that were left out; `encoding` as somebody has said it."""
    passing = Passing(path, limits, encoding)
    batches = list(passing.batches())
    return Whole(
        pa.Table.from_batches(batches, schema=passing.schema), passing.left_out, passing.why_left_out, passing.said
    )


class Passing:
    """A table that is read a few thousand rows at a time, however large it is; raises DataError as `read_table` does.

    left_out, why_left_out, said  as of `Whole`; whole when all batches have been taken
    """

    def __init__(self, path: Path, limits: Limits = Limits(), encoding: str = "") -> None:  # noqa: B008
        self._source = open_file(path, limits, encoding)
        self._limits = limits
        self._otherwise: list[Otherwise] = []
        self.schema = pa.schema([(name, pa.string()) for name in self._source.columns])
        self.left_out = 0
        self.why_left_out = ""

    @property
    def said(self) -> tuple[str, ...]:
        layout = self._source.layout
        guessed = about_encoding(layout.encoding, is_chosen=layout.is_chosen)
        return (*guessed, *about_lines(layout.encoding, self._otherwise))

    def batches(self) -> Iterator[pa.RecordBatch]:
        source = self._source
        for batch in reader_named(source.format).read(source.path, source.layout, self._limits):
            if batch.broken and not self.left_out:
                self.why_left_out = f"Line {batch.broken[0].line:,}: {batch.broken[0].reason}"
            self.left_out += len(batch.broken)
            self._otherwise += batch.otherwise
            yield pa.RecordBatch.from_arrays([_blank_to_null(c) for c in batch.columns], schema=self.schema)


def _blank_to_null(column: pa.Array) -> pa.Array:
    trimmed = pc.utf8_trim_whitespace(column.cast(pa.string()))
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)
