"""Spend by day, channel and campaign: filtered, sorted, summed by currency and a page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet, Sum

from tiercel.flow.accounts.paging import Order, counted, slice_of
from tiercel.flow.sight import seen_accounts, sees_all
from tiercel.records.models import Spend, User

PAGE = 50
MOST_CHOICES = 100
ORDERS = {
    "day": Order("spent_on"),
    "amount": Order("amount_minor", can_be_empty=True),
    "campaign": Order("campaign", empty=""),
}


@dataclass(frozen=True)
class Asked:
    """What somebody wants to see.

    since, until  days, both in
    text          a part of the campaign's name
    account       key of an account that it was spent on
    """

    since: date | None = None
    until: date | None = None
    channel: tuple[str, ...] = ()
    platform: tuple[str, ...] = ()
    text: str = ""
    account: int | None = None
    sort: str = "-day"
    after: str = ""
    before: str = ""


@dataclass(frozen=True)
class SpendRow:
    id: int
    spent_on: date
    channel: str
    platform: str
    campaign: str
    ad_group: str
    account: int | None
    account_name: str
    amount_minor: int | None
    amount_currency: str
    impressions: int | None
    clicks: int | None
    conversions: float | None


@dataclass(frozen=True)
class Total:
    """What all rows of a list sum to in one currency; amounts of two are never added."""

    currency: str
    amount_minor: int
    impressions: int
    clicks: int
    conversions: float


@dataclass(frozen=True)
class SpendList:
    """A page of the rows: `count` goes no further than 10,001; `totals` are of all of them."""

    rows: tuple[SpendRow, ...]
    count: int
    totals: tuple[Total, ...]
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Choices:
    channels: tuple[str, ...]
    platforms: tuple[str, ...]


def list_spend(asked: Asked, *, by: User | None = None) -> SpendList:
    found = matching(asked, by)
    part = slice_of(found, order_of(asked.sort), after=asked.after, before=asked.before, size=PAGE)
    return SpendList(tuple(map(_row, part.rows)), counted(found), _totals(found), part.before, part.after)


def every_spend(asked: Asked, *, by: User | None = None, size: int = 1000) -> Iterator[SpendRow]:
    """All rows of a list, for an export."""
    found, after = matching(asked, by), ""
    while True:
        part = slice_of(found, order_of(asked.sort), after=after, size=size)
        yield from map(_row, part.rows)
        after = part.after
        if not after:
            return


def choices(by: User | None = None) -> Choices:
    """The channels and platforms that there are."""
    found = seen_spend(by)
    channels, platforms = (
        tuple(found.exclude(**{name: ""}).order_by(name).values_list(name, flat=True).distinct()[:MOST_CHOICES])
        for name in ("channel", "platform")
    )
    return Choices(channels, platforms)


def account_named(account: int | None, by: User | None = None) -> tuple[int, str] | None:
    """The account that a list is narrowed to, with its name, if this user may know of it."""
    if account is None:
        return None
    return seen_accounts(by).filter(pk=account).values_list("pk", "name").first()


def matching(asked: Asked, by: User | None = None) -> QuerySet[Spend]:
    """The rows that the filters let through, and that this user may know of."""
    found = seen_spend(by).select_related("account")
    limits = {"spent_on__gte": asked.since, "spent_on__lte": asked.until, "account": asked.account}
    found = found.filter(**{name: value for name, value in limits.items() if value is not None})
    if asked.channel:
        found = found.filter(channel__in=asked.channel)
    if asked.platform:
        found = found.filter(platform__in=asked.platform)
    return found.filter(campaign__icontains=asked.text) if asked.text else found


def order_of(sort: str) -> Order:
    name = sort.removeprefix("-")
    return replace(ORDERS.get(name, ORDERS["day"]), descending=sort.startswith("-") or name not in ORDERS)


def seen_spend(by: User | None) -> QuerySet[Spend]:
    """What was spent on no account in particular is everybody's; the rest is seen with its account."""
    found = Spend.objects.filter(archived_at__isnull=True)
    if sees_all(by):
        return found
    return found.filter(Q(account__isnull=True) | Q(account__in=seen_accounts(by).values("pk")))


def _totals(found: QuerySet[Spend]) -> tuple[Total, ...]:
    by_currency = found.order_by("amount_currency").values("amount_currency")
    sums = by_currency.annotate(
        paid=Sum("amount_minor"), seen=Sum("impressions"), hits=Sum("clicks"), won=Sum("conversions")
    )
    return tuple(
        Total(row["amount_currency"], row["paid"] or 0, row["seen"] or 0, row["hits"] or 0, row["won"] or 0.0)
        for row in sums
    )


def _row(spend: Spend) -> SpendRow:
    return SpendRow(
        id=spend.pk,
        spent_on=spend.spent_on,
        channel=spend.channel,
        platform=spend.platform,
        campaign=spend.campaign,
        ad_group=spend.ad_group,
        account=spend.account_id,
        account_name=spend.account.name if spend.account else "",
        amount_minor=spend.amount_minor,
        amount_currency=spend.amount_currency,
        impressions=spend.impressions,
        clicks=spend.clicks,
        conversions=spend.conversions,
    )
