"""When a connector runs by itself: every day at a time, or every hour at a minute, in the workspace's own time."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from tiercel.core.errors import DataError

DAILY, HOURLY = "daily", "hourly"
_DAILY = re.compile(r"daily (\d{1,2}):(\d{2})")
_HOURLY = re.compile(r"hourly :?(\d{1,2})")


def checked_schedule(text: str) -> str:
    """A schedule as it is kept, "" for none; raises DataError for one that means nothing.

    >>> checked_schedule("Daily 6:05"), checked_schedule("hourly :7"), checked_schedule("none")
    ('daily 06:05', 'hourly 07', '')
    """
    said = " ".join(text.casefold().split())
    if said in ("", "none", "off"):
        return ""
    daily, hourly = _DAILY.fullmatch(said), _HOURLY.fullmatch(said)
    if daily and int(daily[1]) < 24 and int(daily[2]) < 60:
        return f"{DAILY} {int(daily[1]):02}:{daily[2]}"
    if hourly and int(hourly[1]) < 60:
        return f"{HOURLY} {int(hourly[1]):02}"
    raise DataError(
        _("{text!r} is no schedule. Write 'daily 06:30', 'hourly 15' (at that minute), or 'none'.").format(text=text)
    )


def next_after(schedule: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The first moment after `now` at which a schedule is due, in UTC; None for none.

    >>> from datetime import datetime, UTC
    >>> str(next_after("daily 06:30", datetime(2026, 3, 1, 4, tzinfo=UTC), ZoneInfo("Asia/Tehran")))
    '2026-03-02 03:00:00+00:00'
    """
    kind, _space, at = schedule.partition(" ")
    if kind == HOURLY:
        due = now.astimezone(UTC).replace(minute=int(at), second=0, microsecond=0)
        return due if due > now else due + timedelta(hours=1)
    if kind == DAILY:
        hour, minute = map(int, at.split(":"))
        here = now.astimezone(zone).replace(hour=hour, minute=minute, second=0, microsecond=0, fold=0)
        days = (here + timedelta(days=ahead) for ahead in range(3))
        # A clock that is put forward has no such time on one day of the year; it is then the moment after.
        return next(due for due in (day.astimezone(UTC) for day in days) if due > now)
    return None
