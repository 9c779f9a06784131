"""The deals that somebody sees: searched, filtered, sorted and a page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Q, QuerySet

from tiercel.flow.accounts.asked import Between
from tiercel.flow.accounts.choices import MOST_CHOICES, every_value
from tiercel.flow.accounts.matching import holds, money_within
from tiercel.flow.accounts.paging import MANY, Order, among, counted, keys_of, slice_of
from tiercel.flow.sight import only_seen, only_seen_deals, seen_keys, sees_all
from tiercel.normal.text import compared
from tiercel.records.models import Account, Deal, User

PAGE = 50
OUTCOMES = ("open", "won", "lost")
USUAL = "-received"
ORDERS = {
    "name": Order("name", empty=""),
    "amount": Order("amount_minor", can_be_empty=True),
    "closed": Order("closed_on", can_be_empty=True),
    # Keys are given in the order in which deals come.
    "received": Order("pk", ties=()),
}


@dataclass(frozen=True)
class Asked:
    """What somebody wants to see.

    text          a part of the name of the deal or of its account
    owner         key of a person of the team; 0: nobody's; None: all
    amount        in whole units of the workspace's currency, deals in others by the newest rate
    since, until  the day of closing, both days within
    """

    text: str = ""
    outcomes: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    owner: int | None = None
    account: int | None = None
    amount: Between = field(default_factory=Between)
    since: date | None = None
    until: date | None = None
    sort: str = USUAL
    after: str = ""
    before: str = ""

    @property
    def narrows(self) -> bool:
        """Whether any filter is in force."""
        days = self.since is not None or self.until is not None
        keys = self.owner is not None or self.account is not None
        return bool(self.text or self.outcomes or self.stages or days or keys or not self.amount.is_open)


@dataclass(frozen=True)
class DealRow:
    """A deal as lists show it; `account` is None, and its name "", where this user may not know of it."""

    id: int
    name: str
    account: int | None
    account_name: str
    stage: str
    outcome: str
    amount_minor: int | None
    amount_currency: str
    created_on: date | None
    closed_on: date | None
    owner: str
    reason: str


@dataclass(frozen=True)
class DealList:
    """A page of the deals: `count` goes no further than 10,001; `stages` are those that there are."""

    rows: tuple[DealRow, ...]
    count: int
    stages: tuple[str, ...]
    before: str = ""
    after: str = ""


def list_deals(asked: Asked, *, by: User | None = None) -> DealList:
    """The page that was asked for, of the deals that this user sees (None, the command line, sees all)."""
    found, count = _narrowed(asked, by)
    part = slice_of(
        found,
        order_of(asked.sort),
        after=asked.after,
        before=asked.before,
        size=PAGE,
        whole=Deal.objects.select_related("owner", "account") if count > PAGE else None,
    )
    return DealList(_rows(part.rows, by), count, stages(by), part.before, part.after)


def every_deal(asked: Asked, *, by: User | None = None, size: int = 1000) -> Iterator[DealRow]:
    """All rows of a list, for an export."""
    found, after = _narrowed(asked, by)[0].select_related("owner", "account"), ""
    while True:
        part = slice_of(found, order_of(asked.sort), after=after, size=size)
        yield from _rows(part.rows, by)
        after = part.after
        if not after:
            return


def matching(asked: Asked, by: User | None = None, *, walking: bool = False) -> QuerySet[Deal]:
    """The deals that the filters let through, and that this user may know of.

    walking   they are many, and are read in an order of their own until a page is full
    """
    return only_seen_deals(_filtered(asked, by), by, walking=walking)


def stages(by: User | None) -> tuple[str, ...]:
    """The stages that deals are in, as far as this user sees them; at most 300."""
    if sees_all(by):
        return every_value("deal", "stage")
    seen = Deal.objects.filter(pk__in=seen_keys(Deal.objects.filter(archived_at__isnull=True), by)).exclude(stage="")
    return tuple(seen.order_by("stage").values_list("stage", flat=True).distinct()[:MOST_CHOICES])


def order_of(sort: str) -> Order:
    name = sort.removeprefix("-")
    if name not in ORDERS:
        return order_of(USUAL)
    return replace(ORDERS[name], descending=sort.startswith("-"))


def _filtered(asked: Asked, by: User | None) -> QuerySet[Deal]:
    found = Deal.objects.filter(archived_at__isnull=True)
    if asked.text:
        found = found.filter(pk__in=_called(asked.text, by))
    if asked.outcomes:
        found = found.filter(outcome__in=asked.outcomes)
    if asked.stages:
        found = found.filter(stage__in=asked.stages)
    if asked.owner is not None:
        found = found.filter(owner=asked.owner) if asked.owner else found.filter(owner__isnull=True)
    if asked.account is not None:
        found = found.filter(account__in=only_seen(Account.objects.filter(pk=asked.account), by).values("pk"))
    if not asked.amount.is_open:
        found = found.filter(money_within("amount_currency", "amount_minor", asked.amount))
    if asked.since is not None:
        found = found.filter(closed_on__gte=asked.since)
    return found if asked.until is None else found.filter(closed_on__lte=asked.until)


def _called(text: str, by: User | None) -> QuerySet[Deal, int]:
    """The keys of deals by a part of their name, or of the name of an account that this user may know of."""
    folded = compared(text)
    named = Q(name__icontains=text) if text.isascii() else holds("name", text)
    accounts = only_seen(Account.objects.filter(holds("name_key", folded)), by) if folded else Account.objects.none()
    with_account = Deal.objects.filter(account__in=accounts.values("pk"))
    return Deal.objects.filter(named).values_list("pk", flat=True).union(with_account.values_list("pk", flat=True))


def _narrowed(asked: Asked, by: User | None) -> tuple[QuerySet[Deal], int]:
    """As accounts are: up to 10,000 are found before anything is sorted."""
    if not asked.narrows and sees_all(by):
        found = matching(asked, by)
        return found, counted(found)
    keys = keys_of(seen_keys(_filtered(asked, by), by))
    found = matching(asked, by, walking=True) if len(keys) > MANY else Deal.objects.filter(among(keys))
    return found, len(keys)


def _rows(deals: list[Deal], by: User | None) -> tuple[DealRow, ...]:
    """A deal may be theirs and its account not: that one is not told of."""
    accounts = {deal.account_id for deal in deals if deal.account_id is not None}
    seen = set(only_seen(Account.objects.filter(pk__in=accounts), by).values_list("pk", flat=True))
    return tuple(_row(deal, deal.account if deal.account_id in seen else None) for deal in deals)


def _row(deal: Deal, account: Account | None) -> DealRow:
    return DealRow(
        id=deal.pk,
        name=deal.name,
        account=account.pk if account else None,
        account_name=account.name if account else "",
        stage=deal.stage,
        outcome=deal.outcome,
        amount_minor=deal.amount_minor,
        amount_currency=deal.amount_currency,
        created_on=deal.created_on,
        closed_on=deal.closed_on,
        owner=str(deal.owner or ""),
        reason=deal.reason,
    )
