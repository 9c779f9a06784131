"""One page of a long list at a time, found by its first row's value and never by counting rows from the top."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Generic, TypeVar, cast

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import BooleanField, F, Func, Model, Q, QuerySet, Value
from django.db.models.expressions import RawSQL

Row = TypeVar("Row", bound=Model)
MANY = 10_000
# Of as many keys as this it is quicker to meet the first ones on a walk through all rows than to sort them all. Where
# they lie scattered among 200,000, the first fifty are met within so many rows, divided by how many they are.
MANY_TO_SORT, REACH = 2000, 14_000_000
# The values by which a row stands where it does, the last of them its key; nothing first where it has no value.
Cursor = tuple[Any, ...]


@dataclass(frozen=True)
class Order:
    """What rows are ordered by: a field, then others, all in one direction, so that one index serves either.

    Rows without a value come last in both.

    can_be_empty   whether the field can be null
    empty          what the field holds where nothing is known, for a field that is never null; None: always known
    ties           what comes after the field, the last of them different in every row; () where the field itself is
    is_indexed     whether all rows can be walked in this order without being sorted
    with_value     how rows with a value are told, and those without, where the field alone does not say it
    beside         where the order is an index of another table: its rows, and this order as they have it, the key of
                   our row last. By them alone the first keys are found
    """

    field: str
    descending: bool = False
    can_be_empty: bool = False
    empty: str | None = None
    ties: tuple[str, ...] = ("pk",)
    is_indexed: bool = True
    with_value: Callable[[Any], Any] | None = None
    without_value: Callable[[Any], Any] | None = None
    beside: tuple[Callable[[], QuerySet[Any]], Order] | None = None

    def known(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        if self.with_value is not None:
            return cast("QuerySet[Row]", self.with_value(rows))
        if self.empty is not None:
            return rows.filter(**{f"{self.field}__gt": self.empty})
        return rows.filter(**{f"{self.field}__isnull": False}) if self.can_be_empty else rows

    def unknown(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        if self.without_value is not None:
            return cast("QuerySet[Row]", self.without_value(rows))
        if self.empty is not None:
            return rows.filter(**{self.field: self.empty})
        return rows.filter(**{f"{self.field}__isnull": True})

    @property
    def has_unknown(self) -> bool:
        return self.can_be_empty or self.empty is not None

    @property
    def key(self) -> str:
        """The key of a row as the order's own index has it."""
        return (self.field, *self.ties)[-1]


@dataclass(frozen=True)
class Slice(Generic[Row]):
    """Rows, and the cursors of what lies before and after them; "" where nothing does."""

    rows: list[Row]
    before: str
    after: str


def slice_of(
    rows: QuerySet[Row],
    order: Order,
    *,
    after: str = "",
    before: str = "",
    size: int = 50,
    whole: QuerySet[Row] | None = None,
    keys: Sequence[int] = (),
    are_in_order: bool = False,
) -> Slice[Row]:
    """The rows next to a cursor; a cursor that cannot be read, or was made up, means the beginning.

    whole   the rows without what narrows them: their keys are found first, and only then are they looked at, which is
            quick where thousands are put in order, or are passed over that an index itself can tell to be others
    keys    the keys of all the rows, where they are known: the first of many are met in the order's own index
    are_in_order   whether these stand as the order has them when it rises: the first ones are then known
    """
    if are_in_order and keys and whole is not None and _read(after, order) is None and _read(before, order) is None:
        first = list(reversed(keys) if order.descending else keys)[: size + 1]
        return _begun(_of_keys(whole, first), order, size)
    try:
        return _slice(rows, order, after, before, size, whole=whole, keys=keys)
    except (ValueError, TypeError, OverflowError, ValidationError):  # a value that the field cannot be compared with
        return _slice(rows, order, "", "", size, whole=whole, keys=keys)


def beginning_of(rows: QuerySet[Row], order: Order, *, whole: QuerySet[Row], size: int = 50) -> tuple[Slice[Row], int]:
    """The first page, and how many rows there are, to 10,001, by one look at each row in the order of an index.

    For rows that no index finds, as by a part of their names: to count them and then to put them in order would be to
    look at each twice.
    """
    keys = _keys(_in_order(rows, order))
    if order.has_unknown and len(keys) <= MANY:
        keys = (keys + _keys(order.unknown(rows).order_by("pk")))[: MANY + 1]
    return _begun(_of_keys(whole, keys[: size + 1]), order, size), len(keys)


def _begun(found: list[Row], order: Order, size: int) -> Slice[Row]:
    """A page of the first rows, of which one more than it holds tells that it is not the last."""
    more = len(found) > size
    return Slice(found[:size], "", _write(found[size - 1], order) if more else "")


def _slice(
    rows: QuerySet[Row],
    order: Order,
    after: str,
    before: str,
    size: int,
    *,
    whole: QuerySet[Row] | None,
    keys: Sequence[int],
) -> Slice[Row]:
    backward = _read(before, order) is not None
    cursor = _read(before, order) if backward else _read(after, order)
    found = _next(rows, order, cursor, size + 1, backward=backward, whole=whole, keys=keys)
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


def keys_of(rows: QuerySet[Row], along: tuple[str, ...] = (), key: str = "pk") -> list[int]:
    """The keys of these rows, but never more than one beyond 10,000; as the database hands them over, a third quicker
    than by the objects of Django.

    along   the order of an index that holds all that is asked of them: it is read instead of the rows, which are large
    key     the field that holds them, in rows of another table
    """
    return _keys(rows.order_by(*along), key)


def _keys(rows: QuerySet[Row], key: str = "pk") -> list[int]:
    chunks = rows.values_list(key)[: MANY + 1].query.get_compiler(connection=connection).execute_sql()
    return [row[0] for chunk in chunks or () for row in chunk]


class IsAny(Func):
    """That a key is one of an array's: its length PostgreSQL knows when it chooses a way, that of a subquery not."""

    template, arg_joiner = "%(expressions)s::bigint[])", " = ANY("
    output_field = BooleanField()


def among(keys: Sequence[int], of: str = "pk") -> Q:
    """That `of` is one of these keys, however many: each as a value would take longer to write than to find."""
    if connection.vendor == "postgresql":
        # As text, which is written far sooner than a list of numbers.
        return Q(IsAny(F(of), Value(f"{{{','.join(map(str, keys))}}}")))
    return Q(**{f"{of}__in": RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(keys))])})


def counted(rows: QuerySet[Row]) -> int:
    """How many there are, but never further than one beyond 10,000."""
    return rows.order_by()[: MANY + 1].count()


def _next(
    rows: QuerySet[Row],
    order: Order,
    cursor: Cursor | None,
    most: int,
    *,
    backward: bool,
    whole: QuerySet[Row] | None,
    keys: Sequence[int],
) -> list[Row]:
    """Rows with a value, then rows without one; the other way round when going backward."""
    parts = [_valued] + ([_empty] if order.has_unknown else [])
    found: list[Row] = []
    for part in reversed(parts) if backward else parts:
        rest = part(rows, order, cursor, backward)
        if rest is not None and len(found) < most:
            left = most - len(found)
            each = None if whole is None else part(whole, order, cursor, backward)
            # Those without a value are no beginning of an index.
            known = keys if part is _valued and order.is_indexed else ()
            if each is None:
                found += rest[:left]
            elif known:
                walk, key = _walk(each, order, cursor, backward)
                found += _of_keys(each, _first(walk, key, rest, known, left))
            else:
                found += _of_keys(each, list(rest.values_list("pk", flat=True)[:left]))
    return found


def _walk(whole: QuerySet[Any], order: Order, cursor: Cursor | None, backward: bool) -> tuple[QuerySet[Any], str]:
    """All rows in an order that has an index, and what the key of each is called there."""
    if order.beside is None:
        return whole, order.key
    rows, there = order.beside
    walk = _valued(rows(), replace(there, descending=order.descending), cursor, backward)
    return (rows().none() if walk is None else walk), there.key


def _first(walk: QuerySet[Any], key: str, rows: QuerySet[Any], known: Sequence[int], most: int) -> list[int]:
    """The keys of the first of these rows, of which all the keys are known."""
    met = _met(walk.values_list(key, flat=True), frozenset(known), most) if len(known) > MANY_TO_SORT else None
    return list(_beside_its_index(walk, key, rows, known)[:most]) if met is None else met


class _Unindexed(Func):
    """A value that no index has: what PostgreSQL is to sort it cannot walk through instead."""

    template = "GREATEST(%(expressions)s)"


def _beside_its_index(walk: QuerySet[Any], key: str, rows: QuerySet[Any], known: Sequence[int]) -> QuerySet[Any, int]:
    """The keys, to be sorted. PostgreSQL would rather walk all there are in the order's index until it has met enough
    of the keys, as if they lay scattered there; those that are called alike lie all at one end.
    """
    if connection.vendor != "postgresql":
        return rows.values_list("pk", flat=True)
    signs = [(each.removeprefix("-"), each.startswith("-")) for each in map(str, walk.query.order_by)]
    by = [_Unindexed(F(field)).desc() if falls else _Unindexed(F(field)).asc() for field, falls in signs]
    return walk.filter(among(known, key)).order_by(*by).values_list(key, flat=True)


def _met(walk: QuerySet[Any, int], keys: frozenset[int], most: int) -> list[int] | None:
    """The first of these keys in the order of all rows; None where too few of them come soon."""
    far = REACH // len(keys)
    walked = list(walk[:far])
    met = [key for key in walked if key in keys][:most]
    return met if len(met) == most or len(walked) < far else None


def _of_keys(whole: QuerySet[Row], keys: list[int]) -> list[Row]:
    found = {row.pk: row for row in whole.order_by().filter(pk__in=keys)}
    return [found[key] for key in keys if key in found]


def _valued(rows: QuerySet[Row], order: Order, cursor: Cursor | None, backward: bool) -> QuerySet[Row] | None:
    falling = order.descending != backward
    rows = order.known(rows)
    if cursor is not None and cursor[0] is None:
        if not backward:
            return None
    elif cursor is not None:
        rows = _beyond(rows, (order.field, *order.ties), cursor, "lt" if falling else "gt")
    return _sorted(rows, order, falling=falling)


def _in_order(rows: QuerySet[Row], order: Order) -> QuerySet[Row]:
    return _sorted(order.known(rows), order, falling=order.descending)


def _sorted(rows: QuerySet[Row], order: Order, *, falling: bool) -> QuerySet[Row]:
    sign = "-" if falling else ""
    return rows.order_by(*(sign + field for field in (order.field, *order.ties)))


def _beyond(rows: QuerySet[Row], fields: tuple[str, ...], cursor: Cursor, step: str) -> QuerySet[Row]:
    """The first condition alone is a range of the index; the second one cuts off those of the same value."""
    beyond, same = Q(), Q()
    for field, value in zip(fields, cursor, strict=False):
        beyond |= same & Q(**{f"{field}__{step}": value})
        same &= Q(**{field: value})
    return rows.filter(**{f"{fields[0]}__{step}e": cursor[0]}).filter(beyond)


def _empty(rows: QuerySet[Row], order: Order, cursor: Cursor | None, backward: bool) -> QuerySet[Row] | None:
    rows = order.unknown(rows)
    if cursor is not None and cursor[0] is None:
        rows = rows.filter(**{"pk__lt" if backward else "pk__gt": cursor[-1]})
    elif backward:
        return None
    return rows.order_by("-pk" if backward else "pk")


def _write(row: Row, order: Order) -> str:
    """Where a row stands; one without a value is told by nothing and its key, however the field keeps that."""
    value = _at(row, order.field)
    known = value is not None and value != order.empty
    place = [value, *(_at(row, field) for field in order.ties)] if known else [None, row.pk]
    text = json.dumps(place, separators=(",", ":"), default=date.isoformat)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _at(row: Any, field: str) -> Any:
    for name in field.split("__"):
        row = getattr(row, name, None)
    return row


def _read(cursor: str, order: Order) -> Cursor | None:
    try:
        place = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, TypeError, RecursionError, binascii.Error):
        return None
    if not isinstance(place, list) or not place or not _is_whole(place[-1]):
        return None
    if place[0] is not None and len(place) != 1 + len(order.ties):  # of another order
        return None
    return tuple(place) if all(map(_can_be_compared, place)) else None


def _can_be_compared(value: Any) -> bool:
    """A text, nothing, or a number that a database can hold."""
    return isinstance(value, str | None) or (isinstance(value, int | float) and abs(value) < 2**63)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63
