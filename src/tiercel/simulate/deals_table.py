"""One flat table of closed deals whose truth is known: what raises the chance to win, what is noise, what leaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tiercel.core.errors import ConfigError
from tiercel.simulate.planted import Drawn, Leak, Planted, days, plant_leak, share, standard_attributes
from tiercel.simulate.population import Population, population

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class DealsTruth:
    """What was planted.

    planted         every honest attribute with its log-odds, noise with none
    leaks           attributes that were filled after the outcome, by the way in which they leak
    intercept       log-odds of a deal on which every effect is zero
    account_spread  standard deviation, in log-odds, of what an account's deals have in common beyond its attributes
    chance          each deal's true chance to win, in the table's order, shares in (0, 1)
    population      100,000 deals of the same market, from which true win rates of groups are read
    """

    planted: tuple[Planted, ...]
    leaks: dict[str, Leak]
    intercept: float
    account_spread: float
    chance: Floats
    population: Population

    @property
    def signal(self) -> tuple[str, ...]:
        return tuple(attribute.name for attribute in self.planted if attribute.matters)

    @property
    def noise(self) -> tuple[str, ...]:
        return tuple(attribute.name for attribute in self.planted if not attribute.matters)


@dataclass(frozen=True)
class SimulatedDeals:
    """The table and its truth.

    table      deal, account, opened_on, closed_on, outcome ("won" or "lost"), amount_minor, margin_minor, then the
               attributes; a row is a deal
    filled_at  for each attribute the day on which each row's value became known
    """

    table: pa.Table
    filled_at: dict[str, pa.Array]
    truth: DealsTruth


def deals_table(
    deals: int = 3000,
    *,
    seed: int = 7,
    attributes: Sequence[Planted] | None = None,
    leaks: Sequence[Leak] = (),
    win_rate: float = 0.3,
    deals_per_account: float = 2.0,
    account_spread: float = 0.5,
    since: date = date(2022, 1, 1),
    until: date = date(2026, 1, 1),
) -> SimulatedDeals:
    """Closed deals with planted effects; the same arguments give the same table.

    attributes         what to plant; by default `standard_attributes()`: four that matter, eight that do not
    leaks              columns to add that were filled after the outcome
    win_rate           the market's share of deals won, in (0, 1)
    deals_per_account  how many deals an account has on average, 1 or more
    account_spread     log-odds that an account's deals share beyond its attributes; 0 makes deals independent
    since, until       the days between which deals are opened; `until` is out

    >>> made = deals_table(500, leaks=("level",))
    >>> made.table.num_rows, made.truth.signal, list(made.truth.leaks)
    (500, ('sector', 'headcount', 'region', 'platform'), ['leak_level'])
    """
    if deals < 1 or deals_per_account < 1 or not 0 < win_rate < 1:
        raise ConfigError("A simulated table needs a deal or more, one or more per account, and a win rate in (0, 1).")
    planted = tuple(standard_attributes() if attributes is None else attributes)
    market = population(planted, account_spread, win_rate)
    rng = np.random.default_rng(seed)
    accounts = max(1, round(deals / deals_per_account))
    account = rng.integers(accounts, size=deals)
    drawn = [attribute.draw(rng, accounts, account) for attribute in planted]
    shared = (rng.normal(size=accounts) * account_spread)[account]
    chance = share(market.intercept + sum((each.log_odds for each in drawn), np.zeros(deals)) + shared)
    won = rng.random(deals) < chance
    opened, closed = _days(rng, deals, since, until)
    columns, filled = _columns(drawn, opened)
    named: dict[str, Leak] = {}
    for leak in leaks:
        name = f"leak_{leak}"
        columns[name], filled[name] = plant_leak(rng, leak, won, opened, closed)
        named[name] = leak
    truth = DealsTruth(planted, named, market.intercept, account_spread, chance, market)
    table = pa.table({**_facts(rng, account, won, opened, closed), **columns})
    return SimulatedDeals(table, filled, truth)


def _days(rng: np.random.Generator, deals: int, since: date, until: date) -> tuple[npt.NDArray[np.int64], ...]:
    first, last = np.datetime64(since, "D").astype(np.int64), np.datetime64(until, "D").astype(np.int64)
    opened = rng.integers(first, last, size=deals)
    cycle_days = np.rint(90 * np.exp(0.5 * rng.normal(size=deals))).astype(np.int64)
    return opened, opened + np.maximum(cycle_days, 1)


def _columns(drawn: Sequence[Drawn], opened: npt.NDArray[np.int64]) -> tuple[dict[str, pa.Array], dict[str, pa.Array]]:
    return {each.name: each.values for each in drawn}, {each.name: days(opened) for each in drawn}


def _facts(
    rng: np.random.Generator,
    account: npt.NDArray[np.int64],
    won: npt.NDArray[np.bool_],
    opened: npt.NDArray[np.int64],
    closed: npt.NDArray[np.int64],
) -> dict[str, pa.Array]:
    amount = np.rint(2_000_000 * np.exp(0.8 * rng.normal(size=won.size))).astype(np.int64)
    margin = np.rint(amount * rng.uniform(0.3, 0.7, size=won.size)).astype(np.int64)
    return {
        "deal": pa.array([f"D{row:07d}" for row in range(won.size)]),
        "account": pa.array([f"A{row:06d}" for row in account.tolist()]),
        "opened_on": days(opened),
        "closed_on": days(closed),
        "outcome": pa.array(np.where(won, "won", "lost").tolist()),
        "amount_minor": pa.array(amount),
        "margin_minor": pa.array(margin),
    }
