"""What people see when something went wrong, and what they can do then."""

import sys
from urllib.parse import urlsplit, urlunsplit

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from tiercel.core.at_hand import request_id
from tiercel.core.errors import AccessError, TiercelError
from tiercel.records.away import SECONDS_TO_WAIT, are_away, what_to_do


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django hands it over
    return _page(
        request, 400, _("This address cannot be read"), _("Go back and try again from the page you came from.")
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django hands it over
    advice = _("Your role does not allow this. An owner of the workspace can change it under Settings, Users.")
    return _page(request, 403, _("This is not open to you"), advice)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django hands it over
    advice = _("The page was open too long, or cookies are blocked. Load it again, then repeat what you did.")
    return _page(request, 403, _("This form has expired"), advice, back=_page_before(request))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django hands it over
    return _page(
        request,
        404,
        _("There is nothing here"),
        _("It may have been put away. Start from Today, or search the accounts."),
    )


def broken(request: HttpRequest) -> HttpResponse:
    if are_away(sys.exception()):
        return _away(request)
    advice = _("Nothing was kept half done. Try again; if it happens again, the log of the server says why.")
    return _page(request, 500, _("Something broke on our side"), advice)


def _away(request: HttpRequest) -> HttpResponse:
    back = request.get_full_path() if request.method == "GET" else _page_before(request)
    answer = _page(request, 503, _("The records cannot be reached"), what_to_do(), back=back)
    answer.headers["Retry-After"] = str(SECONDS_TO_WAIT)
    return answer


def in_words(request: HttpRequest, error: TiercelError) -> HttpResponse:
    """An error whose message is written for people."""
    status = 403 if isinstance(error, AccessError) else 422
    return _page(request, status, _("This cannot be done"), str(error))


def _page_before(request: HttpRequest) -> str:
    """The page of ours that a form stood on; "" where the browser does not say."""
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(before)
    # Two slashes at its start would name another site.
    return urlunsplit(("", "", "/" + parts.path.lstrip("/\\"), parts.query, ""))


def _page(request: HttpRequest, status: int, title: str, advice: str, back: str = "") -> HttpResponse:
    shown = {"status": status, "title": title, "advice": advice, "back": back, "request_id": request_id()}
    try:
        return render(request, "web/error.html", shown, status=status)
    except DatabaseError:
        # The records are away, and with them who is signed in: the page as anybody sees it.
        request.user, request.session = AnonymousUser(), SessionBase()
        return render(request, "web/error.html", shown, status=status)
