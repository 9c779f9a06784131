"""The web tag, by whatever name the site calls us: before sessions, languages and the check of the host's name."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from tiercel.core.at_hand import told
from tiercel.flow.events.keys import serve_tag


def tag(request: HttpRequest) -> HttpResponse:
    """The script with the choices of the key that the page names."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
    headers = {name.lower(): value for name, value in request.headers.items()}
    found = serve_tag.answer(request.META.get("QUERY_STRING", ""), headers)
    response = HttpResponse(found.body, status=found.status, headers=dict(found.headers))
    if found.status == 304:
        del response.headers["Content-Type"]
    return response


def served(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer pages of other sites at once; nothing of ours, no cookie either, has to do with it."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        if request.path_info != serve_tag.PATH:
            return answer(request)
        known = told.get()
        if known is not None:
            known.address = "tag"
        return tag(request)

    return answered
