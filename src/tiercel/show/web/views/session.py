"""Signing in and out, the first owner, passwords and languages."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from tiercel.core.errors import TiercelError
from tiercel.flow import keep_users
from tiercel.show.web import throttle
from tiercel.show.web.access import ANYONE, READER, Address, Asked
from tiercel.show.web.language import code_of

BACKEND = "tiercel.show.web.sign_in.NameOrMail"


def first_run(request: HttpRequest) -> HttpResponse:
    if keep_users.has_users():
        return redirect("sign-in")
    given = request.POST
    error = ""
    if request.method == "POST":
        try:
            user = keep_users.make_owner(given.get("name", ""), given.get("email", ""), _new_password(request))
        except TiercelError as wrong:
            error = str(wrong)
        else:
            login(request, user, backend=BACKEND)
            return redirect("home")
    return render(request, "web/session/first_run.html", {"given": given, "error": error}, status=422 if error else 200)


def sign_in(request: HttpRequest) -> HttpResponse:
    if not keep_users.has_users():
        return redirect("first-run")
    onward = _safe_next(request)
    if request.user.is_authenticated:
        return redirect(onward)
    error = ""
    if request.method == "POST":
        error = _try_to_sign_in(request)
        if not error:
            return redirect(onward)
    shown = {"name": request.POST.get("name", ""), "error": error, "next": onward}
    return render(request, "web/session/sign_in.html", shown, status=422 if error else 200)


def sign_out(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    logout(request)
    return redirect("sign-in")


def password(request: Asked) -> HttpResponse:
    error = ""
    if request.method == "POST":
        try:
            keep_users.change_password(request.user, request.POST.get("old", ""), _new_password(request))
        except TiercelError as wrong:
            error = str(wrong)
        else:
            update_session_auth_hash(request, request.user)
            messages.success(request, _("Your password is changed. Other devices are signed out."))
            return redirect("home")
    return render(request, "web/session/password.html", {"error": error}, status=422 if error else 200)


def language(request: HttpRequest) -> HttpResponse:
    """Keep the language on the user, and in a cookie for the pages before signing in."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    wanted = request.POST.get("language", "")
    response = redirect(_safe_next(request))
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


def _new_password(request: HttpRequest) -> str:
    first, second = request.POST.get("password", ""), request.POST.get("again", "")
    keep_users.must_be_equal(first, second)
    return first


def _try_to_sign_in(request: HttpRequest) -> str:
    """Signs in and says nothing, or says what was wrong."""
    name = request.POST.get("name", "").strip()
    wait = throttle.seconds_to_wait(request, name)
    if wait:
        return _("Too many attempts. Wait %(seconds)d seconds, then try again.") % {"seconds": wait}
    user = authenticate(request, username=name, password=request.POST.get("password", ""))
    if user is None:
        throttle.failed(request, name)
        return _("This name and password do not belong together. Check both, and try again.")
    throttle.forget(request, name)
    login(request, user)
    return ""


def _safe_next(request: HttpRequest) -> str:
    """Where to go on to: only within this site, whatever the address asks for."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if here else "/"


ADDRESSES = (
    Address("first-run", "first-run", first_run, ANYONE),
    Address("sign-in", "sign-in", sign_in, ANYONE),
    Address("sign-out", "sign-out", sign_out, ANYONE),
    Address("language", "language", language, ANYONE),
    Address("password", "password", password, READER),
)
