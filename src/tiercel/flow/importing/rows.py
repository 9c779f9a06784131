"""Rows with ids of their own: which are new, which change, and what each changed value was before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb
from django.db import models

from tiercel.flow.importing.matching import learn_keys, load_names, recognise, resolve
from tiercel.flow.importing.merged_rows import grown, silence
from tiercel.flow.importing.own_rows import kept_beside
from tiercel.flow.importing.shapes import LONGEST_IN_INDEX, Shape
from tiercel.flow.importing.twins import join_twins
from tiercel.flow.importing.waiting import count_waiting, set_waiting_apart
from tiercel.records.bulk import reserve_keys
from tiercel.records.models import Person
from tiercel.records.reading import read

READ_WHOLE_ABOVE = 20_000


@dataclass(frozen=True)
class Counts:
    """What an import does, or would do, to one table."""

    created: int = 0
    changed: int = 0
    left_alone: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class Occasion:
    """When this import happens, and whether it is only looked at."""

    now: datetime
    dry_run: bool


def match_rows(duck: duckdb.DuckDBPyConnection, shape: Shape, occasion: Occasion) -> Counts:
    """Make `new_<table>`, `upd_<table>`, `stale_<table>` and rows of `changes` from the staged rows of one table."""
    name = shape.table.name
    for reference in shape.owned.values():
        target = shape.table.column(reference).refers_to
        if target == "people":
            _name_unknown_people(duck, f"in_{name}", reference, occasion)
        resolve(duck, f"in_{name}", reference, target)
    for column, address in shape.found_by.items():
        resolve(duck, f"in_{name}", address, shape.table.column(shape.owned[column]).refers_to)
    _find(duck, shape)
    silence(duck, shape)
    join_twins(duck, shape)
    set_waiting_apart(duck, shape)
    _make_new(duck, shape, occasion)
    created = count(duck, f"new_{name}")
    _make_changed(duck, shape)
    changed = count(duck, f"changed_{name}")
    left_alone = count(duck, f"at_{name}", f"NOT is_new AND NOT is_reference AND id NOT IN (FROM changed_{name})")
    return Counts(created, changed, left_alone, count_waiting(duck, name))


def count(duck: duckdb.DuckDBPyConnection, table: str, where: str = "true") -> int:
    return int(duck.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchall()[0][0])


def _first_key(model: type[models.Model], rows: int, occasion: Occasion) -> int:
    """A dry run spends no keys; its numbers are negative, so that none can be taken for a record's."""
    return -(2**40) if occasion.dry_run or not rows else reserve_keys(model, rows)


def _name_unknown_people(duck: duckdb.DuckDBPyConnection, rows: str, reference: str, occasion: Occasion) -> None:
    """Somebody whom only a deal or an account names becomes a person of the team, to be filled in later."""
    found = resolve(duck, rows, reference, "people")
    # Ada and ADA are one person; what holds a digit may be an id, and is somebody else when it is written otherwise.
    alike = "CASE WHEN name_key(ref) = '' OR regexp_matches(ref, '[0-9]') THEN ref ELSE name_key(ref) END"
    duck.execute(f"""
        CREATE OR REPLACE TEMP TABLE stubs AS
        SELECT dense_rank() OVER (ORDER BY {alike}) AS n, system, ref FROM {found}
        WHERE row IS NULL AND length(ref) <= {LONGEST_IN_INDEX}
    """)
    (unknown,) = duck.execute("SELECT coalesce(max(n), 0) FROM stubs").fetchall()[0]
    if not unknown:
        return
    first = _first_key(Person, unknown, occasion)
    if occasion.dry_run:
        first += count(duck, "new_people")
    duck.execute(
        f"""INSERT INTO new_people BY NAME
            SELECT {first} + n - 1 AS id, min(ref) AS name, ?::TIMESTAMP AS received_at, min(o.origin_id) AS origin_id
            FROM stubs
            JOIN (SELECT system, min(origin_id) AS origin_id FROM {rows} GROUP BY system) o USING (system)
            GROUP BY n""",
        [occasion.now.replace(tzinfo=None)],
    )
    learn_keys(duck, f"SELECT 'people', system, ref, {first} + n - 1 FROM stubs")


def _find(duck: duckdb.DuckDBPyConnection, shape: Shape) -> None:
    """Make `at_<table>`: the staged rows, each with the row it is; `n` is its place in `in_<table>`.

    `is_reference` is a row that waited with nothing but a reference to one that had not come.
    """
    name = shape.table.name
    owned = "".join(f", {_row_of(shape, column)} AS {column}" for column in shape.owned)
    joins = "".join(
        f" LEFT JOIN found_in_{name}_{reference} f_{reference}"
        f' ON f_{reference}.system = s.system AND f_{reference}.ref = s."{reference}"'
        for reference in shape.owned.values()
    )
    joins += "".join(
        f" LEFT JOIN found_in_{name}_{address} f_{address}"
        f' ON f_{address}.system = s.system AND f_{address}.ref = s."{address}"'
        for address in shape.found_by.values()
    )
    found = recognise(duck, f"in_{name}", name)
    values = ", ".join(f'{sql} AS "{column}"' for column, sql in shape.values.items())
    says_more = " OR ".join(f"({sql}) IS NOT NULL" for sql in shape.values.values())
    id_, join_names = "f.row", ""
    if shape.by_name:
        _load_nameless(duck, name)
        id_ = "coalesce(f.row, n.row)"
        join_names = "LEFT JOIN nameless n ON n.system = s.system AND n.name_key = name_key(s.name)"
    duck.execute(f"""
        CREATE TABLE at_{name} AS
        SELECT s.rowid AS n, s.system, s.external_id, s.origin_id, s.line, s.waiting_id,
            s.waiting_id IS NOT NULL AND NOT ({says_more}) AS is_reference,
            {id_} AS id, k.row IS NULL AS is_key_new, {id_} IS NULL AS is_new,
            {values}{owned}
        FROM in_{name} s
        LEFT JOIN {found} f ON f.system = s.system AND f.ref = s.external_id
        LEFT JOIN known k ON k.kind = '{name}' AND k.source = s.system AND k.external_id = s.external_id
        {join_names}{joins}
    """)


def _row_of(shape: Shape, column: str) -> str:
    row = f"f_{shape.owned[column]}.row"
    return f"coalesce({row}, f_{shape.found_by[column]}.row)" if column in shape.found_by else row


def _load_nameless(duck: duckdb.DuckDBPyConnection, name: str) -> None:
    """Make `nameless(system, name_key, row)`: rows that a system knows by their names alone, if at all.

    Two people of one system with different ids are two, whatever their names.
    """
    load_names(duck, name)
    duck.execute(f"""
        CREATE OR REPLACE TEMP TABLE nameless AS
        SELECT s.system, n.name_key, n.row
        FROM names_{name} n CROSS JOIN (SELECT DISTINCT system FROM in_{name}) s
        ANTI JOIN (
            SELECT k.source AS system, n.row FROM known k JOIN names_{name} n ON n.row = k.row
            WHERE k.kind = '{name}' AND name_key(k.external_id) <> n.name_key
        ) USING (system, row)
    """)


def _make_new(duck: duckdb.DuckDBPyConnection, shape: Shape, occasion: Occasion) -> None:
    name = shape.table.name
    rows = count(duck, f"at_{name}", "is_new")
    first = _first_key(shape.model, rows, occasion)
    duck.execute(f"""
        UPDATE at_{name} SET id = {first} + m.m - 1
        FROM (SELECT n, row_number() OVER (ORDER BY n) AS m FROM at_{name} WHERE is_new) m WHERE m.n = at_{name}.n
    """)
    columns = ", ".join(
        f'{shape.made.get(column, _listed([column]))} AS "{column}"' for column in (*shape.values, *shape.owned)
    )
    made = f"SELECT id, origin_id, line, ?::TIMESTAMP AS received_at, {columns} FROM at_{name} WHERE is_new"
    duck.execute(f"CREATE TABLE new_{name} AS {made}", [occasion.now.replace(tzinfo=None)])
    learn_keys(
        duck,
        f"""SELECT '{name}', system, external_id, id FROM at_{name} WHERE is_key_new
            UNION SELECT '{name}', t.system, t.external_id, a.id
            FROM twins_{name} t JOIN at_{name} a ON a.n = t.same_as WHERE t.is_key_new""",
    )


def _make_changed(duck: duckdb.DuckDBPyConnection, shape: Shape) -> None:
    """Make `upd_<table>` with the whole new values of changed rows, and a row of `changes` for each value.

    `changed_<table>(id)` are those that people would call changed; `stale_<table>(system, external_id)` those that the
    records know in a later version.
    """
    name = shape.table.name
    rows = count(duck, f"at_{name}", "NOT is_new")
    columns = [*shape.values, *shape.owned]
    duck.execute(f"CREATE TABLE stale_{name} (system VARCHAR, external_id VARCHAR)")
    duck.execute(f"CREATE TABLE changed_{name} (id BIGINT)")
    if not rows:
        duck.execute(f"CREATE TABLE upd_{name} AS SELECT id, {_listed(columns)} FROM at_{name} LIMIT 0")
        return
    _load_now(duck, shape, columns, rows)
    duck.execute(f"""
        INSERT INTO stale_{name} SELECT a.system, a.external_id FROM at_{name} a JOIN now_{name} b ON a.id = b.id
        WHERE NOT a.is_new AND a.source_updated_at < b.source_updated_at
    """)
    kinds = {row[0]: row[1] for row in duck.execute(f"DESCRIBE at_{name}").fetchall()}
    merged = ", ".join(
        f'{kept_beside(name, column, grown(name, column, kinds[column]) or _merged(column))} AS "{column}"'
        for column in columns
    )
    before = ", ".join(f'b."{column}" AS "was_{column}"' for column in columns)
    duck.execute(f"""
        CREATE TEMP TABLE both_{name} AS
        SELECT a.id, a.origin_id, a.line, {merged}, {before}
        FROM at_{name} a JOIN now_{name} b ON a.id = b.id
        WHERE NOT a.is_new AND NOT coalesce(a.source_updated_at < b.source_updated_at, false)
    """)
    differs = {column: _differs(column) for column in shape.watched}
    any_differs = " OR ".join(differs.values())
    # A later version that says the same is kept as later, so that the one before it can no longer replace anything.
    duck.execute(f"""
        CREATE TABLE upd_{name} AS SELECT id, {_listed(columns)} FROM both_{name}
        WHERE {any_differs} OR source_updated_at IS DISTINCT FROM was_source_updated_at
    """)
    for column in _which_differ(duck, f"both_{name}", differs):
        old, new = (_as_json(column, prefix) for prefix in ("was_", ""))
        duck.execute(f"""
            INSERT INTO changes SELECT '{name}', id, '{column}', {old}, {new}, origin_id, line
            FROM both_{name} WHERE {differs[column]}
        """)
    duck.execute(f"INSERT INTO changed_{name} SELECT id FROM both_{name} WHERE {any_differs}")


def _which_differ(duck: duckdb.DuckDBPyConnection, rows: str, differs: dict[str, str]) -> list[str]:
    """The columns that differ in any row: with most imports they are few, and the others need no pass of their own."""
    asked = ", ".join(f"coalesce(bool_or({condition}), false)" for condition in differs.values())
    found = duck.execute(f"SELECT {asked} FROM {rows}").fetchall()[0]
    return [column for column, does in zip(differs, found, strict=True) if does]


def _listed(columns: list[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _as_json(column: str, prefix: str) -> str:
    value = f'"{prefix}{column}"'
    return value if column == "custom" else f"CAST(to_json({value}) AS VARCHAR)"


def _differs(column: str) -> str:
    if column == "custom":
        # Attribute by attribute: PostgreSQL keeps them in an order of its own.
        one, other = (f"json_extract_string({side}, '$.\"' || k || '\"')" for side in ("custom", "was_custom"))
        return f"coalesce(len(list_filter(json_keys(custom), lambda k: {one} IS DISTINCT FROM {other})) > 0, false)"
    return f'"{column}" IS DISTINCT FROM "was_{column}"'


def _merged(column: str) -> str:
    if column == "custom":
        both = "CAST(json_merge_patch(coalesce(b.custom, '{}'), a.custom) AS VARCHAR)"
        return f"CASE WHEN a.custom IS NULL THEN b.custom ELSE {both} END"
    return f'coalesce(a."{column}", b."{column}")'


def _load_now(duck: duckdb.DuckDBPyConnection, shape: Shape, columns: list[str], rows: int) -> None:
    """Make `now_<table>`: what the records hold of the matched rows, in the types of the staged ones."""
    name = shape.table.name
    where, params = "", []
    if rows <= READ_WHOLE_ABOVE:
        params = [row[0] for row in duck.execute(f"SELECT DISTINCT id FROM at_{name} WHERE NOT is_new").fetchall()]
        where = f"id IN ({', '.join(['%s'] * len(params))})"
    duck.register("rows_then", read(shape.model, ["id", *columns], where, params))
    types: dict[str, Any] = {row[0]: row[1] for row in duck.execute(f"DESCRIBE at_{name}").fetchall()}
    values = ", ".join(f'{_as_staged(column, types[column])} AS "{column}"' for column in columns)
    duck.execute(f"CREATE TEMP TABLE now_{name} AS SELECT id, {values} FROM rows_then")
    duck.unregister("rows_then")


def _as_staged(column: str, kind: str) -> str:
    if kind.endswith("[]"):
        return f'nullif(from_json("{column}", \'["VARCHAR"]\'), [])'
    if column == "custom":
        return "nullif(CAST(json(custom) AS VARCHAR), '{}')"
    return f"CAST(nullif(\"{column}\", '') AS {kind})" if kind in ("VARCHAR", "DATE") else _number(column, kind)


def _number(column: str, kind: str) -> str:
    # An instant comes as text with its offset; staged ones are UTC without it.
    if kind.startswith("TIMESTAMP"):
        return f"CAST(timezone('UTC', CAST(nullif(CAST(\"{column}\" AS VARCHAR), '') AS TIMESTAMPTZ)) AS TIMESTAMP)"
    return f'CAST("{column}" AS {kind})'
