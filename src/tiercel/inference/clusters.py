"""Several deals of one account are not independent: how alike they are, and how much each one counts."""

import numpy as np

from tiercel.inference.arrays import AnyArray, Counts, Floats


def numbered(keys: AnyArray) -> Counts:
    """Whole numbers 0, 1, 2 … that are equal where the keys are equal."""
    return np.unique(keys, return_inverse=True)[1].reshape(-1).astype(np.int64)


def likeness(residuals: Floats, group: Counts) -> float:
    """How much of the variance of what is left unexplained lies between the groups (intraclass correlation).

    The one-way analysis-of-variance estimate (Donner and Koval 1980, Biometrics 36, 19-25), held to [0, 1].

    residuals  outcome minus expectation, one for each deal
    group      numbers 0 … G-1, one for each deal
    """
    sizes = np.bincount(group).astype(float)
    deals, groups = len(residuals), len(sizes)
    if groups == deals or groups < 2:
        return 0.0
    means = np.bincount(group, residuals) / sizes
    between = float((sizes * (means - residuals.mean()) ** 2).sum()) / (groups - 1)
    within = float(((residuals - means[group]) ** 2).sum()) / (deals - groups)
    typical = (deals - (sizes**2).sum() / deals) / (groups - 1)
    total = between + (typical - 1) * within
    return float(np.clip((between - within) / total, 0.0, 1.0)) if total > 0 else 0.0


def deal_weights(group: Counts, correlation: float) -> Floats:
    """What each deal counts: an account with n deals counts as n / (1 + (n - 1) correlation) independent ones.

    That is the design effect of survey statistics (Kish 1965, Survey Sampling).

    >>> deal_weights(np.array([0, 0, 1]), 1.0).tolist()
    [0.5, 0.5, 1.0]
    """
    sizes = np.bincount(group)[group]
    return np.asarray(1.0 / (1.0 + (sizes - 1) * correlation))


def joined(first: Counts, second: Counts) -> Counts:
    """The groups that hold together what either of two groupings holds together.

    >>> joined(np.array([0, 0, 1, 2]), np.array([0, 1, 1, 2])).tolist()
    [0, 0, 0, 1]
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    rows, offset = len(first), int(first.max(initial=-1)) + 1
    links = coo_array((np.ones(rows), (first, second + offset)), shape=(offset + int(second.max(initial=-1)) + 1,) * 2)
    labels = connected_components(links, directed=False)[1]
    return numbered(labels[first])
