"""Settings, Keys: each user's own keys for programs, made, shown once, revoked."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tiercel.core.clock import utc_now
from tiercel.core.errors import TiercelError
from tiercel.flow import keep_users
from tiercel.flow.api import keep_keys
from tiercel.show.api.operation import scopes
from tiercel.show.web.access import READER, Address, Asked
from tiercel.show.web.places import Section
from tiercel.show.web.views.accounts.accounts import whole
from tiercel.show.web.views.settings.settings import said

DAYS = (7, 30, 90, 365)


def keys(request: Asked) -> HttpResponse:
    """The keys, and the form for one more; a new one is shown in the answer to the form, and never again."""
    if request.method != "POST":
        return _page(request)
    given = request.POST
    try:
        made = keep_keys.make_key(
            given.get("name", ""),
            given.getlist("scope"),
            whole(given.get("days", "")) or 0,
            request.user,
            known=tuple(scopes()),
            by=request.user,
            now=utc_now(),
        )
    except TiercelError as wrong:
        return _page(request, error=wrong, chosen=given.getlist("scope"), given=given)
    return _page(request, made=made)


def revoke(request: Asked, key_id: int) -> HttpResponse:
    done = _("The key is revoked. Programs that use it are refused from now on.")
    said(request, lambda: keep_keys.revoke_key(key_id, request.user, utc_now()), done)
    return redirect("settings-keys")


def _page(request: Asked, **more: Any) -> HttpResponse:
    # A scope is offered where its user's role opens at least one of its operations.
    offered = [
        (scope, [each.summary for each in some])
        for scope, some in scopes().items()
        if any(keep_users.may(request.user, each.least) for each in some)
    ]
    shown = {"keys": keep_keys.list_keys(request.user, utc_now()), "scopes": offered, "days": DAYS} | more
    return render(request, "web/settings/keys.html", shown, status=422 if more.get("error") else 200)


SECTION = Section("settings-keys", gettext_lazy("Keys"), 50, places=("settings-key-revoke",))
ADDRESSES = (
    Address("settings/keys", "settings-keys", keys, READER),
    Address("settings/keys/<int:key_id>/revoke", "settings-key-revoke", revoke, READER, acts=True),
)
