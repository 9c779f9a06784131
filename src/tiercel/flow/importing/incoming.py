"""What goes into an import: the staged rows, and those that have waited since an earlier one."""

from __future__ import annotations

import duckdb

from tiercel.flow.importing.shapes import SHAPES
from tiercel.records.models import WaitingRow
from tiercel.records.reading import read
from tiercel.tables.catalogue import TABLES

BESIDE = ("system", "origin_id", "line", "waiting_id", "file")
# Links that stand in a column of their row, and in the records begin and end.
LINK_COLUMNS = {
    "contact_accounts": ("contact", "account"),
    "account_parents": ("account", "parent"),
}


def take_in(duck: duckdb.DuckDBPyConnection) -> None:
    """Make `in_<table>` for every table: its staged columns with system, origin, line and the id of a waiting row.

    Reads `staged.<table>` where it exists, `files(file, system, origin_id)`, and the records' waiting rows.
    """
    duck.register("waiting_then", read(WaitingRow, ["id", "table", "source", "payload", "origin_id", "line"]))
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
    there = {
        row[0]
        for row in duck.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'staged'").fetchall()
    }
    for name in TABLES:
        _take_in_table(duck, name, is_staged=name in there)
    for name, (left, right) in LINK_COLUMNS.items():
        _take_in_links(duck, name, left, right)


def payload(duck: duckdb.DuckDBPyConnection, table: str) -> str:
    """SQL for a row `s` of `table` as JSON, without what belongs to the import and not to the row."""
    columns = [row[0] for row in duck.execute(f"DESCRIBE {table}").fetchall() if row[0] not in BESIDE]
    packed = ", ".join(f'"{column}" := s."{column}"' for column in columns)
    return f"CAST(to_json(struct_pack({packed})) AS VARCHAR)"


def _take_in_table(duck: duckdb.DuckDBPyConnection, name: str, *, is_staged: bool) -> None:
    if is_staged:
        duck.execute(f"""
            CREATE TABLE in_{name} AS
            SELECT s.*, f.system, f.origin_id, NULL::BIGINT AS waiting_id FROM staged.{name} s JOIN files f USING (file)
        """)
    else:
        duck.execute(f"CREATE TABLE in_{name} ({_columns(name)})")
    if name not in SHAPES or SHAPES[name].needed:
        _add_waited(duck, name)


def _columns(name: str) -> str:
    """The columns of a staged table, as collect makes them."""
    from tiercel.collect.staging import staged_columns

    ours = {"system": "VARCHAR", "origin_id": "BIGINT", "waiting_id": "BIGINT"}
    return ", ".join(f'"{column}" {kind}' for column, kind in {**staged_columns(TABLES[name]), **ours}.items())


def _add_waited(duck: duckdb.DuckDBPyConnection, name: str) -> None:
    kinds = {row[0]: row[1] for row in duck.execute(f"DESCRIBE in_{name}").fetchall() if row[0] not in BESIDE}
    structure = ", ".join(f'"{column}": "{kind}"' for column, kind in kinds.items()).replace('[]"', '"')
    for column, kind in kinds.items():
        if kind.endswith("[]"):
            structure = structure.replace(f'"{column}": "VARCHAR"', f'"{column}": ["VARCHAR"]')
    duck.execute(f"""
        INSERT INTO in_{name} BY NAME
        SELECT unnest(from_json(payload, '{{{structure}}}')), source AS system, origin_id, line, id AS waiting_id
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
        SELECT payload->>'{left}' AS "{left}", payload->>'{right}' AS "{right}", source AS system, origin_id, line, id AS waiting_id
        FROM waited WHERE "table" = '{name}'
    """)
