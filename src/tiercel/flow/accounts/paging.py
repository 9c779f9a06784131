"""One page of a long list at a time, found by its first row's value and never by counting rows from the top."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)
MANY = 10_000


@dataclass(frozen=True)
class Order:
    """What rows are ordered by: a field, then the key, both in one direction, so that one index serves either.

    Rows without a value come last in both.

    can_be_empty   whether the field can be null
    empty          what the field holds where nothing is known, for a field that is never null; None: always known
    """

    field: str
    descending: bool = False
    can_be_empty: bool = False
    empty: str | None = None

    def known(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        if self.empty is not None:
            return rows.filter(**{f"{self.field}__gt": self.empty})
        return rows.filter(**{f"{self.field}__isnull": False}) if self.can_be_empty else rows

    def unknown(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        if self.empty is not None:
            return rows.filter(**{self.field: self.empty})
        return rows.filter(**{f"{self.field}__isnull": True})

    @property
    def has_unknown(self) -> bool:
        return self.can_be_empty or self.empty is not None


@dataclass(frozen=True)
class Slice(Generic[Row]):
    """Rows, and the cursors of what lies before and after them; "" where nothing does."""

    rows: list[Row]
    before: str
    after: str


def slice_of(rows: QuerySet[Row], order: Order, *, after: str = "", before: str = "", size: int = 50) -> Slice[Row]:
    """The rows next to a cursor; a cursor that cannot be read means the beginning."""
    backward = _read(before) is not None
    cursor = _read(before) if backward else _read(after)
    found = _next(rows, order, cursor, size + 1, backward=backward)
    more, found = len(found) > size, found[:size]
    if backward:
        found.reverse()
    has_before = more if backward else cursor is not None
    has_after = bool(found) and (backward or more)
    return Slice(
        rows=found,
        before=_write(found[0], order) if found and has_before else "",
        after=_write(found[-1], order) if has_after else "",
    )


def counted(rows: QuerySet[Row]) -> int:
    """How many there are, but never further than one beyond 10,000."""
    return rows.order_by()[: MANY + 1].count()


def _next(rows: QuerySet[Row], order: Order, cursor: tuple[Any, int] | None, most: int, *, backward: bool) -> list[Row]:
    """Rows with a value, then rows without one; the other way round when going backward."""
    parts = [_valued] + ([_empty] if order.has_unknown else [])
    found: list[Row] = []
    for part in reversed(parts) if backward else parts:
        rest = part(rows, order, cursor, backward)
        if rest is not None and len(found) < most:
            found += rest[: most - len(found)]
    return found


def _valued(rows: QuerySet[Row], order: Order, cursor: tuple[Any, int] | None, backward: bool) -> QuerySet[Row] | None:
    falling = order.descending != backward
    named = ("-" if falling else "") + order.field
    rows = order.known(rows)
    if cursor is not None and cursor[0] is None:
        if not backward:
            return None
    elif cursor is not None:
        # The first condition alone is a range of the index; the second one cuts off those of the same value.
        value, key = cursor
        step = "lt" if falling else "gt"
        rows = rows.filter(**{f"{order.field}__{step}e": value}).filter(
            Q(**{f"{order.field}__{step}": value}) | Q(**{f"pk__{step}": key})
        )
    return rows.order_by(named, "-pk" if falling else "pk")


def _empty(rows: QuerySet[Row], order: Order, cursor: tuple[Any, int] | None, backward: bool) -> QuerySet[Row] | None:
    rows = order.unknown(rows)
    if cursor is not None and cursor[0] is None:
        rows = rows.filter(**{"pk__lt" if backward else "pk__gt": cursor[1]})
    elif backward:
        return None
    return rows.order_by("-pk" if backward else "pk")


def _write(row: Row, order: Order) -> str:
    value: Any = row
    for name in order.field.split("__"):
        value = getattr(value, name, None)
    # Nothing known is told by nothing, however the field keeps it.
    value = None if value == order.empty else value.isoformat() if isinstance(value, datetime) else value
    text = json.dumps([value, row.pk], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[Any, int] | None:
    try:
        value, key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, TypeError, binascii.Error):
        return None
    return (value, key) if isinstance(key, int) and isinstance(value, str | int | float | None) else None
