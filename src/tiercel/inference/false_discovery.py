"""How many of the things that we call real are flukes: the false discovery rate."""

import numpy as np

from tiercel.inference.arrays import Floats


def benjamini_hochberg(p_values: Floats) -> Floats:
    """The smallest false discovery rate at which each finding would be called real.

    Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300.

    p_values  shares in [0, 1], in any order
    returns   q-values in [0, 1], in the same order; never smaller than the p-values

    >>> benjamini_hochberg(np.array([0.01, 0.04, 0.03, 0.5])).round(3).tolist()
    [0.04, 0.053, 0.053, 0.5]
    """
    count = len(p_values)
    order = np.argsort(p_values)
    stepped = p_values[order] * count / np.arange(1, count + 1)
    q_values = np.empty(count)
    q_values[order] = np.minimum(np.minimum.accumulate(stepped[::-1])[::-1], 1.0)
    return q_values
