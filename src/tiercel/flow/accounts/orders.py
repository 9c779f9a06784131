"""By what the accounts can be sorted: every column with an order, each found by an index where it is the usual way."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Exists, F, IntegerField, OuterRef, QuerySet, Value

from tiercel.flow.accounts.own_attributes import OwnValue, own_name
from tiercel.flow.accounts.paging import Order
from tiercel.records.models import Account, AccountScore, Target
from tiercel.records.models.base import active


def _in_a_tier(found: QuerySet[Account]) -> QuerySet[Account]:
    return found.filter(targets__ended_at__isnull=True, targets__tier__isnull=False).annotate(
        tier_now=F("targets__tier"), targeted=F("targets__account_id")
    )


def _in_no_tier(found: QuerySet[Account]) -> QuerySet[Account]:
    held = Target.objects.filter(ended_at__isnull=True, account=OuterRef("pk"))
    return found.filter(~Exists(held)).annotate(tier_now=Value(None, output_field=IntegerField()))


def _by_score(field: str) -> Order:
    # The key as the scores have it: so their own index is the order.
    there = Order(field, can_be_empty=True, ties=("account_id",))
    rows = AccountScore.objects.all
    return Order(f"score__{field}", can_be_empty=True, ties=("score__account_id",), beside=(rows, there))


BY_TIER = Order(
    "tier_now",
    can_be_empty=True,
    # The key as the targets have it: so their own index is the order.
    ties=("targeted",),
    with_value=_in_a_tier,
    without_value=_in_no_tier,
    beside=(lambda: Target.objects.filter(active()), Order("tier", ties=("account_id",))),
)
ORDERS = {
    "name": Order("name_key"),
    "industry": Order("industry", empty=""),
    "country": Order("country", empty=""),
    "employees": Order("employees", can_be_empty=True),
    "revenue": Order("revenue_minor", can_be_empty=True),
    "owner": Order("owner__name", can_be_empty=True, ties=("owner_id", "pk")),
    "tier": BY_TIER,
    "chance": _by_score("chance"),
    "value": _by_score("value_minor"),
    "points": _by_score("points"),
    # Keys are given in the order in which accounts come, and are never given again.
    "received": Order("pk", ties=()),
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
        return Order("sorted_by", descending=sort.startswith("-"), can_be_empty=True, is_indexed=False)
    order = ORDERS.get(name, ORDERS["value"])
    return replace(order, descending=sort.startswith("-") if name in ORDERS else True)


def with_order(found: QuerySet[Account], sort: str, kinds: dict[str, str]) -> QuerySet[Account]:
    """The rows with what their order needs beside them."""
    own = own_name(sort.removeprefix("-"))
    return found.annotate(sorted_by=OwnValue(own, kinds.get(own, "text"))) if own else found
