"""The accounts, searched, filtered, sorted and a page at a time, with their scores and tiers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from tiercel.flow.accounts.account_values import Shown, Value, columns, value_of
from tiercel.flow.accounts.paging import Order, counted, slice_of
from tiercel.flow.sight import only_seen
from tiercel.normal.text import compared
from tiercel.records.models import Account, Deal, Person, Target, User
from tiercel.records.models.base import active
from tiercel.tables.column import Type

SCORES = ("tier", "chance", "value", "points", "deals")
ORDERS = {
    "name": Order("name_key"),
    "employees": Order("employees", can_be_empty=True),
    "chance": Order("score__chance", can_be_empty=True),
    "value": Order("score__value_minor", can_be_empty=True),
}
STANDARD = ("industry", "country", "employees", "owner", "tier", "chance", "value")
PAGE = 50
MOST_CHOICES = 300
FEW = 1000


@dataclass(frozen=True)
class Asked:
    """What somebody wants to see.

    tier     1, 2 or 3; 0: only those in no tier; None: all
    state    of the sign-off: proposed, accepted, rejected; "" for all
    owner    key of a person of the team; None: all
    deals    "any", "won", "open" or "none"; "" for all
    chance   at least this share
    sort     a name of ORDERS, with "-" before it for the largest first
    as_of    what was known at the end of that day; None: now
    """

    text: str = ""
    industry: str = ""
    country: str = ""
    tier: int | None = None
    state: str = ""
    owner: int | None = None
    deals: str = ""
    chance: float | None = None
    sort: str = "-value"
    columns: tuple[str, ...] = STANDARD
    as_of: date | None = None
    after: str = ""
    before: str = ""


@dataclass(frozen=True)
class AccountRow:
    """One account of the list; `state` of the target is "" where it is in no tier."""

    id: int
    name: str
    domain: str
    values: tuple[Value, ...]
    tier: int | None = None
    state: str = ""
    why_tier: str = ""
    chance: float | None = None
    low: float | None = None
    high: float | None = None
    points: float | None = None
    value_minor: int | None = None
    value_currency: str = ""
    won: int = 0
    lost: int = 0
    open: int = 0


@dataclass(frozen=True)
class Choices:
    """What the filters offer."""

    industries: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    owners: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class AccountList:
    """A page of the accounts: `count` goes no further than 10,001."""

    rows: tuple[AccountRow, ...]
    shown: tuple[Shown, ...]
    all_columns: tuple[Shown, ...]
    count: int
    before: str = ""
    after: str = ""
    choices: Choices = field(default_factory=Choices)


def list_accounts(asked: Asked, *, by: User | None = None, with_choices: bool = True, size: int = PAGE) -> AccountList:
    """The page that was asked for, of what `by` sees; what the filters offer is looked up only where it is shown."""
    if asked.as_of is not None:
        from tiercel.flow.accounts.accounts_as_of import list_as_of

        return list_as_of(asked, by=by, size=size)
    every = all_columns()
    shown = chosen(every, asked.columns)
    found = matching(asked, by)
    part = slice_of(
        found.select_related("score", "owner"), order_of(asked.sort), after=asked.after, before=asked.before, size=size
    )
    return AccountList(
        rows=_with_counts(part.rows, shown),
        shown=shown,
        all_columns=every,
        count=counted(found),
        before=part.before,
        after=part.after,
        choices=choices() if with_choices else Choices(),
    )


def matching(asked: Asked, by: User | None = None) -> QuerySet[Account]:
    """The accounts that the filters let through and `by` sees, as they are now."""
    found = only_seen(Account.objects.filter(archived_at__isnull=True), by)
    if asked.text:
        found = _named(found, asked.text)
    exact = {"industry": asked.industry, "country": asked.country, "owner_id": asked.owner}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if asked.chance is not None:
        # The sum keeps SQLite from the index of chances, which half of all accounts would come through.
        found = found.annotate(likely=F("score__chance") + 0.0).filter(likely__gte=asked.chance)
    return _by_target(_by_deals(found, asked.deals), asked)


def every_row(asked: Asked, size: int = 1000, *, by: User | None = None) -> Iterator[AccountRow]:
    """All rows of a list, a page at a time, for an export."""
    if asked.as_of is not None:
        from tiercel.flow.accounts.accounts_as_of import every_row_as_of

        yield from every_row_as_of(asked, by=by)
        return
    shown = chosen(all_columns(), asked.columns)
    found, order, after = matching(asked, by).select_related("score", "owner"), order_of(asked.sort), ""
    while True:
        part = slice_of(found, order, after=after, size=size)
        yield from _with_counts(part.rows, shown)
        after = part.after
        if not after:
            return


def all_columns() -> tuple[Shown, ...]:
    """Every column that can be chosen: the account's own, then those of score, tier and deals."""
    own = tuple(column for column in columns() if column.name != "name")
    return own + tuple(Shown(name, Type.NUMBER) for name in SCORES)


def chosen(every: tuple[Shown, ...], names: tuple[str, ...]) -> tuple[Shown, ...]:
    by_name = {column.name: column for column in every}
    return tuple(by_name[name] for name in names if name in by_name)


def order_of(sort: str) -> Order:
    name = sort.removeprefix("-")
    order = ORDERS.get(name, ORDERS["value"])
    return replace(order, descending=sort.startswith("-") if name in ORDERS else True)


def choices() -> Choices:
    """What stands in the records; at most 300 of each, for a longer list is searched, not chosen from."""
    live = Account.objects.filter(archived_at__isnull=True)
    industries = live.exclude(industry="").order_by("industry").values_list("industry", flat=True).distinct()
    countries = live.exclude(country="").order_by("country").values_list("country", flat=True).distinct()
    owners = Person.objects.filter(archived_at__isnull=True).exclude(name="").order_by("name")
    return Choices(
        industries=tuple(industries[:MOST_CHOICES]),
        countries=tuple(countries[:MOST_CHOICES]),
        owners=tuple(owners.values_list("pk", "name")[:MOST_CHOICES]),
    )


def _named(found: QuerySet[Account], text: str) -> QuerySet[Account]:
    """Where few are called so, they are found before anything is sorted; where many are, a page is soon full."""
    folded = compared(text)
    called = Q(domain__startswith=text.strip().lower())
    called = Q(name_key__contains=folded) | called if folded else called
    few = list(found.filter(called).values_list("pk", flat=True)[: FEW + 1])
    return found.filter(pk__in=few) if len(few) <= FEW else found.filter(called)


def _by_deals(found: QuerySet[Account], wanted: str) -> QuerySet[Account]:
    if not wanted:
        return found
    deals = Deal.objects.filter(account=OuterRef("pk"), archived_at__isnull=True)
    if wanted in ("won", "open"):
        return found.filter(Exists(deals.filter(outcome=wanted)))
    return found.filter(Exists(deals)) if wanted == "any" else found.filter(~Exists(deals))


def _by_target(found: QuerySet[Account], asked: Asked) -> QuerySet[Account]:
    targets = Target.objects.filter(active())
    if asked.tier == 0:
        return found.exclude(pk__in=targets.values("account"))
    if asked.tier:
        targets = targets.filter(tier=asked.tier)
    if asked.state:
        targets = targets.filter(state=asked.state)
    return found.filter(pk__in=targets.values("account")) if asked.tier or asked.state else found


def _with_counts(accounts: list[Account], shown: tuple[Shown, ...]) -> tuple[AccountRow, ...]:
    ids = [account.pk for account in accounts]
    deals = _deal_counts(ids)
    targets = {target.account_id: target for target in Target.objects.filter(active(), account__in=ids)}
    return tuple(row_of(account, shown, deals, targets.get(account.pk)) for account in accounts)


def _deal_counts(ids: list[int]) -> dict[tuple[int, str], int]:
    found = Deal.objects.filter(account__in=ids, archived_at__isnull=True).values_list("account", "outcome")
    return {(account, outcome): count for account, outcome, count in found.annotate(Count("pk"))}


def row_of(
    account: Account, shown: tuple[Shown, ...], deals: dict[tuple[int, str], int], target: Target | None
) -> AccountRow:
    score = getattr(account, "score", None)
    return AccountRow(
        id=account.pk,
        name=account.name,
        domain=account.domain,
        values=tuple(value_of(account, column) for column in shown if column.name not in SCORES),
        tier=target.tier if target else None,
        state=target.state if target else "",
        chance=score.chance if score else None,
        low=score.low if score else None,
        high=score.high if score else None,
        points=score.points if score else None,
        value_minor=score.value_minor if score else None,
        value_currency=score.value_currency if score else "",
        won=deals.get((account.pk, "won"), 0),
        lost=deals.get((account.pk, "lost"), 0),
        open=deals.get((account.pk, "open"), 0),
    )
