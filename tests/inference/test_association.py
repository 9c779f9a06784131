"""Chance is told from association as often as promised."""

import numpy as np
from scipy import stats

from tiercel.inference.association import Column, associate, binomial_p


def columns(random: np.random.Generator, deals: int) -> list[Column]:
    sizes = (2, 3, 6, 25)
    categories = [Column(random.integers(0, size, deals).astype(np.int32), size) for size in sizes]
    return [*categories, Column(random.integers(0, 8, deals).astype(np.int32), 9, ordered=8)]


def test_without_association_it_is_called_one_about_once_in_a_hundred_times() -> None:
    """300 tables: at one percent, more than 11 would come once in 30,000 runs."""
    random = np.random.default_rng(1)
    tables = [columns(random, 120) for _ in range(300)]
    found = [associate(table, random.random(120) < 0.3, np.arange(120), draws=299).together for table in tables]
    assert np.sum(np.array(found) <= 0.01) <= 11
    assert 0.35 < np.median(found) < 0.65


def test_accounts_that_are_alike_do_not_pass_for_attributes() -> None:
    """Each account wins or loses nearly everything, and its attributes are drawn without regard to that."""
    random = np.random.default_rng(2)
    group = np.repeat(np.arange(40), 8)
    found = []
    for _ in range(200):
        rate = np.where(random.random(40) < 0.5, 0.95, 0.05)[group]
        of_accounts = [Column(column.codes[group], column.levels, column.ordered) for column in columns(random, 40)]
        found.append(associate(of_accounts, random.random(320) < rate, group, draws=299).together)
    assert np.mean(np.array(found) <= 0.05) < 0.12


def test_a_win_rate_that_drifts_does_not_pass_for_an_attribute_that_drifts() -> None:
    random = np.random.default_rng(3)
    period = np.repeat(np.arange(4), 100)
    won = random.random(400) < np.array([0.2, 0.4, 0.6, 0.8])[period]
    fashion = Column((random.random(400) < np.array([0.2, 0.4, 0.6, 0.8])[period]).astype(np.int32), 2)
    assert associate([fashion], won, np.arange(400)).p_values[0] < 0.001
    assert associate([fashion], won, np.arange(400), strata=period).p_values[0] > 0.01


def test_large_tables_get_the_same_answer_as_shuffling(monkeypatch) -> None:
    random = np.random.default_rng(4)
    table = columns(random, 3000)
    won = random.random(3000) < np.where(table[0].codes == 1, 0.33, 0.29)
    shuffled = associate(table, won, np.arange(3000), draws=4000)
    monkeypatch.setattr("tiercel.inference.association.ROWS_TO_SHUFFLE", 100)
    gaussian = associate(table, won, np.arange(3000), draws=4000)
    assert np.allclose(shuffled.p_values, gaussian.p_values, atol=0.05)


def test_the_tail_of_whole_counts_is_the_exact_binomial_one() -> None:
    exact = [min(1.0, 2 * min(stats.binom.cdf(w, 20, 0.3), stats.binom.sf(w - 1, 20, 0.3))) for w in range(21)]
    assert np.allclose(binomial_p(np.arange(21.0), np.full(21, 20.0), 0.3), exact, atol=1e-6)
