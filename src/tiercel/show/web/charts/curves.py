"""Curves on a square: what was expected against what came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tiercel.show.web.charts.scale import Scale

SIDE, EDGE = 320, 44


@dataclass(frozen=True)
class Point:
    """A point with its interval, in units of the drawing; `size` grows with the number of deals."""

    x: float
    y: float
    low: float
    high: float
    size: float


@dataclass(frozen=True)
class Tick:
    place: float
    value: float


@dataclass(frozen=True)
class Calibration:
    """The drawing of a calibration curve: the diagonal is what a perfect judge would give."""

    points: tuple[Point, ...]
    path: str
    ticks_x: tuple[Tick, ...]
    ticks_y: tuple[Tick, ...]
    side: int = SIDE
    edge: int = EDGE

    @property
    def inner(self) -> int:
        return self.side - self.edge

    @property
    def top(self) -> int:
        return 10


def calibration(points: Sequence[tuple[float, float, float, float, int]]) -> Calibration:
    """Draw (expected, observed, low, high, deals), all shares but the last, on axes that both begin at nothing."""
    highest = max([high for _, _, _, high, _ in points] + [expected for expected, *_ in points], default=1.0)
    scale = Scale(0.0, min(max(highest * 1.05, 0.1), 1.0))
    most = max((deals for *_, deals in points), default=1)
    drawn = tuple(
        Point(_x(scale, expected), _y(scale, observed), _y(scale, low), _y(scale, high), 3 + 4 * (deals / most) ** 0.5)
        for expected, observed, low, high, deals in points
    )
    path = " ".join(f"{'M' if n == 0 else 'L'}{point.x:g} {point.y:g}" for n, point in enumerate(drawn))
    ticks = scale.ticks(5)
    return Calibration(
        points=drawn,
        path=path,
        ticks_x=tuple(Tick(_x(scale, value), value) for value in ticks),
        ticks_y=tuple(Tick(_y(scale, value), value) for value in ticks),
    )


def _x(scale: Scale, value: float) -> float:
    return round(EDGE + scale.at(value) / 100 * (SIDE - EDGE - 10), 1)


def _y(scale: Scale, value: float) -> float:
    return round(SIDE - EDGE - scale.at(value) / 100 * (SIDE - EDGE - 10), 1)
