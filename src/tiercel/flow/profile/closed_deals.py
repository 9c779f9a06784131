"""The closed deals of the workspace with what is known of their accounts: what a profile is learnt from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np
import pyarrow as pa

from tiercel.flow import read_tables
from tiercel.flow.profile.fill_times import filled_after
from tiercel.inference.arrays import Floats
from tiercel.score.cases import Cases
from tiercel.score.reading import read_column
from tiercel.tables.catalogue import TABLES

# Who an account is, and what it is to us: neither says whether a company fits.
NOT_FIT = {
    "external_id", "name", "other_names", "domains", "phones", "parent", "type", "owner", "lifecycle", "do_not_sell",
    "created_on", "source_updated_at",
}  # fmt: skip
# What a deal is from its first day. The rest of a deal is its course or its end.
OF_A_DEAL = ("type", "source", "products")
DEAL = "deal: "
CUSTOM = "custom."


@dataclass(frozen=True)
class ClosedDeals:
    """Cases for learning.

    cases            one row for each closed deal that has an account; columns of the deal begin with "deal: "
    of_deals         those columns
    without_account  closed deals that were left aside because nobody knows whose they are
    without_day      closed deals left aside because nobody knows when they were closed
    """

    cases: Cases
    of_deals: frozenset[str]
    without_account: int
    without_day: int


def closed_deals(until: date | None = None) -> ClosedDeals:
    """Won and lost deals, renewals aside, with the attributes of their accounts.

    until  only deals closed before this day; None for all
    """
    accounts, deals = read_tables.accounts(), read_tables.deals()
    duck = duckdb.connect()
    duck.register("accounts", accounts)
    duck.register("deals", deals)
    duck.register("subscriptions", read_tables.subscriptions())
    before = f"AND (closed_on < DATE '{until}' OR closed_on IS NULL)" if until else ""
    # A renewal is decided by what the account made of the product, and customers are those that fitted before:
    # counted here, it would raise everybody's chance, theirs most. Retention has figures of its own.
    ours = "outcome IN ('won', 'lost') AND type IS DISTINCT FROM 'renewal'"
    duck.execute(f"CREATE TABLE closed AS SELECT * FROM deals WHERE {ours} {before}")  # noqa: S608
    fit = [name for name in accounts.column_names if is_fit(name)]
    of_deals = [name for name in deals.column_names if name in OF_A_DEAL or _is_custom(name)]
    columns = [f"a.{_quoted(name)}" for name in fit] + [
        f"d.{_quoted(name)} AS {_quoted(DEAL + name)}" for name in of_deals
    ]
    table = duck.sql(f"""
        SELECT {", ".join([*columns, "d.account_id AS _account", "d.closed_on AS _day", "d.outcome AS _outcome"])},
            d.amount AS _amount, coalesce(d.margin, d.amount - d.cost) AS _margin, s.retained AS _retained
        FROM closed d JOIN accounts a ON a.id = d.account_id
        LEFT JOIN ({_retained(until)}) s ON s.account_id = d.account_id
        WHERE d.closed_on IS NOT NULL ORDER BY d.closed_on, d.id
    """).to_arrow_table()  # noqa: S608
    counts = duck.execute("""
        SELECT count(*) FILTER (account_id IS NULL), count(*) FILTER (account_id IS NOT NULL AND closed_on IS NULL)
        FROM closed
    """).fetchone() or (0, 0)
    named = [DEAL + name for name in of_deals]
    return ClosedDeals(_cases(table, [*fit, *named]), frozenset(named), int(counts[0]), int(counts[1]))


def is_fit(name: str) -> bool:
    """Whether a column of accounts may say how well a company fits."""
    return _is_custom(name) or (name not in NOT_FIT and name in {column.name for column in TABLES["accounts"].columns})


def label_of(name: str) -> str:
    """A column's name as people know it: without the mark of a declared attribute."""
    return name.removeprefix(DEAL).removeprefix(CUSTOM)


def _is_custom(name: str) -> bool:
    return name.startswith(CUSTOM)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _retained(until: date | None) -> str:
    """Of each account with subscriptions, 1 while one runs, else 0."""
    day = f"DATE '{until}'" if until else "today()"
    return f"""
        SELECT account_id, max(CASE WHEN ended_on IS NULL OR ended_on > {day} THEN 1.0 ELSE 0.0 END) AS retained
        FROM subscriptions WHERE started_on < {day} GROUP BY account_id
    """  # noqa: S608


def _cases(table: pa.Table, columns: list[str]) -> Cases:
    won = np.array(table.column("_outcome").to_pylist()) == "won"
    account = table.column("_account").to_numpy(zero_copy_only=False)
    measures = {name: _of_won(table.column(f"_{name}"), won) for name in ("amount", "margin", "retained")}
    time = read_column("_day", table.column("_day")).numbers
    of_accounts = [name for name in columns if not name.startswith(DEAL)]
    return Cases(
        attributes=table.select(columns),
        won=won if len(won) else np.zeros(0, dtype=bool),
        group=np.unique(account, return_inverse=True)[1].astype(np.int64),
        time=time,
        filled={} if time is None else filled_after(account.tolist(), time, of_accounts),
        time_is_date=True,
        measures={name: values for name, values in measures.items() if not np.isnan(values).all()},
    )


def _of_won(column: pa.ChunkedArray, won: np.ndarray) -> Floats:
    """Money and retention are those of won deals; what a lost one would have brought nobody knows."""
    values = column.cast(pa.float64()).to_numpy(zero_copy_only=False).astype(np.float64)
    return np.where(won, values, np.nan)
