"""An attribute as a few levels: rare categories together, numbers in ranges, missing a level of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from tiercel.inference.arrays import Codes, Floats
from tiercel.inference.binning import merged, quantile_bounds
from tiercel.score.reading import Kind, Reading, date_of, folded

OTHER, MISSING, YES, NO = "(other)", "(missing)", "yes", "no"
MOST_WORDS, MOST_MEMBERS, MOST_RANGES = 60, 12, 12


@dataclass(frozen=True)
class Levels:
    """How one attribute is read into levels, learnt once and then applied to any table.

    attribute  its name; for one member of a list "column: member"
    column     the column that it is read from
    kind       number, date, category or member
    labels     of the levels, in order; the last two are other and missing (for numbers only missing)
    bounds     numbers: inclusive upper bounds of all ranges but the last
    words      categories: the folded words, one list for each level but other and missing; members: the one word
    """

    attribute: str
    column: str
    kind: Literal["number", "date", "category", "member"]
    labels: tuple[str, ...]
    bounds: tuple[float, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def reading_kind(self) -> Kind:
        return "several" if self.kind == "member" else self.kind

    @property
    def ordered(self) -> int:
        """How many of the first levels lie in order."""
        return len(self.bounds) + 1 if self.kind in {"number", "date"} else 0

    def encode(self, reading: Reading) -> Codes:
        """A level number for each row; unknown words are other, and what cannot be read is missing."""
        if self.kind in {"number", "date"}:
            return self._ranges(reading)
        return self._membership(reading) if self.kind == "member" else self._words(reading)

    def _ranges(self, reading: Reading) -> Codes:
        last = len(self.labels) - 1
        if reading.numbers is None:
            return np.full(reading.rows, last, dtype=np.int32)
        codes = np.searchsorted(np.array(self.bounds), reading.numbers, side="left").astype(np.int32)
        codes[np.isnan(reading.numbers)] = last
        return codes

    def _words(self, reading: Reading) -> Codes:
        other, missing = len(self.labels) - 2, len(self.labels) - 1
        if reading.codes is None:
            return np.full(reading.rows, missing, dtype=np.int32)
        place = {word: k for k, word in enumerate(self.words)}
        lookup = [place.get(folded(word), other) for word in reading.words]
        return np.array([*lookup, missing], dtype=np.int32)[reading.codes]

    def _membership(self, reading: Reading) -> Codes:
        codes = np.where(reading.missing, 2, 1).astype(np.int32)
        if reading.members is not None:
            wanted = [k for k, word in enumerate(reading.words) if folded(word) == self.words[0]]
            codes[reading.members[0][np.isin(reading.members[1], wanted)]] = 0
        return codes


def fewest(rows: int) -> int:
    """How many deals a category must have for a level of its own: five, or one in a thousand."""
    return max(5, rows // 1000)


def find_levels(reading: Reading) -> Iterator[Levels]:
    """The levels of a column before any outcome is seen; a list gives one attribute for each frequent member."""
    if reading.kind == "several":
        yield from _members(reading)
    elif reading.numbers is not None:
        values = reading.numbers[~np.isnan(reading.numbers)]
        bounds = (
            quantile_bounds(values, MOST_RANGES, least=max(10, fewest(len(values)))) if len(values) else np.array([])
        )
        kind: Literal["number", "date"] = "date" if reading.kind == "date" else "number"
        yield _number(reading.name, kind, tuple(float(b) for b in bounds))
    else:
        yield _category(reading)


def merge_ranges(levels: Levels, codes: Codes, won: Floats, weight: Floats) -> Levels:
    """Join neighbouring ranges of a number that win alike, monotonic where the data agree; categories stay as they
    are.
    """
    ranges = levels.ordered
    if ranges < 2:
        return levels
    closed = np.bincount(codes, weight, minlength=ranges + 1)[:ranges].astype(np.float64)
    wins = np.bincount(codes, weight * won, minlength=ranges + 1)[:ranges].astype(np.float64)
    blocks = merged(wins, closed, least=min(20.0, closed.sum() / 4))
    kind: Literal["number", "date"] = "date" if levels.kind == "date" else "number"
    return _number(levels.column, kind, tuple(levels.bounds[block[-1]] for block in blocks[:-1]))


def _number(column: str, kind: Literal["number", "date"], bounds: tuple[float, ...]) -> Levels:
    shown = [date_of(b).isoformat() if kind == "date" else f"{b:,.6g}" for b in bounds]
    if not shown:
        labels = ["(any)"]
    else:
        between = [f"over {low} to {high}" for low, high in pairwise(shown)]
        labels = [f"up to {shown[0]}", *between, f"over {shown[-1]}"]
    return Levels(column, column, kind, (*labels, MISSING), bounds=bounds)


def _category(reading: Reading) -> Levels:
    assert reading.codes is not None
    counts = np.bincount(reading.codes + 1, minlength=len(reading.words) + 1)[1:]
    order = np.argsort(-counts, kind="stable")[:MOST_WORDS]
    kept = [int(k) for k in order if counts[k] >= fewest(reading.rows)]
    labels = tuple(reading.words[k] for k in kept)
    words = tuple(folded(word) for word in labels)
    return Levels(reading.name, reading.name, "category", (*labels, OTHER, MISSING), words=words)


def _members(reading: Reading) -> Iterator[Levels]:
    if reading.members is None:
        return
    counts = np.bincount(reading.members[1], minlength=len(reading.words))
    for k in np.argsort(-counts, kind="stable")[:MOST_MEMBERS]:
        if fewest(reading.rows) <= counts[k] <= reading.rows - fewest(reading.rows):
            word = reading.words[k]
            yield Levels(f"{reading.name}: {word}", reading.name, "member", (YES, NO, MISSING), words=(folded(word),))
