"""How long work stands: what it does now, how fast, how much longer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tiercel.core.clock import utc_now
from tiercel.flow.keep_users import may
from tiercel.records.models import Job, User
from tiercel.records.models.users import Role

# What a tap said last may quote a row that not everybody may see, as the pages of connectors are managers' alone.
OF_MANAGERS = ("connectors.run",)


@dataclass(frozen=True)
class JobRow:
    """A job as people see it.

    share          how much of this step is done, in [0, 1]; None where the total is not known
    rate           rows (or other units) a second since it began; None before it can be told
    seconds_left   of this step; None where it cannot be told
    found          what came of it, as values
    follows        the job that this is another try of
    is_look        whether it only looks what it would do
    is_undo        whether it takes an import back
    """

    id: int
    kind: str
    state: str
    step: str
    done: int
    total: int
    share: float | None
    rate: float | None
    seconds_left: int | None
    reason: str
    by: str
    made_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    stop_asked: bool
    found: dict[str, Any]
    is_look: bool
    follows: int | None
    is_undo: bool = False

    @property
    def seconds(self) -> int | None:
        """How long it has taken, from its beginning to its end or to now; None before it began."""
        if self.started_at is None:
            return None
        return max(int(((self.ended_at or utc_now()) - self.started_at).total_seconds()), 0)

    @property
    def is_over(self) -> bool:
        return self.state not in (Job.QUEUED, Job.RUNNING)


def see_job(job_id: int, by: User | None = None) -> JobRow | None:
    """One job, as `by` may see it; None is the command line, or a flow that asks for itself."""
    job = Job.objects.select_related("by").filter(pk=job_id).first()
    return row_for(job, by) if job else None


def row_for(job: Job, by: User | None) -> JobRow:
    """The job; who may not know which files were uploaded is told no name of one, and nothing of what a
    tap said."""
    if job.reason and by is not None and not may(by, Role.MANAGER):
        if job.kind in OF_MANAGERS:
            job.reason = "…"
        for name in sorted(files_of(job), key=len, reverse=True):
            job.reason = job.reason.replace(name, "…")
    return row_of(job)


def files_of(job: Job) -> tuple[str, ...]:
    return tuple(Path(str(path)).name for path in job.asked.get("files", ()))


def newest_job(*kinds: str) -> JobRow | None:
    """The newest job of these kinds, or of any."""
    jobs = Job.objects.select_related("by").order_by("-made_at", "-pk")
    job = (jobs.filter(kind__in=kinds) if kinds else jobs).first()
    return row_of(job) if job else None


def in_hand(*kinds: str) -> JobRow | None:
    """What goes on of these kinds, or of any: what runs, else what a worker takes next.

    What was asked for last may wait behind it, and would show no progress.
    """
    jobs = Job.objects.select_related("by").filter(state__in=(Job.QUEUED, Job.RUNNING))
    # "running" comes after "queued" in the alphabet.
    job = (jobs.filter(kind__in=kinds) if kinds else jobs).order_by("-state", "made_at", "pk").first()
    return row_of(job) if job else None


def jobs_of(*kinds: str, most: int = 20) -> tuple[JobRow, ...]:
    jobs = Job.objects.select_related("by").filter(kind__in=kinds).order_by("-made_at", "-pk")
    return tuple(row_of(job) for job in jobs[:most])


def row_of(job: Job) -> JobRow:
    rate = _rate(job)
    return JobRow(
        id=job.pk,
        kind=job.kind,
        state=job.state,
        step=job.step,
        done=job.done,
        total=job.total,
        share=min(job.done / job.total, 1.0) if job.total else None,
        rate=rate,
        seconds_left=int((job.total - job.done) / rate) if rate and job.total > job.done else None,
        reason=job.reason,
        by=job.by.username if job.by else "",
        made_at=job.made_at,
        started_at=job.started_at,
        ended_at=job.ended_at,
        stop_asked=job.stop_asked_at is not None,
        found=job.found,
        is_look=bool(job.asked.get("dry_run")),
        is_undo="undo" in job.asked,
        follows=job.follows_id,
    )


def _rate(job: Job) -> float | None:
    if not job.started_at or not job.done:
        return None
    seconds = ((job.ended_at or utc_now()) - job.started_at).total_seconds()
    return job.done / seconds if seconds > 0.5 else None


def under_way(by: User | None, *kinds: str) -> JobRow | None:
    """The job of one of these kinds that runs, else the one that waits; None where there is none."""
    found = Job.objects.filter(kind__in=kinds, state__in=(Job.RUNNING, Job.QUEUED)).select_related("by")
    job = found.order_by("-state", "pk").first()
    return row_for(job, by) if job else None


def last_done(kind: str) -> datetime | None:
    """When a job of this kind last ended well."""
    done = Job.objects.filter(kind=kind, state=Job.DONE).order_by("-ended_at")
    return done.values_list("ended_at", flat=True).first()
