"""How a score comes to be: each reason a bar that begins where the last one ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tiercel.core.scored import Reason
from tiercel.show.web.charts.scale import Scale, around


@dataclass(frozen=True)
class Bar:
    """One bar; `x` and `width` in percent. `kind`: start, for, against or total; `until`: where the next begins.

    joined   how many small reasons it stands for; 0 for one of its own
    """

    term: str
    saw: str
    amount: float
    kind: str
    x: float
    width: float
    until: float
    joined: int = 0


def waterfall(start: float, reasons: Sequence[Reason], value: float, most: int = 9) -> tuple[Bar, ...]:
    """The start, the strongest reasons, the others as one, and the value that they all sum to."""
    ordered = sorted(reasons, key=lambda reason: -abs(reason.amount))
    kept, rest = (ordered, []) if len(ordered) <= most + 1 else (ordered[:most], ordered[most:])
    shown = kept + ([Reason("", "", sum(reason.amount for reason in rest))] if rest else [])
    sums = [start]
    for reason in shown:
        sums.append(sums[-1] + reason.amount)
    scale = around([*sums, value])
    bars = [_total("start", start, scale)]
    for reason, before, after in zip(shown, sums, sums[1:], strict=False):
        x, end = sorted((scale.at(before), scale.at(after)))
        kind = "for" if reason.amount >= 0 else "against"
        joined = 0 if reason.term else len(rest)
        bars.append(Bar(reason.term, reason.saw, reason.amount, kind, x, max(end - x, 0.3), scale.at(after), joined))
    return (*bars, _total("total", value, scale))


def _total(kind: str, value: float, scale: Scale) -> Bar:
    return Bar("", "", value, kind, scale.at(value) - 0.4, 0.8, scale.at(value))
