"""Every component of the pages on one page: what it is for, and what it looks like, in any language, light or dark."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tiercel.core.scored import Reason
from tiercel.flow.accounts.account_page import DealRow, Event
from tiercel.flow.accounts.account_values import Value
from tiercel.flow.accounts.timeline import Moment, Timeline
from tiercel.flow.see_jobs import JobRow
from tiercel.show.web.access import READER, Address, Asked
from tiercel.show.web.charts.forest import mark
from tiercel.show.web.charts.scale import Scale
from tiercel.show.web.charts.waterfall import waterfall
from tiercel.show.web.lists import samples
from tiercel.show.web.places import Action
from tiercel.show.web.templatetags.shown import said_accounts, share
from tiercel.tables.column import Type

THEN = datetime(2026, 3, 2, 9, tzinfo=UTC)


def components(request: Asked) -> HttpResponse:
    listed = _listed(request)
    if request.headers.get("HX-Target", "").endswith("sample-list"):
        return render(request, "web/components/sample_list.html", listed)
    scale = Scale(0.0, 0.6)
    forest = [
        ("Logistics", 0.42, 0.33, 0.51, "for"),
        ("Retail", 0.25, 0.19, 0.32, "noise"),
        ("Public", 0.11, 0.05, 0.2, "against"),
    ]
    shown = listed | {
        "labels": {},
        "tiers": (1, 2, 3),
        "states": ("proposed", "accepted", "rejected", "won", "lost", "open", "running", "failed"),
        "levels": (0.1, 0.5, 0.9),
        "chance_range": f"{share(0.33)} – {share(0.51)}",
        "bars": waterfall(100.0, _reasons(), 118.0),
        "reasons": _reasons(),
        "forest": [
            (name, x, low, high, mark(scale, x, (low, high), reference=0.24, kind=k))
            for name, x, low, high, k in forest
        ],
        "line": _line(),
        "job": _job(),
        "steps": ("choose", "look", "import", "done"),
    }
    return render(request, "web/components/gallery.html", shown)


def _listed(request: Asked) -> dict[str, Any]:
    table = samples.table(request.GET)
    return {
        "table": table,
        "bar": samples.bar(request.GET, reverse("components")),
        "counted": said_accounts(len(table.lines)),
        "strip": samples.strip(),
    }


def _reasons() -> tuple[Reason, ...]:
    told = (("industry", "Logistics", 21.4), ("employees", "over 200", 6.1), ("country", "DE", -9.5))
    return tuple(Reason(*each) for each in told)


def _line() -> Timeline:
    deal = DealRow(1, "Harbor Route", "Closed Won", "won", 4830000, "USD", THEN.date(), THEN.date(), "Ben", "")
    change = Event(
        "changed", THEN, field="employees", old=Value(Type.INTEGER, 120), new=Value(Type.INTEGER, 168), by="Ada"
    )
    signed = Event("decided", THEN, decision="accepted", reason="Strategic", by="Ben")
    moments = (
        Moment("won", THEN, False, deal=deal),
        Moment("stage", THEN, True, deal=deal, stage="Qualification"),
        Moment("decided", THEN, True, event=signed),
        Moment("changed", THEN, True, event=change),
    )
    return Timeline(moments, {"tiers": 1, "deals": 1, "stages": 1, "record": 1}, "", more=False)


def _job() -> JobRow:
    return JobRow(
        id=0, kind="import_files", state="done", step="", done=10, total=10, share=1.0, rate=None, seconds_left=None,
        reason="", by="Ada", made_at=THEN, ended_at=THEN, stop_asked=False, found={}, is_look=False, started_at=THEN,
        follows=None,
    )  # fmt: skip


ACTIONS = (Action(_("Components of the pages"), "components", "book", asked=True),)
ADDRESSES = (Address("components", "components", components, READER),)
