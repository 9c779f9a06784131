"""A regression with beliefs: what the team holds before, what the deals say, and how sure we are after."""

from dataclasses import dataclass

import numpy as np
from scipy import linalg, special

from tiercel.inference.arrays import Floats
from tiercel.inference.onehot import Design

# Enough deals to learn how widely an attribute's levels spread; all deals then decide where each level lies.
ENOUGH_FOR_SPREADS = 30_000
# The belief about spreads themselves: half a level's worth of evidence for log-odds of 0.3.
SPREAD_SHAPE, SPREAD_SCALE = 0.5, 0.5 * 0.3**2
LEAST_SPREAD, GREATEST_SPREAD = 0.02, 3.0


@dataclass(frozen=True)
class Block:
    """One attribute's part of the prior.

    start, stop  its columns of the design
    structure    positive definite, levels x levels: the prior's precision is structure / spread^2
    """

    start: int
    stop: int
    structure: Floats


@dataclass(frozen=True)
class Belief:
    """A Gaussian prior over all columns.

    mean    one number for each column
    spread  one standard deviation for each column where somebody stated one; NaN where it is learnt from the deals
    blocks  the attributes
    """

    mean: Floats
    spread: Floats
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Posterior:
    """What is believed after: means, and a root R so that R R' is the covariance; `spreads` by attribute."""

    mean: Floats
    root: Floats
    spreads: Floats

    @property
    def covariance(self) -> Floats:
        return np.asarray(self.root @ self.root.T)


def alike_neighbours(levels: int, ordered: int) -> Floats:
    """A structure in which each level is free, and the first `ordered` ones resemble their neighbours.

    >>> alike_neighbours(3, 2).tolist()
    [[1.5, -1.0, 0.0], [-1.0, 1.5, 0.0], [0.0, 0.0, 1.0]]
    """
    structure = np.eye(levels)
    if ordered > 1:
        steps = np.diff(np.eye(ordered), axis=0)
        structure[:ordered, :ordered] = steps.T @ steps + 0.5 * np.eye(ordered)
    return structure


def fit_logistic(design: Design, won: Floats, weight: Floats, belief: Belief) -> Posterior:
    """Log-odds of winning as a sum over levels, with the Laplace approximation to the posterior.

    The spread of each attribute's levels is chosen by the evidence (MacKay 1992, Neural Computation 4, 415-447), so
    that an attribute that says nothing shrinks to nothing; stated spreads are kept as they are.

    won      1.0 or 0.0 for each deal
    weight   how many independent deals each one counts as, above 0
    """
    everyone = _Deals(design, won, weight)
    rows = _sampled(design.rows)
    some = everyone if len(rows) == design.rows else _Deals(design.sample(rows), won[rows], weight[rows])
    beta, spreads, curvature = _learn_spreads(some, belief)
    precision = _precision(belief, spreads)
    if some is not everyone:
        beta = _descend(everyone, belief, precision, beta, curvature * (weight.sum() / some.weight.sum()))
    for _ in range(50):
        beta, hessian, moved = _newton(everyone, belief.mean, precision, beta)
        # A Newton step errs by about its own square.
        if moved < 1e-4:
            break
    return Posterior(beta, _root_of_inverse(hessian), spreads)


def fit_linear(design: Design, value: Floats, weight: Floats, belief: Belief) -> tuple[Posterior, float]:
    """The same for a value on a line (a logarithm of an amount); returns the posterior and the noise's standard
    deviation.
    """
    gram, pull = design.gram(weight), design.transposed_times(weight * (value - value.mean()))
    total = float(weight @ (value - value.mean()) ** 2)
    spreads, noise = np.full(len(belief.blocks), 0.5), max(float(value.std()), 1e-3)
    beta = belief.mean
    for _ in range(100):
        precision = _precision(belief, spreads)
        hessian = gram / noise**2 + precision
        covariance = _inverse(hessian)
        beta = covariance @ (pull / noise**2 + precision @ belief.mean)
        found = _spreads(belief, spreads, beta, covariance)
        used = float(np.trace(covariance @ gram)) / noise**2
        residual = max(float(total - 2 * beta @ pull + beta @ gram @ beta), 0.0)
        quieter = float(np.sqrt((residual + 0.01) / (max(weight.sum() - used, 1.0) + 1.0)))
        settled = np.allclose(found, spreads, rtol=0.02) and abs(quieter - noise) < 0.01 * noise
        spreads, noise = found, max(quieter, 1e-3)
        if settled:
            break
    mean = beta.copy()
    mean[0] += value.mean()
    return Posterior(mean, _root_of_inverse(hessian), spreads), noise


def _sampled(rows: int) -> np.ndarray:
    if rows <= ENOUGH_FOR_SPREADS:
        return np.arange(rows)
    return np.sort(np.random.default_rng(1).choice(rows, ENOUGH_FOR_SPREADS, replace=False))


@dataclass(frozen=True)
class _Deals:
    design: Design
    won: Floats
    weight: Floats

    def slope_and_weights(self, beta: Floats) -> tuple[Floats, Floats]:
        """The gradient of the log-likelihood, and what each deal weighs in its curvature."""
        chance = special.expit(self.design.times(beta))
        return self.design.transposed_times(self.weight * (self.won - chance)), self.weight * chance * (1 - chance)


def _learn_spreads(deals: _Deals, belief: Belief) -> tuple[Floats, Floats, Floats]:
    """Means, spreads, and the curvature of the likelihood there: the likelihood is taken for a parabola, the spreads
    are learnt on it, and so on at the top of the posterior until it stays where it is.
    """
    beta = belief.mean.copy()
    rate = (deals.weight @ deals.won + 0.5) / (deals.weight.sum() + 1.0)
    beta[0] = special.logit(float(np.clip(rate, 1e-6, 1 - 1e-6)))
    spreads = np.full(len(belief.blocks), 0.5)
    for _ in range(12):
        slope, weights = deals.slope_and_weights(beta)
        curvature = deals.design.gram(weights)
        found, spreads = _on_a_parabola(curvature, curvature @ beta + slope, belief, spreads)
        step = found - beta
        # A step of more than two in log-odds leaves the region in which the curvature holds.
        beta = beta + step * min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-12))
        if np.abs(step).max() < 0.01:
            break
    return beta, spreads, curvature


def _on_a_parabola(curvature: Floats, pull: Floats, belief: Belief, spreads: Floats) -> tuple[Floats, Floats]:
    for _ in range(200):
        precision = _precision(belief, spreads)
        covariance = _inverse(curvature + precision)
        beta = covariance @ (pull + precision @ belief.mean)
        found = _spreads(belief, spreads, beta, covariance)
        settled = np.allclose(found, spreads, rtol=0.005)
        spreads = found
        if settled:
            break
    return beta, spreads


def _descend(deals: _Deals, belief: Belief, precision: Floats, beta: Floats, curvature: Floats) -> Floats:
    """Nearly to the top with the curvature of a sample: only the slope is summed over all deals."""
    factor = linalg.cho_factor(curvature + precision)
    for _ in range(15):
        slope, _weights = deals.slope_and_weights(beta)
        step = linalg.cho_solve(factor, slope - precision @ (beta - belief.mean))
        beta = beta + step * min(1.0, 1.0 / max(float(np.abs(step).max()), 1e-12))
        if np.abs(step).max() < 1e-3:
            break
    return beta


def _newton(deals: _Deals, prior: Floats, precision: Floats, beta: Floats) -> tuple[Floats, Floats, float]:
    slope, weights = deals.slope_and_weights(beta)
    hessian = deals.design.gram(weights) + precision
    step = linalg.solve(hessian, slope - precision @ (beta - prior), assume_a="pos")
    moved = float(np.abs(step).max())
    return beta + step * min(1.0, 2.0 / max(moved, 1e-12)), hessian, moved


def _precision(belief: Belief, spreads: Floats) -> Floats:
    out = np.zeros((len(belief.mean), len(belief.mean)))
    out[0, 0] = 1e-4
    for block, spread in zip(belief.blocks, spreads, strict=True):
        columns = slice(block.start, block.stop)
        stated = belief.spread[columns]
        known = ~np.isnan(stated)
        inner = block.structure / spread**2
        inner[known, :] = 0.0
        inner[:, known] = 0.0
        inner[known, known] = 1.0 / stated[known] ** 2
        out[columns, columns] = inner
    return out


def _spreads(belief: Belief, spreads: Floats, beta: Floats, covariance: Floats) -> Floats:
    out = spreads.copy()
    for k, block in enumerate(belief.blocks):
        free = np.flatnonzero(np.isnan(belief.spread[block.start : block.stop]))
        if not len(free):
            continue
        columns = free + block.start
        structure = block.structure[np.ix_(free, free)]
        off = beta[columns] - belief.mean[columns]
        unsure = float(np.trace(covariance[np.ix_(columns, columns)] @ structure))
        # The step of expectation and maximisation: sure to raise the evidence, and never negative.
        variance = (float(off @ structure @ off) + unsure + 2 * SPREAD_SCALE) / (len(free) + 2 * SPREAD_SHAPE)
        out[k] = np.clip(np.sqrt(variance), LEAST_SPREAD, GREATEST_SPREAD)
    return out


def _inverse(matrix: Floats) -> Floats:
    return np.asarray(linalg.cho_solve(linalg.cho_factor(matrix), np.eye(len(matrix))))


def _root_of_inverse(matrix: Floats) -> Floats:
    lower = linalg.cholesky(matrix, lower=True)
    return np.asarray(linalg.solve_triangular(lower, np.eye(len(matrix)), lower=True).T)
