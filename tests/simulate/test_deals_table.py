import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
import statsmodels.api as sm

from tiercel.core.errors import ConfigError, DataError
from tiercel.simulate.deals_table import SimulatedDeals, deals_table
from tiercel.simulate.planted import category, number, standard_attributes


def test_the_same_seed_gives_the_same_table():
    assert deals_table(300, seed=3).table.equals(deals_table(300, seed=3).table)


def test_another_seed_gives_another_table():
    assert not deals_table(300, seed=3).table.equals(deals_table(300, seed=4).table)


def test_the_market_wins_as_often_as_it_was_told_to():
    made = deals_table(40_000, win_rate=0.2, account_spread=1.0)
    assert made.truth.population.win_rate == pytest.approx(0.2, abs=1e-6)
    assert made.truth.chance.mean() == pytest.approx(0.2, abs=0.01)
    assert _won(made).mean() == pytest.approx(0.2, abs=0.01)


def test_a_logistic_regression_on_the_true_attributes_finds_the_planted_log_odds():
    """Each of six coefficients lies within four standard errors: by chance alone one run in 2,600 fails."""
    planted = (
        category("sector", {"software": 0.8, "retail": 0.0, "public": -0.8}),
        category("tool", {"yes": 0.5, "no": 0.0}),
        number("headcount", 0.4),
        category("noise", {"a": 0.0, "b": 0.0}, of="deal"),
    )
    made = deals_table(20_000, attributes=planted, account_spread=0.0)
    columns = {
        name: np.array(made.table[name].to_pylist(), dtype=object) for name in ("sector", "tool", "headcount", "noise")
    }
    design = np.column_stack(
        [
            np.ones(20_000),
            columns["sector"] == "software",
            columns["sector"] == "public",
            columns["tool"] == "yes",
            np.log(np.maximum(columns["headcount"].astype(float), 1) / 1000),
            columns["noise"] == "a",
        ]
    ).astype(float)
    fit = sm.Logit(_won(made), design).fit(disp=0)
    truth = np.array([made.truth.intercept, 0.8, -0.8, 0.5, 0.4, 0.0])
    assert np.all(np.abs(fit.params - truth) < 4 * fit.bse)
    assert np.all(fit.bse < 0.1)


def test_the_stated_win_rate_of_a_level_is_the_one_that_its_deals_have():
    made = deals_table(60_000, deals_per_account=1.0)
    for level in ("software", "retail", "freight", "public", "health"):
        chosen = pc.equal(made.table["sector"], level).to_numpy()
        deals = int(chosen.sum())
        truth = made.truth.population.win_rate_of("sector", level=level)
        assert _won(made)[chosen].mean() == pytest.approx(truth, abs=4 * np.sqrt(0.25 / deals) + 0.004)


def test_the_stated_win_rate_of_a_range_follows_the_slope():
    market = deals_table(10).truth.population
    assert market.win_rate_between("headcount", 0, 400) < 0.3 < market.win_rate_between("headcount", 2500, 10**9)
    assert market.win_rate_between("offices", 0, 400) == pytest.approx(0.3, abs=0.006)


def test_a_hump_is_best_in_the_middle():
    market = deals_table(10, attributes=[number("age", 0.8, curve="hump")]).truth.population
    middle = market.win_rate_between("age", 700, 1400)
    assert middle > market.win_rate_between("age", 0, 250) + 0.1
    assert middle > market.win_rate_between("age", 4000, 10**9) + 0.1


def test_deals_of_an_account_share_its_attributes_and_its_luck():
    made = deals_table(4000, deals_per_account=4.0, account_spread=2.0)
    table = made.table.append_column("won", pa.array(_won(made).astype(int)))
    by_account = table.group_by("account").aggregate([("sector", "count_distinct"), ("won", "mean"), ("won", "count")])
    assert pc.max(by_account["sector_count_distinct"]).as_py() == 1
    several = by_account.filter(pc.equal(by_account["won_count"], 4))
    alike = pc.or_(pc.equal(several["won_mean"], 0), pc.equal(several["won_mean"], 1))
    independent = 0.3**4 + 0.7**4
    assert pc.mean(alike.cast(pa.float64())).as_py() > 1.3 * independent


def test_size_nought_plants_nothing():
    truth = deals_table(50, attributes=standard_attributes(0)).truth
    assert truth.signal == ()
    assert len(truth.noise) == 12


def test_cells_are_blank_as_often_as_stated():
    column = deals_table(20_000).table["campaign"]
    assert column.null_count / len(column) == pytest.approx(0.5, abs=0.02)


def test_each_leak_leaks_in_its_own_way():
    made = deals_table(5000, leaks=("level", "missing", "late", "strong"))
    won, table = _won(made), made.table
    sent = pc.equal(table["leak_level"], "contract sent").to_numpy()
    assert won[sent].mean() > 0.9
    there = table["leak_missing"].is_valid().to_numpy()
    assert won[there].mean() > 0.75
    strategic = pc.equal(table["leak_late"], "strategic").to_numpy()
    assert 0.3 < won[strategic].mean() < 0.6
    strong = table["leak_strong"].to_numpy()
    assert strong[won].mean() - strong[~won].mean() > 150


def test_only_an_honest_value_is_known_before_the_close():
    made = deals_table(500, leaks=("late", "strong"))
    closed = made.table["closed_on"].to_numpy()
    assert (made.filled_at["leak_late"].to_numpy(zero_copy_only=False) > closed).all()
    for name in ("sector", "campaign", "leak_strong"):
        assert (made.filled_at[name].to_numpy(zero_copy_only=False) < closed).all()


def test_deals_open_within_the_period_and_close_after_they_open():
    table = deals_table(2000).table
    opened, closed = table["opened_on"].to_numpy(), table["closed_on"].to_numpy()
    assert opened.min() >= np.datetime64("2022-01-01")
    assert opened.max() < np.datetime64("2026-01-01")
    assert (closed > opened).all()


def test_an_unknown_attribute_is_answered_with_those_there_are():
    with pytest.raises(DataError, match="There are: sector"):
        deals_table(10).truth.population.win_rate_of("colour", level="red")


def test_a_market_that_always_wins_is_refused():
    with pytest.raises(ConfigError, match="win rate"):
        deals_table(10, win_rate=1.0)


def _won(made: SimulatedDeals) -> np.ndarray:
    return pc.equal(made.table["outcome"], "won").to_numpy()
