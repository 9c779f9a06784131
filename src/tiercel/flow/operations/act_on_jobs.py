"""Stop a job, or ask for it once more."""

from __future__ import annotations

import importlib
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.flow.jobs import ask_to_stop, queue
from tiercel.records.models import Job, User
from tiercel.records.models.users import Role


def stop(job_id: int, by: User | None) -> None:
    """A waiting job ends at once, a running one at its next report; one that is over stays as it is."""
    at_least(Role.MANAGER, by)
    with transaction.atomic():
        job = _job(job_id)
        if ask_to_stop(job):
            trail.note("jobs.stopped", by, subject="jobs", row=job.pk, kind=job.kind)


def retry(job_id: int, by: User | None) -> int:
    """Ask for the same work as a new job, which names the old one; returns the new job.

    raises   DataError where the job is not over or went well, was tried again already, or its files are gone
    """
    at_least(Role.MANAGER, by)
    with transaction.atomic():
        job = _job(job_id)
        if why := why_not_again(job):
            raise DataError(why)
        again = queue(job.kind, job.asked, by, follows=job)
        trail.note("jobs.retried", by, subject="jobs", row=job.pk, kind=job.kind, job=again.pk)
    return again.pk


def why_not_again(job: Job) -> str:
    """Why a job cannot be tried again, as a sentence; "" where it can."""
    if job.state not in (Job.FAILED, Job.STOPPED):
        return _("Only a job that failed or was stopped can be tried again.")
    later = job.followed_by.order_by("pk").last()
    if later is not None:
        return _("It was tried again already, as job {number}.").format(number=later.pk)
    if not all(Path(path).is_file() for path in job.asked.get("files", ())):
        return _("The files that it needs are no longer here. Upload them again under Data.")
    if not hasattr(importlib.import_module(f"tiercel.flow.{job.kind}"), "run"):
        return _("Only a command can do this work: run it again.")
    return ""


def _job(job_id: int) -> Job:
    # Locked, so that of two who press at once only one makes a new job.
    job = Job.objects.select_for_update().filter(pk=job_id).first()
    if job is None:
        raise DataError(_("There is no job {number}.").format(number=job_id))
    return job
