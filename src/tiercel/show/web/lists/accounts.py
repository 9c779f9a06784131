"""The list of accounts as a page shows it: its columns and its filters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tiercel.flow.accounts.account_values import CUSTOM, Shown
from tiercel.flow.accounts.asked import FAMILY, SCORES, Asked
from tiercel.flow.accounts.choices import Choices, OwnChoice
from tiercel.flow.accounts.list_accounts import AccountList, AccountRow
from tiercel.flow.accounts.orders import FROM_A, can_sort
from tiercel.show.web.lists import cells
from tiercel.show.web.lists.families import of_family
from tiercel.show.web.lists.filters import BETWEEN, DAYS, ONE, SEARCH, SEVERAL, TEXT, Field
from tiercel.show.web.lists.table import Cell, Column, Table, table_of
from tiercel.show.web.templatetags.named import field_name, state_name
from tiercel.show.web.templatetags.shown import column_css, country, number, plain, share
from tiercel.show.web.templatetags.signs import closing, opening

CHANCES = (0.5, 0.4, 0.3, 0.2, 0.1)
DEALS = ("any", "won", "open", "none")
STATES = ("proposed", "accepted", "rejected")
TIERS = (1, 2, 3)
CELLS = {
    "tier": lambda row: cells.tier(row.tier, row.state),
    "chance": lambda row: cells.chance(row.chance, row.low, row.high),
    "value": lambda row: cells.money(row.value_minor, row.value_currency),
    "points": lambda row: cells.number(row.points),
    "deals": lambda row: cells.deals(row.won, row.lost, row.open),
}


def table(found: AccountList, asked: Asked, *, pick: bool) -> Table:
    """The rows as a table; `pick` where this user may act on them."""
    query = f"?as_of={asked.as_of.isoformat()}" if asked.as_of else f"?of={FAMILY}#family" if asked.of else ""
    page = reverse("account", args=[0])
    name = Column[AccountRow](
        "name",
        _("Account"),
        lambda row: cells.named(page.replace("0", str(row.id)) + query, row.name, row.domain),
        css="name",
        sort="name",
    )
    return table_of(
        _("Accounts"),
        (name, *(of_family(_columns(found.shown)) if asked.of else _columns(found.shown))),
        found.rows,
        key=lambda row: row.id,
        name=lambda row: row.name,
        sort=asked.sort,
        pick="account" if pick else "",
    )


def _columns(shown: Sequence[Shown]) -> list[Column[AccountRow]]:
    places = {column.name: place for place, column in enumerate(c for c in shown if c.name not in SCORES)}
    return [
        Column(
            column.name,
            label_of(column),
            CELLS.get(column.name) or _value_at(places[column.name]),
            css=column_css(column),
            sort=column.name if can_sort(column.name) else "",
            falling=column.name not in FROM_A,
            own=bool(column.label),
        )
        for column in shown
    ]


def _value_at(place: int) -> Any:
    def cell(row: AccountRow) -> Cell:
        return cells.value(row.values[place])

    return cell


def label_of(column: Shown) -> str:
    """The workspace's own word for a declared attribute, with its unit; the product's in the page's language."""
    if column.label:
        return f"{column.label}{opening()}{column.unit}{closing()}" if column.unit else column.label
    return field_name(column.name)


def fields(offered: Choices, mine: int | None) -> tuple[Field, ...]:
    """The filters; `mine` is the key of who of the team the user is."""
    currency = settings.WORKSPACE.currency
    return (
        Field("q", _("Search"), SEARCH, first=True, hint=_("Name or domain")),
        Field("tier", _("Tier"), ONE, _tiers(), first=True),
        Field("state", _("Sign-off"), ONE, tuple((each, state_name(each)) for each in STATES), first=True),
        Field("industry", _("Industry"), SEVERAL, tuple((each, each) for each in offered.industries), first=True),
        Field("country", _("Country"), SEVERAL, countries_of(offered.countries), first=True),
        Field("owner", pgettext("of an account", "Owner"), ONE, owners_of(offered.owners, mine), first=True),
        Field("deals", _("Deals"), ONE, _deals()),
        Field("fit", _("Chance to win"), ONE, _chances()),
        Field("value", _("Expected value"), BETWEEN, unit=currency),
        Field("employees", _("Employees"), BETWEEN),
        Field("revenue", _("Revenue a year"), BETWEEN, unit=currency),
        Field("technology", _("Technology"), TEXT, hint=_("A product that they use")),
        *(_own(each) for each in offered.own),
        Field("of", _("Numbers"), ONE, (("family", _("With subsidiaries, each family once")),)),
        Field("archived", _("Put away"), ONE, (("yes", _("Only those put away")),)),
    )


def _tiers() -> tuple[tuple[str, str], ...]:
    inside = tuple((str(tier), _("Tier %(n)s") % {"n": number(tier)}) for tier in TIERS)
    return (*inside, ("0", _("In no tier")))


def countries_of(codes: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((code, country(code)) for code in codes), key=lambda pair: pair[1]))


def owners_of(owners: Sequence[tuple[int, str]], mine: int | None) -> tuple[tuple[str, str], ...]:
    first = ((str(mine), _("Mine")),) if mine else ()
    rest = tuple((str(key), name) for key, name in owners if key != mine)
    return (*first, *rest, ("0", _("Nobody")))


def _deals() -> tuple[tuple[str, str], ...]:
    words = (_("With deals"), _("With a won deal"), _("With an open deal"), _("Without deals"))
    return tuple(zip(DEALS, words, strict=True))


def _chances() -> tuple[tuple[str, str], ...]:
    return tuple((plain(each), _("at least %(share)s") % {"share": share(each)}) for each in CHANCES)


def _own(each: OwnChoice) -> Field:
    name = CUSTOM + each.name
    if each.type == "number":
        return Field(name, each.label, BETWEEN, unit=each.unit, own=True)
    if each.type == "date":
        return Field(name, each.label, DAYS, own=True)
    if each.type == "flag":
        return Field(name, each.label, ONE, (("true", _("yes")), ("false", _("no"))), own=True)
    if each.type == "category" and each.options:
        return Field(name, each.label, SEVERAL, tuple((option, option) for option in each.options), own=True)
    return Field(name, each.label, TEXT, own=True)
