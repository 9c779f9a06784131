"""The forms of a company's name under which it is looked up: exactly, and with a letter wrong."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tiercel.normal.company_names import EMPTY, OWN, company_words
from tiercel.normal.text import compared

# Letters of a name that a slip of the pen is looked for in; the rest is compared afterwards.
_LETTERS = 10
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Forms:
    """A name read once.

    exact   equal where two names are the same but for case, accents, legal form and words that say nothing
    joined  its words in Latin letters without a space: what a domain would be made from
    own     its own words in Latin letters, those that are long enough to be looked for
    """

    exact: str
    joined: str
    own: tuple[str, ...]


@lru_cache(maxsize=200_000)
def forms_of(name: str) -> Forms:
    words = company_words(name)
    said = [word for word in words if word.weight != EMPTY]
    exact = " ".join(word.text for word in said or words) or compared(name)
    own = tuple(word.latin for word in words if word.weight == OWN and len(word.latin) >= _SHORTEST)
    return Forms(exact, "".join(word.latin for word in said).replace(" ", ""), own)


def exact_key(name: str) -> str:
    """Equal where two names are the same but for case, accents, legal form and words that say nothing.

    >>> exact_key("The Acme Group, Inc.") == exact_key("ACME GROUP"), exact_key("Acme France") == exact_key("Acme")
    (True, False)
    """
    return forms_of(name).exact


def joined(name: str) -> str:
    """The name's words in Latin letters without a space: what a domain would be made from."""
    return forms_of(name).joined


def loose_keys_of(forms: Forms) -> frozenset[str]:
    """Keys of which two close names share one: a word of its own, or its beginning with one letter left out.

    >>> one, close, other = (loose_keys_of(forms_of(name)) for name in ("Netflix", "Netlfix Inc.", "Oracle"))
    >>> bool(one & close), bool(one & other)
    (True, False)
    """
    start = forms.joined[:_LETTERS]
    keys = {f"w:{word}" for word in forms.own}
    if start:
        keys.add(f"j:{start}")
    if len(start) >= _SHORTEST:
        keys |= {f"j:{start[:at]}{start[at + 1 :]}" for at in range(len(start))}
    return frozenset(keys)
