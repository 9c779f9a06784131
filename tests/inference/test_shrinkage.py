"""A group's rate lies between its own and everyone's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tiercel.core.errors import DataError
from tiercel.inference.shrinkage import Belief, RatePrior, fit_prior, pooled_rate, rate_interval


@given(won=st.integers(0, 500), lost=st.integers(0, 500), everyone=st.floats(0.01, 0.99), strength=st.floats(0.1, 1000))
def test_pooled_rate_lies_between_the_group_and_everyone(won: int, lost: int, everyone: float, strength: float) -> None:
    closed = won + lost
    own = won / closed if closed else everyone
    pooled = pooled_rate(won, closed, everyone, strength)
    assert min(own, everyone) - 1e-12 <= pooled <= max(own, everyone) + 1e-12


@given(won=st.integers(0, 50), lost=st.integers(0, 50))
def test_more_deals_at_the_same_rate_never_widen_the_interval(won: int, lost: int) -> None:
    prior = RatePrior(0.3, (Belief(10.0),))
    few, many = rate_interval(won, won + lost, prior), rate_interval(10 * won, 10 * (won + lost), prior)
    assert many.high - many.low <= few.high - few.low + 0.02


def test_one_lucky_deal_does_not_make_a_perfect_segment() -> None:
    won, closed = np.array([1.0, 20, 18, 22]), np.array([1.0, 100, 100, 100])
    lucky = rate_interval(1, 1, fit_prior(won, closed))
    assert lucky.mean < 0.35
    assert lucky.low < 0.2


def test_more_won_than_closed_is_refused() -> None:
    with pytest.raises(DataError, match="3 of 2 deals"):
        pooled_rate(3, 2, 0.5, 1)


def test_alike_groups_get_a_strong_prior_and_unlike_ones_a_weak_one() -> None:
    random = np.random.default_rng(3)
    closed = np.full(40, 50.0)
    alike = random.binomial(50, 0.3, 40).astype(float)
    unlike = random.binomial(50, stats.beta.rvs(1.5, 3.5, size=40, random_state=random)).astype(float)
    assert fit_prior(alike, closed).strength > 10 * fit_prior(unlike, closed).strength
    assert 2 <= fit_prior(unlike, closed).strength <= 10


def test_intervals_cover_the_truth_as_often_as_they_say() -> None:
    """3,200 groups: the share covered has a standard deviation of 0.4 points around 95 percent."""
    random = np.random.default_rng(4)
    covered = []
    for _ in range(80):
        truth = random.beta(6, 14, 40)
        closed = random.integers(5, 80, 40).astype(float)
        won = random.binomial(closed.astype(int), truth).astype(float)
        prior = fit_prior(won, closed)
        rates = [rate_interval(w, n, prior) for w, n in zip(won, closed, strict=True)]
        covered += [r.low <= t <= r.high for r, t in zip(rates, truth, strict=True)]
    assert 0.93 <= np.mean(covered) <= 0.97


def test_intervals_of_two_groups_that_do_not_differ_cover_the_common_rate() -> None:
    """The usual noise attribute. 600 intervals, two by two alike: the share covered has a standard deviation of a point
    around 95 percent; intervals that take everyone's rate for certain cover half.
    """
    random = np.random.default_rng(5)
    closed = np.array([600.0, 400.0])
    covered = []
    for _ in range(300):
        won = random.binomial(closed.astype(int), 0.3).astype(float)
        prior = fit_prior(won, closed)
        rates = [rate_interval(w, n, prior) for w, n in zip(won, closed, strict=True)]
        covered += [rate.low <= 0.3 <= rate.high for rate in rates]
    assert 0.92 <= np.mean(covered) <= 0.99
