"""The languages of the pages: what people choose, what Django and Babel call it, its calendar and its digits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation

# The workspace and its users say "zh"; Django's catalogues are "zh-hans", Babel's locales "zh_Hans".
DJANGO_CODES = {"en": "en", "ar": "ar", "fa": "fa", "zh": "zh-hans"}
OWN_CODES = {django: own for own, django in DJANGO_CODES.items()}
OWN_NAMES = {"en": "English", "ar": "العربية", "fa": "فارسی", "zh": "中文"}
BABEL = {"ar": "ar", "fa": "fa", "zh-hans": "zh_Hans"}
GREGORIAN, JALALI = "gregorian", "jalali"
# The calendars in which a language can be written, the one it is used with first.
CALENDARS = {"fa": (JALALI, GREGORIAN)}
EUROPEAN, OWN = "european", "own"
# The digits of a language, those it is used with first: the whole Arab world reads the European ones too.
DIGITS = {"fa": (OWN, EUROPEAN), "ar": (EUROPEAN, OWN)}
# What browsers call the digits, for the few numbers that a script writes.
BROWSERS_DIGITS = {("fa", OWN): "arabext", ("ar", OWN): "arab"}


@dataclass(frozen=True)
class Manner:
    """How one reader wants dates and numbers: "" or "language" follows the workspace or the language."""

    calendar: str = ""
    digits: str = ""


AS_THE_WORKSPACE = Manner()
_manner: ContextVar[Manner] = ContextVar("manner", default=AS_THE_WORKSPACE)


@contextmanager
def manner(chosen: Manner) -> Iterator[None]:
    """What is written inside is written in this reader's calendar and digits."""
    token = _manner.set(chosen)
    try:
        yield
    finally:
        _manner.reset(token)


def manner_of(user: Any) -> Manner:
    return Manner(getattr(user, "calendar", ""), getattr(user, "digits", ""))


def code_of(language: str) -> str:
    """Django's code of a chosen language; "" where none was chosen.

    >>> code_of("zh")
    'zh-hans'
    """
    return DJANGO_CODES.get(language, "")


def chosen() -> str:
    """The language of this page as users and settings name it."""
    code = translation.get_language() or settings.LANGUAGE_CODE
    return OWN_CODES.get(code) or code.partition("-")[0]


def babel_locale() -> str:
    return BABEL.get(translation.get_language() or "", "en")


def calendar() -> str:
    """The calendar of this page: gregorian or jalali."""
    usable = CALENDARS.get(chosen(), (GREGORIAN,))
    return _first(usable, _manner.get().calendar or settings.WORKSPACE.calendar)


def digits() -> str:
    """The digits of this page: european, or the language's own."""
    return _digits_of(chosen())


def numbering() -> str:
    """The digits of this page with the separators that belong to them, as Babel and browsers name them."""
    code = chosen()
    return BROWSERS_DIGITS.get((code, _digits_of(code)), "latn") if code in DIGITS else "latn"


def _digits_of(language: str) -> str:
    usable = DIGITS.get(language, (EUROPEAN,))
    return _first(usable, _manner.get().digits or settings.WORKSPACE.digits)


def browsers_locale() -> str:
    """This page's language and digits as scripts of browsers name them.

    >>> with translation.override("fa"), manner(Manner(digits="european")):
    ...     browsers_locale()
    'fa-u-nu-latn'
    """
    code = chosen()
    return f"{'zh-Hans' if code == 'zh' else code}-u-nu-{numbering()}"


def _first(usable: tuple[str, ...], wanted: str) -> str:
    """What is wanted where the language has it, else what the language is used with."""
    return wanted if wanted in usable else usable[0]
