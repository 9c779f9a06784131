"""How long work stands: what it does now, how fast, how much longer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tiercel.core.clock import utc_now
from tiercel.core.errors import DataError
from tiercel.flow import trail
from tiercel.flow.jobs import ask_to_stop, queue
from tiercel.records.models import Job, User


@dataclass(frozen=True)
class JobRow:
    """A job as people see it.

    share          how much of this step is done, in [0, 1]; None where the total is not known
    rate           rows (or other units) a second since it began; None before it can be told
    seconds_left   of this step; None where it cannot be told
    found          what came of it, as values
    is_look        whether it only looks what it would do
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
    ended_at: datetime | None
    stop_asked: bool
    found: dict[str, Any]
    is_look: bool

    @property
    def is_over(self) -> bool:
        return self.state not in (Job.QUEUED, Job.RUNNING)


def see_job(job_id: int) -> JobRow | None:
    job = Job.objects.select_related("by").filter(pk=job_id).first()
    return row_of_job(job) if job else None


def newest_job(*kinds: str) -> JobRow | None:
    """The newest job of these kinds, or of any."""
    jobs = Job.objects.select_related("by").order_by("-made_at", "-pk")
    job = (jobs.filter(kind__in=kinds) if kinds else jobs).first()
    return row_of_job(job) if job else None


def jobs_of(*kinds: str, most: int = 20) -> tuple[JobRow, ...]:
    jobs = Job.objects.select_related("by").filter(kind__in=kinds).order_by("-made_at", "-pk")
    return tuple(row_of_job(job) for job in jobs[:most])


def stop(job_id: int, by: User | None = None) -> None:
    job = _job(job_id)
    with transaction.atomic():
        ask_to_stop(job)
        trail.note("jobs.stopped", by, subject="jobs", row=job.pk)


def retry(job_id: int, by: User | None) -> int:
    """Ask for the same work once more; returns the new job. Raises DataError for one that is not over yet."""
    job = _job(job_id)
    if job.state in (Job.QUEUED, Job.RUNNING):
        raise DataError(_("This job is not over yet. Stop it first, or wait until it ends."))
    if not job.retakes:
        raise DataError(_("A command did this job. Run the command again."))
    with transaction.atomic():
        again = queue(job.kind, job.asked, by)
        trail.note("jobs.retried", by, subject="jobs", row=job.pk, job=again.pk)
    return again.pk


def _job(job_id: int) -> Job:
    job = Job.objects.filter(pk=job_id).first()
    if job is None:
        raise DataError(f"There is no job {job_id}.")
    return job


def row_of_job(job: Job) -> JobRow:
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
        ended_at=job.ended_at,
        stop_asked=job.stop_asked_at is not None,
        found=job.found,
        is_look=bool(job.asked.get("dry_run")),
    )


def _rate(job: Job) -> float | None:
    if not job.started_at or not job.done:
        return None
    seconds = ((job.ended_at or utc_now()) - job.started_at).total_seconds()
    return job.done / seconds if seconds > 0.5 else None
