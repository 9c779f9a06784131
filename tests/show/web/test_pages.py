"""Every page opens in every language, in an empty workspace and in a full one, in a bounded number of queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.flow.market import NOW, account, person, profile
from tests.show.web.conftest import SignIn

from tiercel.flow.targets import choose_by_hand, sign_off
from tiercel.records.models import Account, Change, Deal, Job

PAGES = ["/", "/data", "/data/tables/accounts", "/profile", "/accounts", "/targets", "/targets/proposal",
         "/settings/users", "/settings/strategy/tiers", "/password"]  # fmt: skip
LANGUAGES = ["en", "ar", "fa", "zh"]


@pytest.fixture
def market(cast: object) -> Account:
    """Two accounts with scores, one of them a target with a rejected neighbour, and some history."""
    seller = person("Ben Carter")
    first = account(
        "Acme <b>Freight</b>",
        90_000,
        industry="Logistics",
        country="DE",
        owner=seller,
        revenue_minor=5,
        revenue_currency="EUR",
    )
    second = account("شرکت نمونه", 40_000, country="IR")
    Deal.objects.create(
        name="First", account=first, outcome="won", amount_minor=100, amount_currency="USD", received_at=NOW
    )
    Change.objects.create(table="accounts", row=first.pk, field="industry", old="Trade", new="Logistics", made_at=NOW)
    choose_by_hand.pin([first.pk, second.pk], 1, "known", None, NOW)
    sign_off.sign_off([second.pk], "rejected", "Too small", "", None, NOW)
    profile("no_signal")
    Job.objects.create(kind="refresh", state="running", made_at=NOW, started_at=NOW, step="Scoring", done=10, total=100)
    return first


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_in_an_empty_workspace(language: str, sign_in: SignIn) -> None:
    client = sign_in("ada")
    client.post("/language", {"language": language})
    for page in PAGES:
        assert client.get(page, follow=True).status_code == 200, page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_with_something_in_it(language: str, sign_in: SignIn, market: Account) -> None:
    client = sign_in("ada")
    client.post("/language", {"language": language})
    day = (NOW + timedelta(days=1)).date().isoformat()
    for page in [*PAGES, f"/accounts/{market.pk}", f"/accounts?as_of={day}", f"/accounts/{market.pk}?as_of={day}"]:
        assert client.get(page, follow=True).status_code == 200, page


def test_what_people_wrote_is_shown_as_text_and_never_run(sign_in: SignIn, market: Account) -> None:
    for page in ("/accounts", "/targets", f"/accounts/{market.pk}"):
        text = sign_in("dara").get(page).content.decode()
        assert "Acme &lt;b&gt;Freight&lt;/b&gt;" in text
        assert "<b>Freight" not in text


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        client.get(path)
    return len(caught)


@pytest.mark.parametrize("page", ["/accounts", "/targets", "/"])
def test_more_rows_do_not_mean_more_queries(page: str, sign_in: SignIn, market: Account) -> None:
    client = sign_in("ada")
    before = queries(client, page)
    extra = [account(f"More {n}", 1000 + n) for n in range(20)]
    choose_by_hand.pin([each.pk for each in extra], 2, "", None, NOW)
    # Today counts a number each of some dozen things, once.
    assert queries(client, page) == before <= (32 if page == "/" else 20)


def test_a_reader_sees_no_button_that_would_be_refused(sign_in: SignIn, market: Account) -> None:
    for page in ("/accounts", "/targets", "/profile", "/data", f"/accounts/{market.pk}"):
        text = sign_in("dara").get(page).content.decode()
        for action in ("/targets/decide", "/targets/choose", "/profile/learn", "/data/upload"):
            assert f'<button class="btn btn-primary" formaction="{action}"' not in text
        assert "data-picked-bar" not in text
        assert 'enctype="multipart/form-data"' not in text


def test_a_running_job_is_asked_after_until_it_is_over(sign_in: SignIn, market: Account) -> None:
    job = Job.objects.get()
    client = sign_in("ada")
    strip = client.get(f"/jobs/{job.pk}", headers={"HX-Request": "true"})
    assert 'hx-trigger="every 1s"' in strip.content.decode()
    Job.objects.update(state="done", ended_at=NOW)
    over = client.get(f"/jobs/{job.pk}", headers={"HX-Request": "true"})
    assert over["HX-Refresh"] == "true"
    assert "hx-trigger" not in over.content.decode()


def test_a_job_is_stopped_by_its_button(sign_in: SignIn, market: Account) -> None:
    job = Job.objects.get()
    assert sign_in("ada").post(f"/jobs/{job.pk}/stop", {"next": "/data"})["Location"] == "/data"
    job.refresh_from_db()
    assert job.stop_asked_at is not None or job.state != "running"


def test_who_may_only_look_is_not_asked_to_import_where_nothing_is_to_be_seen(sign_in: SignIn) -> None:
    for path in ("/", "/accounts", "/people", "/deals", "/profile"):
        told = sign_in("dara").get(path).content.decode()
        assert "Import files" not in told, path
        assert "Import files" in sign_in("ada").get(path).content.decode(), path
