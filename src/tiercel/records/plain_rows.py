"""Rows put in as plain values: of many small ones, an object for each would take ten times as long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models


def put(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows, in the caller's transaction.

    names   of the model's fields; those that are not named stay without a value, and so may be empty in the database
    rows    the values in that order, instants as `instant` gives them, of links the keys
    """
    quoted = connection.ops.quote_name
    named = {field.name: str(field.column) for field in model._meta.concrete_fields}
    columns = ", ".join(quoted(named[name]) for name in names)
    places = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        table = quoted(model._meta.db_table)
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", list(rows))  # noqa: S608 - our names


def instant(at: datetime) -> Any:
    """An instant as the database takes it."""
    return connection.ops.adapt_datetimefield_value(at)
