"""Long work is done once, reported, stopped when asked, and taken again when its holder has died."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction

from tiercel.core.clock import utc_now
from tiercel.core.errors import DataError, Stopped
from tiercel.core.process import this_process
from tiercel.core.settings import Settings
from tiercel.flow import jobs
from tiercel.flow.jobs import Held, Report, ask_to_stop, give_up_expired, held, queue, run_waiting
from tiercel.records.models import Job

pytestmark = pytest.mark.django_db(transaction=True)


def running(**values: object) -> Job:
    now = utc_now()
    given = {"kind": "refresh", "state": Job.RUNNING, "made_at": now, "lease_until": now + timedelta(minutes=1)}
    return Job.objects.create(**given | values)  # type: ignore[arg-type]


@pytest.fixture
def dead_process() -> str:
    """The name of a process that has ended."""
    script = "from tiercel.core.process import this_process; print(this_process())"
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip()


def test_a_second_job_of_a_kind_waits_for_the_first(workspace: Settings) -> None:
    with held("refresh", {}), pytest.raises(DataError, match="running"), held("refresh", {}):
        pass
    assert [job.state for job in Job.objects.all()] == [Job.DONE]


def test_jobs_of_different_kinds_run_beside_each_other(workspace: Settings) -> None:
    with held("refresh", {}), held("import_files", {}):
        assert Job.objects.filter(state=Job.RUNNING).count() == 2


def test_a_job_whose_lease_has_run_out_waits_again() -> None:
    job = running(lease_until=utc_now() - timedelta(seconds=1))
    give_up_expired()
    job.refresh_from_db()
    assert job.state == Job.QUEUED


def test_a_job_whose_holder_has_died_waits_again_before_its_lease_runs_out(dead_process: str) -> None:
    dead, alive = running(holder=dead_process), running(kind="import_files", holder=this_process())
    give_up_expired()
    assert Job.objects.get(pk=dead.pk).state == Job.QUEUED
    assert Job.objects.get(pk=alive.pk).state == Job.RUNNING


def test_what_a_command_began_is_not_taken_again_by_a_worker(dead_process: str) -> None:
    job = running(holder=dead_process, retakes=False)
    give_up_expired()
    job.refresh_from_db()
    assert (job.state, "run the command again" in job.reason) == (Job.FAILED, True)


def test_a_stop_is_heard_at_the_next_report(workspace: Settings) -> None:
    def work() -> None:
        with held("refresh", {}) as holding:
            holding.report(Report("one", 1, 10))
            ask_to_stop(holding.job)
            holding.report(Report("two", 2, 10))

    with pytest.raises(Stopped):
        work()
    assert Job.objects.get().state == Job.STOPPED


def test_a_queued_job_that_is_stopped_never_begins(workspace: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_wake", lambda: None)
    ask_to_stop(queue("refresh", {}, None))
    assert run_waiting() == 0
    assert Job.objects.get().state == Job.STOPPED


def test_a_job_that_fails_says_why_and_the_worker_goes_on(workspace: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_wake", lambda: None)

    def fails(holding: Held) -> None:
        raise DataError("Column 'x' is missing.")

    monkeypatch.setattr("tiercel.flow.refresh.run", fails)
    first, second = queue("refresh", {}, None), queue("refresh", {}, None)
    assert run_waiting() == 2
    for job in (first, second):
        job.refresh_from_db()
        assert (job.state, job.reason) == (Job.FAILED, "Column 'x' is missing.")


def test_an_unforeseen_error_keeps_its_message_out_of_the_record(
    workspace: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_wake", lambda: None)

    def breaks(holding: Held) -> None:
        raise ValueError("jo@acme.example")

    monkeypatch.setattr("tiercel.flow.refresh.run", breaks)
    queue("refresh", {}, None)
    run_waiting()
    assert "ValueError" in Job.objects.get().reason
    assert "acme" not in Job.objects.get().reason


@pytest.mark.slow
def test_a_worker_that_is_killed_leaves_nothing_half_done_and_the_next_one_finishes(tmp_path: Path) -> None:
    """The real thing: a page's import is queued, its worker is killed in the middle, another takes it up."""
    rows = 40_000
    path = tmp_path / "accounts.csv"
    path.write_text("Account ID,Account Name\n" + "\n".join(f"A{n},Name {n}" for n in range(rows)) + "\n")
    ours = {"DJANGO_SETTINGS_MODULE": "tiercel.show.web.settings", "TIERCEL_WORKSPACE": str(tmp_path / "workspace")}
    environ = os.environ | ours | {"TIERCEL_DATABASE_URL": ""}
    ask = (
        "from tiercel.show.cli._setup import setup; setup();"
        "from tiercel.flow.jobs import queue; from tiercel.flow.importing.asked import Asked;"
        f"queue('import_files', Asked(files=({str(path)!r},)).as_values(), None)"
    )
    subprocess.run([sys.executable, "-c", ask], env=environ, check=True)
    _worker(environ, until=lambda: _state(tmp_path)[0] == "running", then=signal.SIGKILL)
    assert _state(tmp_path) == ("running", 0)
    _worker(environ, until=lambda: _state(tmp_path)[0] == "done", then=signal.SIGINT)
    assert _state(tmp_path) == ("done", rows)


def _worker(environ: dict[str, str], until: object, then: signal.Signals) -> None:
    assert callable(until)
    process = subprocess.Popen(
        [sys.executable, "-m", "tiercel.show.cli", "worker"], env=environ, stderr=subprocess.PIPE
    )
    deadline = time.monotonic() + 90
    while not until() and time.monotonic() < deadline:
        assert process.poll() is None, process.stderr and process.stderr.read()
        time.sleep(0.02)
    process.send_signal(then)
    process.communicate()


def _state(folder: Path) -> tuple[str, int]:
    import sqlite3

    database = sqlite3.connect(folder / "workspace" / "records.sqlite3")
    state = database.execute("SELECT state FROM job").fetchone()[0]
    count = database.execute("SELECT count(*) FROM account").fetchone()[0]
    database.close()
    return state, count


@pytest.mark.parametrize("heard", [KeyboardInterrupt(), RuntimeError("Query interrupted")])
def test_ctrl_c_is_a_stop_wherever_it_is_heard(workspace: Settings, heard: BaseException) -> None:
    with pytest.raises(Stopped, match="half done"), held("refresh", {}):
        raise heard
    assert Job.objects.get().state == Job.STOPPED


def test_whoever_was_silent_for_too_long_writes_nothing_any_more(workspace: Settings) -> None:
    with held("refresh", {}) as holding:
        with transaction.atomic():
            holding.confirm()
        Job.objects.update(lease_until=utc_now() - timedelta(seconds=1))
        give_up_expired()
        with pytest.raises(Stopped, match="given up"), transaction.atomic():
            holding.confirm()
    assert Job.objects.get().state == Job.FAILED


def test_a_job_that_is_cut_off_by_leaving_is_not_done(workspace: Settings) -> None:
    with pytest.raises(SystemExit), held("refresh", {}):
        raise SystemExit
    assert Job.objects.get().state == Job.FAILED


def test_a_worker_never_takes_what_a_command_does(workspace: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    states: list[str] = []
    create = Job.objects.create

    def seen(**values: object) -> Job:
        states.append(str(values.get("state", Job.QUEUED)))
        return create(**values)

    monkeypatch.setattr(Job.objects, "create", seen)
    with held("refresh", {}):
        pass
    assert states == [Job.RUNNING]


def test_a_worker_that_is_told_to_leave_puts_its_job_down_and_takes_no_more(
    workspace: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_wake", lambda: None)

    def is_told_to_leave(holding: Held) -> None:
        jobs.leaving.set()
        holding.report(Report("half"))
        raise AssertionError("it went on")

    monkeypatch.setattr("tiercel.flow.refresh.run", is_told_to_leave)
    first = queue("refresh", {}, None)
    queue("learn_profile", {}, None)
    try:
        assert run_waiting() == 1
    finally:
        jobs.leaving.clear()
    first.refresh_from_db()
    assert (first.state, first.lease_until, first.ended_at) == (Job.QUEUED, None, None)
    monkeypatch.setattr("tiercel.flow.refresh.run", lambda holding: None)
    monkeypatch.setattr("tiercel.flow.learn_profile.run", lambda holding: None)
    assert run_waiting() == 2
    assert set(Job.objects.values_list("state", flat=True)) == {Job.DONE}
