"""A regression with beliefs: what the team holds before, what the deals say, and how sure we are after."""

from dataclasses import dataclass

import numpy as np
from scipy import linalg, special
from scipy.linalg import lapack

from tiercel.inference.arrays import Counts, Floats
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
    prior = _Prior.of(belief)
    beta, spreads, curvature = _learn_spreads(some, prior)
    precision = prior.precision(spreads)
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
    prior = _Prior.of(belief)
    spreads, noise = np.full(len(belief.blocks), 0.5), max(float(value.std()), 1e-3)
    beta = belief.mean
    for _ in range(100):
        precision = prior.precision(spreads)
        hessian = gram / noise**2 + precision
        solved = _Solved.of(hessian)
        beta = solved.times(pull / noise**2 + precision @ belief.mean)
        found = prior.spreads(spreads, beta, solved)
        used = float(solved.traces(gram).sum()) / noise**2
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


def _learn_spreads(deals: _Deals, prior: "_Prior") -> tuple[Floats, Floats, Floats]:
    """Means, spreads, and the curvature of the likelihood there: the likelihood is taken for a parabola, the spreads
    are learnt on it, and so on at the top of the posterior until it stays where it is.
    """
    beta = prior.mean.copy()
    rate = (deals.weight @ deals.won + 0.5) / (deals.weight.sum() + 1.0)
    beta[0] = special.logit(float(np.clip(rate, 1e-6, 1 - 1e-6)))
    spreads = np.full(len(prior.free), 0.5)
    for _ in range(12):
        slope, weights = deals.slope_and_weights(beta)
        curvature = deals.design.gram(weights)
        found, spreads = _on_a_parabola(curvature, curvature @ beta + slope, prior, spreads)
        step = found - beta
        # A step of more than two in log-odds leaves the region in which the curvature holds.
        beta = beta + step * min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-12))
        if np.abs(step).max() < 0.01:
            break
    return beta, spreads, curvature


def _on_a_parabola(curvature: Floats, pull: Floats, prior: "_Prior", spreads: Floats) -> tuple[Floats, Floats]:
    for _ in range(200):
        precision = prior.precision(spreads)
        solved = _Solved.of(curvature + precision)
        beta = solved.times(pull + precision @ prior.mean)
        found = prior.spreads(spreads, beta, solved)
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


@dataclass(frozen=True)
class _Prior:
    """A belief laid out so that its precision follows from the spreads in one stroke: it is wanted hundreds of times.

    mean       as believed
    structure  of all attributes, columns x columns, zero where a spread is stated
    stated     the part of the precision that no spread changes
    owner      the attribute of each column; beyond the last one for the constant
    free       how many columns of each attribute have a spread to be learnt
    """

    mean: Floats
    structure: Floats
    stated: Floats
    owner: Counts
    free: Counts

    @classmethod
    def of(cls, belief: Belief) -> "_Prior":
        width, blocks = len(belief.mean), len(belief.blocks)
        structure, owner = np.zeros((width, width)), np.full(width, blocks, dtype=np.int64)
        stated = np.zeros((width, width))
        stated[0, 0] = 1e-4
        for k, block in enumerate(belief.blocks):
            columns = slice(block.start, block.stop)
            owner[columns] = k
            structure[columns, columns] = block.structure
        known = np.flatnonzero(~np.isnan(belief.spread))
        structure[known, :] = 0.0
        structure[:, known] = 0.0
        stated[known, known] = 1.0 / belief.spread[known] ** 2
        free = np.bincount(owner[np.isnan(belief.spread)], minlength=blocks + 1)[:blocks]
        return cls(belief.mean, structure, stated, owner, free)

    def precision(self, spreads: Floats) -> Floats:
        scale = np.append(1.0 / spreads**2, 0.0)[self.owner]
        return np.asarray(self.structure * scale[:, None] + self.stated)

    def spreads(self, spreads: Floats, beta: Floats, solved: "_Solved") -> Floats:
        """The step of expectation and maximisation: sure to raise the evidence, and never negative."""
        off = beta - self.mean
        far = off * (self.structure @ off) + solved.traces(self.structure)
        by_block = np.bincount(self.owner, far, minlength=len(spreads) + 1)[: len(spreads)]
        variance = (by_block + 2 * SPREAD_SCALE) / (self.free + 2 * SPREAD_SHAPE)
        found = np.clip(np.sqrt(variance), LEAST_SPREAD, GREATEST_SPREAD)
        return np.asarray(np.where(self.free > 0, found, spreads))


@dataclass(frozen=True)
class _Solved:
    """A positive definite matrix, factored, and the lower half of its inverse; zeros stand in the upper one."""

    factor: Floats
    inverse: Floats

    @classmethod
    def of(cls, matrix: Floats) -> "_Solved":
        factor, wrong = lapack.dpotrf(matrix, lower=1, clean=1)
        if wrong:
            raise linalg.LinAlgError("The matrix is not positive definite.")
        return cls(factor, lapack.dpotri(factor, lower=1)[0])

    def times(self, vector: Floats) -> Floats:
        """The inverse times a vector."""
        return np.asarray(lapack.dpotrs(self.factor, vector, lower=1)[0])

    def traces(self, other: Floats) -> Floats:
        """What each column adds to the trace of the inverse times another symmetric matrix."""
        below = self.inverse * other
        return np.asarray(2 * below.sum(axis=0) - below.diagonal())


def _root_of_inverse(matrix: Floats) -> Floats:
    lower = linalg.cholesky(matrix, lower=True)
    return np.asarray(linalg.solve_triangular(lower, np.eye(len(matrix)), lower=True).T)
