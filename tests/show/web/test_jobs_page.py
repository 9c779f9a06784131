"""The page of jobs: everybody looks, managers act, and it says when nobody works."""

import pytest
from tests.show.web.conftest import SignIn

from tiercel.core.clock import utc_now
from tiercel.core.settings import Settings
from tiercel.flow import jobs
from tiercel.flow.operations.workers import beat
from tiercel.records.models import Job

FILES = {"files": ["/w/incoming/x/who-we-sell-to.csv"]}


@pytest.fixture(autouse=True)
def asleep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_wake", lambda: None)


def test_it_says_that_no_worker_was_seen_and_what_to_do(workspace: Settings, sign_in: SignIn) -> None:
    dara = sign_in("dara")
    assert "No worker has been seen for 5 minutes" in dara.get("/settings/jobs").content.decode()
    beat(utc_now())
    assert "No worker has been seen" not in dara.get("/settings/jobs").content.decode()


def test_a_reader_sees_a_failure_without_the_name_of_the_file_and_no_buttons(
    workspace: Settings, sign_in: SignIn
) -> None:
    made = {"kind": "import_files", "asked": FILES, "made_at": utc_now()}
    failed = Job.objects.create(state=Job.FAILED, reason="Bad row in who-we-sell-to.csv.", **made)
    waiting = Job.objects.create(kind="refresh", made_at=utc_now())
    for path in ("/settings/jobs", f"/settings/jobs/{failed.pk}", f"/settings/jobs/{waiting.pk}"):
        seen = sign_in("dara").get(path).content.decode()
        assert "who-we-sell-to" not in seen
        assert "/retry" not in seen
        assert "/stop" not in seen
    assert "who-we-sell-to.csv" in sign_in("ada").get(f"/settings/jobs/{failed.pk}").content.decode()


def test_a_manager_tries_a_failed_job_again(workspace: Settings, sign_in: SignIn) -> None:
    failed = Job.objects.create(kind="refresh", state=Job.FAILED, reason="Full.", made_at=utc_now())
    ada = sign_in("ada")
    assert "Try again" in ada.get(f"/settings/jobs/{failed.pk}").content.decode()
    answer = ada.post(f"/settings/jobs/{failed.pk}/retry", follow=True)
    again = Job.objects.get(follows=failed)
    assert answer.redirect_chain[-1][0] == f"/settings/jobs/{again.pk}"
    assert "Tried again as job" in ada.get(f"/settings/jobs/{failed.pk}").content.decode()
    refused = ada.post(f"/settings/jobs/{failed.pk}/retry", follow=True)
    assert "already, as job" in refused.content.decode()
    assert Job.objects.count() == 2


def test_the_part_that_is_asked_for_again_loads_the_page_anew_only_when_a_job_began_or_ended(
    workspace: Settings, sign_in: SignIn
) -> None:
    waiting = Job.objects.create(kind="refresh", made_at=utc_now())
    dara = sign_in("dara")
    same = dara.get(f"/settings/jobs/now?mark={waiting.pk}q", headers={"HX-Request": "true"})
    assert "HX-Refresh" not in same
    Job.objects.update(state=Job.RUNNING, started_at=utc_now())
    begun = dara.get(f"/settings/jobs/now?mark={waiting.pk}q", headers={"HX-Request": "true"})
    assert begun["HX-Refresh"] == "true"


def test_jobs_are_narrowed_in_the_list_alone_and_paged_by_key(workspace: Settings, sign_in: SignIn) -> None:
    for number in range(40):
        Job.objects.create(kind="refresh", state=Job.FAILED if number % 2 else Job.DONE, made_at=utc_now())
    dara = sign_in("dara")
    page = dara.get("/settings/jobs?state=failed").content.decode()
    assert "State: \u2068failed\u2069" in page
    assert page.count('<th scope="row"') == 20
    part = dara.get("/settings/jobs", headers={"HX-Request": "true", "HX-Target": "div#jobs-list"}).content.decode()
    assert part.startswith('<div id="jobs-list">')
    assert part.count('<th scope="row"') == 30
    assert 'rel="next"' in part


def test_hostile_cursors_and_filters_show_the_beginning(workspace: Settings, sign_in: SignIn) -> None:
    Job.objects.create(kind="<script>", state=Job.DONE, reason="<img src=x>", made_at=utc_now())
    for query in ("after=WyJhIiwxXQ", "before=e30", "kind='--", "state=%22"):
        answer = sign_in("ada").get(f"/settings/jobs?{query}")
        assert answer.status_code == 200
        assert "<img src=x>" not in answer.content.decode()
    assert sign_in("ada").get("/settings/jobs?after=%00").status_code == 400


def test_the_list_says_what_came_of_jobs_that_went_well(workspace: Settings, sign_in: SignIn) -> None:
    came = {
        "refresh": {"run": 1, "accounts": 5013, "version": 1},
        "import_files": {
            "dry_run": False,
            "files": [{"name": "who-we-sell-to.csv", "rows": 1200}, {"rows": 34}],
            "attributes": ["Fleet"],
        },
        "merge_certain": {"merged": 0},
    }
    for kind, found in came.items():
        Job.objects.create(kind=kind, state=Job.DONE, found=found, made_at=utc_now())
    seen = sign_in("dara").get("/settings/jobs").content.decode()
    assert all(f">{said}<" in seen for said in ("Accounts: 5,013", "Rows: 1,234", "Merged: 0"))
    assert "who-we-sell-to" not in seen
    assert "Fleet" not in seen
