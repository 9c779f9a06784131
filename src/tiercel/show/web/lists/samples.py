"""A list of a few made-up rows, for the page of components alone: its table, its filters, its views."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from tiercel.flow.saved_views import View
from tiercel.show.web.lists import cells
from tiercel.show.web.lists.filters import BETWEEN, ONE, SEARCH, SEVERAL, Bar, Field, bar_of
from tiercel.show.web.lists.table import Cell, Column, Table, table_of
from tiercel.show.web.lists.views import Strip, Tab
from tiercel.show.web.templatetags.named import field_name, state_name


@dataclass(frozen=True)
class Sample:
    """A made-up account; its value is in whole units of USD."""

    id: int
    name: str
    domain: str
    country: str
    tier: int
    state: str
    chance: float
    value: int


SAMPLES = (
    Sample(1, "Quarrbrook Systems", "quarrbrook.example", "GB", 1, "accepted", 0.72, 64051),
    Sample(2, "شرکت باربری دریا", "darya.example", "IR", 1, "proposed", 0.61, 58200),
    Sample(3, "青岛远航物流有限公司", "yuanhang.example", "CN", 2, "proposed", 0.55, 31400),
    Sample(4, "شركة أفق الوادي للشحن", "ofoq.example", "AE", 2, "rejected", 0.24, 12900),
)
STATES = ("proposed", "accepted", "rejected")
SPREAD = 0.12


def table(given: QueryDict) -> Table:
    """The rows that the address asks for."""
    columns: tuple[Column[Sample], ...] = (
        Column("name", _("Account"), lambda row: cells.named("#tables", row.name, row.domain), css="name"),
        Column("country", field_name("country"), lambda row: cells.country(row.country)),
        Column("tier", _("Tier"), lambda row: cells.tier(row.tier, row.state), css="keep"),
        Column("chance", _("Chance to win"), _chance, css="num"),
        Column("value", _("Expected value"), lambda row: cells.money(row.value * 100, "USD"), css="num"),
    )
    rows = [row for row in SAMPLES if _fits(row, given)]
    return table_of(
        _("Accounts"), columns, rows, key=lambda row: row.id, name=lambda row: row.name, sort="-value", pick="sample"
    )


def bar(given: QueryDict, action: str) -> Bar:
    fields = (
        Field("q", _("Search"), SEARCH, first=True, hint=_("Name or domain")),
        Field("state", _("Sign-off"), ONE, tuple((each, state_name(each)) for each in STATES), first=True),
        Field("country", _("Country"), SEVERAL, tuple((row.country, row.country) for row in SAMPLES), first=True),
        Field("value", _("Expected value"), BETWEEN, unit="USD"),
    )
    return bar_of(fields, given, action=action, target="sample-list")


def strip() -> Strip:
    """Views that nobody kept: one that opens first, and one that is shared."""
    first = View(1, "Quarrbrook", "state=accepted", is_shared=False, is_default=True, mine=True, owner="Ada")
    shared = View(2, "EMEA", "country=GB", is_shared=True, is_default=False, mine=False, owner="Ben")
    tabs = tuple(Tab(view, "#tables", is_open=view is first) for view in (first, shared))
    return Strip("accounts", "", tabs, "", first, is_changed=True, removed=None)


def _chance(row: Sample) -> Cell:
    return cells.chance(row.chance, row.chance - SPREAD, row.chance + SPREAD)


def _fits(row: Sample, given: QueryDict) -> bool:
    text, state = given.get("q", "").casefold(), given.get("state", "")
    countries = [each for each in given.getlist("country") if each]
    is_found = text in row.name.casefold() + row.domain
    return is_found and state in ("", row.state) and (not countries or row.country in countries)
