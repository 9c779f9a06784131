"""How a score comes to be: each reason a bar that begins where the last one ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tiercel.core.scored import Reason
from tiercel.show.web.charts.scale import around


@dataclass(frozen=True)
class Bar:
    """One bar; `x` and `width` in percent. `kind` is for, against or total; `until` is where the next one begins."""

    term: str
    saw: str
    amount: float
    kind: str
    x: float
    width: float
    until: float


def waterfall(start: float, reasons: Sequence[Reason], value: float) -> tuple[Bar, ...]:
    """The start, the reasons from the strongest down, and the value that they sum to."""
    ordered = sorted(reasons, key=lambda reason: -abs(reason.amount))
    sums = [start]
    for reason in ordered:
        sums.append(sums[-1] + reason.amount)
    scale = around([*sums, value])
    bars = [Bar("", "", start, "total", scale.at(start) - 0.4, 0.8, scale.at(start))]
    for reason, before, after in zip(ordered, sums, sums[1:], strict=False):
        x, end = sorted((scale.at(before), scale.at(after)))
        kind = "for" if reason.amount >= 0 else "against"
        bars.append(Bar(reason.term, reason.saw, reason.amount, kind, x, max(end - x, 0.3), scale.at(after)))
    return (*bars, Bar("", "", value, "total", scale.at(value) - 0.4, 0.8, scale.at(value)))
