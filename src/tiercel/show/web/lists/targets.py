"""The list of targets as a page shows it: its columns and its filters."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from tiercel.flow.targets.list_targets import TargetRow
from tiercel.flow.targets.see_targets import TargetsPage
from tiercel.normal.text import isolated
from tiercel.show.web.lists import cells
from tiercel.show.web.lists.accounts import STATES, owners_of
from tiercel.show.web.lists.filters import ONE, SEARCH, Field
from tiercel.show.web.lists.table import Cell, Column, Table, table_of
from tiercel.show.web.templatetags import shown
from tiercel.show.web.templatetags.named import phrase, state_name


def table(rows: Sequence[TargetRow], *, pick: bool) -> Table:
    """The rows as a table; `pick` where this user may decide on them."""
    columns: tuple[Column[TargetRow], ...] = (
        Column("name", _("Account"), _named, css="name"),
        Column("tier", _("Tier"), lambda row: cells.tier_mark(row.tier), css="keep"),
        Column("state", _("Sign-off"), _signed),
        Column("owner", _("Worked on by"), lambda row: cells.text(row.owner)),
        Column("chance", _("Chance to win"), lambda row: cells.chance(row.chance, None, None), css="num"),
        Column("value", _("Expected value"), lambda row: cells.amount(row.expected_value, row.currency), css="num"),
        Column("why", _("Why"), lambda row: cells.text(row.why)),
    )
    return table_of(
        _("Targets"),
        columns,
        rows,
        key=lambda row: row.account,
        name=lambda row: row.name,
        pick="account" if pick else "",
    )


def fields(page: TargetsPage, mine: int | None) -> tuple[Field, ...]:
    """The filters; `mine` is the key of who of the team the user is."""
    tiers = tuple((str(card.tier), _("Tier %(n)s") % {"n": shown.number(card.tier)}) for card in page.tiers)
    return (
        Field("q", _("Search"), SEARCH, first=True, hint=_("Name or domain")),
        Field("tier", _("Tier"), ONE, tiers, first=True),
        Field("state", _("Sign-off"), ONE, tuple((each, state_name(each)) for each in STATES), first=True),
        Field("owner", _("Worked on by"), ONE, owners_of(page.owners, mine), first=True),
    )


def _named(row: TargetRow) -> Cell:
    known = (row.industry, shown.country(row.country) if row.country else "")
    return cells.named(
        reverse("account", args=[row.account]), row.name, " · ".join(isolated(word) for word in known if word)
    )


def _signed(row: TargetRow) -> Cell:
    """The state, and below it the reason and who gave it."""
    told = " · ".join(filter(None, (isolated(str(phrase(row.reason))) if row.reason else "", isolated(row.signed_by))))
    below = format_html('<span class="under"><bdi>{}</bdi></span>', told) if told else ""
    return Cell(format_html("{}{}", cells.badge(row.state).html, below), told)
