"""Who signed in and out, in which way, stands in the audit trail."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest

from tiercel.flow.users import sessions
from tiercel.records.models import User

WAYS = {"socialaccount": "sso", "mfa": "code"}


def connect() -> None:
    user_logged_in.connect(signed_in, dispatch_uid="tiercel.signed_in")
    user_logged_out.connect(signed_out, dispatch_uid="tiercel.signed_out")


def signed_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:  # noqa: ARG001 - the signal hands it over
    key, address = request.session.session_key or "", request.META.get("REMOTE_ADDR")
    if address is None:
        # A request that came from nowhere is nobody's sign-in: a command or a test made the session.
        sessions.keep(user, key, "", "")
        return
    records = [record["method"] for record in get_authentication_records(request, user)]
    way = "+".join(WAYS.get(method, method) for method in records) or "demo"
    sessions.begun(user, key, address, request.headers.get("User-Agent", ""), way)


def signed_out(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:  # noqa: ARG001 - the signal hands it over
    if user is not None and request.META.get("REMOTE_ADDR") is not None:
        sessions.ended(user, request.session.session_key)
