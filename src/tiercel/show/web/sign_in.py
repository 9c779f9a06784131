"""Signing in by user name or mail address."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from tiercel.flow.keep_users import user_called
from tiercel.records.models import User


class NameOrMail(ModelBackend):
    """Takes either; where two users share a mail address, only their names will do."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 - Django hands it over
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,  # noqa: ARG002 - credentials of other ways to sign in
    ) -> User | None:
        if not username or password is None:
            return None
        user = user_called(username)
        if user is None:
            # The same work as for a known name, so that the time of the answer does not tell who is known.
            User().set_password(password)
            return None
        return user if user.check_password(password) and self.user_can_authenticate(user) else None
