"""Connectors run by the clock: each whose time has come is queued once, whichever worker looks first."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from tiercel.flow.connectors.run import KIND, job_of
from tiercel.flow.connectors.schedules import next_after
from tiercel.flow.jobs import queue
from tiercel.records.models import Connector


def queue_due(now: datetime) -> int:
    """Queue a run of every connector that is due; returns how many.

    One that still runs, or waits, is left to end: the next time comes.
    """
    _mend_times(now)
    due = Connector.objects.filter(due_at__lte=now, paused_at=None, removed_at=None)
    return sum(_queue(connector, now) for connector in due.order_by("due_at", "pk"))


def _mend_times(now: datetime) -> None:
    """A clock that was ahead has put the next time off by as much: the next one is the next from now."""
    for connector in Connector.objects.filter(due_at__gt=now, paused_at=None, removed_at=None):
        due = next_after(connector.schedule, now, ZoneInfo(settings.TIME_ZONE))
        if due and connector.due_at and due < connector.due_at:
            Connector.objects.filter(pk=connector.pk, due_at=connector.due_at).update(due_at=due)


def _queue(connector: Connector, now: datetime) -> bool:
    with transaction.atomic():
        later = next_after(connector.schedule, now, ZoneInfo(settings.TIME_ZONE))
        # Of several that look at once, one finds the old time there.
        mine = Connector.objects.filter(pk=connector.pk, due_at=connector.due_at).update(due_at=later)
        if not mine or job_of(connector) is not None:
            return False
        queue(KIND, {"connector": connector.pk, "name": connector.name}, connector.by)
    return True
