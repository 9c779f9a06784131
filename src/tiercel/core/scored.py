"""A score is never a bare number: it has an interval, and reasons that sum to it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """One term of a score.

    term     the attribute, as "industry"
    saw      what it saw, as "Software"; "" where nothing was known
    amount   what it adds, in the unit of the score (points, or minutes)
    """

    term: str
    saw: str
    amount: float


@dataclass(frozen=True)
class Scored:
    """A value with its interval, in one unit; `start` and the amounts of the reasons sum to the value.

    >>> score = Scored(value=12.0, low=8.0, high=16.0, start=10.0, reasons=(Reason("industry", "Software", 2.0),))
    >>> score.start + sum(reason.amount for reason in score.reasons) == score.value
    True
    """

    value: float
    low: float
    high: float
    start: float
    reasons: tuple[Reason, ...]
