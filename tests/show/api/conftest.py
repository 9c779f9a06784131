"""What tests of the API may ask for: keys of the cast, and a caller that sends them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.conftest import Cast

from tiercel.core.clock import utc_now
from tiercel.core.settings import Settings
from tiercel.flow.api.keep_keys import make_key
from tiercel.records.models import User
from tiercel.show.api.operation import scopes

Caller = Callable[..., Any]


def token_of(user: User, *wanted: str, days: int = 30) -> str:
    """A key of a user, for some scopes or for all."""
    known = tuple(scopes())
    return make_key("test", wanted or known, days, user, known=known, by=user, now=utc_now()).token


@pytest.fixture
def call(cast: Cast, workspace: Settings) -> Caller:
    """call("GET", "/accounts", "ada") with a key of that person for everything; a token in place of a name is sent."""
    tokens: dict[str, str] = {}

    def send(method: str, path: str, who: str = "ada", given: Any = None, **headers: str) -> Any:
        if who and not who.startswith("tcl_"):
            tokens.setdefault(who, token_of(getattr(cast, who)))
        sent = {"Authorization": f"Bearer {tokens.get(who, who)}"} if who else {}
        body = {} if given is None else {"data": given, "content_type": "application/json"}
        address = path if path.startswith("/api") else f"/api/v1{path}"
        return (
            Client().generic(method, address, headers=sent | headers)
            if given is None
            else getattr(Client(), method.lower())(address, **body, headers=sent | headers)
        )

    return send
