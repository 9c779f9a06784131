"""What the contacts of an account did at our sites, read from the lake by the links of today or of a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from tiercel.flow.events import lake_files
from tiercel.flow.events.lake_reading import reader
from tiercel.flow.events.visitors.links_then import Whose, known_visitors
from tiercel.flow.touches.touch import IN, TouchRow

CHANNEL, ROWS_AT_A_TIME = "web", 500
# By which the web tag tells how long a page was looked at: it is no touch of its own.
TIME_SPENT = "Time Spent"
# Alone, it is looked for in the file while that is read, in a third less time: with "or" every row is read whole.
VISITORS = "e.visitor IN (SELECT visitor FROM visitors)"
OR_NETWORKS = "(e.visitor IN (SELECT visitor FROM visitors) OR e.organisation IN (SELECT name FROM organisations))"
TOUCHES = """
    WITH theirs AS (
        SELECT e.visitor, e.happened_at, e.type, e.name, e.source, e.host, e.path, e.form, e.seconds, e.organisation
        FROM read_parquet($files) e
        WHERE NOT e.is_bot AND e.type IN ('page', 'screen', 'track')
            AND {theirs}
            AND ($known_by IS NULL OR e.received_at < $known_by)
    ),
    placed AS (
        SELECT *, count(*) FILTER (WHERE type <> 'track') OVER (
            PARTITION BY visitor, host, path ORDER BY happened_at, type ROWS UNBOUNDED PRECEDING) AS look
        FROM theirs
    ),
    spent AS (
        SELECT visitor, host, path, look, sum(seconds) AS seconds
        FROM placed WHERE type = 'track' AND name = $time_spent GROUP BY ALL
    )
    SELECT p.visitor, timezone('UTC', p.happened_at) AS happened_at, p.type, p.name, p.source, p.host, p.path, p.form,
        p.organisation,
        CASE WHEN p.type = 'track' THEN p.seconds ELSE coalesce(p.seconds, s.seconds) END AS seconds
    FROM placed p LEFT JOIN spent s
        ON p.type <> 'track' AND s.visitor IS NOT DISTINCT FROM p.visitor
        AND s.host = p.host AND s.path = p.path AND s.look = p.look
    WHERE NOT (p.type = 'track' AND p.name = $time_spent)
    ORDER BY p.happened_at DESC
"""


def web_touches(whose: Whose, known_by: datetime | None, most: int) -> list[TouchRow]:
    """The newest touches of these visitors, and of strangers who came from these networks; bots do not touch.

    known_by   events that were received before it; None for all
    """
    found: list[TouchRow] = []
    for rows in _read(whose, known_by):
        strangers = {row["visitor"] for row in rows if row["visitor"] is not None} - whose.visitors.keys()
        somebodys = known_visitors(strangers, known_by) if strangers else set()
        found += [_touch(row, whose) for row in rows if row["visitor"] not in somebodys]
        if len(found) >= most:
            break
    return found[:most]


def _read(whose: Whose, known_by: datetime | None) -> Iterator[list[dict[str, Any]]]:
    """The newest first, some at a time."""
    files = [] if whose.is_nothing else lake_files.paths(until=known_by)
    if not files:
        return
    duck = reader()
    duck.register("visitors", pa.table({"visitor": pa.array(list(whose.visitors), pa.int64())}))
    duck.register("organisations", pa.table({"name": pa.array(whose.organisations, pa.string())}))
    query = TOUCHES.format(theirs=_theirs(whose))
    asked = duck.execute(query, {"files": files, "known_by": known_by, "time_spent": TIME_SPENT})
    columns = [column[0] for column in asked.description]
    while rows := asked.fetchmany(ROWS_AT_A_TIME):
        yield [dict(zip(columns, row, strict=True)) for row in rows]


def _theirs(whose: Whose) -> str:
    if whose.organisations:
        return OR_NETWORKS
    # Of one, the parts of a file that hold only others are not even opened.
    return f"e.visitor = {int(next(iter(whose.visitors)))}" if len(whose.visitors) == 1 else VISITORS


def _touch(row: dict[str, Any], whose: Whose) -> TouchRow:
    contact = whose.visitors.get(row["visitor"])
    named = (whose.named or {}).get(contact, "") if contact else ""
    kind = "form" if row["form"] else row["type"]
    where = f"{row['host']}{row['path']}"
    return TouchRow(
        at=row["happened_at"].replace(tzinfo=UTC),
        channel=CHANNEL,
        type=kind,
        direction=IN,
        name=row["name"] or (row["form"] if kind == "form" else "") or row["path"],
        detail=where if contact else " · ".join(part for part in (where, row["organisation"]) if part),
        contact_id=contact,
        contact=named,
        by_whom="",
        minutes=None if row["seconds"] is None else row["seconds"] / 60,
        source=row["source"],
    )
