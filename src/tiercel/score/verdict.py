"""Whether anything tells won from lost at all: said only when chance would hardly do the same."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from tiercel.inference.arrays import Counts
from tiercel.inference.association import Association, Column, associate
from tiercel.inference.roc import Auc
from tiercel.score.cases import Cases
from tiercel.score.fitting import Encoded

Whole = Literal["signal", "no_signal"]

# Of two hundred tables without signal, three are called a signal.
LEVEL = 0.015
PERIODS = 8
FEWEST_PER_PERIOD = 30


@dataclass(frozen=True)
class Verdict:
    """What is said of the whole.

    p_together  how often chance alone would associate attributes and outcome as strongly, a share
    because     which condition failed: few (too few deals to judge), chance (association), unseen (ranking of unseen
                deals), or ""
    """

    whole: Whole
    p_together: float
    because: Literal["", "few", "chance", "unseen"]


def try_attributes(encoded: Encoded, cases: Cases) -> Association:
    """Test each attribute and all together; where deals have times, outcomes are compared within periods, so that a
    drifting win rate does not pass for an attribute that drifts too.
    """
    columns = [
        Column(code, len(levels.labels), levels.ordered)
        for levels, code in zip(encoded.levels, encoded.codes, strict=True)
    ]
    return associate(columns, cases.won, cases.group, strata=periods(cases))


def periods(cases: Cases) -> Counts | None:
    """A number for each deal: up to eight periods with about equally many deals."""
    if cases.time is None:
        return None
    count = int(np.clip(cases.rows // FEWEST_PER_PERIOD, 1, PERIODS))
    time = np.where(np.isnan(cases.time), np.inf, cases.time)
    bounds = np.unique(np.quantile(time, np.arange(1, count) / count, method="lower"))
    return np.searchsorted(bounds, time, side="left")


def decide(together: float, auc: Auc | None) -> Verdict:
    """Signal where both hold: chance would associate as strongly less than three times in two hundred, and unseen won
    deals are ranked above unseen lost ones more often than not, by the lower end of a 90 percent interval.
    """
    if auc is None:
        return Verdict("no_signal", together, "few")
    if together > LEVEL:
        return Verdict("no_signal", together, "chance")
    if auc.value - 1.645 * auc.error <= 0.5:
        return Verdict("no_signal", together, "unseen")
    return Verdict("signal", together, "")
