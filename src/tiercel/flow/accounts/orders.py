"""By what the accounts can be sorted: every column with an order, each found by an index where it is the usual way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from tiercel.flow.accounts.own_attributes import OwnValue, own_name
from tiercel.flow.accounts.paging import Order
from tiercel.records.models import Account

ORDERS = {
    "name": Order("name_key"),
    "industry": Order("industry", empty=""),
    "country": Order("country", empty=""),
    "employees": Order("employees", can_be_empty=True),
    "revenue": Order("revenue_minor", can_be_empty=True),
    "owner": Order("owner__name", can_be_empty=True),
    "tier": Order("tier_now", can_be_empty=True),
    "chance": Order("score__chance", can_be_empty=True),
    "value": Order("score__value_minor", can_be_empty=True),
    "points": Order("score__points", can_be_empty=True),
    "received": Order("received_at"),
}
# Names and words read from A on; of numbers and days the largest are asked for first.
FROM_A = ("name", "industry", "country", "owner", "tier")
USUAL = "-value"


def can_sort(column: str) -> bool:
    return column in ORDERS or bool(own_name(column))


def order_of(sort: str) -> Order:
    """The order of that name; the most valuable first where there is no such order."""
    name = sort.removeprefix("-")
    if own_name(name):
        return Order("sorted_by", descending=sort.startswith("-"), can_be_empty=True)
    order = ORDERS.get(name, ORDERS["value"])
    return replace(order, descending=sort.startswith("-") if name in ORDERS else True)


def with_order(found: QuerySet[Account], sort: str, kinds: dict[str, str]) -> QuerySet[Account]:
    """The rows with what their order needs beside them."""
    name = sort.removeprefix("-")
    more: dict[str, Any] = {}
    if name == "tier":
        found = found.annotate(now=FilteredRelation("targets", condition=Q(targets__ended_at__isnull=True)))
        more["tier_now"] = F("now__tier")
    if own := own_name(name):
        more["sorted_by"] = OwnValue(own, kinds.get(own, "text"))
    return found.annotate(**more) if more else found
