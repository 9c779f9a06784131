"""What is true of a simulated market, for tests and for whoever wants to check us."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from tiercel.simulate.effects import Effects


@dataclass(frozen=True)
class Damage:
    """A cell that the export spoils.

    table, external_id, column   which
    value                        what is written in its place
    row_taken                    whether the rest of the row is still good
    """

    table: str
    external_id: str
    column: str
    value: str
    row_taken: bool


@dataclass(frozen=True)
class Truth:
    """What was planted, by the names of the market's columns.

    effects     the log-odds themselves, and `intercept`, the log-odds of a new deal on which nothing acts
    drivers     account attributes that move the chance to win
    proxies     account attributes that do nothing by themselves and go with one that does, by that one
    noise       account attributes that have nothing to do with winning
    leaks       attributes filled after the outcome, by table
    roles       roles whose presence in a deal moves the chance to win
    deals       deal, chance (true, a share), log_odds; a row is a deal
    accounts    account, fit (log-odds that its attributes add; the higher, the likelier its deals are won)
    misspelt    (table, column, as written, as meant)
    duplicates  (the copy's id, the original's id), accounts
    deals_without_account, damage   rows and cells that cannot be taken as they are
    """

    effects: Effects
    intercept: float
    drivers: tuple[str, ...]
    proxies: Mapping[str, str]
    noise: tuple[str, ...]
    leaks: Mapping[str, tuple[str, ...]]
    roles: tuple[str, ...]
    deals: pa.Table
    accounts: pa.Table
    misspelt: tuple[tuple[str, str, str, str], ...]
    duplicates: tuple[tuple[str, str], ...]
    deals_without_account: tuple[str, ...]
    damage: tuple[Damage, ...]
