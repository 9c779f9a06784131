"""What goes into an import: the staged rows, and those that have waited since an earlier one."""

from __future__ import annotations

import json

import duckdb

from tiercel.flow.importing.waiting import is_of_the_row
from tiercel.records.models import WaitingRow
from tiercel.records.reading import read
from tiercel.tables.catalogue import TABLES

NOT_OURS = "id_source, place"
# A staged row's place is that of its file times this, plus its line.
ROWS_OF_A_FILE = 10**12
# Links that stand in a column of their row, and in the records begin and end.
LINK_COLUMNS = {
    "contact_accounts": ("contact", "account"),
    "account_parents": ("account", "parent"),
}


def take_in(duck: duckdb.DuckDBPyConnection) -> None:
    """Make `in_<table>` for every table: its staged columns with system, origin, line and the id of a waiting row.

    Reads the staging file, attached as `staged`, `files(place, origin_id)`, and the records' waiting rows.
    """
    duck.register("waiting_then", read(WaitingRow, ["id", "table", "source", "payload", "digest", "origin_id", "line"]))
    duck.execute("CREATE TABLE waited AS SELECT * FROM waiting_then")
    duck.unregister("waiting_then")
    duck.execute(
        'CREATE TABLE waiting ("table" VARCHAR, source VARCHAR, payload VARCHAR, missing VARCHAR, '
        "origin_id BIGINT, line BIGINT, waiting_id BIGINT)"
    )
    duck.execute(
        'CREATE TABLE changes ("table" VARCHAR, row BIGINT, field VARCHAR, old VARCHAR, new VARCHAR, '
        "origin_id BIGINT, line BIGINT)"
    )
    for name in TABLES:
        _take_in_table(duck, name)
    for name, (left, right) in LINK_COLUMNS.items():
        _take_in_links(duck, name, left, right)


def _take_in_table(duck: duckdb.DuckDBPyConnection, name: str) -> None:
    duck.execute(f"""
        CREATE TABLE in_{name} AS
        SELECT s.* EXCLUDE ({NOT_OURS}) REPLACE (CAST(s.custom AS VARCHAR) AS custom), s.id_source AS system,
            f.origin_id, NULL::BIGINT AS waiting_id
        FROM staged.{name} s JOIN files f ON f.place = s.place // {ROWS_OF_A_FILE}
    """)
    if duck.execute('SELECT 1 FROM waited WHERE "table" = ? LIMIT 1', [name]).fetchall():
        _add_waited(duck, name)


def _add_waited(duck: duckdb.DuckDBPyConnection, name: str) -> None:
    kinds = {row[0]: row[1] for row in duck.execute(f"DESCRIBE in_{name}").fetchall() if is_of_the_row(row[0])}
    structure = json.dumps({column: ["VARCHAR"] if kind.endswith("[]") else kind for column, kind in kinds.items()})
    duck.execute(f"""
        INSERT INTO in_{name} BY NAME
        SELECT unnest(from_json(payload, '{structure}')), source AS system, origin_id, line, id AS waiting_id
        FROM waited WHERE "table" = '{name}'
    """)


def _take_in_links(duck: duckdb.DuckDBPyConnection, name: str, left: str, right: str) -> None:
    rows = f"in_{left}s"
    duck.execute(f"""
        CREATE TABLE in_{name} AS
        SELECT external_id AS "{left}", "{right}", system, origin_id, line, file, waiting_id
        FROM {rows} WHERE "{right}" IS NOT NULL
    """)
    duck.execute(f"""
        INSERT INTO in_{name} BY NAME
        SELECT payload->>'{left}' AS "{left}", payload->>'{right}' AS "{right}",
            source AS system, origin_id, line, id AS waiting_id
        FROM waited WHERE "table" = '{name}'
    """)
    _forget_superseded(duck, name, left)


def _forget_superseded(duck: duckdb.DuckDBPyConnection, name: str, left: str) -> None:
    """What waited is not said any more where this import says something else of the same row."""
    duck.execute(f"""
        DELETE FROM in_{name} WHERE waiting_id IS NOT NULL AND (system, "{left}") IN (
            SELECT (system, "{left}") FROM in_{name} WHERE waiting_id IS NULL
        )
    """)
