"""The jobs of a workspace: what runs, what waits and in which order, what came of the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from tiercel.flow.accounts.paging import Order, Slice, counted, slice_of
from tiercel.flow.keep_users import may
from tiercel.flow.operations.act_on_jobs import why_not_again
from tiercel.flow.operations.workers import seen_lately
from tiercel.flow.see_jobs import JobRow, files_of, row_for
from tiercel.records.models import Job, User
from tiercel.records.models.users import Role

STATES = (Job.RUNNING, Job.QUEUED, Job.DONE, Job.FAILED, Job.STOPPED)
NEWEST_FIRST = Order("id", descending=True)
A_PAGE = 30
# More waiting jobs than that are counted and not drawn.
MOST_WAITING = 20


@dataclass(frozen=True)
class Wanted:
    """Which jobs; "" for any."""

    kind: str = ""
    state: str = ""
    after: str = ""
    before: str = ""


@dataclass(frozen=True)
class Now:
    """What goes on.

    waiting   in the order in which they are taken
    more      how many wait beyond those
    workers   how many were seen within five minutes
    mark      changes when a job begins or ends
    """

    running: tuple[JobRow, ...]
    waiting: tuple[JobRow, ...]
    more: int
    workers: int
    mark: str

    @property
    def is_busy(self) -> bool:
        return bool(self.running or self.waiting)


@dataclass(frozen=True)
class JobsPage:
    """One page of jobs, the newest first."""

    now: Now
    rows: tuple[JobRow, ...]
    count: int
    before: str
    after: str
    kinds: tuple[str, ...]
    states: tuple[str, ...]


@dataclass(frozen=True)
class JobPage:
    """One job.

    files         names of the files that it was to read, for managers alone
    asked, found  the plain values of what it was asked, and of what came of it
    followed_by   the job that tried it again
    why_not       why it cannot be tried again; "" where it can
    position      its place among those that wait, from 1
    """

    job: JobRow
    files: tuple[str, ...]
    file_count: int
    asked: tuple[tuple[str, Any], ...]
    found: tuple[tuple[str, Any], ...]
    followed_by: int | None
    why_not: str
    position: int | None


def list_jobs(wanted: Wanted, by: User, now: datetime) -> JobsPage:
    jobs = Job.objects.select_related("by")
    if wanted.kind:
        jobs = jobs.filter(kind=wanted.kind)
    if wanted.state in STATES:
        jobs = jobs.filter(state=wanted.state)
    part = _part(jobs, wanted)
    return JobsPage(
        now=going_on(by, now),
        rows=tuple(row_for(job, by) for job in part.rows),
        count=counted(jobs),
        before=part.before,
        after=part.after,
        kinds=tuple(Job.objects.order_by("kind").values_list("kind", flat=True).distinct()),
        states=STATES,
    )


def _part(jobs: QuerySet[Job], wanted: Wanted) -> Slice[Job]:
    try:
        return slice_of(jobs, NEWEST_FIRST, after=wanted.after, before=wanted.before, size=A_PAGE)
    except (ValueError, TypeError, OverflowError):  # a cursor that somebody made up means the beginning
        return slice_of(jobs, NEWEST_FIRST, size=A_PAGE)


def going_on(by: User, now: datetime) -> Now:
    jobs = Job.objects.select_related("by")
    running = list(jobs.filter(state=Job.RUNNING).order_by("started_at", "pk"))
    waiting = list(_waiting()[: MOST_WAITING + 1])
    return Now(
        running=tuple(row_for(job, by) for job in running),
        waiting=tuple(row_for(job, by) for job in waiting[:MOST_WAITING]),
        more=max(_waiting().count() - MOST_WAITING, 0) if len(waiting) > MOST_WAITING else 0,
        workers=seen_lately(now),
        mark="-".join(f"{job.pk}{job.state[0]}" for job in (*running, *waiting)),
    )


def see_one(job_id: int, by: User) -> JobPage | None:
    job = Job.objects.select_related("by").filter(pk=job_id).first()
    if job is None:
        return None
    names = files_of(job)
    later = job.followed_by.order_by("pk").last()
    return JobPage(
        job=row_for(job, by),
        files=names if may(by, Role.MANAGER) else (),
        file_count=len(names),
        asked=_plain(job.asked),
        found=tuple(each for each in _plain(job.found) if each not in _plain(job.asked)),
        followed_by=later.pk if later else None,
        why_not=why_not_again(job),
        position=_position(job),
    )


def _waiting() -> Any:
    return Job.objects.select_related("by").filter(state=Job.QUEUED).order_by("made_at", "pk")


def _position(job: Job) -> int | None:
    if job.state != Job.QUEUED:
        return None
    return list(_waiting().values_list("pk", flat=True)).index(job.pk) + 1


def _plain(values: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    """Numbers, flags and short words; files and reports have places of their own."""
    return tuple((name, value) for name, value in values.items() if _is_short(value))


def _is_short(value: Any) -> bool:
    return isinstance(value, bool | int | float) or (
        isinstance(value, str) and 0 < len(value) <= 60 and "/" not in value
    )
