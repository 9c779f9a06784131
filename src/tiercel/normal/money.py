"""Money: a whole number of minor units and a currency, read exactly, never through a float."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from tiercel.core.errors import DataError
from tiercel.normal.currencies import currency_named, decimals
from tiercel.normal.numbers import MULTIPLES, parse_number
from tiercel.normal.text import plain_digits

MOST = 2**63 - 1
_PARTS = re.compile(
    r"^([-(+]*)([^\d.,()+-]*)([-(+]*)([\d.,][\d.,\s\u00a0\u202f'’]*(?:e[-+]?\d+)?)(\D*)$", re.IGNORECASE
)


@dataclass(frozen=True)
class Money:
    """minor   in the currency's smallest unit: cents, fils, yen."""

    minor: int
    currency: str


def parse_money(text: str, currency: str, decimal: str = ".") -> Money:
    """The amount that a text means; its own sign or code goes before `currency`.

    More decimals than the currency has are rounded, half to even.

    >>> parse_money("$1,234.50", "EUR")
    Money(minor=123450, currency='USD')
    >>> parse_money("1.234,50 €", "USD"), parse_money("3M", "JPY")
    (Money(minor=123450, currency='EUR'), Money(minor=3000000, currency='JPY'))
    """
    bare = plain_digits(text).strip()
    found = _PARTS.match(bare) if len(bare) <= 80 else None
    if found is None:
        raise _not_money(text)
    before, digits, after = found[2].strip(), found[4].strip(), found[5].strip()
    negative = "-" in found[1] + found[3] or ("(" in found[1] + found[3] and after.endswith(")")) or after.endswith("-")
    multiple, tail = _multiple(after.rstrip(")-").strip())
    sign = before or tail
    toman = sign in ("تومان", "تومن")
    own = "IRR" if toman else currency_named(sign, currency) if sign else currency
    if not own or (before and tail and currency_named(before, currency) != currency_named(tail, currency)):
        raise _not_money(text)
    amount = parse_number(digits, decimal).scaleb(multiple + toman)
    return Money(minor_units(-amount if negative else amount, own), own)


def minor_units(amount: Decimal, currency: str) -> int:
    """The amount in minor units of the currency; raises DataError above nine quintillion of them."""
    minor = int(amount.scaleb(decimals(currency)).to_integral_value(ROUND_HALF_EVEN))
    if abs(minor) > MOST:
        raise DataError(f"{amount} {currency} is more than can be kept. Is the column in the right unit?")
    return minor


def in_units(minor: int, currency: str) -> Decimal:
    """The amount as people say it.

    >>> in_units(123450, "USD"), in_units(1234, "JPY")
    (Decimal('1234.50'), Decimal('1234'))
    """
    return Decimal(minor).scaleb(-decimals(currency))


def _multiple(tail: str) -> tuple[int, str]:
    """The power of ten that a tail begins with ("k", "Mio €"), and what is left of the tail."""
    word, _, rest = tail.partition(" ")
    if word.casefold().rstrip(".") in MULTIPLES:
        return MULTIPLES[word.casefold().rstrip(".")], rest.strip()
    if len(word) > 1 and word[0].casefold() in "kmb" and not word[1:2].isalpha():
        return MULTIPLES[word[0].casefold()], (word[1:] + " " + rest).strip()
    return 0, tail


def _not_money(text: str) -> DataError:
    return DataError(
        f"'{text[:60]}' is not an amount of money. Write it as 1234.50, with the currency as a code (EUR)."
    )
