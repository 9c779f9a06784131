"""Any table in a file as columns of texts, for analysts: read as imports are, without asking what it means."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from tiercel.collect.files.limits import Limits
from tiercel.collect.files.looking import open_file, reader_named


@dataclass(frozen=True)
class Whole:
    """A table, and how many rows of the file did not fit its header and are not in it."""

    table: pa.Table
    left_out: int


def read_table(path: Path, limits: Limits = Limits()) -> pa.Table:  # noqa: B008
    """The table in a file: every column of texts, trimmed, null where a cell is blank.

    Format, encoding, delimiter and header are recognised as for imports; rows that do not fit the header are left out.
    raises   DataError for what cannot be read
    """
    return read_whole(path, limits).table


def read_whole(path: Path, limits: Limits = Limits()) -> Whole:  # noqa: B008
    """The same, with the number of rows that were left out."""
    source = open_file(path, limits)
    schema = pa.schema([(name, pa.string()) for name in source.columns])
    parts, left_out = [], 0
    for batch in reader_named(source.format).read(path, source.layout, limits):
        parts.append(pa.RecordBatch.from_arrays([_blank_to_null(c) for c in batch.columns], schema=schema))
        left_out += len(batch.broken)
    return Whole(pa.Table.from_batches(parts, schema=schema), left_out)


def _blank_to_null(column: pa.Array) -> pa.Array:
    trimmed = pc.utf8_trim_whitespace(column.cast(pa.string()))
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)
