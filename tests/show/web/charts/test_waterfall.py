"""A waterfall ends where the score stands, whatever the reasons."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiercel.core.scored import Reason
from tiercel.show.web.charts.curves import calibration
from tiercel.show.web.charts.scale import Scale, around
from tiercel.show.web.charts.waterfall import waterfall

AMOUNTS = st.lists(st.floats(-50, 50), max_size=30)


@given(AMOUNTS)
def test_every_bar_begins_where_the_one_before_ended(amounts: list[float]) -> None:
    reasons = [Reason(f"a{n}", "x", amount) for n, amount in enumerate(amounts)]
    bars = waterfall(100.0, reasons, 100.0 + sum(amounts))
    assert sum(bar.amount for bar in bars[:-1]) == pytest.approx(bars[-1].amount)
    for before, bar in pairwise(bars[:-1]):
        edges = (bar.x, bar.x + bar.width)
        assert min(abs(edge - before.until) for edge in edges) <= 0.31
    assert all(-0.5 <= bar.x <= 100.5 for bar in bars)


def test_small_reasons_are_joined_and_still_counted() -> None:
    reasons = [Reason(f"a{n}", "x", 20.0 - n) for n in range(20)]
    bars = waterfall(0.0, reasons, sum(20.0 - n for n in range(20)))
    assert len(bars) == 12
    assert bars[-2].joined == 11


@given(st.floats(-1e6, 1e6), st.floats(0.001, 1e6))
def test_ticks_are_few_and_lie_on_the_axis(low: float, span: float) -> None:
    scale = Scale(low, low + span)
    ticks = scale.ticks()
    assert 1 <= len(ticks) <= 13
    assert all(scale.low - span * 0.01 <= tick <= scale.high + span * 0.01 for tick in ticks)


def test_an_axis_without_values_is_still_an_axis() -> None:
    assert around([]) == Scale(0.0, 1.0)
    assert around([float("nan"), 0.3]).at(0.3) == pytest.approx(50.0)


def test_a_perfect_judge_lies_on_the_diagonal() -> None:
    drawn = calibration([(0.2, 0.2, 0.1, 0.3, 10), (0.6, 0.6, 0.5, 0.7, 10)])
    assert all(point.x - drawn.edge == pytest.approx(drawn.inner - point.y, abs=0.2) for point in drawn.points)
