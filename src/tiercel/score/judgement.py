"""Figures that say how well chances were foretold, each with its interval."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tiercel.inference.arrays import Counts, Flags, Floats
from tiercel.inference.bootstrap import cluster_interval
from tiercel.inference.calibration import CurvePoint, Slope, brier, curve, slope
from tiercel.inference.lift import lift, top_share
from tiercel.inference.roc import Auc, Placements, auc, placements


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95 percent interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Foretold:
    """Chances given to deals that the model had not seen.

    chance   deals x rounds, NaN where a deal was not judged in that round
    fold     deals x rounds, the number of the fold that judged it
    """

    chance: Floats
    fold: Counts


@dataclass(frozen=True)
class Judgement:
    """How well: area under the ROC curve, squared error, calibration, and lift in the best tenth."""

    auc: Auc
    brier: Estimate
    brier_of_base_rate: float
    calibration_slope: Slope | None
    lift_top_decile: Estimate
    curve: tuple[CurvePoint, ...]
    deals: int


def judge(foretold: Foretold, won: Flags, group: Counts) -> Judgement:
    """Judge the deals that were foretold; a deal judged in several rounds counts once, with the mean of its rounds."""
    seen = ~np.isnan(foretold.chance).all(axis=1)
    foretold = Foretold(foretold.chance[seen], foretold.fold[seen])
    won, group = won[seen], np.unique(group[seen], return_inverse=True)[1].astype(np.int64)
    chance = _mean(foretold.chance)
    errors = _mean((foretold.chance - won[:, None]) ** 2)
    member = _mean(_by_round(foretold, lambda c, _, f: top_share(c, f), won))
    draws = int(np.clip(4_000_000 // max(len(won), 1), 40, 400))
    return Judgement(
        auc=auc(Placements(_mean(_by_round(foretold, _placed, won)), won), group),
        brier=Estimate(float(errors.mean()), *cluster_interval(lambda t: _weighted_mean(errors, t), group, draws)),
        brier_of_base_rate=brier(np.full(len(won), won.mean()), won),
        calibration_slope=slope(chance, won, group),
        lift_top_decile=Estimate(lift(member, won), *cluster_interval(lambda t: lift(member, won, t), group, draws)),
        curve=curve(chance, won),
        deals=len(won),
    )


def _placed(chance: Floats, won: Flags, fold: Counts) -> Floats:
    return placements(chance, won, fold).share


def _by_round(foretold: Foretold, figure: Callable[[Floats, Flags, Counts], Floats], won: Flags) -> Floats:
    """A figure of each deal in each round, compared within folds; NaN where the deal was not judged."""
    out = np.full(foretold.chance.shape, np.nan)
    for number, chance in enumerate(foretold.chance.T):
        rows = np.flatnonzero(~np.isnan(chance))
        out[rows, number] = figure(chance[rows], won[rows], foretold.fold[rows, number])
    return out


def _mean(rounds: Floats) -> Floats:
    known = ~np.isnan(rounds)
    times = known.sum(axis=1)
    return np.where(times > 0, np.where(known, rounds, 0.0).sum(axis=1) / np.maximum(times, 1), np.nan)


def _weighted_mean(values: Floats, times: Floats) -> float:
    return float((values * times).sum() / times.sum()) if times.sum() else float("nan")
