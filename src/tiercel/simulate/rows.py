"""Typed columns of a table, from plain lists."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tiercel.tables.column import Table, Type

Rows = dict[str, list[Any]]
CURRENCY = "USD"

ARROW = {
    Type.INTEGER: pa.int64(),
    Type.YEAR: pa.int64(),
    Type.NUMBER: pa.float64(),
    Type.SHARE: pa.float64(),
    Type.DATE: pa.date32(),
    Type.INSTANT: pa.timestamp("us", tz="UTC"),
    Type.FLAG: pa.bool_(),
    Type.TEXTS: pa.list_(pa.string()),
    Type.EMAILS: pa.list_(pa.string()),
    Type.PHONES: pa.list_(pa.string()),
    Type.DOMAINS: pa.list_(pa.string()),
}


def typed(table: Table, rows: Rows, custom: Mapping[str, pa.DataType]) -> pa.Table:
    """Every column of the table, null where `rows` has none, then the custom ones.

    Money is two columns, `<name>_minor` in whole minor units and `<name>_currency`.
    """
    size = len(next(iter(rows.values())))
    made: dict[str, pa.Array] = {}
    for column in table.columns:
        values = rows.get(column.name, [None] * size)
        if column.type is Type.MONEY:
            made[f"{column.name}_minor"] = pa.array(values, pa.int64())
            made[f"{column.name}_currency"] = pa.array([None if v is None else CURRENCY for v in values], pa.string())
        else:
            made[column.name] = pa.array(values, ARROW.get(column.type, pa.string()))
    return pa.table({**made, **{name: pa.array(rows[name], kind) for name, kind in custom.items()}})


def day(since_1970: int) -> Any:
    return np.datetime64(since_1970, "D").item()


def at_work(since_1970: int, salt: int) -> datetime:
    """A moment of that day between 08:00 and 17:59 UTC."""
    minutes = 8 * 60 + salt * 7919 % 600
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=since_1970, minutes=minutes)


def sparse(rng: np.random.Generator, values: Sequence[Any] | npt.NDArray[Any], blank: float) -> list[Any]:
    """The values with cells set to None at random."""
    holes = rng.random(len(values)) < blank
    plain = values.tolist() if isinstance(values, np.ndarray) else list(values)
    return [None if hole else value for hole, value in zip(holes.tolist(), plain, strict=True)]
