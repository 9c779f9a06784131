"""When a fact about an account was filled in, seen from each deal: after its end it may only tell what happened."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import numpy as np
import pyarrow as pa

from tiercel.inference.arrays import Floats
from tiercel.records.models import Account, Change
from tiercel.records.reading import read

# A share of fewer deals says nothing.
FEWEST_DEALS = 20


def filled_after(accounts: Sequence[int], closed_on: Floats, attributes: Sequence[str]) -> dict[str, Floats]:
    """By attribute, how many days after each deal's end the value was filled in; below 0 before, NaN where not known.

    accounts    key of each deal's account
    closed_on   day of each deal's end, in days since 1970
    attributes  columns of `read_tables.accounts`
    returns     only attributes whose history is known for FEWEST_DEALS deals or more

    A value that was there when we first received the account tells only where we received it before the deal ended: an
    export made later does not say when its values came.
    """
    duck = duckdb.connect()
    duck.execute("SET TimeZone = 'UTC'")
    duck.register("received_then", read(Account, ["id", "received_at"]))
    duck.register("deals", pa.table({"n": range(len(accounts)), "account": accounts, "closed_on": closed_on}))
    _load_fills(duck)
    found = {name: _of_one(duck, name) for name in attributes}
    return {name: days for name, days in found.items() if np.count_nonzero(~np.isnan(days)) >= FEWEST_DEALS}


def _load_fills(duck: duckdb.DuckDBPyConnection) -> None:
    """Make `fills(account, name, day)`: the first time that each attribute of an account went from empty to a value."""
    duck.register("changes_then", read(Change, ["row", "field", "old", "new", "made_at"], "\"table\" = 'accounts'"))
    duck.execute(f"""
        CREATE TABLE fills AS
        WITH plain AS (
            SELECT row, regexp_replace(field, '_(minor|id)$', '') AS name, made_at FROM changes_then
            WHERE field <> 'custom' AND coalesce(old, 'null') IN ('null', '""', '[]')
        ), declared AS (
            SELECT row, 'custom.' || key AS name, made_at FROM (
                SELECT row, made_at, old, unnest(json_keys(new)) AS key FROM changes_then WHERE field = 'custom'
            ) WHERE json_extract(coalesce(old, '{{}}'), '$."' || key || '"') IS NULL
        )
        SELECT row AS account, name, min({_day("made_at")}) AS day
        FROM (FROM plain UNION ALL FROM declared) GROUP BY ALL
    """)  # noqa: S608


def _of_one(duck: duckdb.DuckDBPyConnection, name: str) -> Floats:
    rows = duck.execute(
        f"""
        SELECT CASE WHEN f.day IS NOT NULL THEN f.day - d.closed_on
            WHEN {_day("r.received_at")} < d.closed_on THEN {_day("r.received_at")} - d.closed_on END
        FROM deals d
        LEFT JOIN received_then r ON r.id = d.account
        LEFT JOIN fills f ON f.account = d.account AND f.name = ?
        ORDER BY d.n
        """,  # noqa: S608
        [name],
    ).fetchnumpy()
    return np.ma.filled(np.ma.asarray(next(iter(rows.values())), dtype=np.float64), np.nan)


def _day(instant: str) -> str:
    return f"epoch(CAST({instant} AS TIMESTAMPTZ)) / 86400"
