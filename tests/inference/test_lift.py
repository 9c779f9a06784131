"""The best tenth against everyone."""

import numpy as np

from tiercel.inference.bootstrap import cluster_interval
from tiercel.inference.lift import lift, top_share


def test_a_perfect_ranking_of_one_in_ten_lifts_ten_times() -> None:
    won = np.arange(100) < 10
    assert lift(top_share(-np.arange(100.0), np.zeros(100, int)), won) == 10.0


def test_without_a_ranking_the_best_tenth_is_like_all() -> None:
    won = np.arange(50) < 13
    assert abs(lift(top_share(np.zeros(50), np.zeros(50, int)), won) - 1.0) < 1e-12


def test_each_fold_has_a_best_tenth_of_its_own() -> None:
    member = top_share(np.arange(40.0), np.repeat([0, 1], 20))
    assert member[:20].sum() == member[20:].sum() == 2.0


def test_an_interval_over_redrawn_accounts_holds_the_mean() -> None:
    values = np.random.default_rng(1).normal(size=300)

    def mean(times: np.ndarray) -> float:
        return float(times @ values / times.sum())

    low, high = cluster_interval(mean, np.arange(300), draws=400)
    assert abs((high - low) / 2 - 1.96 * values.std() / np.sqrt(300)) < 0.02
    assert low < values.mean() < high
