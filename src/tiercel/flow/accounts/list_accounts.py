"""The accounts, searched, filtered, sorted and a page at a time, with their scores and tiers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.flow.accounts.account_values import Shown, Value, attributes, columns, fields_of, value_of
from tiercel.flow.accounts.asked import FAMILY, PAGE, SCORES, STANDARD, Asked, Between, OwnFilter
from tiercel.flow.accounts.candidates import candidates
from tiercel.flow.accounts.choices import Choices, choices
from tiercel.flow.accounts.matching import begins, filtered, heads_alone, matching
from tiercel.flow.accounts.orders import ORDERS, can_sort, order_of, with_order
from tiercel.flow.accounts.own_attributes import kinds_of_own, own_name
from tiercel.flow.accounts.paging import MANY, among, counted, keys_of, slice_of
from tiercel.flow.accounts.told_beside import told_beside
from tiercel.flow.hierarchy.rolled import Rolled, rolled
from tiercel.flow.sight import seen_keys, sees_all
from tiercel.records.models import Account, Attribute, Deal, Target, User
from tiercel.records.models.base import active
from tiercel.tables.column import Type

if TYPE_CHECKING:
    from tiercel.flow.events.count_events import Touches

# The index `accounts_by_name`, which has all that a search by text asks of an account.
BY_NAME = ("name_key", "pk")
# What a row reads of an account and of its score, whatever columns are shown.
ALWAYS = ("name", "name_key", "domain", "owner")
SCORED = ("chance", "low", "high", "points", "value_minor", "value_currency")

__all__ = ["ORDERS", "PAGE", "SCORES", "STANDARD", "Asked", "Between", "Choices", "OwnFilter", "can_sort", "matching"]


@dataclass(frozen=True)
class AccountRow:
    """One account of the list; `state` of the target is "" where it is in no tier.

    family   the numbers of it with all below it, where families are read as one
    """

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
    family: Rolled | None = None


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
    """The page that was asked for, of the accounts that this user sees (None, the command line, sees all).

    with_choices   look up what the filters offer too; where they are not shown, that is left out
    """
    _must_be_now(asked)
    if asked.as_of is not None:
        from tiercel.flow.accounts.accounts_as_of import list_as_of

        return list_as_of(asked, by=by, size=size)
    declared = attributes()
    every = all_columns(declared)
    shown = chosen(every, asked.columns)
    found, count, keys, are_by_name = _narrowed(asked, by)
    found, whole = (
        _read_for(with_order(rows, asked.sort, _kinds(asked.sort)), every, asked)
        for rows in (found, Account.objects.all())
    )
    keys_first = bool(asked.text) or not sees_all(by) if count > MANY else count > size
    part = slice_of(
        found,
        order_of(asked.sort),
        after=asked.after,
        before=asked.before,
        size=size,
        whole=whole if keys_first else None,
        keys=keys,
        are_in_order=are_by_name and asked.sort.removeprefix("-") == "name",
    )
    return AccountList(
        rows=_with_counts(part.rows, shown, _families(part.rows, asked, by)),
        shown=shown,
        all_columns=every,
        count=count,
        before=part.before,
        after=part.after,
        choices=choices(by, declared) if with_choices else Choices(),
    )


def every_row(asked: Asked, size: int = 1000, *, by: User | None = None) -> Iterator[AccountRow]:
    """All rows of a list, a page at a time, for an export."""
    _must_be_now(asked)
    if asked.as_of is not None:
        from tiercel.flow.accounts.accounts_as_of import every_row_as_of

        yield from every_row_as_of(asked, by=by)
        return
    every = all_columns()
    shown = chosen(every, asked.columns)
    # Few are found once, and not looked for again in all that there are, page after page.
    found, *_told = _narrowed(asked, by)
    found = _read_for(with_order(found, asked.sort, _kinds(asked.sort)), every, asked)
    after = ""
    with _touches(asked) as touches:
        while True:
            part = slice_of(found, order_of(asked.sort), after=after, size=size)
            yield from _with_counts(part.rows, shown, _families(part.rows, asked, by, touches))
            after = part.after
            if not after:
                return


def every_key(asked: Asked, most: int, *, by: User | None = None) -> list[int]:
    """The keys of all accounts of a list, at most `most` of them."""
    return list(matching(asked, by).order_by("pk").values_list("pk", flat=True)[:most])


def all_columns(declared: Iterable[Attribute] | None = None) -> tuple[Shown, ...]:
    """Every column that can be chosen: the account's own, then those of score, tier and deals."""
    own = tuple(column for column in columns(declared) if column.name != "name")
    more = (*(Shown(name, Type.NUMBER) for name in SCORES), Shown("received", Type.INSTANT))
    return own + more


def chosen(every: tuple[Shown, ...], names: tuple[str, ...]) -> tuple[Shown, ...]:
    """The columns of these names, each once; names of columns that there are not (any more) fall away."""
    by_name = {column.name: column for column in every}
    return tuple(by_name[name] for name in dict.fromkeys(names) if name in by_name)


def _narrowed(asked: Asked, by: User | None) -> tuple[QuerySet[Account], int, list[int], bool]:
    """The rows, how many they are, to 10,001, the keys of all of them, where these were found, and whether by name.

    Up to 10,000 are found before anything is sorted, whatever the order; where more match, walking it fills a page.
    """
    if not asked.narrows and sees_all(by):
        found = matching(asked, by)
        return found, counted(found), [], False
    beside = told_beside(asked) if sees_all(by) else None
    if beside is not None:
        return _of_these(keys_of(beside, key="account"), asked, by)
    rows = heads_alone(filtered(asked), asked, by)
    # Of somebody who sees some, there are few to be looked at anyhow.
    among_these = candidates(asked, begins) if sees_all(by) else None
    if among_these is not None:
        keys = keys_of(rows.filter(among(among_these.keys)))
        if among_these.are_all or len(keys) > MANY:
            return _of_these(keys, asked, by)
    by_text_alone = bool(asked.text) and sees_all(by) and not replace(asked, text="").narrows
    along = BY_NAME if by_text_alone else ()
    return _of_these(keys_of(seen_keys(rows, by), along), asked, by, are_by_name=by_text_alone)


def _of_these(
    keys: list[int], asked: Asked, by: User | None, *, are_by_name: bool = False
) -> tuple[QuerySet[Account], int, list[int], bool]:
    if len(keys) > MANY:
        return matching(asked, by, walking=True), len(keys), [], False
    return Account.objects.filter(among(keys)), len(keys), keys, are_by_name


def _read_for(rows: QuerySet[Account], every: tuple[Shown, ...], asked: Asked) -> QuerySet[Account]:
    """The rows with what their columns and their order read of each, and not all its forty fields."""
    read = chosen(every, (*asked.columns, asked.sort.removeprefix("-")))
    own = fields_of(column for column in read if column.name not in SCORES)
    score = (f"score__{name}" for name in SCORED)
    return rows.select_related("score", "owner").only(*ALWAYS, *own, *score, "owner__name", "owner__email")


def _kinds(sort: str) -> dict[str, str]:
    return kinds_of_own() if own_name(sort.removeprefix("-")) else {}


def _must_be_now(asked: Asked) -> None:
    if asked.of and asked.as_of:
        raise DataError(_("Families are read as they are now. Leave out the day, or the families."))


def _touches(asked: Asked) -> AbstractContextManager[Touches | None]:
    """The lake, read once for all rows; where they count nothing of it, what reads it is not even loaded."""
    if asked.of != FAMILY:
        return nullcontext()
    from tiercel.flow.events.count_events import read_once

    return read_once()


def _families(
    accounts: list[Account], asked: Asked, by: User | None, touches: Touches | None = None
) -> dict[int, Rolled]:
    return rolled([account.pk for account in accounts], by, touches) if asked.of == FAMILY else {}


def _with_counts(
    accounts: list[Account], shown: tuple[Shown, ...], families: dict[int, Rolled]
) -> tuple[AccountRow, ...]:
    ids = [account.pk for account in accounts]
    deals = _deal_counts(ids)
    read = Target.objects.filter(active(), account__in=ids).only("account", "tier", "state")
    targets = {target.account_id: target for target in read}
    return tuple(
        row_of(account, shown, deals, targets.get(account.pk), families.get(account.pk)) for account in accounts
    )


def _deal_counts(ids: list[int]) -> dict[tuple[int, str], int]:
    found = Deal.objects.filter(account__in=ids, archived_at__isnull=True).values_list("account", "outcome")
    return {(account, outcome): count for account, outcome, count in found.annotate(Count("pk"))}


def row_of(
    account: Account,
    shown: tuple[Shown, ...],
    deals: dict[tuple[int, str], int],
    target: Target | None,
    family: Rolled | None = None,
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
        family=family,
    )
