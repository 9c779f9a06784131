"""A misspelt word of a title as the term that was meant: "Geschäftsfüher", "Vetrieb", "Makreting"."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

# Shorter words are often another word that differs by a letter.
_SHORTEST = 7


class Spelling:
    """The words that terms are made of, found by all that is left of them when one letter is missing.

    >>> Spelling(["vertrieb", "marketing"]).meant("vetrieb"), Spelling(["investigador"]).meant("investigator")
    ('vertrieb', 'investigator')
    """

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._by_rest: dict[str, list[str]] = {}
        for word in sorted(vocabulary):
            if len(word) >= _SHORTEST and word.isascii():
                for rest in _rests(word):
                    self._by_rest.setdefault(rest, []).append(word)
        self.meant = lru_cache(maxsize=200_000)(self._meant)

    def _meant(self, word: str) -> str:
        """The one term's word that this is with a letter more, less or swapped inside, or the word itself."""
        if len(word) < _SHORTEST or not word.isalpha():
            return word
        near = {known for rest in _rests(word) for known in self._by_rest.get(rest, ()) if _is_slip(word, known)}
        return near.pop() if len(near) == 1 else word


def _is_slip(word: str, known: str) -> bool:
    """Whether one is a slip of the other, and no other form or language: "experienced", "investigador"."""
    inside = word[0] == known[0] and word[-1] == known[-1]
    other_letter = len(word) == len(known) and sorted(word) != sorted(known)
    return inside and not other_letter and OSA.distance(word, known) == 1


def _rests(word: str) -> Iterator[str]:
    yield word
    yield from (word[:place] + word[place + 1 :] for place in range(len(word)))
