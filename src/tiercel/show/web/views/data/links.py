"""What links in mails open: an invitation, and a new password for a forgotten one.

A link's secret leaves the address at once, for the session: it stands in no history that is looked over, in no log of
the pages after it, and in no Referer.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tiercel.core.errors import TiercelError
from tiercel.flow.send_mail import can_mail
from tiercel.flow.users import forgotten_password, invitations, single_sign_on
from tiercel.show.web import throttle
from tiercel.show.web.access import ANYONE, Address
from tiercel.show.web.signing.engine import come_in
from tiercel.show.web.views.doors.session import new_password, wait_in_words

INVITATION, FORGOTTEN = "invitation", "forgotten"


def open_invitation(request: HttpRequest, token: str) -> HttpResponse:
    # Only the hash is kept, in the session too.
    token_hash = invitations.hashed(token)
    if invitations.opened_by(token_hash):
        request.session[INVITATION] = token_hash
    else:
        request.session.pop(INVITATION, None)
    return redirect("invitation")


def invitation(request: HttpRequest) -> HttpResponseBase:
    """Choose a name and a password, and come in."""
    token_hash = request.session.get(INVITATION, "")
    asked = invitations.opened_by(token_hash)
    if asked is None:
        return _over(request, _("This invitation no longer opens. Ask an owner of the workspace for a new one."))
    error: str | TiercelError = ""
    if request.method == "POST" and not request.user.is_authenticated:
        try:
            user = invitations.accept(token_hash, request.POST.get("name", ""), new_password(request))
        except TiercelError as wrong:
            error = wrong
        else:
            del request.session[INVITATION]
            return come_in(request, user, "invitation")
    shown = {
        "email": asked.email,
        "role": asked.role,
        "given": request.POST,
        "error": error,
        "provider": single_sign_on.provider_name() if single_sign_on.is_on() else "",
    }
    return render(request, "web/session/invitation.html", shown, status=422 if error else 200)


def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link by mail; the answer is the same whoever is asked for."""
    error, is_asked = "", False
    if request.method == "POST":
        name = request.POST.get("name", "").strip()
        wait = throttle.seconds_to_wait(request, f"forgotten {name}")
        if wait:
            error = wait_in_words(wait)
        else:
            throttle.failed(request, f"forgotten {name}")
            forgotten_password.mail_link(name)
            is_asked = True
    shown = {"error": error, "is_asked": is_asked, "can_mail": can_mail()}
    return render(request, "web/session/forgotten.html", shown, status=422 if error else 200)


def open_forgotten(request: HttpRequest, token: str) -> HttpResponse:
    if forgotten_password.user_of(token):
        request.session[FORGOTTEN] = token
    else:
        request.session.pop(FORGOTTEN, None)
    return redirect("forgotten-new")


def forgotten_new(request: HttpRequest) -> HttpResponse:
    """Choose the new password; whoever has it then signs in as always, second factor included."""
    token = request.session.get(FORGOTTEN, "")
    user = forgotten_password.user_of(token)
    if user is None:
        return _over(request, _("This link no longer opens. Ask for a new one."))
    error: str | TiercelError = ""
    if request.method == "POST":
        try:
            forgotten_password.choose_new(token, new_password(request))
        except TiercelError as wrong:
            error = wrong
        else:
            request.session.flush()
            messages.success(request, _("Your password is changed. Sign in with it."))
            return redirect("sign-in")
    return render(
        request, "web/session/forgotten_new.html", {"error": error, "name": user.username}, status=422 if error else 200
    )


def _over(request: HttpRequest, why: str) -> HttpResponse:
    return render(request, "web/session/over.html", {"error": why}, status=410)


ADDRESSES = (
    Address("invitation", "invitation", invitation, ANYONE),
    Address("invitation/<str:token>", "invitation-open", open_invitation, ANYONE),
    Address("forgotten", "forgotten", forgotten, ANYONE),
    Address("forgotten/new", "forgotten-new", forgotten_new, ANYONE),
    Address("forgotten/<str:token>", "forgotten-open", open_forgotten, ANYONE),
)
