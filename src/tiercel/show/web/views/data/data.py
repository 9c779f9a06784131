"""Data: files come in, are looked at, corrected and imported; and what the workspace holds."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy

from tiercel.core.clock import utc_now
from tiercel.core.errors import AccessError, TiercelError
from tiercel.flow import ask_imports, see_data, see_imports, trail
from tiercel.flow.duplicates.list_pairs import count_waiting
from tiercel.flow.hierarchy.list_parents import list_parents
from tiercel.flow.keep_users import may
from tiercel.flow.profile.see_profile import before_profile
from tiercel.flow.refresh import has_profile
from tiercel.flow.see_imports import ImportLine
from tiercel.show.web.access import MANAGER, READER, Address, Asked
from tiercel.show.web.places import Action, Way
from tiercel.show.web.views.accounts.exports import CSV, pieces_of, streamed
from tiercel.show.web.views.data.undo import UNDO_ADDRESSES, to_what_it_takes_back, undo_of

BETWEEN = "\x1f"


def data(request: Asked) -> HttpResponse:
    imports, hidden = _imports(request)
    holdings = see_data.holdings(request.user)
    shown = {
        "holdings": holdings,
        "holds_some": any(each.rows for each in holdings),
        "waiting": see_data.waiting_rows(request.user),
        "imports": imports,
        "hidden": hidden,
        "job": see_imports.going_on(),
        "duplicates": sum(count_waiting().values()) if may(request.user, "manager") else 0,
        "parents": len(list_parents(request.user)) if may(request.user, "manager") else 0,
        "max_mb": settings.WORKSPACE.max_file_mb,
    }
    return render(request, "web/data/page.html", shown)


def upload(request: Asked) -> HttpResponse:
    try:
        job = ask_imports.receive(_files(request), request.user, utc_now())
    except TiercelError as wrong:
        messages.error(request, str(wrong))
        return redirect("data")
    return redirect("import", job)


def see_import(request: Asked, job_id: int) -> HttpResponse:
    """One import: how its files are read, and what it would do, does or did."""
    page = see_imports.see_import(job_id, request.user)
    if page is None:
        return to_what_it_takes_back(job_id)
    shown = {
        "page": page,
        "tables": see_imports.table_names(),
        "presets": see_imports.preset_names(),
        "before": None if has_profile() else before_profile(),
        "encodings": see_imports.encoding_names(),
        **undo_of(page),
    }
    return render(request, "web/data/import.html", shown)


def import_again(request: Asked, job_id: int) -> HttpResponse:
    """Look again with other choices, or import."""
    given = request.POST
    try:
        job = ask_imports.ask_again(
            job_id,
            request.user,
            per_file=_per_file(given),
            keep_unknown=given.get("keep_unknown") == "yes",
            corrections=[_correction(text) for text in given.getlist("correction") if text.count(BETWEEN) == 3],
            dry_run=given.get("do") != "import",
        )
    except TiercelError as wrong:
        messages.error(request, str(wrong))
        return redirect("import", job_id)
    return redirect("import", job)


def rejects(request: Asked, job_id: int, place: int) -> HttpResponseBase:
    """The rejected rows of one file, to be mended and imported again."""
    path = see_imports.reject_file(job_id, place, request.user)
    if path is None:
        raise Http404
    trail.note("rejects.exported", request.user, subject="jobs", row=job_id)
    return streamed(request, pieces_of(path.open("rb")), path.name, CSV)


def columns(request: Asked, name: str) -> HttpResponse:
    """How full the columns of one table are."""
    if name not in see_data.MODELS or name in ("deal_contacts", "touch_contacts"):
        raise Http404
    return render(request, "web/data/table.html", {"name": name, "fills": see_data.fills(name, request.user)})


def _imports(request: Asked) -> tuple[tuple[ImportLine, ...], str]:
    """The imports so far; none, and why, for who does not see all that they brought."""
    try:
        return see_imports.past_imports(request.user), ""
    except AccessError as why:
        return (), str(why)


def _files(request: Asked) -> list[UploadedFile[bytes]]:
    return [file for file in request.FILES.getlist("files") if isinstance(file, UploadedFile)]


def _per_file(given: QueryDict) -> dict[str, dict[str, Any]]:
    """The choices of the form: file, table-0, preset-0, encoding-0, and map-0-<field>, a column or none, beside
    was-0-<field>."""
    found = {}
    for place, file in enumerate(given.getlist("file")):
        start = f"map-{place}-"
        mapping = {key.removeprefix(start): given[key] for key in given if key.startswith(start)}
        # What was recognised and left as it is stays recognised, and is not called a choice.
        chosen = {name: column for name, column in mapping.items() if column != given.get(f"was-{place}-{name}")}
        choice: dict[str, Any] = {"mapping": {name: column for name, column in chosen.items() if column != "?"}}
        choice |= {
            key: given[f"{key}-{place}"] for key in ("table", "preset", "encoding") if given.get(f"{key}-{place}")
        }
        if not given.get(f"table-{place}") and given.get(f"table-before-{place}"):
            choice["left_out"] = True
        elif given.get(f"table-{place}") != given.get(f"table-before-{place}"):
            # Another table has other fields: what was chosen for the first means nothing there.
            choice["mapping"] = {}
        if given.get(f"encoding-{place}", "") != given.get(f"encoding-before-{place}", ""):
            # Nor does a column whose name is now made of other letters.
            choice["mapping"] = {}
        found[file] = choice
    return found


def _correction(text: str) -> dict[str, str]:
    return dict(zip(("table", "column", "value", "suggestion"), text.split(BETWEEN), strict=True))


WAY = Way(
    "data",
    gettext_lazy("Data"),
    "database",
    110,
    places=("import", "import-undo", "rejects", "spend", "duplicates", "parents"),
)
ACTIONS = (Action(gettext_lazy("Import files"), "data", "upload", MANAGER, words=gettext_lazy("upload CSV Excel CRM")),)
ADDRESSES = (
    Address("data", "data", data, READER),
    Address("data/upload", "data-upload", upload, MANAGER, acts=True),
    Address("data/tables/<str:name>", "data-table", columns, READER),
    Address("data/imports/<int:job_id>", "import", see_import, READER),
    Address("data/imports/<int:job_id>/again", "import-again", import_again, MANAGER, acts=True),
    *UNDO_ADDRESSES,
    Address("data/imports/<int:job_id>/rejects/<int:place>", "rejects", rejects, READER),
)
