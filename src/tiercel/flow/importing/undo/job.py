"""An import is taken back as a job of the same kind as imports, so that never two of them write at once."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from tiercel.core.clock import utc_now
from tiercel.core.errors import DataError
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.flow.importing.following import do_followers, queue_followers
from tiercel.flow.importing.undo.apply import apply
from tiercel.flow.importing.undo.history import KIND, UNDO, undos
from tiercel.flow.importing.undo.plan import make_plan, report_of
from tiercel.flow.importing.undo.report import UndoReport
from tiercel.flow.jobs import Held, Listener, Report, held, queue
from tiercel.flow.matching.decide import only_writer
from tiercel.records.models import Job, Origin, User
from tiercel.records.models.users import Role


def would_undo(import_id: int, by: User | None) -> UndoReport:
    """What taking an import back would do.

    raises   DataError where there is no such import, or it wrote nothing; AccessError for less than a manager
    """
    _check(import_id, by)
    with transaction.atomic():
        return report_of(make_plan(import_id, lock=False), import_id, dry_run=True)


def ask_to_undo(import_id: int, by: User | None) -> int:
    """Ask the worker to take an import back; returns the job. Asked for twice at once, it is done once."""
    _check(import_id, by)
    waits = Job.objects.filter(kind=KIND, asked__undo=import_id, state__in=(Job.QUEUED, Job.RUNNING))
    job = waits.order_by("pk").first()
    return job.pk if job else queue(KIND, {UNDO: import_id}, by).pk


def undo_now(import_id: int, by: User | None, listener: Listener | None = None) -> tuple[UndoReport, tuple[str, ...]]:
    """Take an import back here and now, as a command does; returns what it did, and what is to be said of what follows.

    raises   DataError where there is no such import, or another import runs; AccessError for less than a manager
    """
    _check(import_id, by)
    with held(KIND, {UNDO: import_id}, by, listener) as holding:
        report = run_undo(holding)
    return report, tuple(do_followers(by, listener)) if report.does_anything else ()


def run_queued(holding: Held) -> None:
    """Do what a worker was asked for."""
    if run_undo(holding).does_anything:
        queue_followers(holding.job.by)


def run_undo(holding: Held) -> UndoReport:
    """Take the import back in one transaction, in which it is written down too: run again after a kill, it is done."""
    if "made_at" in holding.job.found:
        return UndoReport.from_values({name: holding.job.found[name] for name in UndoReport.__annotations__})
    import_id, by, now = holding.job.asked[UNDO], holding.job.by, utc_now()
    holding.report(Report(_("Looking at what happened since")))
    # Whoever links contacts comes before or after it, and so sees what is put away.
    with only_writer():
        holding.confirm()
        plan = make_plan(import_id, lock=True)
        report = report_of(plan, import_id, dry_run=False, made_at=now.isoformat())
        apply(plan, by, now)
        holding.keep(report.as_values())
        trail.note(
            "imports.undone", by, subject="jobs", row=import_id,
            put_away=report.put_away, returned=report.returned, kept=report.stays,
        )  # fmt: skip
    holding.job.found = report.as_values()
    return report


def last_undo(import_id: int) -> Job | None:
    """The job that takes an import back, or did last."""
    return Job.objects.filter(kind=KIND, asked__undo=import_id).order_by("-pk").first()


def undone_by(job_id: int) -> int | None:
    """The import that this job takes back; None where it takes back none."""
    found = Job.objects.filter(pk=job_id, kind=KIND, asked__has_key=UNDO).values_list("asked", flat=True).first()
    return found[UNDO] if found else None


def undone_imports() -> set[int]:
    """The imports that were taken back."""
    return {asked[UNDO] for asked in undos().values_list("asked", flat=True)}


def _check(import_id: int, by: User | None) -> None:
    at_least(Role.MANAGER, by)
    job = Job.objects.filter(pk=import_id, kind=KIND).exclude(asked__has_key=UNDO).first()
    if job is None:
        raise DataError(_("There is no import {number}.").format(number=import_id))
    if job.asked.get("dry_run") or not _has_written(job):
        raise DataError(_("Import {number} wrote nothing, so there is nothing to take back.").format(number=import_id))


def _has_written(job: Job) -> bool:
    """Also where it ended before it could say so, killed or taken for dead: its files are noted with its rows."""
    ended_otherwise = job.state in (Job.FAILED, Job.STOPPED)
    return job.state == Job.DONE or (ended_otherwise and Origin.objects.filter(job=job).exists())
