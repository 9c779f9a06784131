"""All that an import does to the records, in one short transaction: the whole of it happens, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
from django.db import connection, models, transaction

from tiercel.flow.importing.fills import FILLS
from tiercel.flow.importing.links import ACCOUNT_PARENTS, CONTACT_ACCOUNTS, DEAL_CONTACTS, TOUCH_CONTACTS, LinkShape
from tiercel.flow.importing.shapes import SHAPES
from tiercel.flow.search.index import note_gaps
from tiercel.records.bulk import Rows, Stage, insert, staged, update
from tiercel.records.models import Account, Attribute, Change, ExternalKey, Origin, StageChange, WaitingRow

LINKS: tuple[LinkShape, ...] = (ACCOUNT_PARENTS, CONTACT_ACCOUNTS, DEAL_CONTACTS, TOUCH_CONTACTS)


@dataclass(frozen=True)
class Writing:
    """Where rows stand before they go in, when they do, and who is told how many more stand there.

    confirm   asked inside the transaction whether this import is still ours to write; raises where it is not
    """

    folder: Path
    now: datetime
    rows: Rows
    confirm: Callable[[], None]


def write(
    duck: duckdb.DuckDBPyConnection, writing: Writing, origins: Sequence[Origin], attributes: Sequence[Attribute]
) -> None:
    """Write what the matching made."""
    now = writing.now
    queries = {name: query for name, query in _queries(duck, now).items() if _has_rows(duck, query)}
    with staged(duck, queries, writing.folder, writing.rows, lean=True) as stage, transaction.atomic():
        writing.confirm()
        Origin.objects.bulk_create(origins)
        Attribute.objects.bulk_create([one for one in attributes if one.pk is None], ignore_conflicts=True)
        Attribute.objects.bulk_update([one for one in attributes if one.pk is not None], ["type"])
        _write_rows(stage)
        _write_links(stage, now)
        for name, model in _others().items():
            if name in stage.columns:
                insert(stage, name, model)
        _forget_waited(stage)
        note_gaps()


def rows_to_write(duck: duckdb.DuckDBPyConnection, now: datetime) -> int:
    """How many rows `write` will stand beside the database."""
    return sum(_count(duck, query) for query in _queries(duck, now).values())


def _others() -> dict[str, type[models.Model]]:
    return {
        "new_stage_changes": StageChange,
        "new_keys": ExternalKey,
        "changes": Change,
        "waiting": WaitingRow,
    }


def _queries(duck: duckdb.DuckDBPyConnection, now: datetime) -> dict[str, str]:
    """What stands beside the database, by name; of tables that this import has nothing to do with, nothing does."""
    made = {row[0] for row in duck.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    return {name: query for name, query in _all_queries(now).items() if name in made or name in ("waiting", "came")}


def _all_queries(now: datetime) -> dict[str, str]:
    at = f"TIMESTAMP '{now.replace(tzinfo=None).isoformat(sep=' ')}'"
    queries = {}
    for name in SHAPES:
        queries[f"new_{name}"] = f"SELECT * FROM new_{name}"
        queries[f"upd_{name}"] = f"SELECT * FROM upd_{name}"
    for gap in FILLS:
        queries[f"upd_{gap.name}"] = f"SELECT id, {gap.column} FROM upd_{gap.name}"
    queries["upd_account_technologies"] = "SELECT * FROM upd_account_technologies"
    for link in LINKS:
        queries[f"new_{link.name}"] = f"SELECT * EXCLUDE (line), {at} AS made_at FROM new_{link.name}"
        queries[f"end_{link.name}"] = f"SELECT id FROM end_{link.name}"
    queries["new_stage_changes"] = "SELECT * FROM new_stage_changes"
    queries["new_keys"] = "SELECT source, kind, external_id, row FROM new_keys"
    queries["changes"] = f"SELECT *, {at} AS made_at FROM changes"
    queries["waiting"] = f"""
        SELECT DISTINCT ON ("table", source, digest) "table", source, payload, missing, origin_id, line,
            md5(payload) AS digest, {at} AS made_at
        FROM waiting WHERE waiting_id IS NULL
            AND NOT EXISTS (
                SELECT 1 FROM waited w WHERE w.digest = md5(waiting.payload) AND w."table" = waiting."table"
                    AND w.source = waiting.source
            )
    """
    queries["came"] = """
        SELECT id FROM waited WHERE id NOT IN (SELECT waiting_id FROM waiting WHERE waiting_id IS NOT NULL)
            AND ("table", source, digest) NOT IN (SELECT ("table", source, md5(payload)) FROM waiting)
    """
    return queries


def _has_rows(duck: duckdb.DuckDBPyConnection, query: str) -> bool:
    return bool(duck.execute(f"SELECT 1 FROM ({query}) LIMIT 1").fetchall())


def _count(duck: duckdb.DuckDBPyConnection, query: str) -> int:
    return int(duck.execute(f"SELECT count(*) FROM ({query})").fetchall()[0][0])


def _write_rows(stage: Stage) -> None:
    for name, shape in SHAPES.items():
        if f"new_{name}" in stage.columns:
            insert(stage, f"new_{name}", shape.model)
        if f"upd_{name}" in stage.columns:
            update(stage, f"upd_{name}", shape.model)
    fills = {f"upd_{gap.name}": gap.model for gap in FILLS} | {"upd_account_technologies": Account}
    for name, model in fills.items():
        if name in stage.columns:
            update(stage, name, model)


def _write_links(stage: Stage, now: datetime) -> None:
    for link in LINKS:
        if f"end_{link.name}" in stage.columns:
            table = connection.ops.quote_name(link.model._meta.db_table)
            with connection.cursor() as cursor:
                cursor.execute(
                    f"UPDATE {table} SET ended_at = %s WHERE id IN (SELECT id FROM {stage.source(f'end_{link.name}')})",
                    [now if connection.vendor != "sqlite" else now.replace(tzinfo=None).isoformat(sep=" ")],
                )
        if f"new_{link.name}" in stage.columns:
            insert(stage, f"new_{link.name}", link.model)


def _forget_waited(stage: Stage) -> None:
    if "came" in stage.columns:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM waiting_row WHERE id IN (SELECT id FROM {stage.source('came')})")
