"""Rows of a source whose record was merged: what they may say of the record that stands for both."""

from __future__ import annotations

import duckdb

from tiercel.flow.importing.shapes import Shape
from tiercel.records.models import Alias, ExternalKey, Silence
from tiercel.records.reading import read

# Of lists, those that stand in them first have a column of their own.
FIRST_OF = {"domain": "domains", "email": "emails"}
CUSTOM = "custom."


def load_merged_rows(duck: duckdb.DuckDBPyConnection) -> None:
    """Make `stands_for(kind, row)` of the records that others were merged into, and `silent(kind, source, external_id,
    "column")`: what a key's rows are not asked about, since the other record's value was chosen."""
    duck.register("aliases_now", read(Alias, ["kind", "current"], "ended_at IS NULL"))
    duck.execute("CREATE TABLE stands_for AS SELECT DISTINCT kind, current AS row FROM aliases_now")
    duck.register("silences_now", read(Silence, ["key", "column"]))
    wanted = "id IN (SELECT key FROM merge_silence)"
    duck.register("keys_now", read(ExternalKey, ["id", "kind", "source", "external_id"], wanted))
    duck.execute("""
        CREATE TABLE silent AS SELECT DISTINCT k.kind, k.source, k.external_id, s."column"
        FROM silences_now s JOIN keys_now k ON k.id = s.key
    """)
    for name in ("aliases_now", "silences_now", "keys_now"):
        duck.unregister(name)


def silence(duck: duckdb.DuckDBPyConnection, shape: Shape) -> None:
    """Take out of `at_<table>` what was decided otherwise when two records were merged."""
    name = shape.table.name
    found = duck.execute('SELECT DISTINCT "column" FROM silent WHERE kind = ?', [name]).fetchall()
    for (column,) in found:
        said = '(system, external_id) IN (SELECT (source, external_id) FROM silent WHERE kind = ? AND "column" = ?)'
        if column.startswith(CUSTOM):
            _silence_attribute(duck, name, column, said)
        elif column in {*shape.values, *shape.owned}:
            duck.execute(f'UPDATE at_{name} SET "{column}" = NULL WHERE {said}', [name, column])


def _silence_attribute(duck: duckdb.DuckDBPyConnection, name: str, column: str, said: str) -> None:
    attributes = """map_entries(from_json(custom, '"MAP(VARCHAR, JSON)"'))"""
    others = f"list_filter({attributes}, lambda e: e.key <> ?)"
    duck.execute(
        f"""UPDATE at_{name} SET custom = CASE WHEN len({others}) > 0
            THEN CAST(to_json(map_from_entries({others})) AS VARCHAR) END
            WHERE custom IS NOT NULL AND {said}""",
        [column.removeprefix(CUSTOM)] * 2 + [name, column],
    )


def grown(name: str, column: str, kind: str) -> str:
    """SQL for what a column of a record that stands for others becomes: lists grow, and their first stays."""
    if kind.endswith("[]"):
        more = f'list_filter(a."{column}", lambda x: NOT list_contains(coalesce(b."{column}", []), x))'
        both = f'nullif(list_concat(coalesce(b."{column}", []), coalesce({more}, [])), [])'
    elif column in FIRST_OF:
        both = f'coalesce(nullif(b."{column}", \'\'), a."{column}")'
    else:
        return ""
    stands = f"a.id IN (SELECT row FROM stands_for WHERE kind = '{name}')"
    return f'CASE WHEN {stands} THEN {both} ELSE coalesce(a."{column}", b."{column}") END'
