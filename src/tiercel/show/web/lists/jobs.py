"""The list of jobs as a page shows it: its columns and its filters."""

from __future__ import annotations

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tiercel.flow.operations.list_jobs import JobsPage
from tiercel.flow.see_jobs import JobRow
from tiercel.show.web.lists import cells
from tiercel.show.web.lists.filters import ONE, Field
from tiercel.show.web.lists.table import Cell, Column, Table, table_of
from tiercel.show.web.templatetags.named import job_name, state_name
from tiercel.show.web.templatetags.reasons import in_words
from tiercel.show.web.templatetags.shown import counted, duration

# Of a reason so much stands in the list; all of it on the page of the job.
MOST_OF_A_REASON = 140


def table(found: JobsPage) -> Table:
    columns: tuple[Column[JobRow], ...] = (
        Column("kind", _("Job"), _what, css="name"),
        Column("state", _("State"), lambda row: cells.badge(row.state), css="keep"),
        Column("made_at", _("Asked for"), lambda row: cells.ago(row.made_at), css="keep"),
        Column("by", _("By"), lambda row: cells.text(row.by or _("a command"))),
        Column("seconds", _("Took"), _took, css="num"),
        Column("reason", _("What came of it"), _reason, css="job-reason"),
    )
    return table_of(_("Jobs"), columns, found.rows, key=lambda row: row.id, name=_name)


def fields(found: JobsPage) -> tuple[Field, ...]:
    return (
        Field("kind", _("Job"), ONE, tuple((kind, job_name(kind)) for kind in found.kinds), first=True),
        Field("state", _("State"), ONE, tuple((state, str(state_name(state))) for state in found.states), first=True),
    )


def said(count: int) -> str:
    """As "1,234 jobs"."""
    return ngettext("%(shown)s job", "%(shown)s jobs", count) % {"shown": counted(count)}


def _what(row: JobRow) -> Cell:
    return cells.named(reverse("settings-job", args=[row.id]), _name(row))


def _name(row: JobRow) -> str:
    return _("A look at files") if row.is_look else job_name(row.kind)


def _took(row: JobRow) -> Cell:
    return cells.NOTHING if row.seconds is None else Cell(duration(row.seconds))


def _reason(row: JobRow) -> Cell:
    return cells.text(Truncator(in_words(row.reason)).chars(MOST_OF_A_REASON))
