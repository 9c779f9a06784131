"""The forms of a company's name under which it is looked up: exactly, and with a letter wrong."""

from __future__ import annotations

from functools import lru_cache

from tiercel.normal.company_names import EMPTY, OWN, company_words
from tiercel.normal.text import compared

# Letters of a name that a slip of the pen is looked for in; the rest is compared afterwards.
_LETTERS = 10
_SHORTEST = 4


@lru_cache(maxsize=200_000)
def exact_key(name: str) -> str:
    """Equal where two names are the same but for case, accents, legal form and words that say nothing.

    >>> exact_key("The Acme Group, Inc.") == exact_key("ACME GROUP"), exact_key("Acme France") == exact_key("Acme")
    (True, False)
    """
    words = company_words(name)
    said = [word.text for word in words if word.weight != EMPTY] or [word.text for word in words]
    return " ".join(said) or compared(name)


def joined(name: str) -> str:
    """The name's words in Latin letters without a space: what a domain would be made from."""
    words = company_words(name)
    return "".join(word.latin for word in words if word.weight != EMPTY).replace(" ", "")


def loose_keys(name: str) -> frozenset[str]:
    """Keys of which two close names share one: a word of its own, or its beginning with one letter left out.

    >>> bool(loose_keys("Netflix") & loose_keys("Netlfix Inc.")), bool(loose_keys("Netflix") & loose_keys("Oracle"))
    (True, False)
    """
    start = joined(name)[:_LETTERS]
    words = {f"w:{word.latin}" for word in company_words(name) if word.weight == OWN and len(word.latin) >= _SHORTEST}
    if len(start) < _SHORTEST:
        return frozenset(words | {f"j:{start}"} if start else words)
    left_out = {f"j:{start[:at]}{start[at + 1 :]}" for at in range(len(start))}
    return frozenset(words | left_out | {f"j:{start}"})
