"""Jobs: a row is the truth about long work; whoever holds the lease does it, and every job may run twice."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from tiercel.records.models.base import text_field


class Job(models.Model):
    """One piece of long work.

    kind          the flow that does it, as "import_files"
    state         queued, running, done, failed or stopped
    asked         what it was asked to do, as values
    found         what came of it, as values
    step          what it is doing now, for people
    done, total   rows (or other units); total 0 where it is not known yet
    lease_until   until then nobody else takes it; after it, whoever comes may
    holder        the process that does it, so that its death is noticed at once on the same machine
    follows       the job that failed or was stopped, and that this one is the second try of
    retakes       whether a worker takes it again when its lease has run out; what a command began, it does not

    Only one job of a kind runs at a time.
    """

    QUEUED, RUNNING, DONE, FAILED, STOPPED = "queued", "running", "done", "failed", "stopped"

    kind = models.TextField()
    state = models.TextField(default=QUEUED)
    asked: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    found: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    step = text_field()
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    reason = text_field()
    by = models.ForeignKey("records.User", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    holder = text_field()
    ended_at = models.DateTimeField(null=True)
    stop_asked_at = models.DateTimeField(null=True)
    retakes = models.BooleanField(default=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="followed_by")

    class Meta:
        db_table = "job"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(state="running"), name="one_running_job_of_a_kind"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "made_at"], name="job_waiting")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Worker(models.Model):
    """A process that does jobs, and when it was last heard of.

    holder   the process, named as in Job.holder
    """

    holder = models.TextField(unique=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        db_table = "worker"

    def __str__(self) -> str:
        return self.holder
