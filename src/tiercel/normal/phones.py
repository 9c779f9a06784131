"""Phone numbers in the international form."""

from functools import lru_cache

import phonenumbers

from tiercel.core.errors import DataError
from tiercel.normal.text import plain_digits


@lru_cache(maxsize=50_000)
def parse_phone(text: str, country: str = "") -> str:
    """The number as E.164, with its extension behind a semicolon where there is one.

    country   ISO code of where a number without a country code is

    >>> parse_phone("(020) 7946 0018 x12", "GB"), parse_phone("+1 415-555-2671")
    ('+442079460018;ext=12', '+14155552671')
    """
    bare = plain_digits(text).strip()
    try:
        found = phonenumbers.parse("+" + bare[2:] if bare.startswith("00") else bare, country or None)
    except phonenumbers.NumberParseException as error:
        raise _not_a_phone(text, error.error_type, country) from None
    if not phonenumbers.is_possible_number(found):
        raise _not_a_phone(text, 1, country)
    number: str = phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)
    return f"{number};ext={found.extension}" if found.extension else number


def _not_a_phone(text: str, kind: int, country: str) -> DataError:
    if kind == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE and not country:
        return DataError(f"'{text[:60]}' has no country code. Write it as +14155552671, or fill in the country.")
    return DataError(f"'{text[:60]}' is not a phone number. Write it as +14155552671.")
