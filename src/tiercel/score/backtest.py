"""How well the profile would have foretold deals that it had not seen, and how well a model that nobody can read would
have.
"""

from dataclasses import dataclass

import numpy as np

from tiercel.inference.arrays import Floats
from tiercel.score.cases import Cases
from tiercel.score.challenger import Challenger
from tiercel.score.fitting import Encoded, Prior, encode_start, fit_scorecard
from tiercel.score.folds import Fold, forward_folds, grouped_folds
from tiercel.score.judgement import Foretold, Judgement, judge
from tiercel.score.levels import find_levels
from tiercel.score.reading import Reading


@dataclass(frozen=True)
class FoldSize:
    """How many deals a fold learnt from and judged; `until` is the cut in time, NaN where there is none."""

    learnt: int
    judged: int
    until: float


@dataclass(frozen=True)
class Backtest:
    """The judgement of the scorecard and of the challenger on the same folds."""

    scorecard: Judgement
    challenger: Judgement
    forward_in_time: bool
    folds: tuple[FoldSize, ...]


def backtest(readings: list[Reading], cases: Cases, prior: Prior | None = None) -> Backtest | None:
    """Judge forward in time where there is a time, else by accounts and look-alikes.

    Ranges, rare categories, spreads and points are learnt anew in each fold, from the deals before the cut only.

    readings  the columns that may be used, suspects already held out
    returns   None where the deals are too few to learn from some and judge on others
    """
    start = encode_start(readings)
    if not start.levels:
        return None
    folds = forward_folds(cases.time, cases.won) if cases.time is not None else []
    forward = bool(folds)
    folds = folds or grouped_folds(start.design.codes, cases.group, cases.won)
    if not folds:
        return None
    challenger = Challenger(readings)
    chance = [_foretell(readings, cases, fold, prior) for fold in folds]
    challenge = [challenger.predict(cases.won, fold.learn, fold.judge) for fold in folds]
    return Backtest(
        judge(_collected(folds, chance, cases.rows), cases.won, cases.group),
        judge(_collected(folds, challenge, cases.rows), cases.won, cases.group),
        forward,
        tuple(FoldSize(len(fold.learn), len(fold.judge), fold.until) for fold in folds),
    )


def _foretell(readings: list[Reading], cases: Cases, fold: Fold, prior: Prior | None) -> Floats:
    known = cases.take(fold.learn)
    learnt, judged = _encoded_by(readings, fold)
    return fit_scorecard(learnt, known, prior).score_design(judged.design).chance


def _encoded_by(readings: list[Reading], fold: Fold) -> tuple[Encoded, Encoded]:
    """Levels found among the deals learnt from, and applied to both."""
    levels, learnt, judged = [], [], []
    for reading in readings:
        for found in find_levels(reading.take(fold.learn)):
            codes = found.encode(reading)
            levels.append(found)
            learnt.append(codes[fold.learn])
            judged.append(codes[fold.judge])
    return Encoded(tuple(levels), tuple(learnt)), Encoded(tuple(levels), tuple(judged))


def _collected(folds: list[Fold], chances: list[Floats], rows: int) -> Foretold:
    rounds = max(fold.round for fold in folds) + 1
    chance, number = np.full((rows, rounds), np.nan), np.full((rows, rounds), -1, dtype=np.int64)
    for k, (fold, values) in enumerate(zip(folds, chances, strict=True)):
        chance[fold.judge, fold.round] = values
        number[fold.judge, fold.round] = k
    return Foretold(chance, number)
