"""What schemathesis is told before it calls."""

import re
import secrets
from typing import Any

import schemathesis

TOKEN = re.compile(r"[!-~]{1,255}")


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    """Every call that fits gets an idempotency key of its own, as the header's description asks.

    Generated keys are short and come again with other bodies, which is answered 422 as it must be
    (test_served.py); keys that do not fit the schema are sent as they were made.
    """
    headers = case.headers or {}
    for name in list(headers):
        if name.casefold() == "idempotency-key" and TOKEN.fullmatch(str(headers[name])):
            headers[name] = secrets.token_urlsafe(24)


@schemathesis.hook("before_call")
def keep_the_caller(context: Any, case: Any, kwargs: Any) -> None:
    """The user of the key, the first, is neither shut out nor given less: every later call would only be refused."""
    if case.operation.path.endswith("/users/{user_id}") and str((case.path_parameters or {}).get("user_id")) == "1":
        case.path_parameters["user_id"] = 999_999
