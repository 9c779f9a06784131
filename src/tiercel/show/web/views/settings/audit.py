"""The audit trail: who did what to what, and when; it is read and taken along here, and never changed."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tiercel.flow.see_trail import COLUMNS, NEWEST_FIRST, OLDEST_FIRST, Asked, export_trail, see_trail
from tiercel.show.web.access import OWNER, Address
from tiercel.show.web.access import Asked as Request
from tiercel.show.web.days import day_or_none
from tiercel.show.web.lists import trail as columns
from tiercel.show.web.lists.filters import FROM, TO, bar_of
from tiercel.show.web.lists.headings import OF_TRAIL
from tiercel.show.web.places import Section
from tiercel.show.web.views.accounts.accounts import whole
from tiercel.show.web.views.accounts.exports import File, as_file


def audit(request: Request) -> HttpResponse:
    asked = read(request.GET)
    part = request.headers.get("HX-Target", "").endswith("trail-list")
    page = see_trail(asked, request.user)
    fields = columns.fields(page, asked.row)
    shown = {
        "page": page,
        "table": columns.table(page, asked.sort),
        "bar": bar_of(fields, request.GET, action=reverse("settings-audit"), target="trail-list"),
        "counted": columns.said(page.total),
    }
    return render(request, "web/audit/list.html" if part else "web/audit/page.html", shown)


def export(request: Request, form: str) -> HttpResponseBase:
    """All of what is looked for, as a file."""
    leaving = export_trail(read(request.GET), form, request.user)
    return as_file(request, form, File("audit-trail", _("Audit trail"), COLUMNS, OF_TRAIL), leaving)


def read(given: QueryDict) -> Asked:
    """What the address asks for; what cannot be read is left out rather than refused."""
    return Asked(
        by=whole(given.get("by", "")),
        action=given.get("action", ""),
        subject=given.get("subject", ""),
        row=whole(given.get("row", "")),
        since=day_or_none(given.get(columns.DAY + FROM, "")),
        until=day_or_none(given.get(columns.DAY + TO, "")),
        sort=OLDEST_FIRST if given.get("sort") == OLDEST_FIRST else NEWEST_FIRST,
        after=given.get("after", ""),
        before=given.get("before", ""),
    )


SECTION = Section("settings-audit", gettext_lazy("Audit trail"), 70, OWNER)
ADDRESSES = (
    Address("settings/audit", "settings-audit", audit, OWNER),
    Address("settings/audit/export.<str:form>", "settings-audit-export", export, OWNER),
)
