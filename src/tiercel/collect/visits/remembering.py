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


def remembered_of_three(most: int) -> Callable[[Callable[[str, str, str], Found]], Callable[[str, str, str], Found]]:
    """The same of a function of three texts, which are short together."""

    def around(function: Callable[[str, str, str], Found]) -> Callable[[str, str, str], Found]:
        cached = lru_cache(most)(function)

        @wraps(function)
        def ask(one: str, two: str, three: str) -> Found:
            is_short = len(one) + len(two) + len(three) <= LONGEST
            return cached(one, two, three) if is_short else function(one, two, three)

        return ask

    return around
