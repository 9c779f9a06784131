"""Settings, Collecting: the addresses by which mail providers tell what became of mails, and what proves them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tiercel.core.clock import utc_now
from tiercel.core.errors import TiercelError
from tiercel.flow.events.keys import keep_mail_keys as flow
from tiercel.show.web.access import MANAGER, Address, Asked
from tiercel.show.web.collecting_words import PROOFS
from tiercel.show.web.views.settings.settings import said


def mail_keys(request: Asked) -> HttpResponse:
    """The keys, and the form for one more; a new address is shown in the answer to the form, and never again."""
    if request.method != "POST":
        return _list(request)
    given = request.POST
    try:
        made = flow.make_mail_key(
            given.get("name", ""), given.get("provider", ""), given.get("secret", ""), request.user, utc_now()
        )
    except TiercelError as wrong:
        return _list(request, error=str(wrong), given=given)
    return _list(request, made=made, asks=PROOFS[made.key.provider])


def mail_key(request: Asked, key_id: int) -> HttpResponse:
    """One key; POST says what its provider proves itself by."""
    if request.method != "POST":
        return _one(request, key_id)
    try:
        row = flow.set_secret(key_id, request.POST.get("secret", ""), request.user)
    except TiercelError as wrong:
        return _one(request, key_id, error=str(wrong))
    done = _("Saved. What {provider} cannot prove is refused within a second.") if row.is_proved else _("Saved.")
    messages.success(request, done.format(provider=row.label))
    return redirect("settings-mail-key", key_id)


def end(request: Asked, key_id: int) -> HttpResponse:
    done = _("The key has ended. What comes to its address is refused; what came before stays.")
    said(request, lambda: flow.end_mail_key(key_id, request.user, utc_now()), done)
    return redirect("settings-mail-key", key_id)


def _list(request: Asked, **more: Any) -> HttpResponse:
    shown = {"keys": flow.list_mail_keys(request.user), "providers": flow.list_providers()} | more
    return render(request, "web/settings/mail_keys.html", shown, status=422 if more.get("error") else 200)


def _one(request: Asked, key_id: int, **more: Any) -> HttpResponse:
    found = flow.see_mail_key(key_id, request.user)
    if found is None:
        raise Http404
    shown = {"key": found, "asks": PROOFS[found.provider]} | more
    return render(request, "web/settings/mail_key.html", shown, status=422 if more.get("error") else 200)


ADDRESSES = (
    Address("settings/collecting/mail", "settings-mail-keys", mail_keys, MANAGER),
    Address("settings/collecting/mail/<int:key_id>", "settings-mail-key", mail_key, MANAGER),
    Address("settings/collecting/mail/<int:key_id>/end", "settings-mail-key-end", end, MANAGER, acts=True),
)
