"""The languages of the pages: what people choose, what Django calls it, what Babel calls it."""

from django.conf import settings
from django.utils import translation

# The workspace and its users say "zh"; Django's catalogues are "zh-hans", Babel's locales "zh_Hans".
DJANGO_CODES = {"en": "en", "ar": "ar", "fa": "fa", "zh": "zh-hans"}
OWN_NAMES = {"en": "English", "ar": "العربية", "fa": "فارسی", "zh": "中文"}
BABEL = {"ar": "ar", "fa": "fa", "zh-hans": "zh_Hans"}


def code_of(language: str) -> str:
    """Django's code of a chosen language; "" where none was chosen.

    >>> code_of("zh")
    'zh-hans'
    """
    return DJANGO_CODES.get(language, "")


def chosen() -> str:
    """The language of this page as users and settings name it."""
    code = translation.get_language() or settings.LANGUAGE_CODE
    return next((name for name, django in DJANGO_CODES.items() if code == django), code.partition("-")[0])


def babel_locale() -> str:
    return BABEL.get(translation.get_language() or "", "en")
