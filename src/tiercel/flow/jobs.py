"""Long work: taken by one, reported while it runs, stopped when asked, and taken again when its holder has died."""

from __future__ import annotations

import importlib
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import (
    DatabaseError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
    transaction,
)
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tiercel.core import at_hand
from tiercel.core.clock import utc_now
from tiercel.core.errors import DataError, Stopped, TiercelError
from tiercel.core.process import has_died, this_process
from tiercel.flow import trail
from tiercel.records.models import Job, User

# Longer than the longest silence of honest work: one transaction of a million rows.
LEASE = timedelta(minutes=5)
SECONDS_BETWEEN_REPORTS = 0.5
# A job that the database goes away under, or its worker dies on, so often is what it goes away or dies of. The numbers
# stand in `found` meanwhile.
MOST_LOSSES = 3
LOST_DATABASE, LOST_WORKER = "lost_database", "lost_worker"

log = logging.getLogger("tiercel.jobs")
# Set when this process is told to end: jobs in its hands are put down at their next report, and taken up by another.
leaving = threading.Event()


@dataclass(frozen=True)
class Report:
    """How far a job is: `done` of `total` in the unit of the step; total 0 where it is not known."""

    step: str
    done: int = 0
    total: int = 0


Listener = Callable[[Report], None]


class AnotherRunsError(DataError):
    """Another job of the kind is running."""


class PutDown(Stopped):
    """The process that does the job ends; nothing was kept half done, and the job waits again."""


class Held:
    """A job in our hands: report on it, and ask whether somebody wants it stopped."""

    def __init__(self, job: Job, listener: Listener | None = None) -> None:
        self.job = job
        self._listener = listener
        self._reported = 0.0
        self._thread = threading.get_ident()

    def report(self, report: Report) -> None:
        """Say how far it is, and keep the lease; raises Stopped when somebody asked for that, or this process ends."""
        if self._listener:
            self._listener(report)
        if leaving.is_set() and self.job.retakes:
            raise PutDown
        changed = report.step != self.job.step
        if not changed and time.monotonic() - self._reported < SECONDS_BETWEEN_REPORTS:
            return
        self._reported = time.monotonic()
        try:
            self._keep(report)
        finally:
            # DuckDB calls back from threads of its own, which would leave their connections open behind them.
            if threading.get_ident() != self._thread:
                connection.close()

    def _keep(self, report: Report) -> None:
        now = utc_now()
        self.job.step, self.job.done, self.job.total = report.step, report.done, report.total
        _ours(self.job).update(
            step=report.step, done=report.done, total=report.total, beat_at=now, lease_until=now + LEASE
        )
        if self.stop_asked():
            raise Stopped(_halted())

    def confirm(self) -> None:
        """Make sure, inside the transaction that writes, that the job is still ours and wanted; else raises Stopped.

        A holder that was silent for longer than its lease may have been followed by another.
        """
        row = _ours(self.job).select_for_update().values("stop_asked_at").first()
        if row is None:
            raise Stopped(_("This job was given up, because nothing was heard of it for too long. Nothing was kept."))
        if row["stop_asked_at"]:
            raise Stopped(_halted())

    def keep(self, found: dict[str, Any]) -> None:
        """Write down what came of it, in the transaction in which it comes, and that its holder lives."""
        _ours(self.job).update(found=found, lease_until=utc_now() + LEASE)

    def stop_asked(self) -> bool:
        return Job.objects.filter(pk=self.job.pk, stop_asked_at__isnull=False).exists()


def queue(kind: str, asked: dict[str, Any], by: User | None, follows: Job | None = None) -> Job:
    """Ask for a job; a worker takes it. `follows` is the one that this is another try of."""
    job = Job.objects.create(kind=kind, asked=asked, by=by, made_at=utc_now(), follows=follows)
    transaction.on_commit(_wake)
    return job


def ask_to_stop(job: Job) -> bool:
    """A queued job ends at once, a running one at its next report; says whether there was anything to stop."""
    now = utc_now()
    waited = Job.objects.filter(pk=job.pk, state=Job.QUEUED).update(state=Job.STOPPED, ended_at=now)
    running = Job.objects.filter(pk=job.pk, state=Job.RUNNING, stop_asked_at=None)
    return bool(waited or running.update(stop_asked_at=now))


@contextmanager
def held(kind: str, asked: dict[str, Any], by: User | None = None, listener: Listener | None = None) -> Iterator[Held]:
    """Do a job here and now, as a command does; raises AnotherRunsError when one of its kind is running."""
    give_up_expired()
    now = utc_now()
    try:
        # Running from its first moment: one that waited could be taken by a worker before we take it.
        with transaction.atomic():
            job = Job.objects.create(kind=kind, asked=asked, by=by, made_at=now, retakes=False, **_taken(now))
    except IntegrityError:
        raise AnotherRunsError(
            _("Another job of this kind is running ({kind}). Wait until it ends, or stop it.").format(kind=kind)
        ) from None
    with _finished(job, listener) as holding:
        yield holding


def run_waiting(listener: Listener | None = None) -> int:
    """Do every job that waits, the oldest first; returns how many were done."""
    give_up_expired()
    count = 0
    while not leaving.is_set() and (job := _next()):
        with trail.via(trail.JOB), _finished(job, listener, swallow=True) as holding:
            importlib.import_module(f"tiercel.flow.{job.kind}").run(holding)
        count += 1
        close_old_connections()
    return count


def give_up_expired() -> None:
    """A job whose holder has died waits again; it has failed where only a command can do it, or three have died."""
    running = Job.objects.filter(state=Job.RUNNING)
    # By its name: whoever has taken the job since then is alive.
    died = [job.holder for job in running if has_died(job.holder)]
    for job in running.filter(Q(lease_until__lt=utc_now()) | Q(holder__in=died)):
        _give_up(job)


def _give_up(job: Job) -> None:
    """Unless its holder has been heard of since we read it, as where it was in a long transaction."""
    if not job.retakes:
        _ended_without_us(job, _("It was cut off. Nothing was kept half done: run the command again."))
        return
    found, may_wait = _counted(job.found, LOST_WORKER)
    if may_wait:
        _unheard(job).update(state=Job.QUEUED, lease_until=None, found=found)
        return
    if _ended_without_us(job, _killed(found[LOST_WORKER]), found=found):
        log.error("job %s (%s) failed: %s workers in a row died while they did it", job.pk, job.kind, MOST_LOSSES)


def _ended_without_us(job: Job, reason: str, **values: Any) -> int:
    return _unheard(job).update(state=Job.FAILED, ended_at=utc_now(), lease_until=None, reason=reason, **values)


def _counted(found: dict[str, Any], loss: str) -> tuple[dict[str, Any], bool]:
    """What a job has found with one more loss of this sort, and whether it may be tried again after it."""
    losses: int = found.get(loss, 0) + 1
    return {**found, loss: losses}, losses < MOST_LOSSES


def _killed(times: int) -> str:
    return _(
        "Its worker died or fell silent {count} times while it did this, so it is not tried again by itself. Nothing "
        "was kept half done. Mostly the memory does not suffice: see in the system's log what ended the worker, give "
        "it more memory or the job less to do at once, and try again."
    ).format(count=times)


def _next() -> Job | None:
    for job in Job.objects.filter(state=Job.QUEUED).order_by("made_at", "pk"):
        if _take(job):
            return job
    return None


def _take(job: Job) -> bool:
    try:
        with transaction.atomic():
            took = Job.objects.filter(pk=job.pk, state=Job.QUEUED).update(**_taken(utc_now()))
    except IntegrityError:  # another of its kind runs
        return False
    job.refresh_from_db()
    return bool(took)


def _taken(now: datetime) -> dict[str, Any]:
    """What a job says of itself when it is taken."""
    return {
        "state": Job.RUNNING,
        "started_at": now,
        "beat_at": now,
        "lease_until": now + LEASE,
        "holder": this_process(),
    }


def _ours(job: Job) -> QuerySet[Job]:
    """The job as we took it, unless somebody has taken it since."""
    return Job.objects.filter(pk=job.pk, state=Job.RUNNING, holder=job.holder, started_at=job.started_at)


def _unheard(job: Job) -> QuerySet[Job]:
    """The job as we read it, unless its holder has said something since."""
    return _ours(job).filter(lease_until=job.lease_until)


@contextmanager
def _finished(job: Job, listener: Listener | None, *, swallow: bool = False) -> Iterator[Held]:
    """End the job in the state that the work left it in; `swallow` keeps a worker alive through a failed job."""
    holding, token, began, before = Held(job, listener), at_hand.job.set(job.pk), time.monotonic(), job.found
    state, reason = Job.FAILED, _("It was cut off. Nothing was kept half done.")
    try:
        yield holding
        state, reason = Job.DONE, ""
    except PutDown:
        job.found = before | job.found
        # Whoever asked for a stop meanwhile gets it.
        state, reason = (Job.STOPPED, _halted()) if holding.stop_asked() else (Job.QUEUED, "")
    except (Stopped, KeyboardInterrupt):
        state, reason = Job.STOPPED, _halted()
        if not swallow:
            raise Stopped(reason) from None
    except TiercelError as error:
        state, reason = Job.FAILED, str(error)
        if not swallow:
            raise
    except Exception as error:
        if _is_interruption(error):
            state, reason = Job.STOPPED, _halted()
            raise Stopped(reason) from None
        # The work may have written down what it found over what was lost before.
        job.found = before | job.found
        state, reason = (Job.QUEUED, "") if _may_wait(job, error) else (Job.FAILED, _what_failed(error))
        if not swallow:
            raise
        _log_unforeseen(job)
    finally:
        if _write_end(job, state, reason):
            log.info("job %s (%s) is %s after %.1f s", job.pk, job.kind, state, time.monotonic() - began)
        at_hand.job.reset(token)


def _write_end(job: Job, state: str, reason: str) -> bool:
    """How a job ended, by a new connection where its own is broken; False where there is none: its lease ends it."""
    ended = None if state == Job.QUEUED else utc_now()
    end = partial(_ours(job).update, state=state, reason=reason, ended_at=ended, lease_until=None, found=job.found)
    try:
        end()
    except DatabaseError:
        close_old_connections()
        try:
            end()
        except DatabaseError as error:
            log.warning(
                "the end of job %s could not be written (%s); it is taken again in five minutes",
                job.pk, type(error).__name__,
            )  # fmt: skip
            return False
    return True


def _may_wait(job: Job, error: Exception) -> bool:
    """Whether nothing is wrong with the job, so that it waits for a database that is back; what it lost is counted."""
    if not (job.retakes and _lost_the_database(error)):
        return False
    job.found, may_wait = _counted(job.found, LOST_DATABASE)
    return may_wait


def _lost_the_database(error: Exception) -> bool:
    """Whether a job broke because its connection did, as where the database was started anew beneath it."""
    driver = connection.Database  # type: ignore[attr-defined]
    broke = (OperationalError, InterfaceError, driver.OperationalError, driver.InterfaceError)
    # DuckDB makes an error of its own of one that it meets in a report; an open connection still tells.
    told = isinstance(error, broke) or connection.connection is not None
    return told and not connection.is_usable()


def _halted() -> str:
    return _("Stopped. Nothing was kept half done.")


def _is_interruption(error: Exception) -> bool:
    """Whether Ctrl-C was heard inside DuckDB, which makes an error of its own of it."""
    return "Query interrupted" in str(error) and type(error).__name__ in ("RuntimeError", "InterruptException")


def _what_failed(error: Exception) -> str:
    """The class alone where it is unforeseen: its message may quote somebody's data."""
    if isinstance(error, OSError):
        return _("The system refused: {error}.").format(error=error.strerror or type(error).__name__)
    return _("Unforeseen: {error}. The log of the worker has more.").format(error=type(error).__name__)


def _log_unforeseen(job: Job) -> None:
    log.exception("job %s (%s) failed", job.pk, job.kind)


def _wake() -> None:
    from tiercel.flow.clockwork import wake

    wake()
