"""What a won deal is worth: by attributes only where they foretell amounts of accounts that were not learnt from."""

import numpy as np
import pyarrow as pa

from tiercel.score.cases import Cases
from tiercel.score.fitting import encode_merged, encode_start
from tiercel.score.usable import read_usable
from tiercel.score.value import ValueModel, fit_value

SIZES = np.array(["small", "middle", "large"])


def market(effect: float, seed: int, accounts: int = 120, deals: int = 600) -> Cases:
    """Won deals of accounts of three sizes; a step of size multiplies the amount by exp(effect)."""
    random = np.random.default_rng(seed)
    size, luck = random.integers(0, 3, accounts), random.normal(0, 0.3, accounts)
    account = random.integers(0, accounts, deals)
    amount = np.exp(9 + effect * size[account] + luck[account] + random.normal(0, 1, deals))
    city = pa.array([f"City {n}" for n in random.integers(0, 15, accounts)[account]])
    table = pa.table({"size": pa.array(SIZES[size[account]]), "city": city})
    won = random.random(deals) < 0.6
    return Cases(table, won, account.astype(np.int64), measures={"amount": np.where(won, amount, np.nan)})


def learnt(cases: Cases) -> ValueModel:
    readings, _ = read_usable(cases.attributes)
    encoded = encode_merged(encode_start(readings), cases.won.astype(np.float64), np.ones(cases.rows))
    model = fit_value(encoded, cases)
    assert model is not None
    return model


def test_amounts_that_follow_nothing_rank_nobody() -> None:
    # Each of twenty draws may fail with one chance in twenty: five or more would come by chance once in 400 runs.
    assert sum(bool(learnt(market(0.0, seed)).attributes) for seed in range(20)) < 5


def test_a_size_that_doubles_the_amount_is_found() -> None:
    assert all(learnt(market(np.log(2), seed)).attributes for seed in range(10))


def test_accounts_of_one_attribute_value_each_are_not_learnt_by_heart() -> None:
    cases = market(0.0, seed=3, accounts=60)
    by_name = Cases(
        pa.table({"name": pa.array([f"A{n % 30}" for n in cases.group])}),
        cases.won,
        cases.group,
        measures=cases.measures,
    )
    assert not learnt(by_name).attributes
