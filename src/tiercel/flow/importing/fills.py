"""References that stand in a table of their own: the account of a deal, the account and the deal of a touch."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
from django.db import models

from tiercel.flow.importing.links import find_both_sides
from tiercel.flow.importing.rows import READ_WHOLE_ABOVE, Counts, count
from tiercel.records.models import Deal, Touch
from tiercel.records.reading import read


@dataclass(frozen=True)
class Fill:
    """A row that has no such reference yet gets the one that the table names; one that has keeps it.

    name    the table, as "deal_accounts"
    left    reference column and table of the row that is filled in
    right   reference column and table of what it refers to
    """

    name: str
    model: type[models.Model]
    left: tuple[str, str]
    right: tuple[str, str]

    @property
    def column(self) -> str:
        return f"{self.right[0]}_id"


FILLS = (
    Fill("deal_accounts", Deal, ("deal", "deals"), ("account", "accounts")),
    Fill("touch_accounts", Touch, ("touch", "touches"), ("account", "accounts")),
    Fill("touch_deals", Touch, ("touch", "touches"), ("deal", "deals")),
)


def fill(duck: duckdb.DuckDBPyConnection, gap: Fill) -> Counts:
    """Make `upd_<name>(id, <right>_id)`, and fill in rows that are new themselves."""
    name, column, rows = gap.name, gap.column, gap.left[1]
    waiting = find_both_sides(duck, name, gap.left, gap.right, ())
    duck.execute(f"""
        CREATE TABLE one_{name} AS
        SELECT * FROM at_{name} QUALIFY row_number() OVER (PARTITION BY l ORDER BY origin_id DESC, line) = 1
    """)
    duck.execute(f"""
        UPDATE new_{rows} SET {column} = a.r FROM one_{name} a
        WHERE a.l = new_{rows}.id AND new_{rows}.{column} IS NULL
    """)
    _load_filled(duck, gap)
    duck.execute(f"""
        CREATE TABLE upd_{name} AS
        SELECT a.l AS id, a.r AS {column}, a.origin_id, a.line
        FROM one_{name} a JOIN then_{name} d ON d.id = a.l
        WHERE d.{column} IS NULL AND a.l NOT IN (SELECT id FROM upd_{rows} WHERE {column} IS NOT NULL)
    """)
    duck.execute(f"""
        INSERT INTO changes
        SELECT '{rows}', id, '{column}', NULL, CAST({column} AS VARCHAR), origin_id, line FROM upd_{name}
    """)
    changed = count(duck, f"upd_{name}")
    return Counts(changed=changed, left_alone=count(duck, f"one_{name}") - changed, waiting=waiting)


def _load_filled(duck: duckdb.DuckDBPyConnection, gap: Fill) -> None:
    """Make `then_<name>(id, <right>_id)` of the rows that the records have already."""
    known = f"SELECT l FROM one_{gap.name} WHERE l NOT IN (SELECT id FROM new_{gap.left[1]})"
    ids = [row[0] for row in duck.execute(known).fetchall()]
    where, params = "1 = 0", ids
    if len(ids) > READ_WHOLE_ABOVE:
        where, params = "", []
    elif ids:
        where = f"id IN ({', '.join(['%s'] * len(ids))})"
    duck.register("filled_then", read(gap.model, ["id", gap.column], where, params))
    duck.execute(f"CREATE TABLE then_{gap.name} AS SELECT * FROM filled_then")
    duck.unregister("filled_then")
