"""Rows of one import that are one row of the records: each is written once, with what all of them say."""

from __future__ import annotations

import duckdb

from tiercel.flow.importing.matching import ANY_SOURCE, NAMED
from tiercel.flow.importing.shapes import Shape

# Whose values go first: of what came now before what waited, the later version, then the earlier file and line.
FIRST = "waiting_id IS NOT NULL, waiting_id DESC, source_updated_at DESC NULLS LAST, origin_id, line, n"


def join_twins(duck: duckdb.DuckDBPyConnection, shape: Shape) -> None:
    """Leave one row of `at_<table>` for each row of the records; the rest stands in `twins_<table>(n, same_as, …)`."""
    name = shape.table.name
    kept = "n BIGINT, same_as BIGINT, system VARCHAR, external_id VARCHAR, is_key_new BOOLEAN"
    duck.execute(f"CREATE TABLE twins_{name} ({kept})")
    if not _may_have_twins(duck, name):
        return
    _find_same(duck, name)
    duck.execute(f"""
        CREATE TEMP TABLE ranked_{name} AS
        SELECT at_{name}.*, row_number() OVER one AS rank, first_value(n) OVER one AS same_as
        FROM at_{name} JOIN same_{name} USING (n)
        WHERE same IN (SELECT same FROM same_{name} GROUP BY same HAVING count(*) > 1)
        WINDOW one AS (PARTITION BY same ORDER BY {FIRST})
    """)
    _say_together(duck, name, [*shape.values, *shape.owned])
    duck.execute(f"""
        INSERT INTO twins_{name}
        SELECT n, same_as, system, external_id, is_key_new FROM ranked_{name} WHERE n <> same_as
    """)
    duck.execute(f"DELETE FROM at_{name} WHERE n IN (SELECT n FROM twins_{name})")


def _may_have_twins(duck: duckdb.DuckDBPyConnection, name: str) -> bool:
    """Rows of one system that came now differ in their ids: only others, and names, can make two of them one."""
    mixed = "bool_or(i.external_id = i.name_key) AND bool_or(i.external_id <> i.name_key)" if name in NAMED else "false"
    query = f"""
        SELECT count(DISTINCT a.system) > 1 OR bool_or(a.waiting_id IS NOT NULL) OR count(a.id) > count(DISTINCT a.id)
            OR {mixed}
        FROM at_{name} a JOIN in_{name} i ON i.rowid = a.n
    """
    return bool(duck.execute(query).fetchall()[0][0])


def _say_together(duck: duckdb.DuckDBPyConnection, name: str, columns: list[str]) -> None:
    """Give the first row of each what all of them say."""
    values = ", ".join(f'{_first(column)} AS "{column}"' for column in columns)
    taken = ", ".join(f'"{column}" = w."{column}"' for column in ("is_reference", *columns))
    duck.execute(f"""
        UPDATE at_{name} SET {taken} FROM (
            SELECT same_as, bool_and(is_reference) AS is_reference, {values} FROM ranked_{name} GROUP BY same_as
        ) w WHERE w.same_as = at_{name}.n
    """)


def _find_same(duck: duckdb.DuckDBPyConnection, name: str) -> None:
    """Make `same_<table>(n, same)`: equal where two rows are one of the records, or will be."""
    duck.execute(f"""
        CREATE TEMP TABLE same_{name} AS
        SELECT n, CASE WHEN is_new THEN 'n' || min(n) OVER (PARTITION BY is_new, system, external_id) ELSE 'r' || id END
            AS same
        FROM at_{name}
    """)
    if len(duck.execute(f"SELECT DISTINCT system FROM at_{name} LIMIT 2").fetchall()) > 1:
        _use_ids_of_others(duck, name)
    if name in NAMED:
        _use_names(duck, name)


def _use_ids_of_others(duck: duckdb.DuckDBPyConnection, name: str) -> None:
    """A file of no known system uses the ids of the one beside it, as it would of one that came before."""
    duck.execute(f"""
        UPDATE same_{name} SET same = b.same FROM (
            SELECT a.n, any_value(s.same) AS same
            FROM at_{name} a JOIN at_{name} o ON o.external_id = a.external_id AND o.system <> a.system AND o.is_new
            JOIN same_{name} s ON s.n = o.n
            WHERE a.is_new AND a.system = '{ANY_SOURCE}' GROUP BY a.n HAVING count(DISTINCT s.same) = 1
        ) b WHERE b.n = same_{name}.n
    """)


def _use_names(duck: duckdb.DuckDBPyConnection, name: str) -> None:
    """A new row without an id, whose key is its name, is the one row beside it that has that name and an id."""
    duck.execute(f"""
        UPDATE same_{name} SET same = b.same FROM (
            SELECT a.n, any_value(s.same) AS same
            FROM in_{name} i JOIN at_{name} a ON a.n = i.rowid
            JOIN in_{name} j ON j.name_key = i.name_key AND j.external_id <> j.name_key
            JOIN at_{name} o ON o.n = j.rowid AND o.is_new JOIN same_{name} s ON s.n = o.n
            WHERE a.is_new AND i.external_id = i.name_key AND i.name_key <> ''
            GROUP BY a.n HAVING count(DISTINCT s.same) = 1
        ) b WHERE b.n = same_{name}.n
    """)


def _first(column: str) -> str:
    if column == "custom":
        said = "list(custom ORDER BY rank DESC) FILTER (custom IS NOT NULL)"
        return f"list_reduce({said}, lambda a, b: CAST(json_merge_patch(a, b) AS VARCHAR))"
    return f'arg_min("{column}", rank) FILTER ("{column}" IS NOT NULL)'
