"""Learn the points of a scorecard from closed deals and from what the team believes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy import special

from tiercel.inference.arrays import Codes, Floats
from tiercel.inference.clusters import deal_weights, likeness
from tiercel.inference.laplace import Belief, Block, Posterior, alike_neighbours, fit_logistic
from tiercel.inference.onehot import Design
from tiercel.score.cases import Cases
from tiercel.score.levels import Levels, find_levels, merge_ranges
from tiercel.score.reading import Reading
from tiercel.score.scorecard import Scorecard, in_points


@dataclass(frozen=True)
class Opinion:
    """What the team believes of one level: log-odds over the average account, and how sure (a standard deviation)."""

    mean: float
    spread: float


@dataclass(frozen=True)
class Prior:
    """What is believed before any deal is seen: opinions by attribute and level; the rest is learnt.

    >>> Prior({"industry": {"software": Opinion(mean=0.7, spread=0.4)}}).opinions["industry"]["software"].mean
    0.7
    """

    opinions: Mapping[str, Mapping[str, Opinion]] = field(default_factory=dict)


@dataclass(frozen=True)
class Encoded:
    """Attributes as levels, with the level of each deal."""

    levels: tuple[Levels, ...]
    codes: tuple[Codes, ...]

    @property
    def design(self) -> Design:
        if not self.levels:
            raise ValueError("No attribute is left to learn from.")
        return Design.of(list(self.codes), [len(levels.labels) for levels in self.levels])


def encode_start(readings: list[Reading]) -> Encoded:
    """Levels before any outcome is seen."""
    levels, codes = [], []
    for reading in readings:
        for found in find_levels(reading):
            levels.append(found)
            codes.append(found.encode(reading))
    return Encoded(tuple(levels), tuple(codes))


def encode_merged(start: Encoded, won: Floats, weight: Floats) -> Encoded:
    """The same with the ranges of numbers joined where they win alike."""
    levels, codes = [], []
    for before, code in zip(start.levels, start.codes, strict=True):
        after = merge_ranges(before, code, won, weight)
        levels.append(after)
        codes.append(recode(before, after, code))
    return Encoded(tuple(levels), tuple(codes))


def recode(before: Levels, after: Levels, codes: Codes) -> Codes:
    """Level numbers of an attribute after its ranges were joined."""
    if after is before:
        return codes
    places = np.searchsorted(np.array(after.bounds), np.array([*before.bounds, np.inf]), side="left")
    return np.array([*places, len(after.labels) - 1], dtype=np.int32)[codes]


def fit_scorecard(encoded: Encoded, cases: Cases, prior: Prior | None = None) -> Scorecard:
    """Fit the points. Deals of one account count less the more alike they turn out to be once the attributes are
    accounted for.
    """
    design, won = encoded.design, cases.won.astype(np.float64)
    belief = believe(encoded.levels, prior or Prior())
    posterior = fit_logistic(design, won, np.ones(cases.rows), belief)
    if cases.accounts < cases.rows:
        chance = special.expit(design.times(posterior.mean))
        left = (won - chance) / np.sqrt(np.maximum(chance * (1 - chance), 1e-6))
        posterior = fit_logistic(design, won, deal_weights(cases.group, likeness(left, cases.group)), belief)
    return as_scorecard(encoded, posterior)


def believe(levels: tuple[Levels, ...], prior: Prior) -> Belief:
    """The prior over the columns of the design."""
    sizes = [len(each.labels) for each in levels]
    starts = np.cumsum([1, *sizes])
    mean, spread = np.zeros(starts[-1]), np.full(starts[-1], np.nan)
    blocks = []
    for each, start, size in zip(levels, starts, sizes, strict=False):
        for k, label in enumerate(each.labels):
            opinion = prior.opinions.get(each.attribute, {}).get(label.casefold())
            if opinion:
                mean[start + k], spread[start + k] = opinion.mean, opinion.spread
        blocks.append(Block(int(start), int(start) + size, alike_neighbours(size, each.ordered)))
    return Belief(mean, spread, tuple(blocks))


def as_scorecard(encoded: Encoded, posterior: Posterior) -> Scorecard:
    """Points are centred so that the average deal has none: reasons then say how an account differs."""
    design = encoded.design
    shares = design.transposed_times(np.ones(design.rows)) / design.rows
    points, base = [], float(posterior.mean[0])
    start = 1
    for levels in encoded.levels:
        columns = slice(start, start + len(levels.labels))
        effects = posterior.mean[columns]
        middle = float(shares[columns] @ effects)
        points.append(in_points(effects - middle))
        base += middle
        start = columns.stop
    root = posterior.root.astype(np.float32).astype(np.float64)
    return Scorecard(encoded.levels, tuple(points), base, root)
