"""Numbers written as Babel writes them, a page full of them at a time.

Babel reads its pattern and looks up its symbols for each number. Here that is done once for each pattern, language and
digits; what is left for a number is Python's own formatting, which rounds as Babel does (half to even).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from babel.numbers import get_decimal_symbol, get_group_symbol, parse_pattern

# Babel writes the separators of a language but not its digits.
OWN_DIGITS = {
    "arabext": str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"),
    "arab": str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"),
}
# Beyond it Babel keeps the 28 digits of a decimal, and Python's formatting more.
EXACT_BELOW = 10**15


@dataclass(frozen=True)
class Shape:
    """How numbers of a pattern are written.

    around   what stands before and after a number that is not negative, then around a negative one
    symbols  the digits and separators of the language, by those of Python
    scale    powers of ten by which the value is written larger, as two for a percentage
    """

    around: tuple[tuple[str, str], tuple[str, str]]
    symbols: dict[int, str]
    decimals: int
    scale: int


def written(value: float | Decimal, pattern: str, locale: str, numbering: str, currency: str = "") -> str:
    """The number by a pattern as "#,##0.00", in the digits of `numbering`: what Babel says, with digits of its own.

    >>> written(-1234.5, "#,##0.00", "fa", "arabext")
    '-۱٬۲۳۴٫۵۰'
    >>> written(Decimal("0.125"), "#,##0%", "en", "latn")
    '12%'
    """
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if not abs(number) < EXACT_BELOW:
        said = parse_pattern(pattern).apply(
            number, locale, currency=currency or None, currency_digits=False, numbering_system=numbering
        )
        return str(said).translate(OWN_DIGITS.get(numbering, {}))
    shape = _shape(pattern, locale, numbering, currency)
    before, after = shape.around[number.is_signed()]
    bare = f"{abs(number.scaleb(shape.scale)):,.{shape.decimals}f}"
    return f"{before}{bare.translate(shape.symbols)}{after}"


@lru_cache(maxsize=500)
def _shape(pattern: str, locale: str, numbering: str, currency: str) -> Shape:
    parsed = parse_pattern(pattern)
    digits = OWN_DIGITS.get(numbering, {})
    symbols = {ord(","): get_group_symbol(locale, numbering_system=numbering)}
    symbols |= {ord("."): get_decimal_symbol(locale, numbering_system=numbering)}
    return Shape(
        around=(_around(pattern, 1, locale, currency), _around(pattern, -1, locale, currency)),
        symbols={**symbols, **{plain: chr(own) for plain, own in digits.items()}},
        decimals=parsed.frac_prec[1],
        scale=parsed.scale,
    )


def _around(pattern: str, sign: int, locale: str, currency: str) -> tuple[str, str]:
    """What Babel puts around a number: asked of it by a number that is easily found again."""
    parsed = parse_pattern(pattern)
    one = Decimal(sign).scaleb(-parsed.scale)
    said = parsed.apply(one, locale, currency=currency or None, currency_digits=False)
    before, _one, after = str(said).partition("1")
    rest = after.lstrip("0.,٫") if parsed.frac_prec[1] else after
    return before, rest
