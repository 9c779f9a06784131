"""Staged rows find the records they mean: by the source's own ids first, then by name."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
import pyarrow as pa
from django.db import models
from duckdb.func import PythonUDFType

from tiercel.normal.text import compared
from tiercel.records.merged import load_merged
from tiercel.records.models import Account, Contact, ExternalKey, Person, Product
from tiercel.records.reading import read

# Files of no system that we know.
ANY_SOURCE = "file"
NAMED: dict[str, tuple[type[models.Model], str]] = {
    "people": (Person, "name"),
    "products": (Product, "name"),
    "accounts": (Account, "name_key"),
}
# What else finds a row: the list of its addresses, and the sign by which a reference is one.
ADDRESSED: dict[str, tuple[type[models.Model], str, str]] = {
    "contacts": (Contact, "emails", "@"),
    "accounts": (Account, "domains", "."),
}


def teach_names(duck: duckdb.DuckDBPyConnection) -> None:
    """Give DuckDB `name_key(text)`: the form in which two names are the same name."""

    def compared_all(texts: pa.Array) -> pa.Array:
        return pa.array([None if text is None else compared(text) for text in texts.to_pylist()], pa.string())

    duck.create_function("compared", compared_all, ["VARCHAR"], "VARCHAR", type=PythonUDFType.ARROW)
    # Most names are plain ASCII, for which SQL is ten times as fast and gives the same.
    duck.execute(r"""
        CREATE OR REPLACE MACRO name_key(t) AS CASE
            WHEN regexp_full_match(t, '[ -~]*') THEN trim(regexp_replace(lower(t), '[^a-z0-9]+', ' ', 'g'))
            ELSE compared(t) END
    """)


def load_known(duck: duckdb.DuckDBPyConnection, sources: Iterable[str], kinds: Iterable[str]) -> None:
    """Make `known(kind, source, external_id, row)`: what the records already know of these sources and tables.

    Ids of ANY_SOURCE may be those of every other, so with it all are read, and with any other it is. The keys of a row
    that was merged into another are that one's, until the merge is undone.
    """
    names = sorted({*sources, ANY_SOURCE})
    everything = ANY_SOURCE in set(sources)
    wanted = {"kind": sorted(kinds)} | ({} if everything else {"source": names})
    where = " AND ".join(f"{column} IN ({', '.join(['%s'] * len(values))})" for column, values in wanted.items())
    params = [value for values in wanted.values() for value in values]
    keys = read(ExternalKey, ["kind", "source", "external_id", "row"], where, params)
    duck.register("keys_then", keys)
    duck.execute("CREATE TABLE known AS SELECT * FROM keys_then")
    duck.execute("CREATE TABLE new_keys (kind VARCHAR, source VARCHAR, external_id VARCHAR, row BIGINT)")
    duck.unregister("keys_then")
    load_merged(duck)


def learn_keys(duck: duckdb.DuckDBPyConnection, query: str) -> None:
    """Remember new keys, given by a query of (kind, source, external_id, row), for the rows that come after."""
    duck.execute(f"CREATE OR REPLACE TEMP TABLE learnt AS {query}")
    duck.execute("INSERT INTO new_keys SELECT * FROM learnt")
    duck.execute("INSERT INTO known SELECT * FROM learnt")


def resolve(duck: duckdb.DuckDBPyConnection, rows: str, column: str, target: str) -> str:
    """Make a table (system, ref, row) of the references in a column of `rows`; row is empty where nothing is known.

    Returns the table's name. `system` is where a row comes from: its ids mean nothing elsewhere.
    """
    made = f"found_{rows}_{column}"
    duck.execute(f"""
        CREATE OR REPLACE TEMP TABLE {made} AS
        SELECT d.system, d.ref, coalesce(k.row, by_name.row) AS row
        FROM (SELECT DISTINCT system, "{column}" AS ref FROM {rows} WHERE "{column}" IS NOT NULL) d
        LEFT JOIN known k ON k.kind = '{target}' AND k.source = d.system AND k.external_id = d.ref
        LEFT JOIN known by_name ON by_name.kind = '{target}' AND by_name.source = d.system
            AND by_name.external_id = name_key(d.ref) AND k.row IS NULL
    """)
    if _some_left(duck, made):
        _borrow(duck, made, target)
    if _some_left(duck, made) and target in NAMED:
        _resolve_by_name(duck, made, target)
    if target in ADDRESSED and _some_left(duck, made, f"contains(ref, '{ADDRESSED[target][2]}')"):
        _resolve_by_address(duck, made, target)
    return made


def recognise(duck: duckdb.DuckDBPyConnection, rows: str, target: str) -> str:
    """Make a table (system, ref, row) of the rows' own ids, as `resolve` does for those that they refer to.

    An id is compared as it is written: A1 is not a1. Only a row without an id, whose key is its name, is found by name.
    """
    made = f"found_{rows}_external_id"
    is_name = "bool_or(external_id = name_key)" if target in NAMED else "false"
    duck.execute(f"""
        CREATE OR REPLACE TEMP TABLE {made} AS
        SELECT d.system, d.ref, d.is_name, k.row
        FROM (SELECT system, external_id AS ref, {is_name} AS is_name FROM {rows} GROUP BY ALL) d
        LEFT JOIN known k ON k.kind = '{target}' AND k.source = d.system AND k.external_id = d.ref
    """)
    if _some_left(duck, made):
        _borrow(duck, made, target)
    if _some_left(duck, made, "is_name"):
        _resolve_by_name(duck, made, target, "is_name")
    return made


def _some_left(duck: duckdb.DuckDBPyConnection, made: str, where: str = "true") -> bool:
    return bool(duck.execute(f"SELECT 1 FROM {made} WHERE row IS NULL AND {where} LIMIT 1").fetchall())


def _borrow(duck: duckdb.DuckDBPyConnection, made: str, target: str) -> None:
    """A file whose system we cannot tell uses the ids of another: an id that means one row alone means that row."""
    duck.execute(f"""
        UPDATE {made} SET row = b.row
        FROM (
            SELECT m.system, m.ref, any_value(k.row) AS row
            FROM {made} m JOIN known k ON k.kind = '{target}' AND k.external_id = m.ref
            WHERE m.row IS NULL AND '{ANY_SOURCE}' IN (k.source, m.system)
            GROUP BY ALL HAVING count(DISTINCT k.row) = 1
        ) b WHERE b.system = {made}.system AND b.ref = {made}.ref
    """)


def _resolve_by_name(duck: duckdb.DuckDBPyConnection, made: str, target: str, where: str = "true") -> None:
    """A name that only one row has means that row, whichever source brought it."""
    load_names(duck, target)
    duck.execute(f"""
        UPDATE {made} SET row = n.row FROM names_{target} n
        WHERE {made}.row IS NULL AND {where} AND n.name_key = name_key({made}.ref)
    """)


def _resolve_by_address(duck: duckdb.DuckDBPyConnection, made: str, target: str) -> None:
    """A mail address or a domain that only one row has means that row, whichever source brought it."""
    model, column, _sign = ADDRESSED[target]
    duck.register("addresses_then", read(model, ["id", column], "archived_at IS NULL"))
    parsed = f"""unnest(from_json({column}, '["VARCHAR"]'))"""
    fresh = f"UNION ALL SELECT id, unnest({column}) FROM new_{target}" if _exists(duck, f"new_{target}") else ""
    duck.execute(f"""
        UPDATE {made} SET row = n.row FROM (
            SELECT lower(address) AS address, any_value(coalesce(m.current, id)) AS row
            FROM (SELECT id, {parsed} AS address FROM addresses_then {fresh})
            LEFT JOIN merged m ON m.kind = '{target}' AND m.old = id
            GROUP BY ALL HAVING count(DISTINCT coalesce(m.current, id)) = 1
        ) n WHERE {made}.row IS NULL AND n.address = lower({made}.ref)
    """)
    duck.unregister("addresses_then")


def load_names(duck: duckdb.DuckDBPyConnection, target: str) -> None:
    """Make `names_<target>(name_key, row)` of the names that one row alone has, in the records and in this import."""
    model, column = NAMED[target]
    # A row that was merged is archived, and its name still means somebody.
    live = "archived_at IS NULL OR id IN (SELECT old FROM alias WHERE kind = %s AND ended_at IS NULL)"
    duck.register("names_then", read(model, ["id", column], live, [target]))
    fresh = f"UNION ALL SELECT id, name FROM new_{target}" if _exists(duck, f"new_{target}") else ""
    duck.execute(f"""
        CREATE OR REPLACE TEMP TABLE names_{target} AS
        SELECT name_key, any_value(row) AS row
        FROM (
            SELECT name_key({column}) AS name_key, coalesce(m.current, id) AS row
            FROM (SELECT id, {column} FROM names_then {fresh}) LEFT JOIN merged m ON m.kind = '{target}' AND m.old = id
        )
        WHERE name_key <> '' GROUP BY name_key HAVING count(DISTINCT row) = 1
    """)
    duck.unregister("names_then")


def _exists(duck: duckdb.DuckDBPyConnection, table: str) -> bool:
    return bool(duck.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = ?", [table]).fetchall())
