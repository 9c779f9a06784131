"""Parents that would make an account own itself, through however many others: they are set aside, none is believed."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Circle:
    """A parent that was set aside.

    place   of its file in this import; None where it had waited since an earlier one
    cells   those that it takes to mend it, by field
    """

    place: int | None
    line: int
    cells: dict[str, str]


def find_circles(duck: duckdb.DuckDBPyConnection) -> list[Circle]:
    """Take parents that would make an account own itself out of `new_account_parents`."""
    duck.execute("CREATE TABLE circular (account_id BIGINT)")
    # An edge that is set aside leaves the earlier one in its place, which may close another circle.
    while _take_out(duck):
        pass
    found = duck.execute("""
        SELECT f.place, p.line, p.account, a.name, p.parent
        FROM circular c JOIN one_account_parents o ON o.l = c.account_id
        JOIN in_account_parents p ON p.origin_id = o.origin_id AND p.line = o.line
        LEFT JOIN files f ON f.origin_id = p.origin_id
        LEFT JOIN in_accounts a ON a.origin_id = p.origin_id AND a.line = p.line
        ORDER BY ALL
    """).fetchall()
    return [
        Circle(place, line, {"external_id": account, "name": name, "parent": parent})
        for place, line, account, name, parent in found
    ]


def _take_out(duck: duckdb.DuckDBPyConnection) -> int:
    """Set aside every new parent on a circle; returns how many there were."""
    edges = duck.execute("""
        SELECT l, r FROM now_account_parents WHERE id NOT IN (FROM end_account_parents)
        UNION ALL SELECT account_id, parent_id FROM new_account_parents
    """).fetchnumpy()
    duck.register("round", pa.table({"account_id": on_circles(np.asarray(edges["l"]), np.asarray(edges["r"]))}))
    out = duck.execute("""
        INSERT INTO circular
        SELECT account_id FROM new_account_parents WHERE account_id IN (SELECT account_id FROM round)
        RETURNING account_id
    """).fetchall()
    duck.unregister("round")
    if out:
        duck.execute("DELETE FROM new_account_parents WHERE account_id IN (FROM circular)")
        duck.execute("""
            DELETE FROM end_account_parents
            WHERE id IN (SELECT id FROM now_account_parents WHERE l IN (FROM circular))
        """)
    return len(out)


def on_circles(children: Ids, parents: Ids) -> Ids:
    """The children that own themselves, where each has one parent.

    children, parents   keys, equally many; a child stands there once
    returns             keys of those on a circle, in order

    >>> on_circles(np.array([1, 2, 3, 9]), np.array([2, 3, 2, 9])).tolist()
    [2, 3, 9]
    """
    keys = np.unique(np.concatenate([children, parents]).astype(np.int64))
    top = len(keys)  # above all that have no parent
    above = np.full(top + 1, top)
    above[np.searchsorted(keys, children)] = np.searchsorted(keys, parents)
    # Doubling the steps: after as many as there are keys, everybody is at the top or goes round on a circle.
    for _ in range(max(top, 1).bit_length()):
        above = above[above]
    return keys[np.unique(above[above != top])] if top else keys
