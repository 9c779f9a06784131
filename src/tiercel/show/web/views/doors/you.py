"""Your settings: name, mail address, password, second factor, and where you are signed in."""

from __future__ import annotations

import base64
from collections.abc import Callable

from allauth.mfa.adapter import get_adapter
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tiercel.core.errors import DataError, TiercelError
from tiercel.flow.users import own_account, second_factors, sessions
from tiercel.show.web import throttle
from tiercel.show.web.access import READER, Address, Asked, without_second_factor
from tiercel.show.web.views.doors.session import wait_in_words
from tiercel.show.web.views.settings.settings import said

SECRET = "second_factor_secret"  # noqa: S105 - the name under which a session keeps it


def you(request: Asked) -> HttpResponse:
    return _page(request)


def _page(request: Asked, **errors: TiercelError) -> HttpResponse:
    """The page; what went wrong stands at the form that it went wrong in."""
    shown = {
        "second_factor": second_factors.second_factor_of(request.user),
        "is_required": second_factors.is_required(),
        "sessions": sessions.list_sessions(request.user, request.session.session_key),
        "has_password": request.user.has_usable_password(),
        "given": request.POST,
    }
    return render(request, "web/you/page.html", shown | errors, status=422 if errors else 200)


def name(request: Asked) -> HttpResponse:
    wanted = request.POST.get("name", "")
    return _done(request, lambda: own_account.change_name(request.user, wanted), _("Your name is changed."), "name")


def mail(request: Asked) -> HttpResponse:
    """Another mail address, once its link was opened; the password shows that nobody else sits here."""
    try:
        _prove(request)
        holds = own_account.change_mail(request.user, request.POST.get("email", ""))
    except TiercelError as wrong:
        return _page(request, mail_error=wrong)
    waiting = _("A link is on its way to that address. It holds once you open it there.")
    messages.success(request, _("Your mail address is changed.") if holds else waiting)
    return redirect("you")


def confirm_mail(request: Asked, token: str) -> HttpResponse:
    said(request, lambda: own_account.confirm_mail(request.user, token), _("Your mail address is changed."))
    return redirect("you")


@without_second_factor
def second_factor(request: Asked) -> HttpResponse:
    """Set it up: the picture for the phone, then a code from it; the recovery codes are shown this once."""
    if second_factors.has_second_factor(request.user):
        return redirect("you")
    secret = request.session.get(SECRET) or second_factors.new_secret()
    request.session[SECRET] = secret
    error: str | TiercelError = ""
    if request.method == "POST":
        try:
            _prove(request)
            codes = second_factors.set_up(request.user, secret, request.POST.get("code", ""))
        except TiercelError as wrong:
            error = wrong
        else:
            del request.session[SECRET]
            return render(request, "web/you/codes.html", {"codes": codes})
    shown = {
        "picture": _picture(request, secret),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "error": error,
        "is_required": second_factors.is_required(),
        "has_password": request.user.has_usable_password(),
    }
    return render(request, "web/you/second_factor.html", shown, status=422 if error else 200)


def remove_second_factor(request: Asked) -> HttpResponse:
    def remove() -> None:
        _prove(request)
        second_factors.remove(request.user)

    return _done(request, remove, _("Your second factor is removed: the password alone lets you in."), "factor")


def recovery_codes(request: Asked) -> HttpResponse:
    """New recovery codes; those of before no longer open."""
    try:
        _prove(request)
        codes = second_factors.new_recovery_codes(request.user)
    except TiercelError as wrong:
        return _page(request, codes_error=wrong)
    return render(request, "web/you/codes.html", {"codes": codes})


def end_session(request: Asked) -> HttpResponse:
    """End one session, or all but this one."""

    def end() -> None:
        which = request.POST.get("session", "")
        if which == "others":
            sessions.end_others(request.user, request.session.session_key)
        elif which.isascii() and which.isdigit() and len(which) < 19:
            sessions.end_session(request.user, int(which))
        else:
            raise DataError(_("Choose which session to end."))

    said(request, end, _("Signed out there."))
    return redirect("you")


def _done(request: Asked, act: Callable[[], object], done: str, form: str) -> HttpResponse:
    """Do it and say so, or say at this form what is wrong."""
    try:
        act()
    except TiercelError as wrong:
        return _page(request, **{f"{form}_error": wrong})
    messages.success(request, done)
    return redirect("you")


def _prove(request: Asked) -> None:
    """The password once more, as slow to guess here as at the door."""
    called = f"password of {request.user.pk}"
    wait = throttle.seconds_to_wait(request, called)
    if wait:
        raise DataError(wait_in_words(wait))
    try:
        own_account.proves(request.user, request.POST.get("password", ""))
    except DataError:
        throttle.failed(request, called)
        raise
    throttle.forget(request, called)


def _picture(request: Asked, secret: str) -> str:
    """The secret as a QR code, as an address that an image may have."""
    adapter = get_adapter()
    svg: str = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


ADDRESSES = (
    Address("you", "you", you, READER),
    Address("you/name", "you-name", name, READER, acts=True),
    Address("you/mail", "you-mail", mail, READER, acts=True),
    Address("you/mail/<str:token>", "you-mail-confirm", confirm_mail, READER),
    Address("you/second-factor", "you-second-factor", second_factor, READER),
    Address("you/second-factor/remove", "you-second-factor-remove", remove_second_factor, READER, acts=True),
    Address("you/recovery-codes", "you-recovery-codes", recovery_codes, READER, acts=True),
    Address("you/sessions/end", "you-session-end", end_session, READER, acts=True),
)
