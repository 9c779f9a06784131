"""Numbers as people write them: any digits, either decimal mark, thousands, thousands of thousands."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from tiercel.core.errors import DataError
from tiercel.normal.text import plain_digits

MULTIPLES = {
    "k": 3, "thousand": 3, "tsd": 3, "هزار": 3, "ألف": 3, "الف": 3, "千": 3,
    "万": 4, "萬": 4,
    "m": 6, "mn": 6, "mm": 6, "mio": 6, "million": 6, "millions": 6, "میلیون": 6, "مليون": 6, "百万": 6,
    "亿": 8, "億": 8,
    "b": 9, "bn": 9, "billion": 9, "billions": 9, "میلیارد": 9, "مليار": 9, "十亿": 9,
    "trillion": 12, "万亿": 12,
}  # fmt: skip

_GAP = " \u00a0\u202f\u2009'’_"
_GAPS = re.compile(f"[{_GAP}]+")
_BETWEEN = re.compile(rf"\d[{_GAP}]+\d")
_GROUPED = re.compile(rf"(?<![\d{_GAP}])\d{{1,3}}(?:[{_GAP}]\d{{3}})+(?!\d)")
_TAIL = re.compile(r"^([-+]?[\d.,]*\d[.,]?(?:e[-+]?\d{1,3})?)([^\d.,]*)$", re.IGNORECASE)
_GROUPS = re.compile(r"^\d{1,3}(?:[,.]\d{2,3})*$")


def parse_number(text: str, decimal: str = ".") -> Decimal:
    """The number that a text means, exactly.

    decimal   the mark that the column uses, "." or ","; it decides only where the text by itself does not (1,234)
    raises    DataError where the text is no number

    >>> parse_number("1,234.50"), parse_number("1.234,50"), parse_number("۱۲۳۴"), parse_number("12.5k")
    (Decimal('1234.50'), Decimal('1234.50'), Decimal('1234'), Decimal('12500'))
    >>> parse_number("1.234", decimal=",")
    Decimal('1234')
    """
    bare = plain_digits(text).strip()
    if _BETWEEN.search(bare) and _BETWEEN.search(_GROUPED.sub("", bare)):
        raise _not_a_number(text)
    bare = _GAPS.sub("", bare)
    negative = bare.startswith("(") and bare.endswith(")")
    bare = bare[1:-1] if negative else bare
    if bare.endswith("-"):
        negative, bare = True, bare[:-1]
    found = _TAIL.match(bare) if len(bare) <= 60 else None
    if found is None:
        raise _not_a_number(text)
    tail = found[2].casefold().rstrip(".")
    if tail and tail not in MULTIPLES:
        raise _not_a_number(text)
    try:
        number = Decimal(_one_mark(found[1], decimal, text))
    except InvalidOperation:
        raise _not_a_number(text) from None
    number = number.scaleb(MULTIPLES[tail]) if tail else number
    number = _without_exponent(number)
    return -number if negative else number


def decimal_mark(values: Iterable[str]) -> str:
    """Which mark a column uses for decimals, by the values that leave no doubt; "." where none does.

    >>> decimal_mark(["1.234", "12,5"]), decimal_mark(["1,234"])
    (',', '.')
    """
    votes = {",": 0, ".": 0}
    for value in values:
        mark = _own_mark(re.sub(r"[^\d.,]", "", plain_digits(value)))
        if mark:
            votes[mark] += 1
    return "," if votes[","] > votes["."] else "."


def _own_mark(bare: str) -> str:
    """The decimal mark that this value shows without doubt, or nothing."""
    bare = bare.strip(".,")
    comma, dot = bare.rfind(","), bare.rfind(".")
    if comma >= 0 and dot >= 0:
        return "," if comma > dot else "."
    mark = "," if comma >= 0 else "." if dot >= 0 else ""
    if not mark:
        return ""
    other = "." if mark == "," else ","
    if bare.count(mark) > 1:
        return other
    whole, _, part = bare.partition(mark)
    doubtful = len(part) == 3 and 1 <= len(whole) <= 3 and whole != "0"
    return "" if doubtful else mark


def _one_mark(number: str, decimal: str, text: str) -> str:
    body, exponent, power = number.lower().partition("e")
    sign = body[0] if body[:1] in "+-" else ""
    body = body.lstrip("+-").rstrip(".,")
    mark = _own_mark(body) or decimal
    other = "," if mark == "." else "."
    whole, _, part = body.partition(mark)
    grouped = other in whole
    if other in part or mark in part or (grouped and not _GROUPS.match(whole)):
        raise _not_a_number(text)
    return (
        f"{sign}{whole.replace(other, '') or '0'}.{part}{exponent}{power}"
        if part
        else (f"{sign}{whole.replace(other, '')}{exponent}{power}")
    )


def _without_exponent(number: Decimal) -> Decimal:
    exponent = number.as_tuple().exponent
    return number.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else number


def _not_a_number(text: str) -> DataError:
    return DataError(f"'{text[:60]}' is not a number. Write it with digits, as 1234.50.")
