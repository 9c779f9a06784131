"""How a user wants to read: the language, the calendar of dates, the digits of numbers."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.core.settings import CALENDARS, DIGITS, LANGUAGES
from tiercel.flow import trail
from tiercel.records.models import User


@dataclass(frozen=True)
class Preferences:
    """What one user chose; "" follows the workspace, and for the language the browser."""

    language: str = ""
    calendar: str = ""
    digits: str = ""


def preferences_of(user: User) -> Preferences:
    return Preferences(user.language, user.calendar, user.digits)


def choose(user: User, wanted: Preferences) -> None:
    """Keep what the user chose for every device; raises DataError for what is no choice."""
    known = ((wanted.language, LANGUAGES), (wanted.calendar, CALENDARS), (wanted.digits, DIGITS))
    for value, choices in known:
        if value and value not in choices:
            raise DataError(_("There is no choice “%(value)s”. Choose one of the list.") % {"value": value[:40]})
    if wanted == preferences_of(user):
        return
    with transaction.atomic():
        user.language, user.calendar, user.digits = wanted.language, wanted.calendar, wanted.digits
        user.save(update_fields=["language", "calendar", "digits"])
        trail.note("preferences.changed", user, subject="users", row=user.pk)
