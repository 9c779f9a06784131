"""The ideal customer profile, learnt from closed deals: evidence, what was held out, how well it foretells, and the
scorecard.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pyarrow as pa
from scipy import special

from tiercel.core.errors import DataError
from tiercel.core.scored import Scored
from tiercel.inference.arrays import Floats
from tiercel.inference.clusters import deal_weights, likeness
from tiercel.inference.threads import threads_for
from tiercel.score.backtest import Backtest, backtest
from tiercel.score.cases import Cases
from tiercel.score.evidence import AttributeEvidence, gather
from tiercel.score.fitting import Encoded, Prior, encode_merged, encode_start, fit_scorecard
from tiercel.score.leaks import Leak
from tiercel.score.plain import as_plain, from_plain
from tiercel.score.scorecard import Scorecard
from tiercel.score.screening import suspect
from tiercel.score.statements import Statement, statements
from tiercel.score.usable import read_usable
from tiercel.score.value import ValueModel, fit_value
from tiercel.score.verdict import Verdict, decide, try_attributes

# What scores; the rest of a profile is figures for people.
MODEL = ("scorecard", "value")


@dataclass(frozen=True)
class Scores:
    """One of each for every account: points, the chance to win a deal and its 95 percent interval, and chance times
    value.

    expected_value  with its interval, in the unit of the amounts; NaN where no amounts are known
    """

    points: Floats
    chance: Floats
    low: Floats
    high: Floats
    expected_value: Floats
    expected_low: Floats
    expected_high: Floats


@dataclass(frozen=True)
class Profile:
    """What was learnt.

    deals, accounts, won  how much it was learnt from
    left_out              columns of no use, and why
    alike                 how alike deals of one account are, in [0, 1]
    fit_columns           the columns that the scorecard may use; the others are evidence only
    scorecard             without a signal it has no attributes: every account gets the common chance
    """

    deals: int
    accounts: int
    won: int
    verdict: Verdict
    leaks: tuple[Leak, ...]
    left_out: Mapping[str, str]
    alike: float
    evidence: tuple[AttributeEvidence, ...]
    backtest: Backtest | None
    fit_columns: tuple[str, ...]
    scorecard: Scorecard
    value: ValueModel | None

    @property
    def win_rate(self) -> float:
        return self.won / self.deals

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Who fits and who does not, by what the scorecard uses."""
        return statements(self.evidence, frozenset(self.fit_columns))

    def to_dict(self) -> dict[str, Any]:
        """The profile as the body of a strategy document; `from_dict` makes of it a profile that scores bit by bit the
        same.
        """
        return {
            "verdict": self.verdict.whole,
            "statements": as_plain(self.statements),
            "figures": as_plain(
                {field.name: getattr(self, field.name) for field in fields(self) if field.name not in MODEL}
            ),
            "model": as_plain({name: getattr(self, name) for name in MODEL}),
        }

    @classmethod
    def from_dict(cls, body: Mapping[str, Any]) -> "Profile":
        """Raises DataError where the body is not that of a learnt profile."""
        try:
            profile: Profile = from_plain(cls, {**body["figures"], **body["model"]})
        except (KeyError, TypeError, ValueError) as error:
            raise DataError(f"This profile cannot be read ({error!r}). Learn it again: tiercel icp learn") from error
        return profile

    def score(self, table: pa.Table) -> Scores:
        """Score every row of a table that has the attributes' columns; a column that is absent counts as missing."""
        design = self.scorecard.design(table)
        found = self.scorecard.score_design(design)
        if self.value is None:
            nothing = np.full(table.num_rows, np.nan)
            return Scores(found.points, found.chance, found.low, found.high, nothing, nothing, nothing)
        worth = self.value.expect(table, found)
        return Scores(found.points, found.chance, found.low, found.high, *worth)

    def explain(self, row: pa.Table) -> Scored:
        """Points of one row, with the reasons that sum to them."""
        return self.scorecard.explain(row)


def learn(
    cases: Cases,
    prior: Prior | None = None,
    *,
    confirmed: frozenset[str] = frozenset(),
    evidence_only: frozenset[str] = frozenset(),
) -> Profile:
    """Learn the profile.

    prior          what the team believes of levels; the rest is learnt
    confirmed      columns that a person vouches for: they are used although they are suspected
    evidence_only  columns that are shown but do not score, because an account without deals does not have them
    """
    with threads_for(cases.rows):
        return _learn(cases, prior, confirmed, evidence_only)


def _learn(cases: Cases, prior: Prior | None, confirmed: frozenset[str], evidence_only: frozenset[str]) -> Profile:
    readings, left_out = read_usable(cases.attributes, has_time=cases.time is not None)
    start = encode_start(readings)
    won = cases.won.astype(np.float64)
    alike = likeness(won - won.mean(), cases.group) if cases.rows else 0.0
    weight = deal_weights(cases.group, alike)
    leaks = suspect(readings, cases, weight, confirmed)
    held_out = frozenset(leak.attribute for leak in leaks if leak.held_out)
    scoring = [reading for reading in readings if reading.name not in held_out | evidence_only]
    judged = backtest(scoring, cases, prior)
    verdict = decide(_together(start, held_out | evidence_only, cases), judged.scorecard.auc if judged else None)
    has_signal = verdict.whole == "signal"
    merged = encode_merged(start, won, weight)
    fitted = _without(start, held_out | evidence_only)
    p_values = try_attributes(start, cases).p_values if start.levels else np.empty(0)
    return Profile(
        deals=cases.rows,
        accounts=cases.accounts,
        won=int(cases.won.sum()),
        verdict=verdict,
        leaks=tuple(leaks),
        left_out=left_out,
        alike=alike,
        evidence=gather(
            start,
            merged,
            cases=cases,
            weight=weight,
            p_values=p_values,
            held_out=held_out,
            has_signal=has_signal,
        ),
        backtest=judged,
        fit_columns=tuple(reading.name for reading in scoring),
        scorecard=fit_scorecard(fitted, cases, prior) if has_signal else common_chance(won, weight),
        value=fit_value(fitted, cases),
    )


def _together(start: Encoded, without: frozenset[str], cases: Cases) -> float:
    used = _without(start, without)
    return try_attributes(used, cases).together if used.levels else 1.0


def _without(encoded: Encoded, columns: frozenset[str]) -> Encoded:
    kept = [k for k, levels in enumerate(encoded.levels) if levels.column not in columns]
    return Encoded(tuple(encoded.levels[k] for k in kept), tuple(encoded.codes[k] for k in kept))


def common_chance(won: Floats, weight: Floats) -> Scorecard:
    """The scorecard that ranks nobody: everyone has the common win rate, with its interval."""
    wins, deals = float(weight @ won) + 0.5, float(weight.sum()) + 1.0
    rate = wins / deals
    return Scorecard((), (), float(special.logit(rate)), np.array([[1.0 / np.sqrt(deals * rate * (1 - rate))]]))
