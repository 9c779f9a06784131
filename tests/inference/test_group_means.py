"""Means by group, shrunk."""

import numpy as np

from tiercel.inference.group_means import pooled_means


def test_one_large_deal_does_not_make_a_valuable_segment() -> None:
    random = np.random.default_rng(1)
    values = np.concatenate([[100.0], random.normal(10, 3, 200)])
    codes = np.concatenate([[0], np.arange(200) % 2 + 1]).astype(np.int32)
    lucky = pooled_means(values, codes, 3, np.arange(201))[0]
    assert lucky.mean < 90
    assert lucky.low < 20


def test_groups_that_differ_keep_their_means() -> None:
    random = np.random.default_rng(2)
    codes = np.repeat([0, 1], 500).astype(np.int32)
    found = pooled_means(np.array([10.0, 20.0])[codes] + random.normal(size=1000), codes, 2, np.arange(1000))
    assert abs(found[0].mean - 10) < 0.3
    assert abs(found[1].mean - 20) < 0.3
    assert found[0].high < found[1].low


def test_what_is_not_known_is_said_to_be_so() -> None:
    found = pooled_means(np.array([np.nan, np.nan]), np.array([0, 1], np.int32), 2, np.arange(2))
    assert [mean.count for mean in found] == [0, 0]
    assert np.isnan(found[0].mean)


def test_intervals_of_means_cover_the_truth() -> None:
    """1,500 groups: the share covered has a standard deviation of 0.6 points."""
    random = np.random.default_rng(3)
    covered = []
    for _ in range(150):
        truth = random.normal(50, 10, 10)
        codes = np.repeat(np.arange(10), random.integers(5, 60, 10)).astype(np.int32)
        values = truth[codes] + random.normal(scale=20, size=len(codes))
        found = pooled_means(values, codes, 10, np.arange(len(codes)))
        covered += [mean.low <= true <= mean.high for mean, true in zip(found, truth, strict=True)]
    assert 0.92 <= np.mean(covered) <= 0.98
