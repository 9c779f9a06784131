"""Signing in and out, the first owner, passwords and languages."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.account.stages import LoginStageController
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, logout, update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from tiercel.core.clock import utc_now
from tiercel.core.errors import DataError, TiercelError
from tiercel.flow import keep_users
from tiercel.flow.api.keep_keys import has_working_keys
from tiercel.flow.send_mail import can_mail
from tiercel.flow.users import own_account, second_factors, sessions, single_sign_on
from tiercel.records.models import User
from tiercel.show.web import throttle
from tiercel.show.web.access import ANYONE, READER, Address, Asked
from tiercel.show.web.language import code_of
from tiercel.show.web.signing.engine import come_in
from tiercel.show.web.signing.single_sign_on import UNREACHABLE, back, to_provider


def first_run(request: HttpRequest) -> HttpResponseBase:
    if keep_users.has_users():
        return redirect("sign-in")
    given = request.POST
    error: str | TiercelError = ""
    if request.method == "POST":
        try:
            user = keep_users.make_owner(given.get("name", ""), given.get("email", ""), new_password(request))
        except TiercelError as wrong:
            error = wrong
        else:
            return come_in(request, user, "first_run")
    return render(request, "web/session/first_run.html", {"given": given, "error": error}, status=422 if error else 200)


def sign_in(request: HttpRequest) -> HttpResponseBase:
    if not keep_users.has_users():
        return redirect("first-run")
    onward = safe_next(request)
    if request.user.is_authenticated:
        return redirect(onward)
    error: str | TiercelError = ""
    if request.method == "POST":
        user, error = _known(request)
        if user is not None:
            return come_in(request, user, "password", onward)
    shown = {
        "name": request.POST.get("name", ""),
        "error": error,
        "next": onward,
        "provider": single_sign_on.provider_name() if single_sign_on.is_on() else "",
        "can_mail": can_mail(),
    }
    return render(request, "web/session/sign_in.html", shown, status=422 if error else 200)


def code(request: HttpRequest) -> HttpResponseBase:
    """The second step, for who has a second factor: a code of the phone, or one for the day when it is lost."""
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    user: User | None = stage.login.user if stage else None
    if (
        request.user.is_authenticated
        or user is None
        or not user.is_active
        or not second_factors.has_second_factor(user)
    ):
        return redirect("sign-in")
    error: str | TiercelError = ""
    if request.method == "POST":
        error = _try_code(request, user)
        if not error and stage is not None:
            record_authentication(request, user, "mfa")
            answer: HttpResponseBase = stage.exit()
            return answer
    return render(request, "web/session/code.html", {"error": error}, status=422 if error else 200)


def sso(request: HttpRequest) -> HttpResponse:
    """On to the identity provider, by a page: a form that is led elsewhere would be stopped by the browser."""
    if not single_sign_on.is_on():
        raise Http404
    name = single_sign_on.provider_name()
    try:
        address = to_provider(request, safe_next(request))
    except UNREACHABLE:
        messages.error(request, _("%(provider)s does not answer. Try again in a moment.") % {"provider": name})
        return redirect("sign-in")
    answer = render(request, "web/session/going.html", {"address": address, "provider": name})
    answer["Refresh"] = f"0; url={address}"
    return answer


def sso_back(request: HttpRequest) -> HttpResponseBase:
    if not single_sign_on.is_on():
        raise Http404
    return back(request)


def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("sign-in")


def password(request: Asked) -> HttpResponse:
    error: str | TiercelError = ""
    if request.method == "POST":
        try:
            ended = _change_password(request)
        except TiercelError as wrong:
            error = wrong
        else:
            update_session_auth_hash(request, request.user)
            messages.success(request, _("Your password is changed. Other devices are signed out."))
            if ended:
                messages.success(request, _("Keys of the API that work no more: %(count)s.") % {"count": ended})
            return redirect("home")
    shown = {"error": error, "has_keys": has_working_keys(request.user, utc_now())}
    return render(request, "web/session/password.html", shown, status=422 if error else 200)


def _change_password(request: Asked) -> int:
    """With the old one, as slow to guess here as at the door; how many keys ended with it. Raises DataError."""
    called = f"password of {request.user.pk}"
    wait = throttle.seconds_to_wait(request, called)
    if wait:
        raise DataError(wait_in_words(wait))
    old = request.POST.get("old", "")
    if not request.user.check_password(old):
        throttle.failed(request, called)
    ends_keys = request.POST.get("keys") == "end"
    ended = own_account.change_password(request.user, old, new_password(request), utc_now(), ends_keys=ends_keys)
    throttle.forget(request, called)
    return ended


def language(request: HttpRequest) -> HttpResponse:
    """Keep the language on the user, and in a cookie for the pages before signing in."""
    wanted = request.POST.get("language", "")
    response = redirect(safe_next(request))
    if code_of(wanted):
        if request.user.is_authenticated:
            keep_users.choose_language(request.user, wanted)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code_of(wanted),
            max_age=365 * 24 * 3600,
            samesite="Lax",
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


def new_password(request: HttpRequest) -> str:
    first, second = request.POST.get("password", ""), request.POST.get("again", "")
    keep_users.must_be_equal(first, second)
    return first


def wait_in_words(seconds: int) -> str:
    return _("Too many attempts. Wait %(seconds)d seconds, then try again.") % {"seconds": seconds}


def _known(request: HttpRequest) -> tuple[User | None, str | TiercelError]:
    """Whose name and password these are; else nobody, and what was wrong."""
    name = request.POST.get("name", "").strip()
    wait = throttle.seconds_to_wait(request, name)
    if wait:
        return None, wait_in_words(wait)
    user = authenticate(request, username=name, password=request.POST.get("password", ""))
    if not isinstance(user, User):
        throttle.failed(request, name)
        sessions.refused(keep_users.user_called(name), "password")
        said = _("This name and password do not belong together. Check both, and try again.")
        return None, DataError(said, field="password")
    throttle.forget(request, name)
    return user, ""


def _try_code(request: HttpRequest, user: User) -> str | TiercelError:
    """Says nothing where the code opens, or says what was wrong."""
    name = f"second factor {user.pk}"
    wait = throttle.seconds_to_wait(request, name)
    if wait:
        return wait_in_words(wait)
    if second_factors.accepts(user, request.POST.get("code", "")):
        throttle.forget(request, name)
        return ""
    throttle.failed(request, name)
    sessions.refused(user, "code")
    said = _("This code is not right, or was used already. Wait for the next one that the app shows.")
    return DataError(said, field="code")


def safe_next(request: HttpRequest) -> str:
    """Where to go on to: only within this site, whatever the address asks for."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if here else "/"


ADDRESSES = (
    Address("first-run", "first-run", first_run, ANYONE),
    Address("sign-in", "sign-in", sign_in, ANYONE),
    # The name by which allauth leads to the second step.
    Address("sign-in/code", "mfa_authenticate", code, ANYONE),
    Address("sign-in/sso", "sso", sso, ANYONE, acts=True),
    Address("sign-in/sso/back", "sso-back", sso_back, ANYONE),
    Address("sign-out", "sign-out", sign_out, ANYONE, acts=True),
    Address("language", "language", language, ANYONE, acts=True),
    Address("password", "password", password, READER),
)
