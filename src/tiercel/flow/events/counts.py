"""How many events of each source and kind a file holds, kept beside it in the list: no page counts them anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
from django.conf import settings

from tiercel.flow.events.read_again import read_again
from tiercel.flow.one_duckdb import reader
from tiercel.records.models import EventFile

OF_A_FILE = """
    SELECT filename, source, type, is_bot, count(*), epoch_us(max(received_at))
    FROM read_parquet($files, filename = true, hive_partitioning = false) GROUP BY ALL
"""


@dataclass(frozen=True)
class Counted:
    """Events that were received on a UTC day, alike in where they came from and what they are."""

    day: date
    source: str
    type: str
    is_bot: bool
    events: int
    newest_at: datetime


def counts_of(rows: pa.Table) -> list[list[Any]]:
    """The counts of a file's rows, as its entry in the list keeps them."""
    words = {name: rows.column(name).cast(pa.string()) for name in ("source", "type")}
    alike = pa.table({**words, "is_bot": rows.column("is_bot"), "at": rows.column("received_at").cast(pa.int64())})
    found = alike.group_by(["source", "type", "is_bot"]).aggregate([("at", "count"), ("at", "max")])
    names = ("source", "type", "is_bot", "at_count", "at_max")
    return sorted(list(row) for row in zip(*(found.column(name).to_pylist() for name in names), strict=True))


def summed(counts: Iterable[list[list[Any]] | None]) -> list[list[Any]] | None:
    """Those of several files together; None where those of one are not known."""
    found: dict[tuple[Any, ...], list[int]] = {}
    for each in counts:
        if each is None:
            return None
        for source, kind, is_bot, events, newest in each:
            known = found.setdefault((source, kind, is_bot), [0, newest])
            known[0], known[1] = known[0] + events, max(known[1], newest)
    return [[*alike, *said] for alike, said in sorted(found.items())]


def counted(since: date) -> list[Counted]:
    """What the files in force hold that was received on that day and after it."""
    return read_again(lambda: _counted(since))


def _counted(since: date) -> list[Counted]:
    files = EventFile.objects.filter(ended_at__isnull=True, day__gte=since)
    rows = list(files.order_by("day", "pk").values_list("path", "day", "counts"))
    missing = _read([path for path, _day, counts in rows if counts is None])
    return [
        Counted(day, source, kind, bool(is_bot), events, datetime.fromtimestamp(newest / 1e6, UTC))
        for path, day, counts in rows
        for source, kind, is_bot, events, newest in (missing.get(path, []) if counts is None else counts)
    ]


def _read(paths: Sequence[str]) -> dict[str, list[list[Any]]]:
    """Of files from before counts were kept."""
    found: dict[str, list[list[Any]]] = {}
    if paths:
        whole = {str(Path(settings.WORKSPACE.workspace) / path): path for path in paths}
        for name, *counts in reader().execute(OF_A_FILE, {"files": list(whole)}).fetchall():
            found.setdefault(whole[name], []).append(counts)
    return found
