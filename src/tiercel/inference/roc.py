"""How often a won deal was ranked above a lost one, and how sure that is when deals come in accounts."""

from dataclasses import dataclass

import numpy as np
import scipy
from scipy import special

from tiercel.inference.arrays import Counts, Flags, Floats


@dataclass(frozen=True)
class Placements:
    """Of each deal, the share of its opposites (in the same fold) that the ranking puts on the right side of it.

    share  in [0, 1]; a tie counts half; NaN where the fold has no opposite
    """

    share: Floats
    won: Flags


@dataclass(frozen=True)
class Auc:
    """The area under the ROC curve, with its interval; all are shares in [0, 1]."""

    value: float
    low: float
    high: float
    error: float


def placements(score: Floats, won: Flags, fold: Counts) -> Placements:
    """Compare every deal with the opposite deals of its own fold, because scores of different folds are not
    comparable.
    """
    share = np.full(len(score), np.nan)
    for number in np.unique(fold):
        rows = np.flatnonzero(fold == number)
        up, down = rows[won[rows]], rows[~won[rows]]
        if len(up) and len(down):
            share[up] = _below(score[up], score[down])
            share[down] = 1.0 - _below(score[down], score[up])
    return Placements(share, won)


def _below(these: Floats, those: Floats) -> Floats:
    ordered = np.sort(those)
    left, right = np.searchsorted(ordered, these, "left"), np.searchsorted(ordered, these, "right")
    return np.asarray((left + right) / (2.0 * len(ordered)))


def auc(placed: Placements, group: Counts, coverage: float = 0.95) -> Auc:
    """The area with an interval that counts an account's deals as one draw.

    The components of DeLong et al. (1988, Biometrics 44, 837-845), summed by cluster as in Obuchowski (1997,
    Biometrics 53, 567-578); the interval is symmetric in log-odds, so it stays within [0, 1].

    placed   from `placements`
    group    the account of each deal, numbers from 0
    returns  an area of 0.5 with an interval of [0, 1] where no pair can be compared
    """
    known = ~np.isnan(placed.share)
    up, down = placed.won & known, ~placed.won & known
    if not up.any() or not down.any():
        return Auc(0.5, 0.0, 1.0, 0.5)
    value = float(placed.share[up].mean())
    pull = np.zeros(len(known))
    pull[up] = (placed.share[up] - value) / up.sum()
    pull[down] = (placed.share[down] - placed.share[down].mean()) / down.sum()
    groups = len(np.unique(group[known]))
    variance = float((np.bincount(group[known], pull[known]) ** 2).sum()) * groups / max(groups - 1, 1)
    # Where every pair is tied, or none is in doubt, no variance is visible: that of a ranking by chance stands in.
    by_chance = (up.sum() + down.sum() + 1) / (12 * up.sum() * down.sum())
    error = float(np.sqrt(variance if variance > 1e-12 else by_chance))
    return _with_interval(value, error, coverage)


def _with_interval(value: float, error: float, coverage: float) -> Auc:
    z = float(scipy.stats.norm.ppf(0.5 + coverage / 2))
    inner = min(max(value, 1e-3), 1 - 1e-3)
    reach = z * error / (inner * (1 - inner))
    centre = np.log(inner / (1 - inner))
    low, high = special.expit(centre - reach), special.expit(centre + reach)
    return Auc(value, min(float(low), value), max(float(high), value), error)
