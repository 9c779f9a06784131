"""Days in the calendar of the page: how they are written, and how those that people type are read."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import jdatetime
from babel.dates import format_date, format_time
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.normal.dates import parse_date
from tiercel.normal.text import plain_digits
from tiercel.show.web.language import GREGORIAN, JALALI, babel_locale, calendar

MONTHS = ("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
          "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند")  # fmt: skip
# Elsewhere the usual form names the month; in Arabic it would be 26/11/2026, which is read in two ways.
PATTERNS = {"ar": "d MMMM y"}
# Before the first day of the calendar there is nothing to count from.
JALALI_DAY_ONE = date(622, 3, 22)
_NUMERIC = re.compile(r"^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$")
# A year of the Jalali calendar that anybody types lies below this, one of the Gregorian above.
GREGORIAN_FROM = 1700


def day_in(value: date, kind: str) -> str:
    """The day in one calendar, in the language of the page, with European digits."""
    if kind == JALALI and value >= JALALI_DAY_ONE:
        day = jdatetime.date.fromgregorian(date=value)
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return format_date(value, PATTERNS.get(babel_locale(), "medium"), locale=babel_locale())


def written(value: date) -> str:
    """The day in the calendar of the page."""
    return day_in(value, calendar())


def written_moment(value: datetime) -> str:
    """Day and time of a moment that is already in the zone of the workspace."""
    comma = {"ar": "، ", "fa": "، ", "zh_Hans": " "}.get(babel_locale(), ", ")
    return f"{written(value.date())}{comma}{format_time(value, 'medium', locale=babel_locale())}"


def numeric(value: date) -> str:
    """The day as people type it in the calendar of the page: 1405/09/05, or 2026-11-26."""
    if calendar() == JALALI and value >= JALALI_DAY_ONE:
        day = jdatetime.date.fromgregorian(date=value)
        return f"{day.year:04}/{day.month:02}/{day.day:02}"
    return value.isoformat()


def other_calendar(value: date) -> str:
    """The same day in the calendar that the page does not use, for those who compare; "" where it has only one."""
    return day_in(value, GREGORIAN) if calendar() == JALALI else ""


def read_day(text: str) -> date:
    """The day that somebody typed, as 1405/09/05, ۱۴۰۵/۰۹/۰۵ or 2026-11-26: the year tells the calendar.

    raises   DataError that says how to write it
    """
    bare = plain_digits(text).strip()
    found = _NUMERIC.match(bare)
    try:
        if found and int(found[1]) < GREGORIAN_FROM:
            return jdatetime.date(int(found[1]), int(found[3]), int(found[4])).togregorian()  # type: ignore[no-any-return]
        if found:
            return date(int(found[1]), int(found[3]), int(found[4]))
        return parse_date(bare, day_first=True)
    except (ValueError, DataError):
        raise DataError(
            _("“%(typed)s” is not a day. Write it as %(example)s.")
            % {"typed": f"\u2068{text[:40]}\u2069", "example": f"\u2066{numeric(date(2026, 11, 26))}\u2069"}
        ) from None


def day_or_none(text: str) -> date | None:
    """The same where a wrong day is left out rather than refused."""
    try:
        return read_day(text) if text else None
    except DataError:
        return None


def instant_or_none(text: object) -> datetime | None:
    """An instant as devices and forms write it, of UTC where they do not say; None for what nobody means."""
    try:
        found = parse_datetime(text) if isinstance(text, str) else None
    except ValueError:
        return None
    if found is None or not 2000 <= found.year < 2200:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
