"""Comparisons are fair: both take turns, and one slow moment of the machine decides nothing."""

from bench.interleaved import Compared, interleaved


def test_both_take_turns() -> None:
    turns: list[str] = []
    compared = interleaved(lambda: turns.append("ours"), lambda: turns.append("theirs"), pairs=3)
    assert turns == ["ours", "theirs"] * 3
    assert len(compared.ours) == len(compared.theirs) == 3


def test_one_slow_turn_does_not_move_the_ratio() -> None:
    compared = Compared(ours=(2.0, 2.0, 60.0, 2.0, 2.0), theirs=(1.0,) * 5)
    assert compared.ratio == 2.0
    assert "ratio 2.00 over 5 interleaved pairs" in str(compared)
