"""The audit trail as flows write it: one line for each act, within the transaction of the act itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from tiercel.core.clock import utc_now
from tiercel.records.models import AuditEntry, User

PAGE, API, COMMAND, JOB = "page", "api", "command", "job"
# A decision on a hundred thousand accounts says how many they were, and which the first of them.
MOST_ROWS = 1000


@dataclass(frozen=True)
class Via:
    """The way by which an act came; `key` is the API key that was used."""

    name: str
    key: int | None = None


_via: ContextVar[Via | None] = ContextVar("via", default=None)


@contextmanager
def via(name: str, key: int | None = None) -> Iterator[None]:
    """What is noted inside came this way: page, api, command or job."""
    token = _via.set(Via(name, key))
    try:
        yield
    finally:
        _via.reset(token)


def way() -> Via:
    """By which way the act at hand came, to be noted later as such."""
    return _via.get() or Via(COMMAND)


def note(
    action: str,
    by: User | None,
    *,
    subject: str = "",
    row: int | None = None,
    rows: Sequence[int] | None = None,
    **details: Any,
) -> AuditEntry | None:
    """Add an act to the trail; call it inside the transaction that does it.

    action   a noun, a dot, a past participle, as "targets.accepted"
    subject  the kind of row it was done to, as "accounts"
    row      the key of the one row it was done to
    rows     the keys of many; nothing is noted where they are none, for then nothing was done
    details  keys, versions, reasons; never a personal value
    """
    if rows is not None:
        if not rows:
            return None
        details |= {"rows": list(rows[:MOST_ROWS])}
    by_way = way()
    transaction.on_commit(_tell_webhooks, robust=True)
    return AuditEntry.objects.create(
        at=utc_now(),
        action=action,
        by=by,
        via=by_way.name,
        key=by_way.key,
        subject=subject,
        row=row,
        count=1 if rows is None else len(rows),
        details=details,
    )


def _tell_webhooks() -> None:
    from tiercel.flow.webhooks.deliver import wake_for_acts

    wake_for_acts()
