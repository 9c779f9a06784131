"""The word somebody probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str:
    """A sentence that offers the most similar known word, with a space before it, or nothing.

    >>> nearest("acounts", ["accounts", "deals"])
    " Did you mean 'accounts'?"
    >>> nearest("zebra", ["accounts", "deals"])
    ''
    """
    originals = {k.casefold(): k for k in known}
    found = get_close_matches(word.casefold(), originals, n=1, cutoff=0.6)
    return f" Did you mean '{originals[found[0]]}'?" if found else ""
