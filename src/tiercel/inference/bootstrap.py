"""Intervals by drawing the accounts again, with replacement."""

from collections.abc import Callable

import numpy as np

from tiercel.inference.arrays import Counts, Floats


def cluster_interval(
    statistic: Callable[[Floats], float], group: Counts, draws: int = 200, coverage: float = 0.95, seed: int = 1
) -> tuple[float, float]:
    """The middle `coverage` of a statistic over redrawn accounts (Efron and Tibshirani 1993, ch. 8 and 13).

    statistic  takes how often each deal was drawn, one number for each row
    group      the account of each row, numbers from 0
    returns    (low, high); draws on which the statistic is undefined (NaN) are left out
    """
    random = np.random.default_rng(seed)
    groups = int(group.max(initial=-1)) + 1
    values = np.array(
        [
            statistic(np.bincount(random.integers(0, groups, groups), minlength=groups)[group].astype(np.float64))
            for _ in range(draws)
        ]
    )
    tail = (1 - coverage) / 2
    low, high = np.nanquantile(values, [tail, 1 - tail]) if not np.isnan(values).all() else (np.nan, np.nan)
    return float(low), float(high)
