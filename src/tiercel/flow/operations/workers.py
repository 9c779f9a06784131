"""Which workers live: each says so every half minute, wherever it runs."""

from __future__ import annotations

from datetime import datetime, timedelta

from tiercel.core.process import this_process
from tiercel.records.models import Worker

SECONDS_BETWEEN_BEATS = 30
# Ten beats: one that is silent for that long is gone.
SILENT = timedelta(minutes=5)
FORGOTTEN = timedelta(days=1)


def beat(now: datetime) -> None:
    """Say that this process works, and forget those that have been gone for a day."""
    Worker.objects.update_or_create(
        holder=this_process(), defaults={"seen_at": now}, create_defaults={"seen_at": now, "started_at": now}
    )
    Worker.objects.filter(seen_at__lt=now - FORGOTTEN).delete()


def leave() -> None:
    """Say that this process works no more."""
    Worker.objects.filter(holder=this_process()).delete()


def seen_lately(now: datetime) -> int:
    """How many workers were heard of within five minutes."""
    return Worker.objects.filter(seen_at__gte=now - SILENT).count()
