"""Numbers and dates as people write them in tables."""

import re
from datetime import UTC, datetime
from functools import lru_cache

DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٫٬−", "01234567890123456789.,-")
NUMBER = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?([eE][-+]?\d+)?")
AROUND = re.compile(r"^[$€£¥﷼]\s*|\s*[%$€£¥﷼]$")
DATE = re.compile(r"^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
FORMS = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%m/%d/%Y",
    "%d/%m/%Y",
    "%d.%m.%Y",
    "%m-%d-%Y",
    "%d-%m-%Y",
    "%m/%d/%y",
    "%d.%m.%y",
)


def as_number(text: str) -> float | None:
    """The number that a text says, or None: thousands may be set apart by commas, a currency or percent sign may stand
    beside.

    >>> as_number("$1,234.50"), as_number("۱۲"), as_number("12 apples")
    (1234.5, 12.0, None)
    """
    plain = AROUND.sub("", text.strip().translate(DIGITS))
    if not plain or not NUMBER.fullmatch(plain):
        return None
    try:
        return float(plain.replace(",", ""))
    except ValueError:
        return None


@lru_cache(maxsize=100_000)
def as_date(text: str) -> float | None:
    """Days since 1970-01-01, with the fraction of the day, or None where the text is no date.

    >>> as_date("1970-01-02"), as_date("3/1/1970"), as_date("soon")
    (1.0, 59.0, None)
    """
    plain = text.strip().translate(DIGITS)
    if not DATE.match(plain):
        return None
    moment = _iso(plain) or _in_a_known_form(plain)
    if moment is None:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (aware - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() / 86_400


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _in_a_known_form(text: str) -> datetime | None:
    day = re.split(r"[T ]", text)[0]
    for form in FORMS:
        try:
            return datetime.strptime(day, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None
