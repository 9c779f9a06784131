"""The audit trail as a page shows it: its columns and its filters."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tiercel.flow.see_trail import ActRow, TrailPage
from tiercel.normal.text import isolated
from tiercel.show.web.lists import cells
from tiercel.show.web.lists.filters import DAYS, ONE, Field
from tiercel.show.web.lists.table import Cell, Column, Table, table_of
from tiercel.show.web.templatetags.named import act_name, subject_name, via_name
from tiercel.show.web.templatetags.shown import counted, in_digits, moment, number

DAY = "day"


def table(found: TrailPage, sort: str) -> Table:
    columns: tuple[Column[ActRow], ...] = (
        Column("at", _("When"), _when, css="name", sort="at", falling=True),
        Column("by", _("Who"), lambda row: cells.text(_who(row)), css="keep"),
        Column("action", _("What"), _what, css="keep"),
        Column("subject", _("To what"), _to_what, css="keep"),
    )
    return table_of(_("Audit trail"), columns, found.acts, key=lambda row: row.id, name=_name, sort=sort)


def fields(found: TrailPage, row: int | None) -> tuple[Field, ...]:
    """The filters; that of a row stands there where somebody asked for what was done to it."""
    people = tuple((str(key), name) for key, name in found.people)
    one = () if row is None else ((str(row), str(row)),)
    return (
        Field("by", _("Who"), ONE, people, first=True, own=True),
        Field("action", _("What"), ONE, tuple((name, act_name(name)) for name in found.actions), first=True),
        Field("subject", _("To what"), ONE, tuple((name, subject_name(name)) for name in found.subjects), first=True),
        Field(DAY, _("Day"), DAYS),
        *((Field("row", _("Number"), ONE, one),) if one else ()),
    )


def said(count: int) -> str:
    """As "1,234 acts"."""
    return ngettext("%(shown)s act", "%(shown)s acts", count) % {"shown": counted(count)}


def _when(row: ActRow) -> Cell:
    by_key = " · " + _("key %(key)s") % {"key": number(row.key)} if row.key else ""
    return Cell(format_html('{}<span class="under">{}{}</span>', moment(row.at), via_name(row.via), by_key))


def _who(row: ActRow) -> str:
    if row.by:
        return row.by
    return _("The command line") if row.via == "command" else _("Nobody who was signed in")


def _what(row: ActRow) -> Cell:
    if not row.details:
        return Cell(act_name(row.action))
    told = format_html_join(
        "", '<div><dt class="d-inline">{}</dt> <dd class="d-inline m-0">{}</dd></div>', row.details.items()
    )
    details = '{}<details class="trail-details"><summary>{}</summary><dl class="m-0" dir="ltr">{}</dl></details>'
    return Cell(format_html(details, act_name(row.action), _("Details"), told))


def _to_what(row: ActRow) -> Cell:
    if not row.subject:
        return cells.NOTHING
    return Cell(format_html('{}<span class="under">{}</span>', subject_name(row.subject), _which(row)))


def _which(row: ActRow) -> SafeString | str:
    if row.row is not None:
        said_so = _("number %(row)s") % {"row": in_digits(str(row.row))}
        return format_html('<a href="?subject={}&amp;row={}">{}</a>', row.subject, row.row, said_so)
    if row.count == 1:
        return ""
    return ngettext("%(shown)s row", "%(shown)s rows", row.count) % {"shown": number(row.count)}


def _name(row: ActRow) -> str:
    return isolated(act_name(row.action))
