"""From values to places on an axis."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """A straight axis; places are percentages of its length, cut off at its ends.

    >>> Scale(0.0, 0.5).at(0.25)
    50.0
    """

    low: float
    high: float

    def at(self, value: float) -> float:
        if self.high <= self.low:
            return 50.0
        return round(100 * min(max((value - self.low) / (self.high - self.low), 0.0), 1.0), 2)

    def ticks(self, most: int = 6) -> tuple[float, ...]:
        """Round values along the axis, at most so many."""
        span = self.high - self.low
        if span <= 0:
            return (self.low,)
        step = _round_step(span / most)
        first = math.ceil(self.low / step - 1e-9)
        count = int(math.floor(self.high / step + 1e-9) - first) + 1
        return tuple(round((first + place) * step, 10) for place in range(count))


def around(values: Iterable[float], *, margin: float = 0.05, include: float | None = None) -> Scale:
    """An axis on which all finite values have room."""
    finite = [value for value in values if math.isfinite(value)] + ([include] if include is not None else [])
    if not finite:
        return Scale(0.0, 1.0)
    low, high = min(finite), max(finite)
    room = (high - low) * margin or 0.01
    return Scale(low - room, high + room)


def _round_step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return float(next(power * nice for nice in (1, 2, 5, 10) if power * nice >= rough * 0.999))
