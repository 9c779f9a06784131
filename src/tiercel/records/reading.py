"""Records as Arrow, through Django's own connection: no second library opens the live database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pyarrow as pa
from django.db import connection, models

ROWS_AT_A_TIME = 50_000


def read(model: type[models.Model], columns: Sequence[str], where: str = "", params: Sequence[Any] = ()) -> pa.Table:
    """Rows of a model: days and instants as ISO text, lists and objects as JSON text, the rest as their own types.

    columns   database columns
    where     SQL with %s for each of `params`; it may name the table's columns
    """
    by_column = {field.column: field for field in model._meta.concrete_fields}
    schema = pa.schema([(column, _type(by_column[column])) for column in columns])
    listed = ", ".join(connection.ops.quote_name(column) for column in columns)
    table = connection.ops.quote_name(model._meta.db_table)
    clause = f" WHERE {where}" if where else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {listed} FROM {table}{clause}", list(params))
        batches = list(_batches(cursor, schema))
    return pa.Table.from_batches(batches, schema)


def at_instant(instant: datetime) -> Any:
    """An instant as a parameter of `where`: as the database keeps instants, so that equal ones are equal."""
    return connection.ops.adapt_datetimefield_value(instant)


def _batches(cursor: Any, schema: pa.Schema) -> Any:
    while rows := cursor.fetchmany(ROWS_AT_A_TIME):
        columns = [_array(values, field.type) for values, field in zip(zip(*rows, strict=True), schema, strict=True)]
        yield pa.RecordBatch.from_arrays(columns, schema=schema)


def _array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    if kind == pa.string():
        return pa.array([None if value is None else _text(value) for value in values], kind)
    if kind == pa.bool_():
        return pa.array([None if value is None else bool(value) for value in values], kind)
    return pa.array(values, kind)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else str(value)


def _type(field: models.Field[Any, Any]) -> pa.DataType:
    if isinstance(field, models.ForeignKey | models.OneToOneField):
        return _type(field.target_field)
    if isinstance(field, models.BooleanField):
        return pa.bool_()
    if isinstance(field, models.IntegerField | models.AutoField):
        return pa.int64()
    return pa.float64() if isinstance(field, models.FloatField) else pa.string()
