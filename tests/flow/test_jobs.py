"""Long work is done once, reported, stopped when asked, and taken again when its holder has died."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError, transaction
from tests.waiting import SECONDS_OF_PATIENCE, wait_until

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


def test_a_job_that_takes_the_database_away_each_time_is_given_up(
    workspace: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_wake", lambda: None)
    tried = []

    def take_it_away(holding: Held) -> None:
        tried.append(holding.job.pk)
        raise OperationalError if len(tried) < 10 else Stopped

    monkeypatch.setattr("tiercel.flow.refresh.run", take_it_away)
    monkeypatch.setattr(jobs.connection, "is_usable", lambda: False)
    job = queue("refresh", {}, None)
    run_waiting()
    job.refresh_from_db()
    assert (len(tried), job.state, job.reason[:10]) == (3, Job.FAILED, "Unforeseen")


def test_a_job_that_three_workers_died_on_fails_and_says_what_to_do(dead_process: str) -> None:
    job = running(holder=dead_process)
    for _ in range(jobs.MOST_LOSSES - 1):
        give_up_expired()
        assert Job.objects.get().state == Job.QUEUED
        Job.objects.update(state=Job.RUNNING)
    give_up_expired()
    job.refresh_from_db()
    assert (job.state, job.lease_until, job.ended_at is None) == (Job.FAILED, None, False)
    assert "died or fell silent 3 times" in job.reason
    assert "try again" in job.reason


def test_what_a_job_wrote_down_does_not_hide_how_often_it_was_lost(
    workspace: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_wake", lambda: None)
    tried = []

    def find_and_lose(holding: Held) -> None:
        tried.append(holding.job.pk)
        holding.job.found = {"rows": 7}
        raise OperationalError if len(tried) < 10 else Stopped

    monkeypatch.setattr("tiercel.flow.refresh.run", find_and_lose)
    monkeypatch.setattr(jobs.connection, "is_usable", lambda: False)
    queue("refresh", {}, None)
    run_waiting()
    assert (len(tried), Job.objects.get().found) == (3, {"rows": 7, "lost_database": 3})


KILLS = """
import os, signal, sys, types
from tiercel.show.cli._setup import setup; setup()
from django.db import connections
from tiercel.flow import jobs
from tiercel.records.models import Job

sys.modules["tiercel.flow.deadly"] = types.SimpleNamespace(run=lambda holding: os.kill(os.getpid(), signal.SIGKILL))
jobs._wake = lambda: None
job = jobs.queue("deadly", {}, None)
for _ in range(5):
    connections.close_all()
    if (child := os.fork()) == 0:
        jobs.run_waiting()
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
print(Job.objects.get(pk=job.pk).state)
"""


@pytest.mark.slow
def test_a_job_that_kills_every_worker_is_not_taken_for_ever(tmp_path: Path) -> None:
    ours = {"DJANGO_SETTINGS_MODULE": "tiercel.show.web.settings", "TIERCEL_WORKSPACE": str(tmp_path / "workspace")}
    environ = os.environ | ours | {"TIERCEL_DATABASE_URL": ""}
    done = subprocess.run([sys.executable, "-c", KILLS], env=environ, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["-9", "-9", "-9", "0", "0", "failed"], done.stdout + done.stderr


def test_a_stop_that_comes_before_the_writing_is_heard(workspace: Settings) -> None:
    with held("refresh", {}) as holding:
        ask_to_stop(holding.job)
        with pytest.raises(Stopped), transaction.atomic():
            holding.confirm()


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


# A worker that dies while it writes.
DIES = """
import os, signal, sys
from tiercel.show.cli._setup import begin; begin()
from tiercel.flow import jobs

def die(holding, report):
    if report.step == "Writing":
        os.kill(os.getpid(), signal.SIGKILL)

jobs.Held.report = die
sys.argv = ["tiercel", "worker"]
from tiercel.show.cli.main import main
main()
"""


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
    assert subprocess.run([sys.executable, "-c", DIES], env=environ, check=False).returncode == -signal.SIGKILL
    assert _state(tmp_path) == ("running", 0)
    process = subprocess.Popen([sys.executable, "-m", "tiercel.show.cli", "worker"], env=environ)
    wait_until(lambda: _state(tmp_path)[0] == "done", "the import", process)
    process.send_signal(signal.SIGINT)
    process.wait(SECONDS_OF_PATIENCE)
    assert _state(tmp_path) == ("done", rows)


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
