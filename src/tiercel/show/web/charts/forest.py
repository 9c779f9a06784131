"""Intervals beside each other, against the average: what speaks for, what speaks against, what is noise."""

from __future__ import annotations

from dataclasses import dataclass

from tiercel.show.web.charts.scale import Scale


@dataclass(frozen=True)
class Mark:
    """One row: places in percent. `kind` is for, against, noise or few."""

    x: float
    low: float
    high: float
    reference: float
    kind: str


def mark(scale: Scale, value: float, interval: tuple[float, float], *, reference: float, kind: str) -> Mark:
    return Mark(scale.at(value), scale.at(interval[0]), scale.at(interval[1]), scale.at(reference), kind)
