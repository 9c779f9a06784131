"""Deals of one account are not independent."""

import numpy as np

from tiercel.inference.clusters import deal_weights, joined, likeness


def test_likeness_is_found_as_it_was_made() -> None:
    random = np.random.default_rng(1)
    group = np.repeat(np.arange(1500), 4)
    values = random.normal(scale=np.sqrt(0.3), size=1500)[group] + random.normal(scale=np.sqrt(0.7), size=6000)
    assert abs(likeness(values, group) - 0.3) < 0.05
    assert likeness(random.normal(size=6000), group) < 0.05


def test_deals_that_are_copies_count_once_per_account() -> None:
    group = np.array([0, 0, 0, 1])
    assert np.allclose(np.bincount(group, deal_weights(group, 1.0)), [1.0, 1.0])
    assert np.allclose(deal_weights(group, 0.0), 1.0)


def test_what_either_grouping_holds_together_stays_together() -> None:
    found = joined(np.array([0, 0, 1, 1, 2]), np.array([0, 1, 1, 2, 3]))
    assert found.tolist() == [0, 0, 0, 0, 1]
