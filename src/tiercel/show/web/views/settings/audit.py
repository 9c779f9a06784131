"""The audit trail: who did what to what, and when; it is read and taken along here, and never changed."""

from __future__ import annotations

import tempfile
from datetime import date

from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from tiercel.flow.export_rows import to_csv, to_xlsx
from tiercel.flow.see_trail import COLUMNS, Asked, export_trail, see_trail
from tiercel.show.web.access import OWNER, Address
from tiercel.show.web.access import Asked as Request
from tiercel.show.web.places import Section
from tiercel.show.web.views.accounts.accounts import whole
from tiercel.show.web.views.accounts.exports import CSV, XLSX, pieces_of, streamed

FILTERS = ("by", "action", "subject", "row", "since", "until")


def audit(request: Request) -> HttpResponse:
    asked = read(request.GET)
    shown = {
        "page": see_trail(asked, request.user),
        "asked": asked,
        "is_filtered": any(request.GET.get(name) for name in FILTERS),
    }
    return render(request, "web/audit/page.html", shown)


def export(request: Request, form: str) -> HttpResponseBase:
    """All of what is looked for, as a file."""
    if form not in ("csv", "xlsx"):
        raise Http404
    rows = export_trail(read(request.GET), form, request.user)
    if form == "csv":
        return streamed(request, to_csv(COLUMNS, rows, for_excel=True), "audit-trail.csv", CSV)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    to_xlsx(COLUMNS, rows, file, "Audit trail")
    file.seek(0)
    return streamed(request, pieces_of(file), "audit-trail.xlsx", XLSX)


def read(given: QueryDict) -> Asked:
    """What the address asks for; what cannot be read is left out rather than refused."""
    return Asked(
        by=whole(given.get("by", "")),
        action=given.get("action", ""),
        subject=given.get("subject", ""),
        row=whole(given.get("row", "")),
        since=_day(given.get("since", "")),
        until=_day(given.get("until", "")),
        after=given.get("after", ""),
        before=given.get("before", ""),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


SECTION = Section("settings-audit", gettext_lazy("Audit trail"), 70, OWNER)
ADDRESSES = (
    Address("settings/audit", "settings-audit", audit, OWNER),
    Address("settings/audit/export.<str:form>", "settings-audit-export", export, OWNER),
)
