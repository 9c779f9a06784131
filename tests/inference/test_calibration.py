"""Chances mean what they say."""

import numpy as np
from scipy import special
from sklearn.metrics import brier_score_loss

from tiercel.inference.calibration import brier, curve, slope


def drawn(boldness: float) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(1)
    log_odds = random.normal(size=8000)
    return special.expit(boldness * log_odds), random.random(8000) < special.expit(log_odds)


def test_the_slope_is_one_for_right_chances_and_a_half_for_chances_twice_too_bold() -> None:
    for boldness, expected in ((1.0, 1.0), (2.0, 0.5), (0.5, 2.0)):
        chance, won = drawn(boldness)
        found = slope(chance, won, np.arange(8000))
        assert found is not None
        assert found.low < expected < found.high
        assert found.high - found.low < 0.3 * expected


def test_equal_chances_have_no_slope() -> None:
    assert slope(np.full(10, 0.3), np.arange(10) < 3, np.arange(10)) is None


def test_the_squared_error_agrees_with_scikit_learn() -> None:
    chance, won = drawn(1.5)
    assert abs(brier(chance, won) - brier_score_loss(won, chance)) < 1e-12


def test_the_curve_rises_and_holds_every_deal_once() -> None:
    chance, won = drawn(1.0)
    points = curve(chance, won)
    assert sum(point.deals for point in points) == 8000
    assert [p.expected for p in points] == sorted(p.expected for p in points)
    assert all(p.low <= p.observed <= p.high for p in points)
