"""Data, Connectors: systems whose rows come by themselves, what came of each run, and how each stream is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tiercel.core.clock import utc_now
from tiercel.flow import trail
from tiercel.flow.connectors import keep, see
from tiercel.flow.connectors.run import ask_to_run
from tiercel.records.models import User
from tiercel.show.web.access import MANAGER, Address, Asked
from tiercel.show.web.places import Action
from tiercel.show.web.views.accounts.exports import pieces_of, streamed
from tiercel.show.web.views.settings.settings import said

JSON_LINES = "application/x-ndjson"


def connectors(request: Asked) -> HttpResponse:
    rows = see.list_connectors(request.user)
    return render(request, "web/connectors/page.html", {"connectors": rows})


def connector(request: Asked, connector_id: int) -> HttpResponse:
    """One connector: its runs, its streams, when it runs."""
    page = see.see_connector(connector_id, request.user)
    if page is None:
        raise Http404
    return render(
        request,
        "web/connectors/connector.html",
        {"page": page, "connector": page.connector, "zone": settings.TIME_ZONE},
    )


def act(request: Asked, connector_id: int, name: str) -> HttpResponse:
    """Run it, put it to rest, wake it, forget where it stood, or say when it runs."""
    if name not in ACTS:
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    does, text = ACTS[name]
    said(request, lambda: does(connector_id, request.user, request.POST), text())
    return redirect("data-connector", connector_id)


def stream(request: Asked, connector_id: int) -> HttpResponse:
    """How one stream is read; POST says it by hand."""
    page = see.see_connector(connector_id, request.user)
    name = request.GET.get("stream", "")
    look = next((each for each in page.streams if each.view.stream == name), None) if page else None
    if page is None or look is None:
        raise Http404
    if request.method == "POST":
        table = request.POST.get("table", "")
        # Another table has other fields: what was chosen for the first means nothing there.
        mapping = _mapping(request.POST) if table == look.view.table else {}
        done = said(
            request,
            lambda: keep.map_stream(connector_id, name, table, mapping, request.user),
            _("Saved. It holds from the next run on."),
        )
        if done and table == look.view.table:
            return redirect("data-connector", connector_id)
        return redirect(f"{reverse('data-connector-stream', args=[connector_id])}?{urlencode({'stream': name})}")
    shown = {"page": page, "connector": page.connector, "look": look, "tables": see.table_names()}
    return render(request, "web/connectors/stream.html", shown)


def one_run(request: Asked, connector_id: int, run_id: int) -> HttpResponse:
    """One run: what came, by stream, and what was refused."""
    found = see.see_run(run_id, request.user)
    if found is None or found[0].id != connector_id:
        raise Http404
    return render(request, "web/connectors/run.html", {"connector": found[0], "run": found[1]})


def lines(request: Asked, connector_id: int, run_id: int) -> HttpResponseBase:
    """The lines of a run that were no message, with their numbers and the reason."""
    found = see.see_run(run_id, request.user)
    path = see.aside_file(run_id, request.user) if found and found[0].id == connector_id else None
    if path is None:
        raise Http404
    trail.note("rejects.exported", request.user, subject="connectors", row=connector_id)
    return streamed(request, pieces_of(path.open("rb")), path.name, JSON_LINES)


Act = Callable[[int, User, QueryDict], Any]
ACTS: dict[str, tuple[Act, Callable[[], str]]] = {
    "run": (lambda key, by, _given: ask_to_run(key, by), lambda: _("It runs as soon as a worker is free.")),
    "pause": (
        lambda key, by, _given: keep.pause(key, by, utc_now()),
        lambda: _("It does not run by itself any more, until you switch it on."),
    ),
    "resume": (
        lambda key, by, _given: keep.resume(key, by, utc_now()),
        lambda: _("It runs by its schedule again."),
    ),
    "anew": (
        lambda key, by, _given: keep.begin_anew(key, by),
        lambda: _("The next run asks for everything again. What is here already is recognised."),
    ),
    "schedule": (
        lambda key, by, given: keep.reschedule(key, _schedule(given), by, utc_now()),
        lambda: _("Saved."),
    ),
}


def _schedule(given: QueryDict) -> str:
    """The fields of the form as a schedule is written."""
    kind = given.get("every", "")
    if kind == "day":
        return f"daily {given.get('at', '')[:5]}"
    return f"hourly {given.get('minute', '')}" if kind == "hour" else ""


def _mapping(given: QueryDict) -> dict[str, str]:
    """map-<field>, a column or none, beside was-<field>: what is left as it was recognised is no choice."""
    start = "map-"
    chosen = {key.removeprefix(start): str(given[key]) for key in given if key.startswith(start)}
    return {name: column for name, column in chosen.items() if column != given.get(f"was-{name}")}


ACTIONS = (
    Action(
        gettext_lazy("Connect a system"),
        "data-connectors",
        "refresh",
        MANAGER,
        words=gettext_lazy("connector Singer tap HubSpot Salesforce CRM schedule"),
    ),
)
ADDRESSES = (
    Address("data/connectors", "data-connectors", connectors, MANAGER),
    Address("data/connectors/<int:connector_id>", "data-connector", connector, MANAGER),
    Address("data/connectors/<int:connector_id>/stream", "data-connector-stream", stream, MANAGER),
    Address("data/connectors/<int:connector_id>/<str:name>", "data-connector-act", act, MANAGER),
    Address("data/connectors/<int:connector_id>/runs/<int:run_id>", "data-connector-run", one_run, MANAGER),
    Address("data/connectors/<int:connector_id>/runs/<int:run_id>/lines", "data-connector-lines", lines, MANAGER),
)
