"""Long work: how far it is, stopped, and asked for again."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Query
from pydantic import Field

from tiercel.flow import see_jobs
from tiercel.flow.api import lists
from tiercel.flow.operations import act_on_jobs
from tiercel.flow.see_jobs import JobRow
from tiercel.records.models import User
from tiercel.show.api.cursors import opened, paged
from tiercel.show.api.forms import Key, Part, Word, form_of, list_of
from tiercel.show.api.operation import Operation
from tiercel.show.api.problems import NotThereError
from tiercel.show.web.access import MANAGER, READER, Asked

JobForm = form_of(JobRow, "Job", without=("found",))
JobList = list_of(JobForm, "JobList")


class JobFilters(Part):
    """Which jobs are wanted."""

    kind: Word = Field("", description="As import_files, learn_profile or refresh.")
    state: Literal["", "queued", "running", "done", "failed", "stopped"] = ""


def jobs(request: Asked, asked: Query[JobFilters]) -> dict[str, Any]:
    """The jobs, the newest first."""
    return paged(lists.list_jobs(opened(asked, "jobs"), request.user, kind=asked.kind, state=asked.state), "jobs")


def job(request: Asked, job_id: Key) -> JobRow:
    """One job: what it does now, how fast, how much longer."""
    return found(job_id, request.user)


def stop(request: Asked, job_id: Key) -> JobRow:
    """Stop a job: one that waits ends at once, one that runs at its next report. Nothing is kept half done."""
    found(job_id)
    act_on_jobs.stop(job_id, request.user)
    return found(job_id)


def again(request: Asked, job_id: Key) -> JobRow:
    """Ask for the same work once more, as a new job."""
    found(job_id)
    return found(act_on_jobs.retry(job_id, request.user))


def found(job_id: int, by: User | None = None) -> JobRow:
    row = see_jobs.see_job(job_id, by)
    if row is None:
        raise NotThereError
    return row


OPERATIONS = (
    Operation("GET", "/jobs", "list_jobs", jobs, READER, "jobs:read", JobList),
    Operation("GET", "/jobs/{job_id}", "get_job", job, READER, "jobs:read", JobForm),
    Operation("POST", "/jobs/{job_id}/stop", "stop_job", stop, MANAGER, "jobs:write", JobForm),
    Operation("POST", "/jobs/{job_id}/retry", "retry_job", again, MANAGER, "jobs:write", JobForm, status=202),
)
