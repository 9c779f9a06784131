"""What is the own of a key's user: how they read, and their keys, which pages and commands alone make and revoke."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Literal

from tiercel.core.clock import utc_now
from tiercel.core.settings import CALENDARS, DIGITS, LANGUAGES
from tiercel.flow import keep_preferences
from tiercel.flow.api import keep_keys
from tiercel.flow.api.keep_keys import KeyRow
from tiercel.flow.keep_preferences import Preferences
from tiercel.show.api.forms import Answer, Given, form_of
from tiercel.show.api.operation import Operation
from tiercel.show.web.access import READER, Asked

KeyForm = form_of(KeyRow, "ApiKey")
PreferencesForm = form_of(Preferences)


class Keys(Answer):
    """Keys for programs; an owner's list has everybody's."""

    rows: list[KeyForm]  # type: ignore[valid-type]


class Reading(Given):
    """How the user wants to read; "" follows the workspace, and for the language the browser."""

    language: Literal[("", *LANGUAGES)] = ""  # type: ignore[valid-type]
    calendar: Literal[("", *CALENDARS)] = ""  # type: ignore[valid-type]
    digits: Literal[("", *DIGITS)] = ""  # type: ignore[valid-type]


def preferences(request: Asked) -> Preferences:
    """The language, the calendar of dates and the digits of numbers that the user chose."""
    return keep_preferences.preferences_of(request.user)


def choose(request: Asked, given: Reading) -> Preferences:
    """Choose the language, the calendar of dates and the digits of numbers, for every device of the user."""
    keep_preferences.choose(request.user, Preferences(given.language, given.calendar, given.digits))
    return keep_preferences.preferences_of(request.user)


def keys(request: Asked) -> dict[str, Any]:
    """The user's keys, the newest first, without their secret; an owner sees everybody's."""
    return {"rows": [asdict(row) for row in keep_keys.list_keys(request.user, utc_now())]}


OPERATIONS = (
    Operation("GET", "/preferences", "get_preferences", preferences, READER, "preferences:read", PreferencesForm),
    Operation(
        "PUT", "/preferences", "choose_preferences", choose, READER, "preferences:write", PreferencesForm,
        example={"language": "fa", "calendar": "jalali"},
    ),
    Operation("GET", "/keys", "list_keys", keys, READER, "keys:read", Keys),
)  # fmt: skip
