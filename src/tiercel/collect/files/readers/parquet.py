"""Parquet: columns with types of their own, handed over as exact text."""

import json
import math
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tiercel.collect.files.headers import unique_names
from tiercel.collect.files.limits import MEGABYTE, Limits
from tiercel.collect.files.opening import bomb, unpacked_file
from tiercel.collect.files.reader import Batch, Layout
from tiercel.core.errors import DataError

LABEL = "Parquet"

BATCH_ROWS = 50_000


def recognises(head: bytes) -> bool:
    return head.startswith(b"PAR1")


def examine(path: Path, limits: Limits, encoding: str = "") -> Layout:  # noqa: ARG001 - it says its own
    with unpacked_file(path, limits) as file:
        try:
            opened = pq.ParquetFile(file)
            names = opened.schema_arrow.names
            unpacked = sum(opened.metadata.row_group(i).total_byte_size for i in range(opened.metadata.num_row_groups))
        except (pa.ArrowException, OSError, ValueError) as error:
            raise _damaged(path, error) from None
    if unpacked > limits.max_unzipped_mb * MEGABYTE:
        raise bomb(path, unpacked)
    if not names:
        raise DataError(f"{path.name} has no columns. Export it again.")
    if len(names) > limits.max_columns:
        raise DataError(f"{path.name} has more than {limits.max_columns:,} columns, and no more are read.")
    columns, problems = unique_names(names)
    return Layout(columns, problems=problems)


def read(path: Path, layout: Layout, limits: Limits) -> Iterator[Batch]:
    """Rows carry their number, from 1."""
    done = 0
    with unpacked_file(path, limits) as file:
        try:
            opened = pq.ParquetFile(file)
            total = max(opened.metadata.num_rows, 1)
            for batch in opened.iter_batches(BATCH_ROWS):
                lines = list(range(done + 1, done + batch.num_rows + 1))
                done += batch.num_rows
                texts = [as_text(column) for column in batch.columns[: len(layout.columns)]]
                yield Batch(lines, texts, [], done / total)
        except (pa.ArrowException, OSError) as error:
            raise _damaged(path, error) from None


def as_text(column: pa.Array) -> pa.Array:
    """Any array as texts: instants in ISO form, lists and records as JSON."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return as_text(column.dictionary_decode())
    if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return pa.array([_json(value) for value in column.to_pylist()], pa.string())
    if pa.types.is_timestamp(kind):
        zoned = pa.array(["Z" if kind.tz else ""] * len(column), pa.string())
        utc = column.cast(pa.timestamp("us", tz="UTC") if kind.tz else pa.timestamp("us"), safe=False)
        texts = pc.strftime(utc, format="%Y-%m-%d %H:%M:%S") if kind.tz else utc.cast(pa.string())
        return pc.binary_join_element_wise(texts, zoned, "")
    if pa.types.is_floating(kind):
        return pa.array([_number(value) for value in column.to_pylist()], pa.string())
    return column.cast(pa.string())


def _number(value: float | None) -> str | None:
    if value is None or math.isnan(value):
        return None
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _json(value: object) -> str | None:
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    return None if value is None else json.dumps(value, ensure_ascii=False, default=str)


def _damaged(path: Path, error: BaseException) -> DataError:
    return DataError(
        f"{path.name} is damaged or cut short ({str(error).splitlines()[0][:120]}). Export or download it again."
    )
