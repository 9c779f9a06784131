"""A number becomes a few ranges that differ: quantiles first, then neighbours that agree are merged."""

from itertools import pairwise

import numpy as np
import scipy
from scipy import special

from tiercel.inference.arrays import Floats

Blocks = list[list[int]]

# Twice the log-likelihood that one more range must win to be kept, as in Akaike's criterion.
WORTH_A_RANGE = 2.0


def quantile_bounds(values: Floats, most: int = 10, least: int = 20) -> Floats:
    """The upper bounds, inclusive, of ranges that hold about equally many values; the last range is open.

    values   at least one, none missing
    most     how many ranges at most
    least    how many values a range should hold, so that few values make few ranges
    returns  rising bounds, one fewer than the ranges; a value that repeats very often gets a range of its own

    >>> quantile_bounds(np.array([0.0] * 60 + list(range(1, 41))), most=4).tolist()
    [0.0, 15.0]
    """
    count = int(np.clip(len(values) // max(least, 1), 2, most))
    bounds = np.unique(np.quantile(values, np.arange(1, count) / count, method="lower"))
    return np.asarray(bounds[bounds < values.max()], dtype=np.float64)


def merged(won: Floats, closed: Floats, least: float = 20.0) -> Blocks:
    """Which neighbouring ranges to join: monotonic where the data agree, and no range that makes no difference.

    The monotonic fit (Barlow et al. 1972, pool adjacent violators) is taken when what it loses in likelihood is what
    chance would lose; then neighbours are joined, the most alike first, while the likelihood does not miss the
    difference.

    won, closed  deals of each range, in order; fractions allowed
    least        how many deals a range should hold
    returns      lists of neighbouring positions, in order, together all of them

    >>> merged(np.array([5.0, 6.0, 30.0, 31.0]), np.array([50.0, 50.0, 50.0, 50.0]))
    [[0, 1], [2, 3]]
    """
    blocks: Blocks = [[k] for k in range(len(won))]
    blocks = _agreed_monotonic(won, closed, blocks)
    while len(blocks) > 1:
        costs = [_cost_of_joining(won, closed, left, right) for left, right in pairwise(blocks)]
        small = [_deals(closed, block) < least for block in blocks]
        forced = [c if small[k] or small[k + 1] else np.inf for k, c in enumerate(costs)]
        at = int(np.argmin(forced)) if any(small) else int(np.argmin(costs))
        if not any(small) and costs[at] > WORTH_A_RANGE:
            break
        blocks[at : at + 2] = [blocks[at] + blocks[at + 1]]
    return blocks


def _agreed_monotonic(won: Floats, closed: Floats, blocks: Blocks) -> Blocks:
    rising, falling = _pooled(won, closed, blocks, 1.0), _pooled(won, closed, blocks, -1.0)
    free = _log_likelihood(won, closed, blocks)
    best = max((rising, falling), key=lambda found: _log_likelihood(won, closed, found))
    freedom = len(blocks) - len(best)
    if not freedom:
        return best
    lost = 2 * (free - _log_likelihood(won, closed, best))
    return best if scipy.stats.chi2.sf(lost, freedom) > 0.05 else blocks


def _pooled(won: Floats, closed: Floats, blocks: Blocks, sign: float) -> Blocks:
    out: Blocks = []
    for block in blocks:
        out.append(list(block))
        while len(out) > 1 and sign * _share(won, closed, out[-2]) >= sign * _share(won, closed, out[-1]):
            out[-2:] = [out[-2] + out[-1]]
    return out


def _deals(closed: Floats, block: list[int]) -> float:
    return float(closed[block].sum())


def _share(won: Floats, closed: Floats, block: list[int]) -> float:
    deals = _deals(closed, block)
    return float(won[block].sum()) / deals if deals else 0.5


def _log_likelihood(won: Floats, closed: Floats, blocks: Blocks) -> float:
    w = np.array([won[block].sum() for block in blocks])
    n = np.array([closed[block].sum() for block in blocks])
    p = np.divide(w, n, out=np.full(len(w), 0.5), where=n > 0)
    return float((special.xlogy(w, p) + special.xlogy(n - w, 1 - p)).sum())


def _cost_of_joining(won: Floats, closed: Floats, left: list[int], right: list[int]) -> float:
    return 2 * (_log_likelihood(won, closed, [left, right]) - _log_likelihood(won, closed, [left + right]))
