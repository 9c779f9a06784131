"""The files of events in the lake: written whole, read by the list that the records keep, swept when superseded."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings

from tiercel.collect.events.arrow_types import INSTANT, WORD
from tiercel.flow.events.counts import counts_of
from tiercel.flow.events.read_again import read_again
from tiercel.flow.events.who_is_in import SUFFIX, forget_who, note_who
from tiercel.flow.one_duckdb import reader
from tiercel.records.models import EventFile

FOLDER = "lake/events"
# Ids are looked for among the events that happened this much before and after: clocks are corrected by guesses.
WINDOW = timedelta(days=2)
# A reader that has just asked for the list may still open what has been superseded since; a backup takes longer.
KEPT_FOR = timedelta(hours=6)
# Whoever asks for one visitor opens one part of a file: a tenth of what a batch of events puts there.
ROWS_OF_A_GROUP = 5_000
SCHEMA = pa.schema(
    [
        ("id", pa.binary(16)),
        ("received_at", INSTANT),
        ("happened_at", INSTANT),
        ("type", WORD),
        ("name", WORD),
        ("source", WORD),
        ("dialect", WORD),
        ("visitor", pa.int64()),
        ("host", WORD),
        ("path", WORD),
        ("referrer_host", WORD),
        ("campaign", WORD),
        ("campaign_source", WORD),
        ("campaign_medium", WORD),
        ("seconds", pa.float64()),
        ("form", WORD),
        ("is_bot", pa.bool_()),
        ("bot", WORD),
        ("organisation", WORD),
        ("network", WORD),
        ("sealed", pa.binary()),
    ]
)

# What is sealed has no pattern left: packing it, or looking for equal ones, takes long and saves nothing.
_PLAIN = ("id", "sealed")
_PATTERNED = [name for name in SCHEMA.names if name not in _PLAIN]


@dataclass(frozen=True)
class Written:
    """A file that stands in the lake and in no list yet."""

    path: str
    day: date
    rows: int
    happened_from: datetime
    happened_until: datetime
    counts: list[list[Any]] | None = None


def write(rows: pa.Table, name: str) -> list[Written]:
    """Write events to a file for each day of their receipt; files of the same name are replaced, never added to.

    rows   of SCHEMA
    name   the same for the same events, so that work which was cut off and is done again leaves no second copy
    """
    received = rows.column("received_at").cast(pa.date32())
    days = sorted(pa.compute.unique(received).to_pylist())
    if len(days) == 1:
        return [_write(rows, days[0], name)]
    return [_write(rows.filter(pa.compute.equal(received, day)), day, name) for day in days]


def paths(since: datetime | None = None, until: datetime | None = None) -> list[str]:
    """The files in force that hold events which happened in [since, until]; all of them where neither is given."""
    found = EventFile.objects.filter(ended_at__isnull=True)
    if since is not None:
        found = found.filter(happened_until__gte=since)
    if until is not None:
        found = found.filter(happened_from__lte=until)
    return [str(_workspace() / path) for path in found.order_by("day", "pk").values_list("path", flat=True)]


def newest_first(known_by: datetime | None = None) -> list[tuple[str, datetime]]:
    """The files in force, each with when the last of its events happened; the file whose last is the newest is first.

    known_by   leaves out those with nothing that was received before it; None leaves none out
    """
    found = EventFile.objects.filter(ended_at__isnull=True)
    if known_by is not None:
        found = found.filter(happened_from__lte=known_by, day__lte=known_by.astimezone(UTC).date())
    rows = found.order_by("-happened_until", "-pk").values_list("path", "happened_until")
    return [(str(_workspace() / path), until) for path, until in rows]


def already_there(ids: Sequence[bytes], since: datetime, until: datetime) -> set[bytes]:
    """Which of these ids stand in the lake already; `since` and `until` are when their events happened."""
    return read_again(lambda: _already_there(ids, since, until))


def _already_there(ids: Sequence[bytes], since: datetime, until: datetime) -> set[bytes]:
    files = paths(since - WINDOW, until + WINDOW)
    if not files or not ids:
        return set()
    duck = reader()
    duck.register("asked", pa.table({"id": pa.array(ids, pa.binary())}))
    found = duck.execute("SELECT e.id FROM read_parquet(?) e SEMI JOIN asked USING (id)", [files]).fetchall()
    return {bytes(each) for (each,) in found}


def listed(written: Iterable[Written], now: datetime) -> None:
    """Put files into the list; to be called in the transaction that writes all else that belongs to their events."""
    for each in written:
        EventFile.objects.update_or_create(
            path=each.path,
            defaults={
                "day": each.day,
                "rows": each.rows,
                "happened_from": each.happened_from,
                "happened_until": each.happened_until,
                "counts": each.counts,
                "made_at": now,
                "ended_at": None,
            },
        )


def sweep(now: datetime) -> None:
    """Take away what was written and never listed, and what was superseded a while ago."""
    EventFile.objects.filter(ended_at__lt=now - KEPT_FOR).delete()
    folder = _workspace() / FOLDER
    known = {str(_workspace() / path) for path in EventFile.objects.values_list("path", flat=True)}
    for path in folder.glob("day=*/*") if folder.is_dir() else ():
        if str(path).removesuffix(SUFFIX) not in known and _age(path, now) > KEPT_FOR:
            path.unlink(missing_ok=True)


def name_for(parts: Iterable[str]) -> str:
    """A name for a file of the events of these segments."""
    return blake2b("\n".join(sorted(parts)).encode(), digest_size=12).hexdigest()


def _write(rows: pa.Table, day: date, name: str) -> Written:
    # By visitor, so that whoever asks for one reads a few pages of a file.
    ordered = rows.sort_by([("visitor", "ascending"), ("happened_at", "ascending")])
    folder = _workspace() / FOLDER / f"day={day.isoformat()}"
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        sync(folder.parent)
    path, being_written = folder / f"{name}.parquet", folder / f".{name}-{os.getpid()}"
    try:
        pq.write_table(
            ordered,
            being_written,
            compression={name: "zstd" if name in _PATTERNED else "none" for name in SCHEMA.names},
            use_dictionary=_PATTERNED,
            write_statistics=_PATTERNED,
            row_group_size=ROWS_OF_A_GROUP,
        )
        sync(being_written)
        forget_who(path)
        being_written.replace(path)
    finally:
        being_written.unlink(missing_ok=True)
    note_who(path, rows)
    sync(folder)
    happened = pa.compute.min_max(rows.column("happened_at")).as_py()
    place = str(path.relative_to(_workspace()))
    return Written(place, day, rows.num_rows, happened["min"], happened["max"], counts_of(rows))


def sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _age(path: Path, now: datetime) -> timedelta:
    try:
        return now - datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return timedelta(0)


def _workspace() -> Path:
    return Path(settings.WORKSPACE.workspace)
