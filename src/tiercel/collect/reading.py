"""Any table in a file as columns of texts, for analysts: read as imports are, without asking what it means."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from tiercel.collect.limits import Limits
from tiercel.collect.looking import open_file, reader_named


def read_table(path: Path, limits: Limits = Limits()) -> pa.Table:  # noqa: B008
    """The table in a file: every column of texts, trimmed, null where a cell is blank.

    Format, encoding, delimiter and header are recognised as for imports; rows that do not fit the header are left out.
    raises   DataError for what cannot be read
    """
    source = open_file(path, limits)
    schema = pa.schema([(name, pa.string()) for name in source.columns])
    batches = reader_named(source.format).read(path, source.layout, limits)
    parts = [pa.RecordBatch.from_arrays([_blank_to_null(c) for c in batch.columns], schema=schema) for batch in batches]
    return pa.Table.from_batches(parts, schema=schema)


def _blank_to_null(column: pa.Array) -> pa.Array:
    trimmed = pc.utf8_trim_whitespace(column.cast(pa.string()))
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)
