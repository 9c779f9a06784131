"""Answers that are remembered, where what was asked is short: strangers may send megabytes, each time others."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

Found = TypeVar("Found")

# Longer than any address or id that is one; what is longer is rare, and is worked out each time.
LONGEST = 500


def remembered(most: int) -> Callable[[Callable[[str], Found]], Callable[[str], Found]]:
    """Remember the last `most` answers of a function of one text."""

    def around(function: Callable[[str], Found]) -> Callable[[str], Found]:
        cached = lru_cache(most)(function)

        @wraps(function)
        def ask(text: str) -> Found:
            return cached(text) if len(text) <= LONGEST else function(text)

        return ask

    return around


def remembered_of_texts(most: int) -> Callable[[Callable[..., Found]], Callable[..., Found]]:
    """The same of a function of several texts, which are short together."""

    def around(function: Callable[..., Found]) -> Callable[..., Found]:
        cached = lru_cache(most)(function)

        @wraps(function)
        def ask(*texts: str) -> Found:
            return cached(*texts) if sum(map(len, texts)) <= LONGEST else function(*texts)

        return ask

    return around
