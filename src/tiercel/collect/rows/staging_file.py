"""The tables of a staging file."""

import duckdb

from tiercel.tables.catalogue import TABLES
from tiercel.tables.column import Table, Type

SQL = (
    dict.fromkeys((Type.TEXTS, Type.EMAILS, Type.PHONES, Type.DOMAINS), "VARCHAR[]")
    | dict.fromkeys((Type.INTEGER, Type.YEAR), "BIGINT")
    | dict.fromkeys((Type.NUMBER, Type.SHARE), "DOUBLE")
    | {Type.DATE: "DATE", Type.INSTANT: "TIMESTAMP", Type.FLAG: "BOOLEAN"}
)
ADDRESSES = ("email", "domain")
NAMED = ("accounts", "contacts", "people", "products")


def columns_of(table: Table) -> dict[str, str]:
    """Name -> DuckDB type of every column that a staged table has, in order.

    Beside the columns of the table: `name_key`, the name as it is compared; `email_key` and `domain_key`, by which a
    row finds whom it is about; `custom`, JSON of declared attributes;
    `id_source`, the source whose ids its keys are; `file` and `line`; `place`, the file's times 10**12
    plus the line.
    """
    found: dict[str, str] = {}
    for column in table.columns:
        if column.type is Type.MONEY:
            found |= {f"{column.name}_minor": "BIGINT", f"{column.name}_currency": "VARCHAR"}
        else:
            found[column.name] = SQL.get(column.type, "VARCHAR")
    if table.name in NAMED:
        found["name_key"] = "VARCHAR"
    found |= {f"{name}_key": "VARCHAR" for name in ADDRESSES if name in table.one_of}
    return found | {"custom": "JSON", "id_source": "VARCHAR", "file": "VARCHAR", "line": "BIGINT", "place": "BIGINT"}


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def create(db: duckdb.DuckDBPyConnection) -> None:
    """Make the empty tables, those of the catalogue and those about the import itself."""
    for table in TABLES.values():
        columns = ", ".join(f"{quoted(name)} {kind}" for name, kind in columns_of(table).items())
        db.execute(f"CREATE TABLE {quoted(table.name)} ({columns})")
    db.execute(
        'CREATE TABLE rejects (file VARCHAR, line BIGINT, "table" VARCHAR, "column" VARCHAR, field VARCHAR, '
        'value VARCHAR, reason VARCHAR, row_taken BOOLEAN, "row" JSON)'
    )
    db.execute(
        'CREATE TABLE offers ("table" VARCHAR, "column" VARCHAR, value VARCHAR, suggestion VARCHAR, "count" BIGINT)'
    )
    db.execute('CREATE TABLE also_known ("table" VARCHAR, id_source VARCHAR, external_id VARCHAR, also VARCHAR)')
    db.execute('CREATE TABLE attributes ("table" VARCHAR, name VARCHAR, label VARCHAR, type VARCHAR)')
