"""What each attribute says: win rates, lift, value and margin by level, with intervals, and whether it is more than
noise.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from tiercel.inference.arrays import Codes, Floats
from tiercel.inference.association import binomial_p
from tiercel.inference.false_discovery import benjamini_hochberg
from tiercel.inference.group_means import Mean, pooled_means
from tiercel.inference.shrinkage import Rate, fit_prior, rate_interval
from tiercel.score.cases import Cases
from tiercel.score.fitting import Encoded
from tiercel.score.tally import Tally, tally

AttributeVerdict = Literal["signal", "noise", "too_few"]
LevelVerdict = Literal["speaks_for", "speaks_against", "noise", "too_few"]

# One in twenty of the things that are called signal may be a fluke.
FALSE_DISCOVERIES = 0.05
FEWEST_IN_LEVEL = 5.0
FEWEST_OF_EACH = 10


@dataclass(frozen=True)
class LevelEvidence:
    """One level of an attribute.

    deals, won   counts
    win_rate     shrunk towards everyone's
    lift         win rate over everyone's
    q_value      the false discovery rate at which this level would be called different
    measures     means by name over the deals for which they are known, shrunk likewise
    """

    label: str
    deals: int
    won: int
    win_rate: Rate
    lift: Rate
    q_value: float
    verdict: LevelVerdict
    measures: Mapping[str, Mean]


@dataclass(frozen=True)
class AttributeEvidence:
    """One attribute; `information_value` as in credit scoring, `verdict` by the false discovery rate over all
    attributes.
    """

    attribute: str
    column: str
    information_value: float
    p_value: float
    q_value: float
    verdict: AttributeVerdict
    held_out: bool
    levels: tuple[LevelEvidence, ...]


def gather(
    start: Encoded,
    encoded: Encoded,
    *,
    cases: Cases,
    weight: Floats,
    p_values: Floats,
    held_out: frozenset[str],
    has_signal: bool,
) -> tuple[AttributeEvidence, ...]:
    """The evidence of every attribute, the most telling first.

    start       attributes as they were tested
    encoded     the same with merged ranges, as they are shown, suspects included
    weight      what each deal counts, because deals of one account are alike
    p_values    one for each attribute
    held_out    columns under suspicion
    has_signal  the verdict on the whole: without a signal no attribute is called one
    """
    q_values = benjamini_hochberg(p_values)
    won = cases.won.astype(np.float64)
    tallies = [
        tally(levels.labels, codes, won, weight) for levels, codes in zip(encoded.levels, encoded.codes, strict=True)
    ]
    level_q = _level_q_values(tallies)
    out = []
    for k, (levels, codes) in enumerate(zip(encoded.levels, encoded.codes, strict=True)):
        enough = _is_enough(tallies[k], start.codes[k], weight)
        may_signal = has_signal or levels.column in held_out
        verdict = _verdict(float(q_values[k]), may_signal=may_signal, enough=enough)
        out.append(
            AttributeEvidence(
                levels.attribute,
                levels.column,
                tallies[k].information_value,
                float(p_values[k]),
                float(q_values[k]),
                verdict,
                levels.column in held_out,
                _levels(tallies[k], codes, cases, level_q[k], verdict),
            )
        )
    return tuple(sorted(out, key=lambda each: (each.q_value, -each.information_value)))


def _verdict(q_value: float, *, may_signal: bool, enough: bool) -> AttributeVerdict:
    if q_value <= FALSE_DISCOVERIES and may_signal:
        return "signal"
    return "noise" if enough else "too_few"


def _is_enough(counts: Tally, codes: Codes, weight: Floats) -> bool:
    """Whether a difference could have been seen: two levels with some deals, and some deals won and lost."""
    filled = (np.bincount(codes, weight) >= FEWEST_IN_LEVEL).sum() >= 2
    return bool(filled and min(counts.won.sum(), counts.lost.sum()) >= FEWEST_OF_EACH)


def _level_q_values(tallies: list[Tally]) -> list[Floats]:
    """Every level of every attribute is one finding among all."""
    p_values = [binomial_p(counts.won, counts.closed, counts.rate) for counts in tallies]
    q_values = benjamini_hochberg(np.concatenate(p_values)) if p_values else np.empty(0)
    return list(np.split(q_values, np.cumsum([len(p) for p in p_values])[:-1]))


def _levels(
    counts: Tally, codes: Codes, cases: Cases, q_values: Floats, verdict: AttributeVerdict
) -> tuple[LevelEvidence, ...]:
    prior = fit_prior(counts.won, counts.closed)
    deals = np.bincount(codes, minlength=len(counts.labels))
    won = np.bincount(codes, cases.won, minlength=len(counts.labels)).astype(int)
    measures = {
        name: pooled_means(values, codes, len(counts.labels), cases.group) for name, values in cases.measures.items()
    }
    out = []
    for k in np.flatnonzero(deals):
        rate = rate_interval(float(counts.won[k]), float(counts.closed[k]), prior)
        lift = Rate(rate.mean / prior.mean, rate.low / prior.mean, rate.high / prior.mean)
        says = _level_verdict(rate, prior.mean, float(q_values[k]), float(counts.closed[k]), verdict)
        of_level = {name: means[k] for name, means in measures.items()}
        out.append(
            LevelEvidence(counts.labels[k], int(deals[k]), int(won[k]), rate, lift, float(q_values[k]), says, of_level)
        )
    return tuple(out)


def _level_verdict(
    rate: Rate, everyone: float, q_value: float, deals: float, verdict: AttributeVerdict
) -> LevelVerdict:
    if deals < FEWEST_IN_LEVEL:
        return "too_few"
    if verdict != "signal" or q_value > FALSE_DISCOVERIES:
        return "noise"
    return "speaks_for" if rate.mean > everyone else "speaks_against"
