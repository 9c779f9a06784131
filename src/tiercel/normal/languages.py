"""Languages by their codes and names."""

from functools import cache

from babel import Locale

from tiercel.core.errors import DataError
from tiercel.normal.text import compared, tidy


def parse_language(text: str) -> str:
    """The ISO 639-1 code of a language, from a code, a locale or a name.

    >>> parse_language("en_US"), parse_language("Persian"), parse_language("中文"), parse_language("العربية")
    ('en', 'fa', 'zh', 'ar')
    """
    bare = tidy(text)
    head = bare.replace("_", "-").partition("-")[0].casefold()
    names = language_names()
    found = names.get(compared(bare)) or (head if head in names.values() else None)
    if not found:
        raise DataError(f"'{bare[:60]}' is not a language that we know. Write its ISO code, as en.")
    return found


@cache
def language_names() -> dict[str, str]:
    """Names in four languages and each language's own, in the form in which names are compared, to their codes."""
    names: dict[str, str] = {}
    for locale in ("en", "ar", "fa", "zh"):
        for code, name in Locale.parse(locale).languages.items():
            if len(code) == 2:
                names.setdefault(compared(name), code)
    own = {
        "farsi": "fa",
        "mandarin": "zh",
        "中文": "zh",
        "汉语": "zh",
        "deutsch": "de",
        "francais": "fr",
        "espanol": "es",
    }
    return names | {compared(name): code for name, code in own.items()} | {code: code for code in set(names.values())}
