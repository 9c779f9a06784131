"""A group's rate mixed with everyone's: few deals move it little, many deals move it as they should."""

from dataclasses import dataclass

import numpy as np
from scipy import optimize, special, stats

from tiercel.core.errors import DataError
from tiercel.inference.arrays import Floats

LEAST_STRENGTH, GREATEST_STRENGTH = 2.0, 1e4


@dataclass(frozen=True)
class RatePrior:
    """What is believed of a group before its own deals are seen.

    mean      everyone's rate, a share in (0, 1)
    strength  how many deals that belief is worth
    """

    mean: float
    strength: float


@dataclass(frozen=True)
class Rate:
    """A share with its interval."""

    mean: float
    low: float
    high: float


def pooled_rate(won: float, closed: float, prior_mean: float, prior_deals: float) -> float:
    """Mix a group's win rate with everyone's, as if `prior_deals` more deals had closed at the common rate.

    Beta-binomial shrinkage (Gelman et al., Bayesian Data Analysis, 3rd ed., ch. 2).

    won, closed   deals of this group, 0 <= won <= closed; fractions where deals of one account count as less than one
    prior_mean    everyone's win rate, a share in (0, 1)
    prior_deals   how many deals the prior is worth; 0 trusts the group alone
    returns       a share in [0, 1]; raises DataError where won > closed

    >>> round(pooled_rate(won=1, closed=1, prior_mean=0.2, prior_deals=9), 2)
    0.28
    """
    if not 0 <= won <= closed:
        raise DataError(f"{won} of {closed} deals cannot have been won: count the deals of this group again.")
    return (won + prior_mean * prior_deals) / (closed + prior_deals) if closed + prior_deals else prior_mean


def rate_interval(won: float, closed: float, prior: RatePrior, coverage: float = 0.95) -> Rate:
    """The pooled rate with the interval in which it lies with probability `coverage`.

    >>> one = rate_interval(1, 1, RatePrior(mean=0.2, strength=9.0))
    >>> (round(one.low, 2), round(one.mean, 2), round(one.high, 2))
    (0.07, 0.28, 0.56)
    """
    a = won + prior.mean * prior.strength
    b = closed - won + (1 - prior.mean) * prior.strength
    tail = (1 - coverage) / 2
    low, high = stats.beta.ppf([tail, 1 - tail], a, b)
    return Rate(pooled_rate(won, closed, prior.mean, prior.strength), float(low), float(high))


def fit_prior(won: Floats, closed: Floats) -> RatePrior:
    """How alike the groups are, learnt from the groups: the strength that makes their counts most probable.

    The marginal likelihood of the beta-binomial is maximised over the strength; the mean is the overall rate, pulled
    half a deal towards one half so that it is never 0 or 1.

    won, closed  deals of each group, fractions allowed
    returns      a strength between 2 and 10,000: alike groups are mixed strongly, unlike ones hardly
    """
    mean = float((won.sum() + 0.5) / (closed.sum() + 1.0))
    known = closed > 0
    if known.sum() < 2:
        return RatePrior(mean, LEAST_STRENGTH)

    def surprise(log_strength: float) -> float:
        strength = np.exp(log_strength)
        a, b = mean * strength, (1 - mean) * strength
        fit = special.betaln(won[known] + a, (closed - won)[known] + b) - special.betaln(a, b)
        return -float(fit.sum())

    bounds = (np.log(LEAST_STRENGTH), np.log(GREATEST_STRENGTH))
    best = optimize.minimize_scalar(surprise, bounds=bounds, method="bounded")
    return RatePrior(mean, float(np.exp(best.x)))
