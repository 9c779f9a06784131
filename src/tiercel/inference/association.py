"""Whether outcomes go with attributes more than chance explains, when many attributes are tried at once."""

from dataclasses import dataclass

import numpy as np
import scipy
from scipy import sparse, special

from tiercel.inference.arrays import AnyArray, Codes, Counts, Flags, Floats
from tiercel.inference.clusters import numbered

DRAWS = 999
# Beyond these, sums over deals are as good as Gaussian, and their covariance is all that must be known.
ROWS_TO_SHUFFLE, GROUPS_TO_FLIP = 20_000, 4_000


@dataclass(frozen=True)
class Column:
    """One attribute's levels, as seen by the test.

    codes    a level number for each deal
    levels   how many levels there are
    ordered  the first so many levels lie in order (ranges of a number); 0 for categories
    """

    codes: Codes
    levels: int
    ordered: int = 0


@dataclass(frozen=True)
class Association:
    """Of each attribute, and of all of them together, how often chance alone would do as much; shares in (0, 1]."""

    p_values: Floats
    together: float


def associate(
    columns: list[Column],
    won: Flags,
    group: Counts,
    *,
    strata: AnyArray | None = None,
    draws: int = DRAWS,
    seed: int = 1,
) -> Association:
    """Test each attribute, and whether any says anything at all.

    The statistic of an attribute compares what its levels won with what they would have by the common rate: squared
    differences with the weight of a variance component (as Goeman et al. 2006, JRSS B 68, 477-493), and for ordered
    levels the cumulative differences with Anderson and Darling's weights. Its null distribution comes from shuffled
    outcomes; where deals come in accounts, from random signs of whole accounts (the score form of the wild bootstrap,
    Kline and Santos 2012). Together: the smallest p-value and Fisher's sum, the better of the two, both calibrated on
    the same draws.

    strata  outcomes are compared and shuffled within these (periods of time) only
    """
    within = np.zeros(len(won), dtype=np.int64) if strata is None else numbered(strata)
    rates = np.bincount(within, won) / np.bincount(within)
    residual = won - rates[within]
    matrix = _indicator(columns)
    observed = matrix.T @ residual
    drawn = _drawn(_Shuffle(matrix, residual, group, within), draws, np.random.default_rng(seed))
    sums = np.vstack([observed, drawn])
    starts = np.cumsum([0, *(column.levels for column in columns)])
    statistics = [
        _statistic(sums[:, start : start + column.levels], column)
        for start, column in zip(starts, columns, strict=False)
    ]
    p_values = np.column_stack([_tail(statistic) for statistic in statistics])
    return Association(p_values[0], _together(p_values))


def _indicator(columns: list[Column]) -> sparse.csr_array:
    rows, width = len(columns[0].codes), len(columns)
    starts = np.cumsum([0, *(column.levels for column in columns)])
    codes = np.column_stack([column.codes + start for column, start in zip(columns, starts, strict=False)])
    shape = (rows, int(starts[-1]))
    return sparse.csr_array((np.ones(rows * width), codes.ravel(), np.arange(0, rows * width + 1, width)), shape=shape)


@dataclass(frozen=True)
class _Shuffle:
    matrix: sparse.csr_array
    residual: Floats
    group: Counts
    strata: Counts


def _drawn(of: _Shuffle, draws: int, random: np.random.Generator) -> Floats:
    """Sums by level under the null: draws x levels."""
    groups = int(of.group.max()) + 1
    if groups < len(of.group):
        pulls = _pulls_of_groups(of)
        if groups <= GROUPS_TO_FLIP:
            return np.asarray(random.choice([-1.0, 1.0], size=(draws, groups)) @ pulls)
        return _gaussian(pulls.T @ pulls, draws, random)
    if len(of.group) <= ROWS_TO_SHUFFLE:
        return np.asarray((of.matrix.T @ _shuffled(of.residual, of.strata, draws, random).T).T)
    return _gaussian(_covariance(of), draws, random)


def _shuffled(residual: Floats, strata: Counts, draws: int, random: np.random.Generator) -> Floats:
    out = np.broadcast_to(residual, (draws, len(residual))).copy()
    for stratum in np.unique(strata):
        rows = np.flatnonzero(strata == stratum)
        out[:, rows] = random.permuted(out[:, rows], axis=1)
    return out


def _pulls_of_groups(of: _Shuffle) -> Floats:
    """What each account adds to each level's sum, the level's mean in the stratum taken off."""
    rows = np.arange(len(of.group))
    by_group = sparse.csr_array((of.residual, (of.group, rows)))
    by_stratum = sparse.csr_array((np.ones(len(of.strata)), (of.strata, rows)))
    means = (by_stratum @ of.matrix).toarray() / np.bincount(of.strata)[:, None]
    left = sparse.csr_array((of.residual, (of.group, of.strata)))
    return np.asarray((by_group @ of.matrix).toarray() - left @ means)


def _covariance(of: _Shuffle) -> Floats:
    out = np.zeros((of.matrix.shape[1],) * 2)
    for stratum in np.unique(of.strata):
        rows = of.strata == stratum
        part = of.matrix[np.flatnonzero(rows)]
        mean = np.asarray(part.mean(axis=0)).ravel()
        out += of.residual[rows].var() * ((part.T @ part).toarray() - rows.sum() * np.outer(mean, mean))
    return out


def _gaussian(covariance: Floats, draws: int, random: np.random.Generator) -> Floats:
    values, vectors = np.linalg.eigh(covariance)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    return np.asarray(random.standard_normal((draws, len(values))) @ root.T)


def _statistic(sums: Floats, column: Column) -> Floats:
    deals = np.bincount(column.codes, minlength=column.levels).astype(float)
    spread = _scaled((sums**2 / (deals + deals.mean())).sum(axis=1))
    if column.ordered < 3:
        return spread
    return spread + _scaled(_cumulative(sums[:, : column.ordered], deals[: column.ordered]))


def _cumulative(sums: Floats, deals: Floats) -> Floats:
    total = max(deals.sum(), 1.0)
    centred = sums - sums.sum(axis=1, keepdims=True) * (deals / total)
    below = np.cumsum(deals)[:-1]
    variance = np.maximum(below * (total - below) / total, 1.0)
    return np.asarray((np.cumsum(centred, axis=1)[:, :-1] ** 2 / variance).sum(axis=1))


def _scaled(statistic: Floats) -> Floats:
    mean = statistic[1:].mean()
    return statistic / mean if mean > 0 else statistic


def _tail(statistic: Floats) -> Floats:
    """How often chance does as much, by a gamma distribution with the draws' mean and variance."""
    mean, variance = float(statistic[1:].mean()), float(statistic[1:].var())
    if mean <= 0 or variance <= 1e-12 * mean**2:
        return np.ones(len(statistic))
    fine = scipy.stats.gamma.sf(statistic, mean**2 / variance, scale=variance / mean)
    return np.asarray(np.maximum(fine, 1e-12))


def _together(p_values: Floats) -> float:
    smallest, fisher = -p_values.min(axis=1), -np.log(p_values).sum(axis=1)
    better = np.maximum(_rank(smallest), _rank(fisher))
    # The observed row is one of the draws under the null, so the share is exact (Phipson and Smyth 2010).
    return float((better >= better[0] - 1e-12).mean())


def _rank(values: Floats) -> Floats:
    return np.asarray(scipy.stats.rankdata(values, method="max"))


def binomial_p(won: Floats, closed: Floats, rate: float) -> Floats:
    """Two-sided tail of the binomial distribution, by its continuous form, so that deals may count as fractions.

    >>> binomial_p(np.array([5.0]), np.array([5.0]), 0.5).round(4).tolist()
    [0.0625]
    """
    at_most = np.where(won >= closed, 1.0, special.betainc(np.maximum(closed - won, 1e-9), won + 1, 1 - rate))
    at_least = np.where(won <= 0, 1.0, special.betainc(np.maximum(won, 1e-9), closed - won + 1, rate))
    return np.asarray(np.minimum(1.0, 2 * np.minimum(at_most, at_least)))
