"""Which deals are learnt from and which are judged: forward in time, or by accounts and look-alikes where there is no
time.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tiercel.inference.arrays import Codes, Counts, Flags, Floats
from tiercel.inference.clusters import joined, numbered

CUTS, FOLDS = 5, 5
# The first cut leaves this share of the deals to learn from.
FIRST_SHARE = 0.4
FEWEST_OF_EACH = 5


@dataclass(frozen=True)
class Fold:
    """Rows to learn from and rows to judge; `until` is the cut in time, as given, or NaN; `round` numbers the
    repetition.
    """

    learn: Counts
    judge: Counts
    until: float
    round: int = 0


def forward_folds(time: Floats, won: Flags, cuts: int = CUTS) -> list[Fold]:
    """Expanding windows: learn before a cut, judge from it to the next. Deals of one moment are never split.

    A window without enough won and lost deals to learn from, or without both to judge, is joined to the next.
    Deals without a time are not used.
    """
    known = ~np.isnan(time)
    if not known.any():
        return []
    marks = np.quantile(time[known], np.linspace(FIRST_SHARE, 1.0, cuts + 1), method="lower")
    bounds = [*np.unique(marks[:-1]), np.inf]
    folds, start = [], bounds[0]
    for end in bounds[1:]:
        learn, judge = np.flatnonzero(time < start), np.flatnonzero((time >= start) & (time < end))
        if not _has_both(won[learn], FEWEST_OF_EACH):
            start = end
        elif _has_both(won[judge], 1):
            folds.append(Fold(learn, judge, float(start)))
            start = end
    return folds


def grouped_folds(codes: Codes, group: Counts, won: Flags, seed: int = 1) -> list[Fold]:
    """Several rounds of five folds; deals of one account, and deals whose attributes are the same, stay together.

    codes    deals x attributes
    returns  fewer folds where the outcomes are few, none where they are too few to judge
    """
    blocks = joined(numbered(group), numbered(_rows_as_keys(codes)))
    count = min(FOLDS, int(min(won.sum(), (~won).sum()) // 2), len(np.unique(blocks)))
    if count < 2:
        return []
    rounds = 5 if len(won) <= 1000 else 2 if len(won) <= 5000 else 1
    random = np.random.default_rng(seed)
    return [fold for number in range(rounds) for fold in _round(blocks, won, count, number, random)]


def _round(blocks: Counts, won: Flags, count: int, number: int, random: np.random.Generator) -> Iterator[Fold]:
    place = _spread_out(blocks, won, count, random)[blocks]
    for k in range(count):
        learn, judge = np.flatnonzero(place != k), np.flatnonzero(place == k)
        if _has_both(won[learn], 2) and len(judge):
            yield Fold(learn, judge, float("nan"), number)


def _spread_out(blocks: Counts, won: Flags, count: int, random: np.random.Generator) -> Counts:
    """Give the blocks to the folds so that each has its share of won and lost, the largest blocks first."""
    sizes = np.column_stack([np.bincount(blocks, won), np.bincount(blocks, ~won)])
    order = random.permutation(len(sizes))
    order = order[np.argsort(-sizes[order].sum(axis=1), kind="stable")]
    filled, place = np.zeros((count, 2)), np.empty(len(sizes), dtype=np.int64)
    aim = np.maximum(sizes.sum(axis=0), 1.0)
    for block in order:
        cost = ((filled + sizes[block]) / aim).max(axis=1) + filled.sum(axis=1) / aim.sum()
        fold = int(np.argmin(cost + 1e-9 * random.random(count)))
        place[block] = fold
        filled[fold] += sizes[block]
    return place


def _rows_as_keys(codes: Codes) -> Counts:
    """One number for each distinct row."""
    contiguous = np.ascontiguousarray(codes)
    return numbered(contiguous.view([("", contiguous.dtype)] * codes.shape[1]).ravel())


def _has_both(won: Flags, least: int) -> bool:
    return bool(won.sum() >= least and (~won).sum() >= least)
