"""Rows of a list that was taken along from this workspace: known by their ids, and no address of theirs is lost."""

from __future__ import annotations

import hashlib

import duckdb
from django.conf import settings

from tiercel.normal.own_ids import LISTS, own_id
from tiercel.records.models import Account, Contact, Deal
from tiercel.records.reading import read

# The preset of such lists, and so where their ids are from.
SOURCE = "tiercel"
MODELS = {"accounts": Account, "contacts": Contact, "deals": Deal}
# A list shows the first of these alone.
FIRST_SHOWN = ("domains", "emails", "phones")


def row_id(row: int) -> str:
    """The id of a row in the lists that leave this workspace."""
    return own_id(_workspace(), row)


def know_own_rows(duck: duckdb.DuckDBPyConnection) -> None:
    """Add to `known` the rows that the staged ones name by an id of this workspace."""
    begins = own_id(_workspace(), 0).removesuffix("0")
    for name in LISTS:
        ours = f"system = '{SOURCE}' AND starts_with(external_id, '{begins}')"
        if not duck.execute(f"SELECT 1 FROM in_{name} WHERE {ours} LIMIT 1").fetchall():
            continue
        duck.register("rows_there", read(MODELS[name], ["id"]))
        duck.execute(f"""
            INSERT INTO known SELECT DISTINCT '{name}', '{SOURCE}', s.external_id, coalesce(m.current, r.id)
            FROM in_{name} s JOIN rows_there r ON s.external_id = '{begins}' || r.id
            LEFT JOIN merged m ON m.kind = '{name}' AND m.old = r.id WHERE s.{ours}
        """)
        duck.unregister("rows_there")


def kept_beside(table: str, column: str, otherwise: str) -> str:
    """SQL for what a list of addresses becomes: what came stands first, and what was not shown stays behind it.

    A record that others were merged into keeps its first one, as whatever comes.
    """
    if column not in FIRST_SHOWN:
        return otherwise
    rest = f'list_filter(b."{column}", lambda x: NOT list_contains(a."{column}", x))'
    both = f'list_concat(a."{column}", coalesce({rest}, []))'
    stands = f"SELECT row FROM stands_for WHERE kind = '{table}'"
    is_own = f"a.system = '{SOURCE}' AND a.\"{column}\" IS NOT NULL AND a.id NOT IN ({stands})"
    return f"CASE WHEN {is_own} THEN {both} ELSE {otherwise} END"


def _workspace() -> str:
    """Its mark, by which nobody learns the secret that it is made of."""
    return hashlib.sha256(b"ids of lists\n" + settings.SECRET_KEY.encode()).hexdigest()[:8]
