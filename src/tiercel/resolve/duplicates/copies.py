"""Rows that are equal in all that is compared are one row told several times: they are looked at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

import numpy as np

from tiercel.resolve.duplicates.blocking import Keys, Numbers

# Odd numbers, so that no bit of a value is lost; one for each role, by its place.
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
# So many rows that are equal are shown each beside each; of a thousand nobody looks at half a million pairs.
FEW = 10


@dataclass(frozen=True)
class Copies:
    """The rows of which each is different, and which row says what each says.

    first  the first row of each kind, in rising order
    of     for each row the place in `first` of the one that says the same
    rank   an order of the kinds that their values alone decide: what follows it is the same however rows are shuffled
    """

    first: Numbers
    of: Numbers
    rank: Numbers

    @property
    def leader(self) -> Numbers:
        """For each row the first one that says the same."""
        return self.first[self.of]

    def pairs_of(self, one: int, other: int) -> Numbers:
        """The pairs of rows that say what two kinds say: each with each, of more than FEW with the first alone."""
        rows, others = self._rows_of(one), self._rows_of(other)
        pairs: Iterable[tuple[int, int]]
        if one == other:
            pairs = combinations(rows, 2) if len(rows) <= FEW else ((rows[0], row) for row in rows[1:])
        else:
            pairs = product(rows, others) if len(rows) * len(others) <= FEW else [(rows[0], others[0])]
        return np.array(list(pairs), dtype=np.int64).reshape(-1, 2)

    def _rows_of(self, kind: int) -> list[int]:
        found: list[int] = self._by_kind[self._begins[kind] : self._begins[kind + 1]].tolist()
        return found

    @cached_property
    def _by_kind(self) -> Numbers:
        return np.argsort(self.of, kind="stable")

    @cached_property
    def _begins(self) -> Numbers:
        return np.concatenate([[0], np.cumsum(np.bincount(self.of, minlength=len(self.first)))])

    @property
    def with_copies(self) -> Numbers:
        """The places in `first` of those that are told more than once."""
        return np.flatnonzero(np.bincount(self.of) > 1)


def copies_of(values: Mapping[str, Keys]) -> Copies:
    """Find the rows that are equal.

    values  role -> a number for each row, the same where the normal forms are; 0 where nothing is known
    """
    whole = np.zeros(len(next(iter(values.values()))), dtype=np.uint64)
    for value in values.values():
        whole = (whole ^ value) * _SPREAD
        whole ^= whole >> np.uint64(29)
    _, first, of = np.unique(whole, return_index=True, return_inverse=True)
    rank = np.argsort(first)
    place = np.empty_like(rank)
    place[rank] = np.arange(len(rank))
    return Copies(first[rank], place[of], rank)
