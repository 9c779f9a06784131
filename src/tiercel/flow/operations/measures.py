"""How much there is and was to do, in numbers alone."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Count, DurationField, ExpressionWrapper, F, Min, Sum

from tiercel.flow.operations.workers import seen_lately
from tiercel.records.models import Job

OUTCOMES = ("created", "changed", "rejected")


@dataclass(frozen=True)
class JobCount:
    kind: str
    state: str
    count: int

    @property
    def is_over(self) -> bool:
        return self.state not in (Job.QUEUED, Job.RUNNING)


@dataclass(frozen=True)
class Measures:
    """The workspace in numbers.

    jobs                    by kind and state
    seconds                 spent on jobs that have ended, by kind
    oldest_waiting_seconds  0 where none waits
    rows                    of imports, by outcome
    """

    jobs: tuple[JobCount, ...]
    seconds: dict[str, float]
    oldest_waiting_seconds: float
    rows: dict[str, int]
    database_bytes: int
    free_bytes: int
    workers: int


def measures(now: datetime) -> Measures:
    counted = Job.objects.order_by().values_list("kind", "state").annotate(n=Count("pk"))
    oldest = Job.objects.filter(state=Job.QUEUED).aggregate(at=Min("made_at"))["at"]
    return Measures(
        jobs=tuple(JobCount(*line) for line in counted),
        seconds=_seconds(),
        oldest_waiting_seconds=max((now - oldest).total_seconds(), 0) if oldest else 0,
        rows=_rows(),
        database_bytes=database_bytes(),
        free_bytes=shutil.disk_usage(Path(settings.WORKSPACE.workspace)).free,
        workers=seen_lately(now),
    )


def database_bytes() -> int:
    """How large the records are, indexes included."""
    sql = (
        "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        if connection.vendor == "sqlite"
        else "SELECT pg_database_size(current_database())"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])


def _seconds() -> dict[str, float]:
    took = ExpressionWrapper(F("ended_at") - F("started_at"), DurationField())
    ended = Job.objects.filter(ended_at__isnull=False, started_at__isnull=False).order_by()
    found = ended.values_list("kind").annotate(took=Sum(took))
    return {kind: took.total_seconds() for kind, took in found}


def _rows() -> dict[str, int]:
    """Rows of imports that wrote; a report lists them by table."""
    done = Job.objects.filter(kind="import_files", state=Job.DONE)
    reports = [tables or [] for looks, tables in done.values_list("asked__dry_run", "found__tables") if not looks]
    return {name: sum(int(line.get(name, 0)) for tables in reports for line in tables) for name in OUTCOMES}
