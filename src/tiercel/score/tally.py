"""Deals won and lost by the levels of one attribute."""

from dataclasses import dataclass

import numpy as np

from tiercel.inference.arrays import Codes, Floats


@dataclass(frozen=True)
class Tally:
    """Counts by level, where deals of one account may count as fractions.

    labels     of the levels
    ordered    the first so many levels are ranges of a number, in order
    won, lost  deals of each level
    """

    labels: tuple[str, ...]
    won: Floats
    lost: Floats
    ordered: int = 0

    @property
    def closed(self) -> Floats:
        return self.won + self.lost

    @property
    def deals(self) -> float:
        return float(self.closed.sum())

    @property
    def rate(self) -> float:
        """Everyone's win rate, never quite 0 or 1."""
        return float((self.won.sum() + 0.5) / (self.deals + 1.0))

    @property
    def information_value(self) -> float:
        """How far the won and the lost are spread differently over the levels (Siddiqi 2006, Credit Risk Scorecards);
        0 is not at all.
        """
        seen = self.closed > 0
        won, lost = self.won[seen] + 0.5, self.lost[seen] + 0.5
        share_won, share_lost = won / won.sum(), lost / lost.sum()
        return float(((share_won - share_lost) * np.log(share_won / share_lost)).sum())

    @property
    def auc(self) -> float:
        """The area under the ROC curve when levels are ranked by their rate, shrunk by ten deals of everyone's."""
        order = np.argsort((self.won + 10 * self.rate) / (self.closed + 10))
        won, lost = self.won[order], self.lost[order]
        below = np.cumsum(lost) - lost / 2
        pairs = won.sum() * lost.sum()
        return float((won * below).sum() / pairs) if pairs else 0.5


def tally(labels: tuple[str, ...], codes: Codes, won: Floats, weight: Floats, *, ordered: int = 0) -> Tally:
    """Count; `won` is 1.0 or 0.0, `weight` what each deal counts."""
    wins = np.bincount(codes, weight * won, minlength=len(labels)).astype(np.float64)
    lost = np.maximum(np.bincount(codes, weight, minlength=len(labels)) - wins, 0.0)
    return Tally(labels, wins, lost, ordered)
