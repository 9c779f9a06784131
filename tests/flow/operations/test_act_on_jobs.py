"""A job that went wrong is tried again as a new one, by whom it is open to, and never twice."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Cast

from tiercel.core.clock import utc_now
from tiercel.core.errors import AccessError, DataError
from tiercel.core.settings import Settings
from tiercel.flow import jobs
from tiercel.flow.operations.act_on_jobs import retry, stop
from tiercel.flow.operations.list_jobs import Wanted, going_on, list_jobs, see_one
from tiercel.records.models import AuditEntry, Job


@pytest.fixture(autouse=True)
def asleep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_wake", lambda: None)


def job(state: str, kind: str = "refresh", **values: Any) -> Job:
    return Job.objects.create(kind=kind, state=state, made_at=utc_now(), **values)


def acts() -> list[str]:
    return list(AuditEntry.objects.values_list("action", flat=True))


def test_a_failed_job_is_tried_again_as_a_new_one_that_names_it(workspace: Settings, cast: Cast) -> None:
    old = job(Job.FAILED, asked={"x": 1})
    new = Job.objects.get(pk=retry(old.pk, cast.ada))
    assert (new.kind, new.asked, new.by, new.follows, new.state) == ("refresh", {"x": 1}, cast.ada, old, Job.QUEUED)
    assert acts() == ["jobs.retried"]
    page = see_one(old.pk, cast.ada)
    assert page is not None
    assert page.followed_by == new.pk


def test_pressing_twice_makes_one_new_job(workspace: Settings, cast: Cast) -> None:
    old = job(Job.FAILED)
    retry(old.pk, cast.ada)
    with pytest.raises(DataError, match="already, as job"):
        retry(old.pk, cast.ada)
    assert Job.objects.count() == 2


@pytest.mark.parametrize("state", [Job.DONE, Job.RUNNING, Job.QUEUED])
def test_what_is_not_over_or_went_well_is_not_tried_again(state: str, workspace: Settings, cast: Cast) -> None:
    with pytest.raises(DataError, match="failed or was stopped"):
        retry(job(state).pk, cast.ada)


def test_an_import_whose_files_are_gone_says_so(workspace: Settings, cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    old = job(Job.FAILED, "import_files", asked={"files": [str(file)]})
    with pytest.raises(DataError, match="Upload them again"):
        retry(old.pk, cast.ada)
    file.write_text("x")
    assert retry(old.pk, cast.ada)


def test_members_and_readers_neither_stop_nor_retry(workspace: Settings, cast: Cast) -> None:
    failed, waiting = job(Job.FAILED), job(Job.QUEUED)
    for who in (cast.ben, cast.dara):
        with pytest.raises(AccessError):
            retry(failed.pk, who)
        with pytest.raises(AccessError):
            stop(waiting.pk, who)
    assert acts() == []


def test_stopping_is_noted_once_and_what_is_over_stays_as_it_is(workspace: Settings, cast: Cast) -> None:
    running, done = job(Job.RUNNING), job(Job.DONE)
    for each in (running, running, done):
        stop(each.pk, cast.ada)
    assert acts() == ["jobs.stopped"]
    running.refresh_from_db()
    done.refresh_from_db()
    assert running.stop_asked_at is not None
    assert done.state == Job.DONE


def test_what_waits_has_its_place_in_the_queue(workspace: Settings, cast: Cast) -> None:
    first, second = job(Job.QUEUED), job(Job.QUEUED, "learn_profile")
    now = going_on(cast.dara, utc_now())
    assert [row.id for row in now.waiting] == [first.pk, second.pk]
    page = see_one(second.pk, cast.dara)
    assert page is not None
    assert page.position == 2


def test_pages_of_jobs_hold_each_job_once(workspace: Settings, cast: Cast) -> None:
    made = [job(Job.DONE).pk for _ in range(70)]
    seen: list[int] = []
    after = ""
    while True:
        page = list_jobs(Wanted(after=after, state=Job.DONE), cast.dara, utc_now())
        seen += [row.id for row in page.rows]
        after = page.after
        if not after:
            break
    assert seen == made[::-1]
    assert list_jobs(Wanted(kind="refresh", state="failed"), cast.dara, utc_now()).count == 0


def test_names_of_files_are_for_managers(workspace: Settings, cast: Cast) -> None:
    asked = {"files": ["/w/incoming/x/acme-secret-deal.csv"]}
    failed = job(Job.FAILED, "import_files", asked=asked, reason="No column in acme-secret-deal.csv.")
    ada, dara = see_one(failed.pk, cast.ada), see_one(failed.pk, cast.dara)
    assert ada is not None
    assert dara is not None
    assert ada.files == ("acme-secret-deal.csv",)
    assert "secret" in ada.job.reason
    assert "secret" not in repr(dara)
    assert dara.file_count == 1


def test_a_job_tells_how_long_it_took(workspace: Settings, cast: Cast) -> None:
    now = utc_now()
    done = job(Job.DONE, started_at=now - timedelta(minutes=2), ended_at=now)
    page = see_one(done.pk, cast.dara)
    assert page is not None
    assert page.job.seconds == 120
