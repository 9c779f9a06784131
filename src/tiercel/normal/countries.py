"""Countries by their names in four languages, and by their codes."""

from functools import cache

from babel import Locale
from rapidfuzz import fuzz, process

from tiercel.core.errors import DataError
from tiercel.normal.iso_countries import ALPHA_3, OTHER_NAMES
from tiercel.normal.text import compared, tidy

ALIKE = 75.0  # of 100: below that a suggestion is a guess
LANGUAGES = ("en", "ar", "fa", "zh", "zh_Hant")


def parse_country(text: str) -> str:
    """The ISO 3166-1 alpha-2 code of a country.

    >>> parse_country("United States"), parse_country("USA"), parse_country("ایران"), parse_country("中国")
    ('US', 'US', 'IR', 'CN')
    """
    bare = tidy(text)
    code = country_codes().get(compared(bare))
    if code:
        return code
    found = process.extractOne(bare[:60], english_names(), scorer=fuzz.ratio, score_cutoff=ALIKE)
    meant = f" Did you mean '{found[0]}'?" if found else ""
    raise DataError(f"'{bare[:60]}' is not a country that we know.{meant} Write its name or its ISO code.")


@cache
def country_codes() -> dict[str, str]:
    """Every known way to write a country, in the form in which names are compared, to its code."""
    names: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if code in ALPHA_3:
                names.setdefault(compared(name), code)
    for code, alpha_3 in ALPHA_3.items():
        names[code.casefold()] = code
        names[alpha_3.casefold()] = code
    return names | {compared(name): code for name, code in OTHER_NAMES.items()}


@cache
def english_names() -> tuple[str, ...]:
    """The names of all countries in English."""
    territories = Locale.parse("en").territories
    return tuple(territories[code] for code in ALPHA_3)
