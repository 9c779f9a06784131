"""Text as it is kept and as it is compared: digits, spaces and look-alike letters in one form."""

import re
import unicodedata

DIGITS = {ord(c): str(i % 10) for i, c in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９")}
MARKS = {
    0x066B: ".",
    0x066C: ",",
    0x060C: ",",
    0xFF0E: ".",
    0xFF0C: ",",
    0x2212: "-",
    0xFF0D: "-",
    0xFF05: "%",
    0x066A: "%",
}

# Arabic and Persian keyboards write the same word with different letters; a key must not tell them apart.
LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ؤ": "و", "ـ": ""})

CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
SPACES = "\\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\ufeff"
_CONTROL = re.compile(f"[{CONTROLS}]")
_SPACE = re.compile(f"[{SPACES}]+")
_NOT_WORD = re.compile(r"[\W_]+")


def plain_digits(text: str) -> str:
    """The same text with the digits, signs and marks of any script written as ASCII.

    >>> plain_digits("۱۲٫۵")
    '12.5'
    """
    return text if text.isascii() else text.translate(DIGITS).translate(MARKS)


def tidy(text: str) -> str:
    """One line without control characters, and single spaces inside; direction marks stay.

    >>> tidy(" Acme\\u00a0 \\x07Corp\\n")
    'Acme Corp'
    """
    return _SPACE.sub(" ", _CONTROL.sub("", text)).strip(" ")


def isolated(text: str) -> str:
    """A name within a plain text: the sentence does not turn it, nor does it turn the sentence."""
    return f"\u2068{text}\u2069" if text else ""


def compared(text: str) -> str:
    """The form in which two names are the same name: case, accents, punctuation and letter variants are gone.

    Legal forms stay: whether Acme Inc is Acme Ltd is for the search for duplicates to ask, not for a key to answer.

    >>> compared("Société  Générale, S.A."), compared("شركة الكويت") == compared("شرکت الکویت")
    ('societe generale s a', False)
    """
    if text.isascii():  # most names are: nothing of what follows changes more than their case and signs
        return _NOT_WORD.sub(" ", text.lower()).strip()
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", plain_digits(text)).casefold())
    bare = "".join(c for c in folded if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return _NOT_WORD.sub(" ", bare.translate(LETTERS)).strip()
