"""The audit trail as an owner reads it: the newest first, by person, action, day and subject."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from tiercel.flow.accounts.paging import Order, counted, slice_of
from tiercel.flow.keep_users import owner_only
from tiercel.flow.note_export import Leaving
from tiercel.records.models import AuditEntry, User

NEWEST_FIRST, OLDEST_FIRST = "-at", "at"
COLUMNS = ("id", "at", "by", "action", "via", "key", "subject", "row", "count", "details")


@dataclass(frozen=True)
class Asked:
    """What is looked for; what is empty or None does not narrow.

    sort           the newest first, or the oldest: keys are given in the order of the acts
    since, until   days of the workspace's zone; since is in, until is in too, as people mean it
    """

    by: int | None = None
    action: str = ""
    subject: str = ""
    row: int | None = None
    since: date | None = None
    until: date | None = None
    sort: str = NEWEST_FIRST
    after: str = ""
    before: str = ""


@dataclass(frozen=True)
class ActRow:
    """One act; `by` is "" where nobody was signed in: the command line, or a refused sign-in."""

    id: int
    at: datetime
    by: str
    action: str
    via: str
    key: int | None
    subject: str
    row: int | None
    count: int
    details: dict[str, Any]


@dataclass(frozen=True)
class TrailPage:
    acts: tuple[ActRow, ...]
    total: int
    before: str
    after: str
    people: tuple[tuple[int, str], ...]
    actions: tuple[str, ...]
    subjects: tuple[str, ...]


def see_trail(asked: Asked, by: User) -> TrailPage:
    """One page of the trail, with what it can be narrowed to; for owners only."""
    owner_only(by)
    found = _found(asked)
    order = Order("id", descending=asked.sort != OLDEST_FIRST)
    part = slice_of(found, order, after=asked.after, before=asked.before)
    return TrailPage(
        acts=tuple(map(_row, part.rows)),
        total=counted(found),
        before=part.before,
        after=part.after,
        people=tuple(User.objects.order_by("username").values_list("pk", "username")),
        actions=_kinds("action"),
        subjects=tuple(name for name in _kinds("subject") if name),
    )


def export_trail(asked: Asked, form: str, by: User) -> Leaving[tuple[Any, ...]]:
    """Every act that is looked for, the newest first, in `COLUMNS`; that somebody took it with them is noted too."""
    owner_only(by)
    acts = map(_row, _found(asked).order_by("-id").iterator(chunk_size=2000))
    rows = (
        tuple(getattr(row, name) if name != "details" else _in_words(row.details) for name in COLUMNS) for row in acts
    )
    return Leaving(rows, "trail.exported", by, subject="trail", form=form, columns=COLUMNS)


def _found(asked: Asked) -> QuerySet[AuditEntry]:
    acts = AuditEntry.objects.select_related("by")
    if asked.by is not None:
        acts = acts.filter(by=asked.by)
    if asked.action:
        acts = acts.filter(action=asked.action)
    if asked.subject:
        acts = acts.filter(subject=asked.subject)
    if asked.row is not None:
        acts = acts.filter(row=asked.row)
    if asked.since:
        acts = acts.filter(at__gte=_begin(asked.since))
    if asked.until and asked.until < date.max:
        acts = acts.filter(at__lt=_begin(asked.until + timedelta(days=1)))
    return acts


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


def _kinds(field: str) -> tuple[str, ...]:
    return tuple(AuditEntry.objects.order_by(field).values_list(field, flat=True).distinct())


def _row(act: AuditEntry) -> ActRow:
    return ActRow(
        id=act.pk,
        at=act.at,
        by=act.by.username if act.by else "",
        action=act.action,
        via=act.via,
        key=act.key,
        subject=act.subject,
        row=act.row,
        count=act.count,
        details=act.details,
    )


def _in_words(details: dict[str, Any]) -> str:
    return "; ".join(f"{name}: {value}" for name, value in details.items())
