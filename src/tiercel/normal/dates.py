"""Dates as people write them, in the calendars and scripts of four languages; an impossible one is refused."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo

import jdatetime

from tiercel.core.errors import DataError
from tiercel.normal.months import MONTHS, PERSIAN_MONTHS
from tiercel.normal.text import plain_digits

EXCEL_DAY_ZERO = datetime(1899, 12, 30, tzinfo=UTC)
JALALI = range(1300, 1421)
EITHER_ISLAMIC = range(1421, 1501)  # a Persian year to come, or a lunar year just past: nobody can tell
YEARS = range(1500, 2200)

_NUMERIC = re.compile(r"^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_CHINESE = re.compile(r"^(\d{4})年(\d{1,2})月(\d{1,2})[日号]?$")
_WORDED = re.compile(
    r"^(?:[^\W\d]+[,،]\s*)?(\d{1,2})?[\s.\-]*([^\W\d_]+(?:\s[^\W\d_]+)?)\.?[\s.\-]*(\d{1,4})?(?:st|nd|rd|th)?[,،]?[\s\-]*(\d{2,4})?$"
)
_SERIAL = re.compile(r"^(\d{5})(?:\.\d+)?$")
_EPOCH = re.compile(r"^-?\d{9,10}$|^-?\d{12,13}$|^-?\d{15,16}$")
_TIME = re.compile(
    r"^(?P<day>.*?\d.*?)[T\s,،]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?$"
)


def parse_date(text: str, day_first: bool = False, zone: tzinfo = UTC) -> date:
    """The day that a text means.

    day_first   what 03/04/2016 means; dots mean day first always
    zone        whose day it is when the text is an instant with a zone of its own, or seconds since 1970
    raises      DataError for what is no date, or no day of the calendar

    >>> parse_date("10/20/2016"), parse_date("3/4/2016", day_first=True), parse_date("۱۴۰۲/۰۱/۱۵")
    (datetime.date(2016, 10, 20), datetime.date(2016, 4, 3), datetime.date(2023, 4, 4))
    """
    bare = plain_digits(text).strip()
    if _EPOCH.match(bare):
        return _from_epoch(int(bare)).astimezone(zone).date()
    timed = _TIME.match(bare)
    if timed is None:
        return _day(bare.rstrip(","), text, day_first)
    if timed["zone"]:
        return parse_instant(text, day_first, zone).astimezone(zone).date()
    return _day(timed["day"].rstrip(","), text, day_first)


def parse_instant(text: str, day_first: bool = False, zone: tzinfo = UTC) -> datetime:
    """The moment that a text means, in UTC; a text without a zone is told in `zone`.

    >>> parse_instant("2019-10-17T21:10:19+02:00").isoformat(), parse_instant("1571346619000").isoformat()
    ('2019-10-17T19:10:19+00:00', '2019-10-17T21:10:19+00:00')
    """
    bare = plain_digits(text).strip()
    if _EPOCH.match(bare):
        return _from_epoch(int(bare))
    if _SERIAL.match(bare):
        return EXCEL_DAY_ZERO.replace(tzinfo=zone).astimezone(UTC) + timedelta(seconds=round(float(bare) * 86400))
    timed = _TIME.match(bare)
    if timed is None:
        day = _day(bare.rstrip(","), text, day_first)
        return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
    day = _day(timed["day"].rstrip(","), text, day_first)
    hour, minute, second = int(timed["hour"]), int(timed["minute"]), int(timed["second"] or 0)
    if timed["half"]:
        if not 1 <= hour <= 12:
            raise _impossible(text)
        hour = hour % 12 + (12 if timed["half"][0] in "Pp" else 0)
    micro = int((timed["part"] or "0").ljust(6, "0")[:6])
    try:
        local = datetime(day.year, day.month, day.day, hour, minute, second, micro, tzinfo=_zone(timed["zone"], zone))
        return local.astimezone(UTC)
    except (ValueError, OverflowError):
        raise _impossible(text) from None


def day_comes_first(values: Iterable[str]) -> bool | None:
    """Whether a column writes 20/10/2016 or 10/20/2016; None where no value tells.

    >>> day_comes_first(["03/04/2016", "20/10/2016"]), day_comes_first(["03/04/2016"]), day_comes_first(["1/13/2016"])
    (True, None, False)
    """
    first = second = 0
    for value in values:
        parts = _slashed(value)
        if parts:
            first += parts[0] > 12
            second += parts[1] > 12
    return None if first == second else first > second


def is_doubtful(value: str) -> bool:
    """Whether this text is another day when the month comes first."""
    parts = _slashed(value)
    return parts is not None and parts[0] <= 12 and parts[1] <= 12 and parts[0] != parts[1]


def _slashed(value: str) -> tuple[int, int] | None:
    bare = plain_digits(value).strip()
    timed = _TIME.match(bare)
    found = _NUMERIC.match(timed["day"] if timed else bare)
    if found is None or len(found[1]) > 2 or found[2] == ".":
        return None
    return int(found[1]), int(found[3])


def _day(bare: str, text: str, day_first: bool) -> date:
    found = _NUMERIC.match(bare)
    if found and len(found[1]) == 4:
        return _calendar(int(found[1]), int(found[3]), int(found[4]), text)
    if found and len(found[1]) <= 2 and len(found[4]) in (2, 4):
        a, b, year = int(found[1]), int(found[3]), _full_year(found[4])
        day, month = (a, b) if day_first or found[2] == "." else (b, a)
        return _calendar(year, month, day, text)
    if (found := _COMPACT.match(bare)) or (found := _CHINESE.match(bare)):
        return _calendar(int(found[1]), int(found[2]), int(found[3]), text)
    if (found := _SERIAL.match(bare)) and 18000 <= int(found[1]) <= 80000:
        return (EXCEL_DAY_ZERO + timedelta(days=int(found[1]))).date()
    return _worded(bare, text)


def _worded(bare: str, text: str) -> date:
    found = _WORDED.match(bare) if len(bare) <= 60 else None
    word = found[2].casefold() if found else ""
    month = MONTHS.get(word) or MONTHS.get(word.partition(" ")[0]) or PERSIAN_MONTHS.get(word)
    if found is None or month is None:
        raise DataError(f"'{text[:60]}' is not a date. Write it as 2016-10-20.")
    numbers = [n for n in (found[1], found[3], found[4]) if n]
    if len(numbers) == 2 and len(numbers[0]) <= 2 and len(numbers[1]) in (2, 4):
        return _calendar(_full_year(numbers[1]), month, int(numbers[0]), text, jalali=word in PERSIAN_MONTHS)
    raise DataError(f"'{text[:60]}' is not a whole date. Write it as 2016-10-20.")


def _calendar(year: int, month: int, day: int, text: str, jalali: bool = False) -> date:
    if year in EITHER_ISLAMIC and not jalali:
        raise DataError(f"'{text[:60]}' may be a Persian or an Islamic year. Write it as 2016-10-20.")
    try:
        if jalali or year in JALALI:
            return jdatetime.date(year, month, day).togregorian()  # type: ignore[no-any-return]
        found = date(year, month, day)
    except ValueError:
        raise _impossible(text) from None
    if year not in YEARS:
        raise DataError(f"'{text[:60]}' lies in the year {year}. Correct the year, or leave the cell empty.")
    return found


def _from_epoch(number: int) -> datetime:
    size = abs(number)
    seconds = number / 1_000_000 if size >= 10**14 else number / 1000 if size >= 10**11 else number
    return datetime.fromtimestamp(seconds, UTC)


def _zone(text: str | None, usual: tzinfo) -> tzinfo:
    if not text:
        return usual
    if text in ("Z", "UTC", "GMT"):
        return UTC
    zone = datetime.strptime(text.replace(":", "").ljust(5, "0"), "%z").tzinfo
    return zone or UTC


def _full_year(text: str) -> int:
    return int(text) if len(text) > 2 else int(text) + (1900 if int(text) >= 69 else 2000)


def _impossible(text: str) -> DataError:
    return DataError(f"'{text[:60]}' is no day of the calendar. Correct it, or leave the cell empty.")
