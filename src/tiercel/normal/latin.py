"""Names of any script in Latin letters, so that two spellings of one name can be laid side by side."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from tiercel.normal.text import plain_digits

# As news agencies write Arabic and Persian: a general table drops long vowels, and half of the name with them.
_ARABIC = {
    "ا": "a", "آ": "a", "أ": "a", "إ": "i", "ى": "a", "ب": "b", "پ": "p", "ت": "t", "ث": "th", "ج": "j", "چ": "ch",
    "ح": "h", "خ": "kh", "د": "d", "ذ": "z", "ر": "r", "ز": "z", "ژ": "zh", "س": "s", "ش": "sh", "ص": "s", "ض": "z",
    "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ق": "q", "ک": "k", "ك": "k", "گ": "g", "ل": "l", "م": "m",
    "ن": "n", "و": "u", "ؤ": "u", "ه": "h", "ة": "a", "ی": "i", "ي": "i", "ئ": "i", "ء": "", "ـ": "", "\u200c": " ",
    "\u064b": "", "\u064c": "", "\u064d": "", "\u064e": "a", "\u064f": "u", "\u0650": "i", "\u0651": "", "\u0652": "",
}  # fmt: skip
_TABLE = str.maketrans(_ARABIC)
_CHINESE = re.compile("[\u3400-\u9fff]")
_CHARACTERS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SKELETON = (
    (re.compile("ph"), "f"), (re.compile("ck|q|kh|gh|g|x"), "k"), (re.compile("c(?=[eiy])"), "s"),
    (re.compile("tsch|tch|dsch|dj|zh|ch|sh|sch|tz|ts"), "j"), (re.compile("c"), "k"), (re.compile("th|dh"), "t"),
    (re.compile("[zs]"), "s"), (re.compile("[vw]"), "f"), (re.compile("[aeiouyh']"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)  # fmt: skip


@lru_cache(maxsize=200_000)
def to_latin(text: str) -> str:
    """The text in lower-case ASCII letters; what stands in Latin script loses its accents alone.

    >>> to_latin("Müller"), to_latin("Газпром"), to_latin("رضا"), to_latin("华为")
    ('muller', 'gazprom', 'rza', 'huawei')
    """
    if text.isascii():
        return text.lower()
    lowered = unicodedata.normalize("NFKC", plain_digits(text)).casefold()
    return anyascii(lowered.translate(_TABLE)).lower()


@lru_cache(maxsize=200_000)
def skeleton(latin: str) -> str:
    """The consonants of a name in Latin letters, with those that scripts confuse made one; "" for vowels alone.

    >>> skeleton("mohammed") == skeleton(to_latin("محمد")), skeleton("sharifi") == skeleton(to_latin("شریفی"))
    (True, True)
    """
    first = "a" if latin[:1] in "aeiou" and latin else ""
    for pattern, plain in _SKELETON:
        latin = pattern.sub(plain, latin)
    return first + latin


def has_characters(text: str) -> bool:
    """Whether it holds characters that are a syllable or a word each: Chinese, Japanese or Korean."""
    return not text.isascii() and bool(_CHARACTERS.search(text))


def is_chinese(text: str) -> bool:
    return not text.isascii() and bool(_CHINESE.search(text))
