"""Who fits and who does not, as short statements with the numbers behind them."""

import math
from dataclasses import dataclass
from typing import Literal

from tiercel.inference.shrinkage import Rate
from tiercel.score.evidence import AttributeEvidence, LevelEvidence

MOST_STATEMENTS = 12


@dataclass(frozen=True)
class Statement:
    """One thing that the deals say about who buys.

    fits      True: such accounts win more often than others; False: less often
    sure      how sure that is: "very" where the 95 percent interval stays clear of everyone's rate by a fifth of it,
              else "fairly"
    """

    attribute: str
    level: str
    fits: bool
    sure: Literal["very", "fairly"]
    win_rate: Rate
    lift: Rate
    deals: int
    won: int


def statements(evidence: tuple[AttributeEvidence, ...], scope: frozenset[str] | None = None) -> tuple[Statement, ...]:
    """The weightiest statements, those for first; suspects say nothing here.

    scope  the columns that may speak; None for all
    """
    telling = [
        (each, level)
        for each in evidence
        if not each.held_out and (scope is None or each.column in scope)
        for level in each.levels
        if level.verdict in {"speaks_for", "speaks_against"}
    ]
    made = [_statement(each.attribute, level) for each, level in telling]
    made.sort(key=lambda statement: (not statement.fits, -_weight(statement)))
    return tuple(
        statement for fits in (True, False) for statement in [s for s in made if s.fits == fits][:MOST_STATEMENTS]
    )


def _statement(attribute: str, level: LevelEvidence) -> Statement:
    fits = level.verdict == "speaks_for"
    clear = level.lift.low - 1 if fits else 1 - level.lift.high
    sure: Literal["very", "fairly"] = "very" if clear >= 0.2 else "fairly"
    return Statement(attribute, level.label, fits, sure, level.win_rate, level.lift, level.deals, level.won)


def _weight(statement: Statement) -> float:
    """What it changes in all: how far the rate lies from everyone's, times the root of the deals."""
    return abs(statement.lift.mean - 1) * math.sqrt(statement.deals)
