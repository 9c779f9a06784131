"""The list of jobs as a page shows it: its columns and its filters."""

from __future__ import annotations

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from tiercel.flow.operations.list_jobs import JobsPage
from tiercel.flow.see_jobs import JobRow
from tiercel.records.models import Job
from tiercel.show.web.lists import cells
from tiercel.show.web.lists.filters import ONE, Field
from tiercel.show.web.lists.table import Cell, Column, Table, table_of
from tiercel.show.web.templatetags.named import job_name, job_value, job_word, state_name
from tiercel.show.web.templatetags.reasons import in_words
from tiercel.show.web.templatetags.shown import counted, duration
from tiercel.show.web.templatetags.signs import colon

# Of a reason so much stands in the list; all of it on the page of the job.
MOST_OF_A_REASON = 140
# What came of a job that went well, in the order in which it counts; the rest stands on the page of the job.
WORTH_SAYING = (
    "verdict", "accounts", "deals", "rows", "pairs", "merged", "events", "contacts", "visitors", "looked_at",
    "attached", "waiting", "accepted", "titles", "attributes", "sent", "failed",
)  # fmt: skip
MOST_SAID = 3


def table(found: JobsPage) -> Table:
    columns: tuple[Column[JobRow], ...] = (
        Column("kind", pgettext("work that runs", "Job"), _what, css="name"),
        Column("state", _("State"), lambda row: cells.badge(row.state), css="keep"),
        Column("made_at", _("Asked for"), lambda row: cells.ago(row.made_at), css="keep"),
        Column("by", _("Asked by"), lambda row: cells.text(row.by or _("a command"))),
        Column("seconds", _("Took"), _took, css="num"),
        Column("reason", _("What came of it"), _came_of, css="job-reason"),
    )
    return table_of(_("Jobs"), columns, found.rows, key=lambda row: row.id, name=_name)


def fields(found: JobsPage) -> tuple[Field, ...]:
    return (
        Field(
            "kind",
            pgettext("work that runs", "Job"),
            ONE,
            tuple((kind, job_name(kind)) for kind in found.kinds),
            first=True,
        ),
        Field("state", _("State"), ONE, tuple((state, str(state_name(state))) for state in found.states), first=True),
    )


def said(count: int) -> str:
    """As "1,234 jobs"."""
    return ngettext("%(shown)s job", "%(shown)s jobs", count) % {"shown": counted(count)}


def _what(row: JobRow) -> Cell:
    return cells.named(reverse("settings-job", args=[row.id]), _name(row))


def _name(row: JobRow) -> str:
    if row.is_undo:
        return _("An import taken back")
    return _("A look at files") if row.is_look else job_name(row.kind)


def _took(row: JobRow) -> Cell:
    return cells.NOTHING if row.seconds is None else Cell(duration(row.seconds))


def _came_of(row: JobRow) -> Cell:
    if row.reason or row.state != Job.DONE:
        return cells.text(Truncator(in_words(row.reason)).chars(MOST_OF_A_REASON))
    found = (
        {**row.found, "rows": sum(file["rows"] for file in row.found["files"])} if "files" in row.found else row.found
    )
    told = [(name, found[name]) for name in WORTH_SAYING if isinstance(found.get(name), int | str)]
    some = [(name, value) for name, value in told if value] or told
    return cells.text(" · ".join(f"{job_word(name)}{colon()}{job_value(value)}" for name, value in some[:MOST_SAID]))
