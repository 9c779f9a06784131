"""A score that anyone can add up: points for each level, a chance to win with its interval, and reasons that sum."""

import math
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from scipy import special

from tiercel.core.scored import Reason, Scored
from tiercel.inference.arrays import Floats
from tiercel.inference.onehot import Design
from tiercel.score.levels import Levels
from tiercel.score.reading import Reading, read_column

# The average account has 100 points; 20 more double the odds of winning.
START_POINTS, POINTS_TO_DOUBLE = 100.0, 20.0
POINTS_PER_LOG_ODDS = POINTS_TO_DOUBLE / math.log(2)
# Points are whole 64ths, which sum without rounding in any order.
GRAIN = 64.0


@dataclass(frozen=True)
class Scores:
    """One of each for every row: points, the chance to win (a share) with a 95 percent interval."""

    points: Floats
    chance: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class Scorecard:
    """A fitted model; it needs only the columns' texts and numbers to score.

    attributes  how each attribute is read into levels
    points      of each attribute, one number for each level
    base        log-odds of winning at 100 points
    root        R, so that R R' is the covariance of the log-odds: the constant first, then all levels
    """

    attributes: tuple[Levels, ...]
    points: tuple[Floats, ...]
    base: float
    root: Floats

    def design(self, table: pa.Table) -> Design:
        """Read a table's columns into levels; a column that is absent is missing everywhere."""
        readings: dict[tuple[str, str], Reading] = {}
        codes = []
        for levels in self.attributes:
            key = (levels.column, levels.reading_kind)
            if key not in readings:
                readings[key] = _read(table, levels)
            codes.append(levels.encode(readings[key]))
        if not codes:
            return Design(np.empty((table.num_rows, 0), dtype=np.int32), 1)
        return Design.of(codes, [len(levels.labels) for levels in self.attributes])

    def score(self, table: pa.Table) -> Scores:
        return self.score_design(self.design(table))

    def score_design(self, design: Design) -> Scores:
        points = design.times(np.concatenate([[START_POINTS], *self.points]))
        log_odds = self.base + (points - START_POINTS) / POINTS_PER_LOG_ODDS
        reach = 1.96 * design.spread(self.root)
        return Scores(points, special.expit(log_odds), special.expit(log_odds - reach), special.expit(log_odds + reach))

    def explain(self, row: pa.Table) -> Scored:
        """The points of one row (a table's first), with the reasons that sum to them, the weightiest first."""
        design = self.design(row.slice(0, 1))
        reach = 1.96 * float(design.spread(self.root)[0]) * POINTS_PER_LOG_ODDS
        starts = np.cumsum([1, *(len(levels.labels) for levels in self.attributes)])
        reasons = []
        for levels, points, start, code in zip(self.attributes, self.points, starts, design.codes[0], strict=False):
            at = int(code) - int(start)
            reasons.append(Reason(levels.attribute, levels.labels[at], float(points[at])))
        reasons.sort(key=lambda reason: -abs(reason.amount))
        value = START_POINTS + sum(reason.amount for reason in reasons)
        return Scored(value, value - reach, value + reach, START_POINTS, tuple(reasons))


def _read(table: pa.Table, levels: Levels) -> Reading:
    if levels.column not in table.column_names:
        absent = pa.nulls(table.num_rows, pa.string())
        return read_column(levels.column, absent, levels.reading_kind)
    return read_column(levels.column, table[levels.column], levels.reading_kind)


def in_points(log_odds: Floats) -> Floats:
    """Log-odds as points, rounded to whole 64ths."""
    return np.asarray(np.round(log_odds * POINTS_PER_LOG_ODDS * GRAIN) / GRAIN)
