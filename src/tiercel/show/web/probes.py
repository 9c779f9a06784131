"""What machines ask: does it live, is it ready, how much does it do; answered by whatever name they call it.

A load balancer asks by IP address. These answers hold nothing that depends on the host's name, so they alone are given
before that name is checked; pages stay behind the check.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from hmac import compare_digest

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase

from tiercel.core.at_hand import told
from tiercel.core.clock import utc_now
from tiercel.flow.operations.readiness import Check, check
from tiercel.show.web import metrics

LOOPBACK = ("127.0.0.1", "::1")
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")
# Anybody may ask: asked more often than this, it says what it found before.
SECONDS_KEPT = 2.0

_found: tuple[float, tuple[Check, ...]] = (float("-inf"), ())


def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django hands it over
    """The process lives."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django hands it over
    """Each check by name; 503 where people would not be served."""
    checks = _checks()
    ready = all(one.ok for one in checks if one.needed)
    said = {"ready": ready, "checks": {one.name: "ok" if one.ok else "fail" for one in checks}}
    return JsonResponse(said, status=200 if ready else 503)


def read_metrics(request: HttpRequest) -> HttpResponse:
    if not (from_this_machine(request) or _has_token(request)):
        text = "Metrics are open to this machine, and to who sends the setting metrics_token.\n"
        return HttpResponse(text, status=403, content_type="text/plain")
    return HttpResponse(metrics.text(), content_type=metrics.CONTENT_TYPE)


ANSWERS = {"/healthz": healthz, "/readyz": readyz, "/metrics": read_metrics}


def probed(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer machines first, before sessions, languages and the check of the host's name."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        probe = ANSWERS.get(request.path_info)
        if probe is None:
            return answer(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        known = told.get()
        if known is not None:
            known.address = request.path_info[1:]
        response = probe(request)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    return answered


def from_this_machine(request: HttpRequest) -> bool:
    """Whether it was asked here, and not by a proxy that runs here too."""
    return request.META.get("REMOTE_ADDR") in LOOPBACK and not any(name in request.META for name in FORWARDED)


def _has_token(request: HttpRequest) -> bool:
    wanted = settings.WORKSPACE.metrics_token
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    return bool(wanted) and scheme.casefold() == "bearer" and compare_digest(given.strip().encode(), wanted.encode())


def _checks() -> tuple[Check, ...]:
    global _found  # noqa: PLW0603 - kept for two seconds, for all requests of this process
    if time.monotonic() - _found[0] > SECONDS_KEPT:
        _found = (time.monotonic(), check(utc_now()))
    return _found[1]
