"""Calls of the API are answered before sessions, cookies and form tokens are even looked at."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from tiercel.show.api.operation import Operation

BELOW = "/api/"
SCHEMA = "/api/v1/openapi.json"
URLS = "tiercel.show.api.urls"


def answer_programs(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """What is below /api/ is answered here, in the language that the caller asks for; the rest goes on to the pages."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(BELOW):
            return answer(request)
        with translation.override(translation.get_language_from_request(request)):
            response = _answered(request)
        patch_vary_headers(response, ["Accept-Language", "Authorization"])
        if request.method == "HEAD" and not response.streaming:
            response.content = b""
        return response

    return answered


def _answered(request: HttpRequest) -> HttpResponse:
    from tiercel.show.api.gate import through_gate
    from tiercel.show.api.problems import problem

    try:
        request.get_host()
    except DisallowedHost:
        return problem("unreadable", _("The server is not known by this host name. See the setting allowed_hosts."))
    if request.path_info == SCHEMA:
        return _schema(request)
    try:
        match = resolve(request.path_info, URLS)
        by_method = _by_route()[match.route]
    except (Resolver404, KeyError):
        return problem("not-there", _("There is no such address. See /api/v1/openapi.json for those there are."))
    method = "GET" if request.method == "HEAD" else request.method or ""
    if method not in by_method:
        return _wrong_method(sorted(by_method))
    if request.method == "HEAD":
        request.method = "GET"
        answer = through_gate(request, by_method["GET"], match.func, match.kwargs)
        request.method = "HEAD"
        return answer
    return through_gate(request, by_method[method], match.func, match.kwargs)


def _schema(request: HttpRequest) -> HttpResponse:
    from tiercel.show.api.openapi import as_json

    if request.method not in ("GET", "HEAD"):
        return _wrong_method(["GET"])
    return HttpResponse(as_json(), content_type="application/json; charset=utf-8")


def _wrong_method(allowed: list[str]) -> HttpResponse:
    from tiercel.show.api.problems import problem

    shown = ", ".join([*allowed, "HEAD"] if "GET" in allowed else allowed)
    return problem("wrong-method", _("Here one can: {methods}.").format(methods=shown), {"Allow": shown})


@cache
def _by_route() -> dict[str, dict[str, Operation]]:
    """The operations by their route as Django writes it, then by method."""
    from tiercel.show.api.build import PREFIX
    from tiercel.show.api.operation import operations

    found: dict[str, dict[str, Operation]] = {}
    for operation in operations():
        route = (PREFIX.lstrip("/") + operation.path).replace("{", "<").replace("}", ">")
        found.setdefault(route, {})[operation.method] = operation
    return found
