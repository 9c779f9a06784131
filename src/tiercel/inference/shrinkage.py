"""A group's rate mixed with everyone's: few deals move it little, many deals move it as they should."""

from dataclasses import dataclass

import numpy as np
import scipy
from scipy import special

from tiercel.core.errors import DataError
from tiercel.inference.arrays import Floats

# How many deals a belief may be worth: from unlike groups to groups that are all alike.
STRENGTHS = np.geomspace(2.0, 1e4, 40)


@dataclass(frozen=True)
class Belief:
    """One way in which groups may be alike.

    strength  how many deals everyone's rate is worth to a group
    credence  how probable that is, a share
    error     the standard error of everyone's rate, if so
    """

    strength: float
    credence: float = 1.0
    error: float = 0.0


@dataclass(frozen=True)
class RatePrior:
    """What is believed of a group before its own deals are seen.

    mean     everyone's rate, a share in (0, 1)
    beliefs  how alike the groups may be; the credences sum to 1
    """

    mean: float
    beliefs: tuple[Belief, ...]

    @property
    def strength(self) -> float:
        """How many deals everyone's rate is worth, in the (geometric) middle of the beliefs."""
        return float(np.exp(sum(belief.credence * np.log(belief.strength) for belief in self.beliefs)))


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

    How alike the groups are, and everyone's rate, are unsure themselves: the interval is that of the beta distribution
    with the mean and the variance of the mixture over all beliefs.

    >>> one = rate_interval(1, 1, RatePrior(0.2, (Belief(strength=9.0),)))
    >>> (round(one.low, 2), round(one.mean, 2), round(one.high, 2))
    (0.06, 0.28, 0.58)
    """
    strength = np.array([belief.strength for belief in prior.beliefs])
    credence = np.array([belief.credence for belief in prior.beliefs])
    error = np.array([belief.error for belief in prior.beliefs])
    means = np.array([pooled_rate(won, closed, prior.mean, each) for each in strength])
    mean = float(credence @ means)
    within = means * (1 - means) / (closed + strength + 1) + (error * strength / (closed + strength)) ** 2
    variance = float(credence @ (within + (means - mean) ** 2))
    worth = mean * (1 - mean) / variance - 1
    tail = (1 - coverage) / 2
    low, high = scipy.stats.beta.ppf([tail, 1 - tail], mean * worth, (1 - mean) * worth)
    return Rate(mean, float(low), float(high))


def fit_prior(won: Floats, closed: Floats) -> RatePrior:
    """How alike the groups are, learnt from the groups: strengths weighted by how probable they make the counts.

    The marginal likelihood of the beta-binomial, with every strength on a logarithmic scale as likely beforehand. One
    best strength would not do: of few groups it says that they are all alike, and the intervals come out too narrow.
    The mean is the overall rate, pulled half a deal towards one half so that it is never 0 or 1.

    won, closed  deals of each group, fractions allowed
    """
    mean = float((won.sum() + 0.5) / (closed.sum() + 1.0))
    known = closed > 0
    won, closed = won[known, None], closed[known, None]
    a, b = mean * STRENGTHS, (1 - mean) * STRENGTHS
    log_fit = (special.betaln(won + a, closed - won + b) - special.betaln(a, b)).sum(axis=0)
    credence = special.softmax(log_fit)
    # Deals of groups that are unlike tell less of everyone's rate than as many alike ones.
    told = (closed / (1 + np.maximum(closed - 1, 0) / (STRENGTHS + 1))).sum(axis=0)
    error = np.sqrt(mean * (1 - mean) / (told + 1))
    return RatePrior(mean, tuple(map(Belief, STRENGTHS.tolist(), credence.tolist(), error.tolist())))
