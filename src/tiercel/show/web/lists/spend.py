"""The list of spend as a page shows it: its columns and its filters."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tiercel.flow.spend.list_spend import Choices, SpendList, SpendRow
from tiercel.show.web.lists import cells
from tiercel.show.web.lists.filters import DAYS, ONE, SEARCH, SEVERAL, Field
from tiercel.show.web.lists.table import Cell, Column, Table, table_of
from tiercel.show.web.templatetags.named import channel_name, field_name
from tiercel.show.web.templatetags.shown import day


def table(found: SpendList, sort: str) -> Table:
    columns: tuple[Column[SpendRow], ...] = (
        Column("day", _("Day"), lambda row: cells.day(row.spent_on), css="name", sort="day", falling=True),
        Column("campaign", field_name("campaign"), _campaign, sort="campaign"),
        Column(
            "channel", field_name("channel"), lambda row: cells.text(channel_name(row.channel) if row.channel else "")
        ),
        Column("platform", field_name("platform"), lambda row: cells.text(row.platform)),
        Column("account", field_name("account"), lambda row: cells.account_link(row.account, row.account_name)),
        Column("amount", field_name("amount"), _amount, css="num", sort="amount", falling=True),
        Column("impressions", field_name("impressions"), lambda row: cells.number(row.impressions), css="num"),
        Column("clicks", field_name("clicks"), lambda row: cells.number(row.clicks), css="num"),
        Column("conversions", field_name("conversions"), lambda row: cells.number(row.conversions), css="num"),
    )
    return table_of(_("Spend"), columns, found.rows, key=lambda row: row.id, name=_name, sort=sort)


def fields(offered: Choices, account: tuple[int, str] | None) -> tuple[Field, ...]:
    """The filters; that of an account stands there where the page was opened for one."""
    channels = tuple((each, channel_name(each)) for each in offered.channels)
    platforms = tuple((each, each) for each in offered.platforms)
    where = () if account is None else ((str(account[0]), account[1]),)
    return (
        Field("q", _("Search"), SEARCH, first=True, hint=_("A part of the campaign's name")),
        Field("channel", field_name("channel"), SEVERAL, channels, first=True),
        Field("platform", field_name("platform"), SEVERAL, platforms, first=True, own=True),
        Field("day", _("Day"), DAYS),
        *((Field("account", field_name("account"), ONE, where, own=True),) if where else ()),
    )


def _campaign(row: SpendRow) -> Cell:
    return cells.text(" · ".join(part for part in (row.campaign, row.ad_group) if part))


def _amount(row: SpendRow) -> Cell:
    return cells.money(row.amount_minor, row.amount_currency)


def _name(row: SpendRow) -> str:
    return f"{day(row.spent_on)} {row.campaign}".strip()
