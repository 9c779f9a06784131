"""The list of deals as a page shows it: its columns and its filters."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tiercel.flow.deals.list_deals import OUTCOMES, DealList, DealRow
from tiercel.show.web.lists import cells
from tiercel.show.web.lists.accounts import owners_of
from tiercel.show.web.lists.filters import BETWEEN, DAYS, ONE, SEARCH, SEVERAL, Field
from tiercel.show.web.lists.table import Cell, Column, Table, table_of
from tiercel.show.web.templatetags.named import field_name, state_name


def table(found: DealList, sort: str) -> Table:
    columns: tuple[Column[DealRow], ...] = (
        Column("name", _("Deal"), _named, css="name", sort="name"),
        Column("account", field_name("account"), lambda row: cells.account_link(row.account, row.account_name)),
        Column("outcome", field_name("outcome"), lambda row: cells.badge(row.outcome)),
        Column("stage", field_name("stage"), lambda row: cells.text(row.stage)),
        Column("amount", field_name("amount"), _amount, css="num", sort="amount", falling=True),
        Column("created_on", field_name("created_on"), lambda row: cells.day(row.created_on), css="keep"),
        Column("closed_on", field_name("closed_on"), _closing, css="keep", sort="closed", falling=True),
        Column("owner", pgettext("of an account", "Owner"), lambda row: cells.text(row.owner)),
    )
    return table_of(_("Deals"), columns, found.rows, key=lambda row: row.id, name=lambda row: row.name, sort=sort)


def fields(stages: Sequence[str], owners: Sequence[tuple[int, str]], mine: int | None) -> tuple[Field, ...]:
    outcomes = tuple((name, str(state_name(name))) for name in OUTCOMES)
    return (
        Field("q", _("Search"), SEARCH, first=True, hint=_("Deal or account")),
        Field("outcome", field_name("outcome"), SEVERAL, outcomes, first=True),
        Field("stage", field_name("stage"), SEVERAL, tuple((name, name) for name in stages), first=True, own=True),
        Field("closed", field_name("closed_on"), DAYS),
        Field("owner", pgettext("of an account", "Owner"), ONE, owners_of(owners, mine), first=True),
        Field("amount", field_name("amount"), BETWEEN, unit=settings.WORKSPACE.currency),
    )


def _named(row: DealRow) -> Cell:
    """A deal has no page of its own: that of its account shows it."""
    if row.account is None:
        return cells.text(row.name)
    return cells.named(reverse("account", args=[row.account]), row.name, row.reason)


def _amount(row: DealRow) -> Cell:
    return cells.money(row.amount_minor if row.amount_currency else None, row.amount_currency)


def _closing(row: DealRow) -> Cell:
    return cells.day(row.closed_on)
