"""What a signed-in stranger to most of the workspace tries: nothing of accounts that are not theirs comes out."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory
from tests.conftest import PASSWORD, Cast
from tests.flow.market import NOW, account, tiers_document
from tests.show.web.conftest import SignIn
from tests.show.web.test_import_page import ROWS, choices, upload

from tiercel.core.clock import utc_now
from tiercel.flow.api import lists
from tiercel.flow.jobs import run_waiting
from tiercel.records.models import AuditEntry, Contact, ContactAccount, Job
from tiercel.show.web import throttle

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def own_only(settings: Any, workspace: Any) -> None:
    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen="own")


def text_of(answer: Any) -> str:
    return str(b"".join(answer.streaming_content) if answer.streaming else answer.content, "utf-8")


def imported(client: Client) -> tuple[Job, Job]:
    """A look at a file and its import, with a rejected row."""
    look = upload(client, ("secret plans.csv", ROWS))
    client.post(f"/data/imports/{look.pk}/again", choices(client, look, do="import"))
    run_waiting()
    return look, Job.objects.filter(kind="import_files").latest("pk")


def test_imports_quote_every_account_so_who_sees_their_own_sees_none(sign_in: SignIn, own_only: None) -> None:
    look, done = imported(sign_in("ada"))
    for name in ("ben", "dara"):
        client = sign_in(name)
        for path in (f"/data/imports/{look.pk}", f"/data/imports/{done.pk}", f"/data/imports/{done.pk}/rejects/0"):
            answer = client.get(path)
            assert answer.status_code == 403, path
            assert "Firm 0" not in text_of(answer)
        assert "secret plans" not in text_of(client.get("/data"))
    assert "retail" in text_of(sign_in("ada").get(f"/data/imports/{done.pk}/rejects/0"))


def test_what_a_job_says_of_its_files_is_told_to_managers_alone(sign_in: SignIn, cast: Cast) -> None:
    job = Job.objects.create(
        kind="import_files", state=Job.FAILED, made_at=NOW, ended_at=NOW, asked={"files": ["/in/secret plans.csv"]},
        reason="secret plans.csv cannot be read",
    )  # fmt: skip
    for path in (f"/jobs/{job.pk}", f"/settings/jobs/{job.pk}"):
        assert "secret plans" not in text_of(sign_in("dara").get(path))
        assert "secret plans" in text_of(sign_in("ada").get(path))


def cursor(*values: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


MADE_UP = (
    cursor("x", 1), cursor("\ud800", 1), cursor("a\x00", 1), cursor(1e300, 1), cursor("x", "y", 1), cursor(True, 1),
    base64.urlsafe_b64encode(b"[" * 3000).decode(),
)  # fmt: skip
LISTS = (
    "/accounts?sort=name", "/accounts?sort=-value", "/accounts?sort=employees", "/accounts?sort=-known_since",
    "/accounts?sort=owner", "/people?sort=known_since", "/targets?", "/today/accounts?", "/today/scored?",
    "/settings/jobs?", "/settings/audit?", "/sign-off?",
)  # fmt: skip


def test_a_made_up_cursor_is_the_beginning(sign_in: SignIn, workspace: Any) -> None:
    tiers_document()
    account("Alpha", 5)
    client = sign_in("ada")
    for path in LISTS:
        for made_up in MADE_UP:
            for way in ("after", "before"):
                assert client.get(f"{path}&{way}={made_up}").status_code == 200, (path, way, made_up)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/accounts?q=" + "a" * 60_000, 200),
        ("/people?q=" + "a" * 60_000, 200),
        ("/accounts?as_of=9999-12-31", 200),
        ("/accounts?as_of=0001-01-01", 200),
        ("/accounts?q=%00", 400),
        ("/people?title=x%00", 400),
        ("/profile?part=versions&old=%C2%B2&new=1", 200),
        ("/profile?part=versions&old=" + "9" * 30 + "&new=1", 200),
    ],
)
def test_no_address_breaks_the_server(sign_in: SignIn, workspace: Any, path: str, status: int) -> None:
    account("Alpha", 5)
    assert sign_in("ada").get(path).status_code == status


@pytest.mark.parametrize(
    "body",
    [
        '{"user": %d, "decisions": [{"id": "12345678", "account": Infinity, "target": 1, "decision": "accepted"}]}',
        "[" * 100_000,
    ],
)
def test_decisions_that_cannot_be_read_are_refused(sign_in: SignIn, cast: Cast, body: str) -> None:
    said = body % cast.ben.pk if "%d" in body else body
    assert sign_in("ben").post("/sign-off/send", said, "application/json").status_code == 400


def test_half_a_character_holds_up_no_other_decision(sign_in: SignIn, cast: Cast, workspace: Any) -> None:
    sent = {
        "id": "12345678",
        "account": 1,
        "target": 1,
        "decision": "rejected",
        "reason": "Too small",
        "note": "\ud800",
    }
    answer = sign_in("ben").post("/sign-off/send", {"user": cast.ben.pk, "decisions": [sent]}, "application/json")
    assert answer.json()["answers"][0]["outcome"] == "refused"


def test_an_export_in_no_form_is_not_noted_as_one(sign_in: SignIn, cast: Cast) -> None:
    assert sign_in("dara").get("/targets/export.pdf").status_code == 404
    assert not AuditEntry.objects.filter(action="targets.exported").exists()


@pytest.mark.usefixtures("no_time_passes")
def test_failing_under_many_names_makes_nobody_forget_who_guesses(cast: Cast, rf: RequestFactory) -> None:
    for _try in range(105):
        throttle.failed(rf.get("/", REMOTE_ADDR="192.0.2.1"), "ada")
    for number in range(400):
        throttle.failed(rf.get("/", REMOTE_ADDR=f"198.51.100.{number % 250}"), f"nobody {number}")
    assert throttle.seconds_to_wait(rf.get("/", REMOTE_ADDR="203.0.113.9"), "ada") > 0


@pytest.mark.usefixtures("no_time_passes")
def test_a_clock_that_was_a_year_ahead_locks_nobody_out(
    cast: Cast, rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = rf.post("/sign-in", REMOTE_ADDR="203.0.113.77")
    with monkeypatch.context() as ahead:
        ahead.setattr(throttle, "utc_now", lambda: utc_now() + timedelta(days=365))
        for _ in range(8):
            throttle.failed(request, "clock")
        assert throttle.seconds_to_wait(request, "clock") > 0
    assert throttle.seconds_to_wait(request, "clock") == 0
    throttle.failed(request, "clock")
    assert throttle.seconds_to_wait(request, "clock") > 0


def test_one_household_has_many_addresses_and_counts_once(rf: RequestFactory) -> None:
    for number in range(40):
        throttle.failed(rf.get("/", REMOTE_ADDR=f"2001:db8:1:2::{number:x}"), f"nobody {number}")
    assert throttle.seconds_to_wait(rf.get("/", REMOTE_ADDR="2001:db8:1:2:ffff::1"), "ada") > 0
    assert throttle.seconds_to_wait(rf.get("/", REMOTE_ADDR="2001:db8:1:3::1"), "ada") == 0


@pytest.mark.usefixtures("no_time_passes")
def test_an_open_screen_is_no_place_to_guess_the_password(sign_in: SignIn) -> None:
    client = sign_in("ben")
    for _try in range(6):
        client.post("/password", {"old": "wrong", "password": "another long one", "again": "another long one"})
    answer = client.post("/password", {"old": PASSWORD, "password": "another long one", "again": "another long one"})
    assert answer.status_code == 422
    assert "Too many attempts" in text_of(answer)


def test_a_contact_of_ones_own_does_not_name_an_account_of_somebody_elses(
    sign_in: SignIn, cast: Cast, own_only: None
) -> None:
    hidden = account("Hidden Works", 5)
    contact = Contact.objects.create(name="Pat Known", owner=cast.ben.person, received_at=NOW)
    ContactAccount.objects.create(contact=contact, account=hidden, made_at=NOW)
    ben = sign_in("ben")
    for path in ("/people", "/people/export.csv", f"/people/{contact.pk}", "/search?q=Pat", "/today/contacts"):
        said = text_of(ben.get(path))
        assert "Pat Known" in said, path
        assert "Hidden Works" not in said, path
    assert lists.see_contact(contact.pk, cast.ben).account is None  # type: ignore[union-attr]
    assert lists.list_contacts(lists.Wanted(5), cast.ben).rows[0].account is None


@pytest.mark.parametrize("at", ["x", "", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"])
def test_an_instant_that_nobody_means_takes_nothing_back(at: str, sign_in: SignIn) -> None:
    ada, acme = sign_in("ada"), account("Acme")
    for path in (f"/accounts/{acme.pk}/parent/take-back", "/accounts/take-back"):
        said = ada.post(path, {"at": at}, follow=True)
        assert said.status_code == 200
        assert "There is nothing to take back here." in said.content.decode(), path


def test_an_instant_without_a_zone_is_one_of_utc(sign_in: SignIn) -> None:
    said = sign_in("ada").post("/accounts/take-back", {"at": "2026-01-01T00:00:00"}, follow=True)
    assert "0 accounts went back." in said.content.decode()
