"""Numbers become few ranges."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tiercel.inference.binning import merged, quantile_bounds


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=200))
def test_every_range_holds_a_value(values: list[float]) -> None:
    array = np.array(values)
    bounds = quantile_bounds(array, most=8, least=1)
    codes = np.searchsorted(bounds, array, side="left")
    assert set(codes) == set(range(len(bounds) + 1))


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=12))
def test_merging_keeps_every_range_once_and_in_order(counts: list[tuple[int, int]]) -> None:
    won = np.array([w for w, _ in counts], float)
    blocks = merged(won, won + np.array([lost for _, lost in counts], float))
    assert [k for block in blocks for k in block] == list(range(len(counts)))


def test_a_rising_number_is_binned_monotonically_although_chance_disturbs_it() -> None:
    won, closed = np.array([10.0, 9, 22, 20, 35, 33]), np.full(6, 100.0)
    rates = [won[block].sum() / closed[block].sum() for block in merged(won, closed)]
    assert rates == sorted(rates)
    assert len(rates) >= 3


def test_a_number_that_is_best_in_the_middle_stays_so() -> None:
    won, closed = np.array([10.0, 60, 60, 10]), np.full(4, 100.0)
    assert merged(won, closed) == [[0], [1, 2], [3]]


def test_a_number_that_says_nothing_becomes_one_range() -> None:
    assert merged(np.array([30.0, 31, 29, 30]), np.full(4, 100.0)) == [[0, 1, 2, 3]]
