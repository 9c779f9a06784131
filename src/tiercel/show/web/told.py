"""Every request gets an id, a line in the log and a place in the measures; none of them says what it was about."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tiercel.core.at_hand import Told, told
from tiercel.show.web import metrics

Message = MutableMapping[str, Any]
Application = Callable[..., Awaitable[None]]

HEADER = b"x-request-id"
# An id that a proxy gave: long enough to be one, and without room for a sentence or a mail address.
SANE = re.compile(rb"[0-9A-Za-z-]{8,64}")
CLIENT_LEFT = 499
NOTED = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
STATIC, NOWHERE = "static", "none"

log = logging.getLogger("tiercel.access")


def accounted(application: Application) -> Application:
    """Give every request an id, and when it has been answered to the last byte, log and measure it."""

    async def answer(scope: Message, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        request, began = _begin(scope), time.perf_counter()

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                request.status = message["status"]
                message["headers"] = [*message.get("headers", ()), (HEADER, request.request_id.encode())]
            await send(message)

        try:
            await application(scope, receive, noting)
        except Exception:
            request.status = request.status or 500
            raise
        finally:
            _end(request, scope["path"], time.perf_counter() - began)

    return answer


def noted(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Django's part: which address answered, and who was signed in, where anybody looked that up."""

    def with_names(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        known = told.get()
        if known is not None:
            found = request.resolver_match
            known.address = (found.view_name if found else "") or known.address
            user = getattr(request, "_cached_user", None)
            known.user = user.pk if user is not None else None
        return response

    return with_names


def _begin(scope: Message) -> Told:
    given = dict(scope["headers"]).get(HEADER, b"")
    own = given.decode("ascii") if SANE.fullmatch(given) else uuid.uuid4().hex
    method = scope["method"] if scope["method"] in NOTED else "OTHER"
    request = Told(own, method)
    told.set(request)
    return request


def _end(request: Told, path: str, seconds: float) -> None:
    address = request.address or (STATIC if path.startswith("/static/") else NOWHERE)
    status = request.status or CLIENT_LEFT
    metrics.answered(request.method, address, status, seconds)
    known = {
        "method": request.method,
        "address": address,
        "status": status,
        "milliseconds": round(seconds * 1000, 1),
        "user": request.user,
    }
    level = logging.DEBUG if address in (STATIC, *metrics.PROBES) else logging.INFO
    log.log(level, "%s %s %s in %.0f ms", request.method, address, status, seconds * 1000, extra=known)
