"""Views that people keep of a list: each form acts, and goes back to the list."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from tiercel.core.errors import TiercelError
from tiercel.flow import saved_views
from tiercel.flow.saved_views import View
from tiercel.show.web.access import READER, Address
from tiercel.show.web.access import Asked as Request
from tiercel.show.web.lists.views import address

PAGES = ("accounts", "people", "deals")


def keep(request: Request) -> HttpResponse:
    """Keep what a list shows under a name."""
    given = request.POST
    base = _base(given.get("page", ""))
    try:
        view = saved_views.keep(
            given.get("page", ""),
            given.get("name", ""),
            given.get("query", ""),
            request.user,
            shared=given.get("shared") == "yes",
        )
    except TiercelError as wrong:
        messages.error(request, str(wrong))
        return redirect(f"{base}?{given.get('query', '')}")
    messages.success(request, _("The view '%(name)s' is kept.") % {"name": view.name})
    return redirect(address(base, view))


def change(request: Request, view_id: int) -> HttpResponse:
    """Rename, update, share, open first, delete or bring back one's own view."""
    base = _base(request.POST.get("page", ""))
    try:
        view = _do(request, view_id, request.POST.get("do", ""))
    except TiercelError as wrong:
        messages.error(request, str(wrong))
        return redirect(f"{base}?{request.POST.get('query', '')}")
    if request.POST.get("do") == "delete":
        return redirect(f"{base}?removed={view.id}&{view.query}")
    return redirect(address(base, view))


def _do(request: Request, view: int, what: str) -> View:
    given, by = request.POST, request.user
    if what == "update":
        return saved_views.change(view, by, query=given.get("query", ""))
    if what in ("share", "unshare"):
        return saved_views.change(view, by, shared=what == "share")
    if what in ("pin", "unpin"):
        return saved_views.open_first(view, by, yes=what == "pin")
    if what == "delete":
        return saved_views.delete(view, by)
    if what == "restore":
        return saved_views.bring_back(view, by)
    return saved_views.change(view, by, name=given.get("name", ""))


def _base(page: str) -> str:
    return reverse(page if page in PAGES else "accounts")


ADDRESSES = (
    Address("views", "views", keep, READER, acts=True),
    Address("views/<int:view_id>", "view", change, READER, acts=True),
)
