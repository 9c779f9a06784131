"""The names of months in the languages that dates are written in."""

# ruff: noqa: E501  a list of words is read as a list

_ENGLISH = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_ARABIC = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
]
_LEVANT = ["كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"]  # fmt: skip
_IN_PERSIAN = ["ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر"]
_PERSIAN = ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"]


def _numbered(names: list[str]) -> dict[str, int]:
    return {name: month for month, name in enumerate(names, start=1)}


MONTHS: dict[str, int] = (
    _numbered(_ENGLISH)
    | _numbered([name[:3] for name in _ENGLISH])
    | {"sept": 9, "إبريل": 4}
    | _numbered(_ARABIC)
    | _numbered(_LEVANT)
    | _numbered(_IN_PERSIAN)
)
"""Months of the Gregorian calendar, by name in lower case."""

PERSIAN_MONTHS: dict[str, int] = _numbered(_PERSIAN)
"""Months of the Persian calendar."""
