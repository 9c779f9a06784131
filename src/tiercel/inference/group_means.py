"""Means by group, mixed with everyone's: money per won deal, retention, whatever is measured."""

from dataclasses import dataclass

import numpy as np

from tiercel.inference.arrays import Codes, Counts, Floats


@dataclass(frozen=True)
class Mean:
    """A mean with its 95 percent interval, and of how many it is; NaN throughout where nothing is known."""

    mean: float
    low: float
    high: float
    count: int


def pooled_means(values: Floats, codes: Codes, groups: int, cluster: Counts) -> list[Mean]:
    """The mean of each group, shrunk towards everyone's by as much as the groups are alike.

    Normal-normal shrinkage with the variance between the groups by moments (DerSimonian and Laird 1986, Controlled
    Clinical Trials 7, 177-188); what belongs to one cluster counts as one draw in the standard errors.

    values   NaN where not known; those are left out
    codes    the group of each value, 0 … groups - 1
    cluster  the account of each value
    """
    known = ~np.isnan(values)
    values, codes, cluster = values[known], codes[known], cluster[known]
    counts = np.bincount(codes, minlength=groups)
    if not len(values):
        return [Mean(np.nan, np.nan, np.nan, 0)] * groups
    everyone = float(values.mean())
    means = np.where(counts > 0, np.bincount(codes, values, minlength=groups) / np.maximum(counts, 1), everyone)
    variance = _variances(values, codes, groups, cluster, means)
    # A group of one or two hardly shows how unlike groups are: one large deal would make every segment a special one.
    telling = counts >= (3 if (counts >= 3).sum() >= 2 else 1)
    between = _between(means[telling], variance[telling])
    trust = between / (between + variance)
    centre = everyone + trust * (means - everyone)
    # A group that nobody has seen may lie as far off as groups do; and the common mean is itself unsure.
    seen = np.isfinite(variance)
    own = np.where(seen, trust * np.where(seen, variance, 0.0), between)
    error = np.sqrt(own + (1 - trust) ** 2 * float(values.var()) / len(values))
    return [
        Mean(float(m), float(m - 1.96 * e), float(m + 1.96 * e), int(n))
        for m, e, n in zip(centre, error, counts, strict=True)
    ]


def _variances(values: Floats, codes: Codes, groups: int, cluster: Counts, means: Floats) -> Floats:
    """Squared standard errors of the groups' means."""
    residual = values - means[codes]
    pairs, place = np.unique(np.column_stack([codes, cluster]), axis=0, return_inverse=True)
    pulls = np.bincount(place.reshape(-1), residual)
    counts = np.bincount(codes, minlength=groups)
    draws = np.bincount(pairs[:, 0].astype(int), minlength=groups)
    pooled = float(residual @ residual) / max(len(values) - int((counts > 0).sum()), 1) + 1e-12
    own = np.bincount(pairs[:, 0].astype(int), pulls**2, minlength=groups) / np.maximum(counts, 1) ** 2
    # A group of few draws hardly knows its own variance: the pooled one stands in as if it were four more draws.
    mixed = (draws * own + 4 * pooled / np.maximum(draws, 1)) / (draws + 4)
    return np.asarray(np.where(draws > 0, mixed, np.inf))


def _between(means: Floats, variance: Floats) -> float:
    if len(means) < 2:
        return 0.0
    weight = 1.0 / variance
    centre = float(weight @ means) / weight.sum()
    excess = float(weight @ (means - centre) ** 2) - (len(means) - 1)
    scale = weight.sum() - (weight**2).sum() / weight.sum()
    return max(excess / scale, 0.0) if scale > 0 else 0.0
