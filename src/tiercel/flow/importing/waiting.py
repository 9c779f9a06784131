"""Rows that name another which has not come: they wait for it, whole or with the reference alone."""

from __future__ import annotations

import duckdb

from tiercel.flow.importing.shapes import Shape

BESIDE = ("system", "origin_id", "line", "waiting_id", "file", "custom")


def set_waiting_apart(duck: duckdb.DuckDBPyConnection, shape: Shape) -> None:
    """Rows that cannot stand without the other wait whole; the others go in, and their reference waits alone."""
    # What a reference was about is gone: there is nothing left to refer from.
    duck.execute(f"DELETE FROM at_{shape.table.name} WHERE is_new AND is_reference")
    if shape.needed:
        _wait_whole(duck, shape)
    for column, reference in shape.owned.items():
        if shape.table.column(reference).refers_to != "people":
            _wait_for_reference(duck, shape, column, reference)


def count_waiting(duck: duckdb.DuckDBPyConnection, table: str) -> int:
    """How many different rows of a table, that this import brought, wait for another."""
    query = 'SELECT count(DISTINCT (source, payload)) FROM waiting WHERE "table" = ? AND waiting_id IS NULL'
    return int(duck.execute(query, [table]).fetchall()[0][0])


def payload(duck: duckdb.DuckDBPyConnection, table: str) -> str:
    """SQL for a row `s` of `table` as JSON, without what belongs to the import and not to the row."""
    return _packed([row[0] for row in duck.execute(f"DESCRIBE {table}").fetchall() if is_of_the_row(row[0])])


def is_of_the_row(column: str) -> bool:
    return column not in BESIDE and not column.endswith("_key")


def _packed(columns: list[str]) -> str:
    packed = ", ".join(f'"{column}" := s."{column}"' for column in columns)
    return f"CAST(to_json(struct_pack({packed})) AS VARCHAR)"


def _wait_whole(duck: duckdb.DuckDBPyConnection, shape: Shape) -> None:
    name = shape.table.name
    lacking = "is_new AND (" + " OR ".join(f"{column} IS NULL" for column in shape.needed) + ")"
    first = shape.owned[shape.needed[0]]
    duck.execute(f"""
        INSERT INTO waiting
        SELECT '{name}', s.system, {payload(duck, f"in_{name}")}, s."{first}", s.origin_id, s.line, s.waiting_id
        FROM in_{name} s JOIN (
            SELECT n FROM at_{name} WHERE {lacking}
            UNION SELECT t.n FROM twins_{name} t JOIN at_{name} a ON a.n = t.same_as WHERE {lacking}
        ) a ON a.n = s.rowid
    """)
    duck.execute(f"DELETE FROM at_{name} WHERE {lacking}")


def _wait_for_reference(duck: duckdb.DuckDBPyConnection, shape: Shape, column: str, reference: str) -> None:
    """What was said now waits; what had waited goes on waiting unless something is said now."""
    name = shape.table.name
    # What an address has found need not wait for the id beside it.
    lacking = f'a."{column}" IS NULL'
    waits = lacking if column in shape.found_by else f"(s.waiting_id IS NULL OR {lacking})"
    duck.execute(f"""
        INSERT INTO waiting
        SELECT '{name}', s.system, {_packed(["external_id", reference])}, s."{reference}",
            s.origin_id, s.line, s.waiting_id
        FROM in_{name} s
        JOIN (SELECT n, n AS whole FROM at_{name} UNION ALL SELECT n, same_as FROM twins_{name}) t ON t.n = s.rowid
        JOIN at_{name} a ON a.n = t.whole
        JOIN found_in_{name}_{reference} f ON f.system = s.system AND f.ref = s."{reference}"
        WHERE f.row IS NULL AND {waits}
        QUALIFY s.waiting_id IS NULL OR count(*) FILTER (s.waiting_id IS NULL) OVER (PARTITION BY t.whole) = 0
    """)
