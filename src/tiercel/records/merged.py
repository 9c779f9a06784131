"""Which rows were found to be another all along: whoever reads follows the merges, and an undo ends them."""

from __future__ import annotations

from datetime import datetime

import duckdb

from tiercel.records.models import Alias
from tiercel.records.models.accounts import LONGEST_CHAIN
from tiercel.records.reading import at_instant, read


def load_merged(duck: duckdb.DuckDBPyConnection, as_of: datetime | None = None) -> None:
    """Make the TEMP table `merged(kind, old, current)`: each merged row with the one that stands for it in the end.

    as_of   the merges that held just before this instant; None for those that hold now
    """
    where, params = "ended_at IS NULL", []
    if as_of is not None:
        where = "made_at < %s AND (ended_at IS NULL OR ended_at >= %s)"
        params = [at_instant(as_of)] * 2
    aliases = read(Alias, ["kind", "old", "current"], where, params)
    duck.register("aliases_then", aliases)
    duck.execute("CREATE TEMP TABLE merged AS SELECT * FROM aliases_then")
    duck.unregister("aliases_then")
    for _ in range(LONGEST_CHAIN if aliases.num_rows else 0):
        moved = duck.execute("""
            UPDATE merged SET current = m.current FROM merged m
            WHERE m.kind = merged.kind AND m.old = merged.current AND m.current <> merged.current
            RETURNING merged.old
        """).fetchall()
        if not moved:
            return
