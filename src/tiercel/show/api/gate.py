"""What stands before every operation: a key that works, its rate, its scope, its user's role, and one act per call."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from tiercel.core.clock import utc_now
from tiercel.core.errors import AccessError
from tiercel.flow import trail
from tiercel.flow.api.call_once import Answered, StillRunningError, UsedOtherwiseError, call_once
from tiercel.flow.api.count_calls import SECONDS, Allowance, count_call
from tiercel.flow.api.keep_keys import key_of, used
from tiercel.flow.keep_users import may
from tiercel.records.models import ApiKey
from tiercel.show.api.build import broken, not_multipart
from tiercel.show.api.operation import Operation, View
from tiercel.show.api.problems import problem

TOKEN = re.compile(r"[\x21-\x7e]{1,255}")
REPLAYED = "Idempotent-Replayed"
KEPT_HEADERS = ("Content-Type", "Link", "Location")


def through_gate(request: HttpRequest, operation: Operation, view: View, values: dict[str, str]) -> HttpResponse:
    """The operation's answer, or why this key does not get it."""
    try:
        return _with_its_rate(request, operation, view, values, now=utc_now())
    except AccessError as wrong:
        return problem("no-key", wrong, {"WWW-Authenticate": 'Bearer realm="tiercel"'})
    except (DatabaseError, OSError) as wrong:  # records that cannot be reached, a disk that is full
        return broken(wrong)


def _with_its_rate(
    request: HttpRequest, operation: Operation, view: View, values: dict[str, str], now: datetime
) -> HttpResponse:
    key = key_of(_bearer(request), now)
    left = count_call(key.pk, now)
    answer = _over(left) if left.is_over else _for_key(request, operation, view, values, key=key, now=now)
    for name, value in _rate_headers(left).items():
        answer.headers[name] = value
    return answer


def _for_key(  # noqa: PLR0917
    request: HttpRequest, operation: Operation, view: View, values: dict[str, str], key: ApiKey, now: datetime
) -> HttpResponse:
    if operation.scope not in key.scopes:
        said = _("This key was not made for '{scope}'. Make one with it under Settings, Keys.")
        return problem("not-allowed", said.format(scope=operation.scope), scope=operation.scope)
    if not may(key.user, operation.least):
        said = _("This needs the role '{role}', and {user} is '{has}'. Ask an owner of the workspace.")
        said = said.format(role=operation.least, user=key.user.username, has=key.user.role)
        return problem("not-allowed", said, role=operation.least)
    used(key, now)
    request.user = key.user
    with trail.via(trail.API, key=key.pk):
        token = request.headers.get("Idempotency-Key") if operation.is_write else None
        if token is None:
            return _called(request, view, values)
        return _once(request, operation, view, values, key=key, token=token, now=now)


def _called(request: HttpRequest, view: View, values: dict[str, str]) -> HttpResponse:
    try:
        return view(request, **values)  # type: ignore[no-any-return]
    except Exception as wrong:  # noqa: BLE001 - the edge: whoever calls gets a problem, the log the rest
        return broken(wrong)


def _once(  # noqa: PLR0917
    request: HttpRequest,
    operation: Operation,
    view: View,
    values: dict[str, str],
    key: ApiKey,
    token: str,
    now: datetime,
) -> HttpResponse:
    if not TOKEN.fullmatch(token):
        wrong = {"place": "header", "field": "Idempotency-Key", "message": _("1 to 255 visible ASCII characters")}
        return problem("wrong-values", _("Correct what is named under errors, then call again."), errors=[wrong])
    try:
        answered, was_kept = call_once(
            key,
            token,
            _hash_of(request),
            lambda: _as_answered(_called(request, view, values)),
            whole=operation.whole,
            now=now,
        )
    except MultiPartParserError as wrong:
        return not_multipart(request, wrong)
    except RequestDataTooBig:
        return problem("too-long", _("Send less at a time."))
    except UsedOtherwiseError:
        return problem("used-otherwise", _("Send this request with a key of its own."))
    except StillRunningError:
        return problem("still-running", _("Wait a little, then ask again with the same key."), {"Retry-After": "2"})
    answer = HttpResponse(answered.body, status=answered.status, headers=answered.headers)
    if was_kept:
        answer.headers[REPLAYED] = "true"
    return answer


def _as_answered(response: HttpResponse) -> Answered:
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    return Answered(response.status_code, response.content, headers)


def _hash_of(request: HttpRequest) -> str:
    """All that a call asks for; of a form with files its fields and files, for its boundary differs each time."""
    found = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type != "multipart/form-data":
        found.update(request.body)
        return found.hexdigest()
    for name, values in sorted(request.POST.lists()):
        found.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            if isinstance(file, UploadedFile):
                found.update(repr((name, file.name, file.size)).encode())
                for chunk in file.chunks():
                    found.update(chunk)
                file.seek(0)
    return found.hexdigest()


def _bearer(request: HttpRequest) -> str:
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    if kind.casefold() != "bearer" or not token.strip():
        raise AccessError(_("Send a key of this workspace in the header Authorization, as: Bearer tcl_…"))
    return token.strip()


def _over(left: Allowance) -> HttpResponse:
    said = _("This key has made its {most} calls of this minute. Wait {seconds} seconds.")
    said = said.format(most=left.most, seconds=left.seconds_left)
    return problem("too-many", said, {"Retry-After": str(left.seconds_left)})


def _rate_headers(left: Allowance) -> dict[str, str]:
    """As draft-ietf-httpapi-ratelimit-headers-10 writes them."""
    return {
        "RateLimit-Policy": f'"minute";q={left.most};w={SECONDS}',
        "RateLimit": f'"minute";r={left.left};t={left.seconds_left}',
    }
