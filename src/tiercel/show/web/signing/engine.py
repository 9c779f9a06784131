"""Signing in by allauth, with our words and addresses, and secrets of second factors kept encrypted."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tiercel.flow.users import sessions
from tiercel.records.models import User


def come_in(request: HttpRequest, user: User, way: str, onward: str = "/") -> HttpResponseBase:
    """Sign in whoever has shown who they are, or ask for the second factor first; the answer leads on.

    onward   an address of this site
    """
    record_authentication(request, user, way)
    answer: HttpResponseBase = perform_login(request, user, redirect_url=onward)
    return answer


class SignIn(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody makes an account by themselves, and the shut out are told so in our words."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth hands it over
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say what happened; allauth's own messages would come in other words."""

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        sessions.refused(user, "shut_out")
        messages.error(request, _("Your access to this workspace was taken away. Ask an owner of it."))
        return redirect("sign-in")

    def get_login_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - allauth hands it over
        return "/"


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of phones stand encrypted in the records: a copy of the database alone makes no codes."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # The workspace has another secret key now: no code is right any more, until an owner takes the factor away.
            return str(generate_totp_secret())


def _cipher() -> Fernet:
    key = hashlib.sha256(b"second factors\n" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
