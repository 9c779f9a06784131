"""The many small files of a busy day become a large one, so that a year of events is not half a million files."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path

import duckdb
from django.conf import settings
from django.db import transaction
from django.db.models import Count

from tiercel.flow.events import lake_files
from tiercel.flow.events.counts import summed
from tiercel.flow.events.lake_files import FOLDER, ROWS_OF_A_GROUP, Written
from tiercel.flow.events.who_is_in import forget_who, who_is_in
from tiercel.flow.jobs import Held
from tiercel.records.models import EventFile

# Reading a file takes a millisecond before its first row; more small ones than this of a day are gathered.
SMALL_ROWS, MOST_SMALL, MOST_ROWS_AT_ONCE = 200_000, 24, 2_000_000


def gather(holding: Held, now: datetime) -> int:
    """Gather the small files of every day that has too many; returns how many files that took out of the list."""
    small = EventFile.objects.filter(ended_at__isnull=True, rows__lt=SMALL_ROWS)
    crowded = small.values("day").annotate(files=Count("pk")).filter(files__gt=MOST_SMALL).order_by("day")
    return sum(_gather(row["day"], holding, now) for row in crowded)


def _gather(day: date, holding: Held, now: datetime) -> int:
    files: list[EventFile] = []
    rows = 0
    for file in EventFile.objects.filter(ended_at__isnull=True, rows__lt=SMALL_ROWS, day=day).order_by("pk"):
        if rows + file.rows > MOST_ROWS_AT_ONCE:
            break
        files.append(file)
        rows += file.rows
    written = _write(files, day)
    with transaction.atomic():
        holding.confirm()
        lake_files.listed([written], now)
        EventFile.objects.filter(pk__in=[file.pk for file in files]).update(ended_at=now)
    return len(files)


def _write(files: list[EventFile], day: date) -> Written:
    workspace = Path(settings.WORKSPACE.workspace)
    paths = [str(workspace / file.path) for file in files]
    name = lake_files.name_for(file.path for file in files)
    path = workspace / FOLDER / f"day={day.isoformat()}" / f"{name}.parquet"
    being_written = path.with_name(f".{name}-{os.getpid()}")
    duck = duckdb.connect()
    duck.execute("SET TimeZone = 'UTC'")
    duck.execute("SET VARIABLE files = ?", [paths])
    try:
        ordered = duck.sql(
            "SELECT * FROM read_parquet(getvariable('files'), hive_partitioning = false) ORDER BY visitor, happened_at"
        )
        ordered.write_parquet(str(being_written), compression="zstd", row_group_size=ROWS_OF_A_GROUP)
        lake_files.sync(being_written)
        forget_who(path)
        being_written.replace(path)
    finally:
        being_written.unlink(missing_ok=True)
        duck.close()
    who_is_in(str(path))
    lake_files.sync(path.parent)
    return Written(
        path=str(path.relative_to(workspace)),
        day=day,
        rows=sum(file.rows for file in files),
        happened_from=min(file.happened_from for file in files),
        happened_until=max(file.happened_until for file in files),
        counts=summed(file.counts for file in files),
    )
