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
    rows = _sampled(design.rows)
    some, everyone = _Deals(design.sample(rows), won[rows], weight[rows]), _Deals(design, won, weight)
    beta = belief.mean.copy()
    rate = float(np.clip((weight @ won + 0.5) / (weight.sum() + 1.0), 1e-6, 1 - 1e-6))
    beta[0] = special.logit(rate)
    spreads = np.full(len(belief.blocks), 0.5)
    for _ in range(60):
        precision = _precision(belief, spreads)
        beta, hessian = _newton(some, belief.mean, precision, beta)
        found = _spreads(belief, spreads, beta, _inverse(hessian))
        settled = np.allclose(found, spreads, rtol=0.02)
        spreads = found
        if settled:
            break
    precision = _precision(belief, spreads)
    for _ in range(30):
        before = beta
        beta, hessian = _newton(everyone, belief.mean, precision, beta)
        # A Newton step errs by about its own square.
        if np.abs(beta - before).max() < 1e-4:
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
        beta = linalg.solve(hessian, pull / noise**2 + precision @ belief.mean, assume_a="pos")
        covariance = _inverse(hessian)
        found = _spreads(belief, spreads, beta, covariance)
        used = float(np.trace(covariance @ gram)) / noise**2
        residual = max(total - 2 * beta @ pull + beta @ gram @ beta, 0.0)
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


def _newton(deals: _Deals, prior: Floats, precision: Floats, beta: Floats) -> tuple[Floats, Floats]:
    chance = special.expit(deals.design.times(beta))
    hessian = deals.design.gram(deals.weight * chance * (1 - chance)) + precision
    pull = deals.design.transposed_times(deals.weight * (deals.won - chance)) - precision @ (beta - prior)
    step = linalg.solve(hessian, pull, assume_a="pos")
    # A step of more than two in log-odds leaves the region in which the curvature holds.
    return beta + step * min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-12)), hessian


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
