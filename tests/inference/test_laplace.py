"""The posterior of the scorecard, against exact integration and against another library."""

import numpy as np
import statsmodels.api as sm
from scipy import special

from tiercel.inference.laplace import Belief, Block, alike_neighbours, fit_linear, fit_logistic
from tiercel.inference.onehot import Design


def beliefs(design: Design, spread: float) -> Belief:
    width = design.width
    spreads = np.full(width, spread)
    return Belief(np.zeros(width), spreads, (Block(1, width, np.eye(width - 1)),))


def test_the_posterior_agrees_with_brute_force_integration() -> None:
    random = np.random.default_rng(1)
    codes = random.integers(0, 2, 120).astype(np.int32)
    won = (random.random(120) < np.where(codes == 1, 0.6, 0.35)).astype(float)
    design = Design.of([codes], [2])
    found = fit_logistic(design, won, np.ones(120), beliefs(design, 0.7))
    grid = np.linspace(-2.5, 2.5, 101)
    a, b, c = np.meshgrid(grid, grid, grid, indexing="ij")
    log_posterior = -0.5 * 1e-4 * a**2 - 0.5 * (b**2 + c**2) / 0.49
    for level, effect in ((0, b), (1, c)):
        wins, deals = won[codes == level].sum(), (codes == level).sum()
        log_posterior += wins * special.log_expit(a + effect) + (deals - wins) * special.log_expit(-a - effect)
    weight = np.exp(log_posterior - log_posterior.max())
    weight /= weight.sum()
    difference = float((weight * (c - b)).sum())
    spread = float(np.sqrt((weight * (c - b - difference) ** 2).sum()))
    contrast = np.array([0.0, -1.0, 1.0])
    assert abs(contrast @ found.mean - difference) < 0.02
    assert abs(np.sqrt(contrast @ found.covariance @ contrast) - spread) < 0.02


def test_with_a_vague_prior_the_fit_is_that_of_statsmodels() -> None:
    random = np.random.default_rng(2)
    columns = [random.integers(0, 3, 3000).astype(np.int32), random.integers(0, 2, 3000).astype(np.int32)]
    log_odds = -0.5 + np.array([0.0, 0.8, -0.6])[columns[0]] + np.array([0.0, 0.5])[columns[1]]
    won = (random.random(3000) < special.expit(log_odds)).astype(float)
    design = Design.of(columns, [3, 2])
    mean = fit_logistic(design, won, np.ones(3000), beliefs(design, 50.0)).mean
    exogenous = sm.add_constant(np.column_stack([columns[0] == 1, columns[0] == 2, columns[1] == 1]).astype(float))
    expected = sm.Logit(won, exogenous).fit(disp=0).params
    assert np.allclose([mean[2] - mean[1], mean[3] - mean[1], mean[5] - mean[4]], expected[1:], atol=0.005)


def test_an_attribute_that_says_nothing_shrinks_and_one_that_does_stays() -> None:
    random = np.random.default_rng(3)
    columns = [random.integers(0, 6, 4000).astype(np.int32) for _ in range(2)]
    effects = np.array([-1.0, -0.6, -0.2, 0.2, 0.6, 1.0])
    won = (random.random(4000) < special.expit(effects[columns[0]])).astype(float)
    design = Design.of(columns, [6, 6])
    blocks = (Block(1, 7, alike_neighbours(6, 6)), Block(7, 13, alike_neighbours(6, 0)))
    found = fit_logistic(design, won, np.ones(4000), Belief(np.zeros(13), np.full(13, np.nan), blocks))
    assert np.abs(found.mean[7:]).max() < 0.12
    assert np.abs(found.mean[1:7] - found.mean[1:7].mean() - effects).max() < 0.25


def test_a_stated_opinion_moves_few_deals_and_is_outvoted_by_many() -> None:
    for deals, expected in ((4, 1.0), (4000, 0.0)):
        codes = (np.arange(deals) % 2).astype(np.int32)
        won = (np.arange(deals) // 2 % 2).astype(float)
        design = Design.of([codes], [2])
        belief = Belief(np.array([0.0, -0.5, 0.5]), np.array([np.nan, 0.2, 0.2]), (Block(1, 3, np.eye(2)),))
        found = fit_logistic(design, won, np.ones(deals), belief)
        assert abs((found.mean[2] - found.mean[1]) - expected) < 0.2


def test_a_value_on_a_line_agrees_with_ordinary_least_squares_when_nothing_is_believed() -> None:
    random = np.random.default_rng(4)
    codes = random.integers(0, 3, 900).astype(np.int32)
    value = np.array([8.0, 9.0, 11.0])[codes] + random.normal(size=900)
    design = Design.of([codes], [3])
    found, noise = fit_linear(design, value, np.ones(900), beliefs(design, 50.0))
    means = [value[codes == k].mean() for k in range(3)]
    assert np.allclose(found.mean[1:] + found.mean[0], means, atol=0.01)
    assert abs(noise - 1.0) < 0.06
