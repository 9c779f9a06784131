"""The many small files of live traffic become few, so that a year of events is not half a million files.

While a day lasts, its small files are gathered whenever there are too many. Once it is over they become one, and those
of a month that is long over become one of the month. What was gathered says the same as what it was gathered from.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
from django.conf import settings
from django.db import transaction

from tiercel.core.memory import memory_mb
from tiercel.flow.events import lake_files
from tiercel.flow.events.counts import summed
from tiercel.flow.events.lake_files import FOLDER, ROWS_OF_A_GROUP, Written
from tiercel.flow.events.who_is_in import forget_who, who_is_in
from tiercel.flow.jobs import Held
from tiercel.flow.one_duckdb import limited
from tiercel.records.models import EventFile

# Reading a file takes a millisecond before its first row; more small ones than this of a day are gathered.
SMALL_ROWS, MOST_SMALL, MOST_ROWS_AT_ONCE = 200_000, 24, 2_000_000
MOST_MB = 700
# What was received before midnight may stand in the log for a while yet.
SETTLES_IN = timedelta(hours=1)
# Nobody counts the events of such a day by itself any more: see_events looks back thirty days.
DAYS_LONG_OVER = 35


def gather(holding: Held, now: datetime) -> int:
    """Gather what stands in more files than it need; returns how many files that took out of the list.

    It goes no further than some rows at a time, so that what arrives meanwhile does not wait: the next job goes on.
    """
    count = rows = 0
    for files in _crowds(now):
        if rows and rows + sum(file.rows for file in files) > MOST_ROWS_AT_ONCE:
            break
        _gather(files, holding, now)
        count += len(files)
        rows += sum(file.rows for file in files)
    return count


def is_crowded(now: datetime) -> bool:
    """Whether there is anything to gather."""
    return any(_crowds(now))


def _crowds(now: datetime) -> Iterator[list[EventFile]]:
    """Small files that belong together, as many as are read at once; those of the newest days first."""
    small = EventFile.objects.filter(ended_at__isnull=True, rows__lt=SMALL_ROWS).defer("counts")
    together: dict[date, list[EventFile]] = defaultdict(list)
    long_over = _long_over(now)
    for file in small.order_by("-day", "pk"):
        together[_first_of(file.day, long_over)].append(file)
    for first, files in together.items():
        if len(files) > (1 if _is_over(first, now) else MOST_SMALL):
            yield from _some_at_once(files)


def _some_at_once(files: Sequence[EventFile]) -> Iterator[list[EventFile]]:
    some: list[EventFile] = []
    for file in files:
        if sum(each.rows for each in some) + file.rows > MOST_ROWS_AT_ONCE:
            yield some
            some = []
        some.append(file)
    # What is left over by itself is left alone.
    if len(some) > 1:
        yield some


def _long_over(now: datetime) -> date:
    """The day before which all days are long over: by the clock, and by as many days of events as came since.

    A clock that runs ahead says so of the present month too, and then nobody could tell its days apart any more: but it
    brings no days of events.
    """
    days = EventFile.objects.filter(ended_at__isnull=True).order_by("-day").values_list("day", flat=True).distinct()
    later = list(days[:DAYS_LONG_OVER])
    by_clock = (now.astimezone(UTC) - timedelta(days=DAYS_LONG_OVER)).date()
    return min(by_clock, later[-1]) if len(later) == DAYS_LONG_OVER else date.min


def _first_of(day: date, long_over: date) -> date:
    """The first of the days whose files become one: of its month where all of that is long over, else itself."""
    first = day.replace(day=1)
    next_month = (first + timedelta(days=31)).replace(day=1)
    return first if next_month <= long_over else day


def _is_over(day: date, now: datetime) -> bool:
    return day < (now - SETTLES_IN).astimezone(UTC).date()


def _gather(files: Sequence[EventFile], holding: Held, now: datetime) -> None:
    written = _write(files)
    with transaction.atomic():
        holding.confirm()
        lake_files.listed([written], now)
        EventFile.objects.filter(pk__in=[file.pk for file in files]).update(ended_at=now)


def _write(files: Sequence[EventFile]) -> Written:
    workspace = Path(settings.WORKSPACE.workspace)
    paths = [str(workspace / file.path) for file in files]
    # The first, so that who asks what was known by a later day finds the file, and looks into it.
    day = min(file.day for file in files)
    name = lake_files.name_for(file.path for file in files)
    path = workspace / FOLDER / f"day={day.isoformat()}" / f"{name}.parquet"
    being_written = path.with_name(f".{name}-{os.getpid()}")
    try:
        _write_ordered(paths, being_written)
        lake_files.sync(being_written)
        forget_who(path)
        being_written.replace(path)
    finally:
        being_written.unlink(missing_ok=True)
    who_is_in(str(path))
    lake_files.sync(path.parent)
    return Written(
        path=str(path.relative_to(workspace)),
        day=day,
        rows=sum(file.rows for file in files),
        happened_from=min(file.happened_from for file in files),
        happened_until=max(file.happened_until for file in files),
        counts=summed(EventFile.objects.filter(pk__in=[file.pk for file in files]).values_list("counts", flat=True)),
    )


def _write_ordered(paths: Sequence[str], to: Path) -> None:
    duck = duckdb.connect(config=limited(min(MOST_MB, memory_mb() // 2)))
    try:
        duck.execute("SET TimeZone = 'UTC'")
        duck.execute("SET VARIABLE files = ?", [paths])
        duck.sql(
            "SELECT * FROM read_parquet(getvariable('files'), hive_partitioning = false) ORDER BY visitor, happened_at"
        ).write_parquet(str(to), compression="zstd", row_group_size=ROWS_OF_A_GROUP)
    finally:
        duck.close()
