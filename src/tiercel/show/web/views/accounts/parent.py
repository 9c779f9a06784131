"""Whom an account belongs to: found by its name and set by hand, ended, and taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tiercel.core.clock import utc_now
from tiercel.core.errors import DataError, TiercelError
from tiercel.flow.accounts.see_account import see_account
from tiercel.flow.hierarchy import set_parent as flow
from tiercel.flow.hierarchy.family import see_family
from tiercel.flow.matching.queue import accounts_called
from tiercel.show.web.access import MANAGER, Address, Asked
from tiercel.show.web.days import instant_or_none
from tiercel.show.web.views.accounts.accounts import typed, whole

NONE = "none"


def choose(request: Asked, account_id: int) -> HttpResponse:
    """Search for the account that this one belongs to."""
    page = see_account(account_id, by=request.user)
    if page is None:
        raise Http404
    text = typed(request.GET, "q")
    found = [one for one in accounts_called(text, request.user) if one.account != page.id]
    shown = {"account": page, "found": found, "text": text}
    if request.headers.get("HX-Request"):
        return render(request, "web/account/parents_found.html", shown)
    return render(request, "web/account/parent.html", shown | {"above": see_family(page.id, request.user).above})


def set_it(request: Asked, account_id: int) -> HttpResponse:
    """Let it belong to another account, or to nobody."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    given, now = request.POST.get("parent", ""), utc_now()
    try:
        if given == NONE:
            said = _("It belongs to nobody now.") if flow.clear_parent(account_id, request.user, now) else ""
        else:
            parent = whole(given)
            if parent is None:
                raise DataError(_("Choose an account, or say that it belongs to nobody."))
            link = flow.set_parent(account_id, parent, request.user, now)
            said = _("It belongs there now.") if link.made_at == now else ""
    except TiercelError as wrong:
        messages.error(request, str(wrong))
        return redirect("account-parent", account_id)
    if not said:
        messages.info(request, _("So it was already."))
        return redirect(_family_of(account_id))
    messages.success(request, said)
    return redirect(_family_of(account_id, f"?parent_set={now.isoformat().replace('+00:00', 'Z')}"))


def take_back(request: Asked, account_id: int) -> HttpResponse:
    """Let it belong again to what it belonged to before."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    at = instant_or_none(request.POST.get("at", ""))
    try:
        if at is None:
            raise DataError(_("There is nothing to take back here."))
        flow.undo(account_id, at, request.user, utc_now())
    except TiercelError as wrong:
        messages.error(request, str(wrong))
    else:
        messages.success(request, _("It belongs where it belonged before."))
    return redirect(_family_of(account_id))


def _family_of(account_id: int, query: str = "") -> str:
    return f"{reverse('account', args=[account_id])}{query}#family"


ADDRESSES = (
    Address("accounts/<int:account_id>/parent", "account-parent", choose, MANAGER),
    Address("accounts/<int:account_id>/parent/set", "account-parent-set", set_it, MANAGER, acts=True),
    Address("accounts/<int:account_id>/parent/take-back", "account-parent-take-back", take_back, MANAGER, acts=True),
)
