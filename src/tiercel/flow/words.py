"""Words of a strategy document that stand for what people write: any case, and * for anything."""

from collections.abc import Iterable
from fnmatch import fnmatchcase


def means(text: str, words: Iterable[str]) -> bool:
    """Whether a text is one of these words, whatever the case; * in a word stands for anything.

    >>> means("Account Executive", ["account exec*"]), means("Former customer", ["customer*"]), means("", ["*"])
    (True, False, False)
    """
    said = " ".join(text.casefold().split())
    return bool(said) and any(fnmatchcase(said, " ".join(word.casefold().split())) for word in words)
