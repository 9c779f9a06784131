"""Rows of one key in one run: the same again, a later version, an addition, or a contradiction."""

from collections.abc import Callable
from dataclasses import dataclass

import duckdb

from tiercel.collect.rows.staging_file import columns_of, quoted, text
from tiercel.tables.catalogue import TABLES
from tiercel.tables.column import Table

BOOKKEEPING = ("file", "line", "place", "source_updated_at", "id_source")


@dataclass(frozen=True)
class Joined:
    """identical  rows that said the same again
    older      rows that a later version replaced
    joined     rows that added to another
    """

    identical: int = 0
    older: int = 0
    joined: int = 0


def join_duplicates(db: duckdb.DuckDBPyConnection, beat: Callable[[], None]) -> Joined:
    """Leave one row for each key; what contradicts the first goes to the rejects, naming both lines and values."""
    total = Joined(identical=_drop_unmoved(db))
    for table in TABLES.values():
        if not _count(db, f"SELECT count(*) FROM {quoted(table.name)}"):
            continue
        beat()
        found = _join(db, table)
        total = Joined(total.identical + found.identical, total.older + found.older, total.joined + found.joined)
    return total


def _drop_unmoved(db: duckdb.DuckDBPyConnection) -> int:
    """Versions of a deal in which something else changed: it entered no stage then."""
    db.execute(
        "CREATE OR REPLACE TABLE scratch.unmoved AS SELECT place FROM stage_changes "
        "QUALIFY stage = lag(stage) OVER (PARTITION BY id_source, deal ORDER BY changed_at, place)"
    )
    db.execute("DELETE FROM stage_changes WHERE place IN (SELECT place FROM scratch.unmoved)")
    return _count(db, "SELECT count(*) FROM scratch.unmoved")


def _join(db: duckdb.DuckDBPyConnection, table: Table) -> Joined:
    name, key = quoted(table.name), ", ".join(["id_source", *table.key])
    db.execute(
        f"CREATE OR REPLACE TABLE scratch.twins AS SELECT * FROM {name} "
        f"WHERE ({key}) IN (SELECT ({key}) FROM {name} GROUP BY {key} HAVING count(*) > 1)"
    )
    if not _count(db, "SELECT count(*) FROM scratch.twins"):
        return Joined()
    content = [column for column in columns_of(table) if column not in BOOKKEEPING and column not in table.key]
    updated = "source_updated_at" if any(c.name == "source_updated_at" for c in table.columns) else "NULL::TIMESTAMP"
    identical = _drop_identical(db, key, content, updated)
    older = _drop_older(db, key, updated)
    _reject_contradictions(db, table, content)
    joined = _merge(db, table, content)
    db.execute(f"DELETE FROM {name} WHERE place IN (SELECT place FROM scratch.gone)")
    return Joined(identical, older, joined)


def _drop_identical(db: duckdb.DuckDBPyConnection, key: str, content: list[str], updated: str) -> int:
    same = ", ".join(quoted(column) for column in content) or "1"
    db.execute(
        "CREATE OR REPLACE TABLE scratch.gone AS SELECT place FROM scratch.twins "
        f"QUALIFY row_number() OVER (PARTITION BY {key}, {same} ORDER BY {updated} DESC NULLS LAST, place) > 1"
    )
    db.execute("DELETE FROM scratch.twins WHERE place IN (SELECT place FROM scratch.gone)")
    return _count(db, "SELECT count(*) FROM scratch.gone")


def _drop_older(db: duckdb.DuckDBPyConnection, key: str, updated: str) -> int:
    """Where all rows of a key say when they were changed, the latest is the row; two of the same moment stay."""
    before = _count(db, "SELECT count(*) FROM scratch.gone")
    db.execute(
        "INSERT INTO scratch.gone SELECT place FROM scratch.twins "
        f"QUALIFY {updated} < max({updated}) OVER (PARTITION BY {key}) "
        f"AND bool_and({updated} IS NOT NULL) OVER (PARTITION BY {key})"
    )
    db.execute("DELETE FROM scratch.twins WHERE place IN (SELECT place FROM scratch.gone)")
    return _count(db, "SELECT count(*) FROM scratch.gone") - before


def _reject_contradictions(db: duckdb.DuckDBPyConnection, table: Table, content: list[str]) -> None:
    """A row that says otherwise than the first that says anything of a column."""
    if not content:
        return
    keys = ", ".join(["id_source", *table.key])
    firsts = ", ".join(f"{_first(c)} AS {quoted(c)}, {_place_of_first(c)} AS {quoted('at ' + c)}" for c in content)
    db.execute(f"CREATE OR REPLACE TABLE scratch.firsts AS SELECT {keys}, {firsts} FROM scratch.twins GROUP BY {keys}")
    tests = [(c, _differs(c, "name_key" in content)) for c in content]
    column, value, said = (
        " ".join(f"WHEN {test} THEN {sql(c)}" for c, test in tests) for sql in (text, _value, _contradiction)
    )
    db.execute(
        "CREATE OR REPLACE TABLE scratch.clashes AS SELECT t.place, t.file, t.line, "
        f"CASE {column} END AS col, CASE {value} END AS val, CASE {said} END AS reason "
        f"FROM scratch.twins t JOIN scratch.firsts f ON {_same('t', 'f', table)} "
        f"WHERE {' OR '.join(test for _, test in tests)}"
    )
    db.execute(
        f"INSERT INTO rejects SELECT file, line, {text(table.name)}, col, col, val, reason, FALSE, NULL "
        "FROM scratch.clashes"
    )
    db.execute("INSERT INTO scratch.gone SELECT place FROM scratch.clashes")
    db.execute("DELETE FROM scratch.twins WHERE place IN (SELECT place FROM scratch.clashes)")


def _same(one: str, other: str, table: Table) -> str:
    return " AND ".join(f"{one}.{key} IS NOT DISTINCT FROM {other}.{key}" for key in ("id_source", *table.key))


def _value(column: str, row: str = "t") -> str:
    return f"left(CAST({row}.{quoted(column)} AS VARCHAR), 80)"


def _place_of_first(column: str) -> str:
    where = "'line ' || line || ' of ' || file"
    return f"arg_min({where}, place) FILTER ({quoted(column)} IS NOT NULL)"


def _contradiction(column: str) -> str:
    """SQL of the sentence that names both lines and both values."""
    parts = (
        text("Two rows of one key differ: "),
        f"f.{quoted('at ' + column)}",
        text(f" says {column.replace('_', ' ')} is '"),
        _value(column, "f"),
        text("', line "),
        "t.line",
        text(" of "),
        "t.file",
        text(" says '"),
        _value(column),
        text("'. The first was taken. Correct one of them, and import this row again."),
    )
    return " || ".join(parts)


def _merge(db: duckdb.DuckDBPyConnection, table: Table, content: list[str]) -> int:
    """What is left of a key agrees: the first row gains what the others know."""
    if not content:
        return 0
    keys = ["id_source", *table.key]
    first = ", ".join(f"{_first(c)} AS {quoted(c)}" for c in content)
    db.execute(
        f"CREATE OR REPLACE TABLE scratch.merged AS SELECT min(place) AS place, {first} FROM scratch.twins "
        f"GROUP BY {', '.join(keys)} HAVING count(*) > 1"
    )
    gains = ", ".join(f"{quoted(c)} = m.{quoted(c)}" for c in content)
    db.execute(f"UPDATE {quoted(table.name)} AS t SET {gains} FROM scratch.merged m WHERE t.place = m.place")
    before = _count(db, "SELECT count(*) FROM scratch.gone")
    kept = ", ".join(keys)
    db.execute(
        "INSERT INTO scratch.gone SELECT place FROM scratch.twins "
        f"QUALIFY row_number() OVER (PARTITION BY {kept} ORDER BY place) > 1"
    )
    return _count(db, "SELECT count(*) FROM scratch.gone") - before


def _first(column: str) -> str:
    """SQL of the first value that any row of a key gives; of attributes, the first of each."""
    if column == "custom":
        said = "list(custom ORDER BY place DESC) FILTER (custom IS NOT NULL)"
        return f"list_reduce({said}, lambda a, b: json_merge_patch(a, b))"
    return f"arg_min({quoted(column)}, place) FILTER ({quoted(column)} IS NOT NULL)"


def _differs(column: str, has_name_key: bool) -> str:
    """SQL of whether a row (t) says otherwise than the first (f)."""
    if column == "custom":
        one, other = (f"json_extract_string({row}.custom, '$.\"' || k || '\"')" for row in "tf")
        return f"coalesce(len(list_filter(json_keys(t.custom), lambda k: {one} <> {other})), 0) > 0"
    apart = f"(t.{quoted(column)} IS NOT NULL AND t.{quoted(column)} IS DISTINCT FROM f.{quoted(column)}"
    # ACME and Acme are one name.
    return f"{apart} AND t.name_key IS DISTINCT FROM f.name_key)" if column == "name" and has_name_key else f"{apart})"


def _count(db: duckdb.DuckDBPyConnection, query: str) -> int:
    return int(db.execute(query).fetchall()[0][0])
