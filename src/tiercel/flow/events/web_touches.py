"""What the contacts of an account did at our sites, read from the lake by the links of today or of a day.

The newest files first, of those with anything of theirs, until there are enough touches: what an account did this week
is not looked for in the events of last year, nor in those of others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate, islice
from typing import Any

import pyarrow as pa

from tiercel.flow.events import lake_files
from tiercel.flow.events.read_again import read_again
from tiercel.flow.events.visitors.links_then import Whose, known_visitors
from tiercel.flow.events.who_is_in import TIME_SPENT, TOUCHES, in_which, wanted_of
from tiercel.flow.one_duckdb import reader
from tiercel.flow.touches.touch import IN, TouchRow

CHANNEL, ROWS_AT_A_TIME = "web", 500
# Alone, it is looked for in the file while that is read, in a third less time: with "or" every row is read whole.
VISITORS = "e.visitor IN (SELECT visitor FROM visitors)"
OR_NETWORKS = "(e.visitor IN (SELECT visitor FROM visitors) OR e.organisation IN (SELECT name FROM organisations))"
THEIRS = """
    SELECT e.visitor, e.happened_at, e.type::VARCHAR AS type, e.name::VARCHAR AS name, e.source::VARCHAR AS source,
        e.host::VARCHAR AS host, e.path::VARCHAR AS path, e.form::VARCHAR AS form, e.seconds,
        e.organisation::VARCHAR AS organisation
    FROM read_parquet($files, hive_partitioning = false) e
    WHERE NOT e.is_bot AND e.type IN {types} AND {theirs} AND ($known_by IS NULL OR e.received_at < $known_by)
"""


@dataclass(frozen=True)
class _File:
    """One with any of theirs: when the last of its events happened, how many touches their visitors left there."""

    path: str
    until: datetime
    touches: int


def web_touches(whose: Whose, known_by: datetime | None, most: int) -> list[TouchRow]:
    """The newest touches of these visitors, and of strangers who came from these networks; bots do not touch.

    known_by   events that were received before it; None for all
    """
    return read_again(lambda: _web_touches(whose, known_by, most))


def _web_touches(whose: Whose, known_by: datetime | None, most: int) -> list[TouchRow]:
    found: list[TouchRow] = []
    for theirs, after in _read(whose, known_by, most):
        found = list(islice(_newest(theirs, after, whose, known_by), most))
        if len(found) == most:
            break
    return found


def begin_reading() -> None:
    """Open what the first timeline would wait for: who is in each file, and the reader with one of them."""
    read_again(_begin_reading)


def _begin_reading() -> None:
    files = lake_files.paths()
    in_which(files, wanted_of([0]))
    if files:
        _theirs(files[-1:], Whose({0: 0}), None)


def _read(whose: Whose, known_by: datetime | None, most: int) -> Iterator[tuple[pa.Table, datetime | None]]:
    """Their events, ever more of them; after the instant beside them they are all there. None: these are all."""
    files = _files(whose, known_by)
    theirs: list[pa.Table] = []
    read = 0
    while read < len(files):
        # Strangers, and what was received too late, are known only from the file: then twice as many are read.
        some = _enough(files[read:], most) if not read else files[read : 3 * read]
        theirs.append(_theirs([file.path for file in some], whose, known_by))
        read += len(some)
        yield pa.concat_tables(theirs), files[read].until if read < len(files) else None


def _files(whose: Whose, known_by: datetime | None) -> list[_File]:
    """The newest first."""
    files = [] if whose.is_nothing else lake_files.newest_first(known_by)
    theirs = in_which((path for path, _until in files), wanted_of(whose.visitors, whose.organisations))
    return [_File(path, until, theirs[path]) for path, until in files if path in theirs]


def _enough(files: list[_File], most: int) -> list[_File]:
    """As many of the first as hold the touches that are shown."""
    known = accumulate(file.touches for file in files)
    return files[: 1 + next((place for place, touches in enumerate(known) if touches >= most), len(files))]


def _theirs(files: list[str], whose: Whose, known_by: datetime | None) -> pa.Table:
    duck = reader()
    duck.register("visitors", pa.table({"visitor": pa.array(list(whose.visitors), pa.int64())}))
    duck.register("organisations", pa.table({"name": pa.array(whose.organisations, pa.string())}))
    query = THEIRS.format(theirs=_are_theirs(whose), types=TOUCHES)
    return duck.sql(query, params={"files": files, "known_by": known_by}).to_arrow_table()


def _newest(theirs: pa.Table, after: datetime | None, whose: Whose, known_by: datetime | None) -> Iterator[TouchRow]:
    """Their touches after an instant, without those of strangers who are somebody else's."""
    touches = _touches(_backwards(theirs, after))
    while rows := list(islice(touches, ROWS_AT_A_TIME)):
        strangers = {row["visitor"] for row in rows if row["visitor"] is not None} - whose.visitors.keys()
        somebodys = known_visitors(strangers, known_by) if strangers else set()
        yield from (_touch(row, whose) for row in rows if row["visitor"] not in somebodys)


def _touches(backwards: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Those of the events that are touches, each look at a page with the time that was spent until the next one."""
    spent: dict[tuple[Any, ...], float] = {}
    for row in backwards:
        page = row["visitor"], row["host"], row["path"]
        if row["type"] == "track" and row["name"] == TIME_SPENT:
            spent |= {page: spent.get(page, 0.0) + row["seconds"]} if row["seconds"] is not None else {}
            continue
        if row["type"] != "track":
            until_next = spent.pop(page, None)
            row["seconds"] = until_next if row["seconds"] is None else row["seconds"]
        yield row


def _backwards(theirs: pa.Table, after: datetime | None) -> Iterator[dict[str, Any]]:
    """The newest first; of one instant, what was done at a page before the look at it."""
    ordered = theirs.sort_by([("happened_at", "descending"), ("type", "descending"), ("visitor", "ascending")])
    for part in ordered.to_batches(max_chunksize=ROWS_AT_A_TIME):
        for row in part.to_pylist():
            if after is not None and row["happened_at"] <= after:
                return
            yield row


def _are_theirs(whose: Whose) -> str:
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
        at=row["happened_at"].astimezone(UTC),
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
