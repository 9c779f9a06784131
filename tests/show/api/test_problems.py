"""Whatever goes wrong is a problem (RFC 9457) that says what to do, and never how we are made inside."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from tests.conftest import Cast
from tests.show.api.conftest import Caller, token_of

from tiercel.core.settings import Settings
from tiercel.flow.accounts import list_accounts
from tiercel.records.models import ApiKey
from tiercel.show.api import gate


def assert_problem(answer: Any, status: int) -> Any:
    said = answer.json()
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.status_code == said["status"] == status
    assert said["type"].startswith("/api#")
    assert said["title"]
    assert said["detail"]
    return said


def test_an_address_that_is_not_there(call: Caller) -> None:
    for path in ("/nothing", "/accounts/1/2/3", "/api/v2/accounts", "/api/"):
        assert_problem(call("GET", path), 404)


def test_a_method_that_is_not_offered_says_which_are(call: Caller) -> None:
    answer = call("DELETE", "/accounts")
    assert_problem(answer, 405)
    assert answer["Allow"] == "GET, HEAD"


def test_a_body_that_is_no_json(call: Caller, cast: Cast, workspace: Settings) -> None:
    headers = {"Authorization": f"Bearer {token_of(cast.ada)}"}
    answer = Client().post("/api/v1/targets/accept", "{", content_type="application/json", headers=headers)
    assert_problem(answer, 400)


def test_every_value_that_does_not_fit_is_named(call: Caller) -> None:
    said = assert_problem(call("GET", "/accounts?tier=x&limit=0&sort=up"), 422)
    assert {(each["place"], each["field"]) for each in said["errors"]} == {
        ("query", "tier"),
        ("query", "limit"),
        ("query", "sort"),
    }


def test_a_field_that_nobody_knows_is_refused(call: Caller) -> None:
    said = assert_problem(call("POST", "/targets/accept", "ada", {"accounts": [1], "reasn": "x"}), 422)
    assert said["errors"][0]["field"] == "reasn"


def test_what_cannot_be_done_as_things_stand_is_said_in_the_flows_own_words(call: Caller) -> None:
    said = assert_problem(call("PUT", "/rates", "ada", {"currency": "USD", "rate": "1.1", "day": "2026-01-01"}), 409)
    assert "own currency" in said["detail"]


def test_problems_come_in_the_language_that_is_asked_for(call: Caller) -> None:
    said = assert_problem(
        call(
            "PUT", "/rates", "ada", {"currency": "USD", "rate": "1", "day": "2026-01-01"}, **{"Accept-Language": "fa"}
        ),
        409,
    )
    assert "USD" in said["detail"]
    assert "own currency" not in said["detail"]


def test_our_own_failure_tells_nothing_of_what_is_inside(
    call: Caller, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: Any, **more: Any) -> None:
        raise RuntimeError("password=hunter2")

    monkeypatch.setattr(list_accounts, "list_accounts", fail)
    answer = call("GET", "/accounts")
    assert_problem(answer, 500)
    assert "hunter2" not in answer.content.decode()
    assert "hunter2" in caplog.text


def test_a_call_that_cannot_even_be_counted_is_answered_as_a_problem(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the database is away, or the disk under it full: before the operation is asked."""

    def fail(*args: Any, **more: Any) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(gate, "count_call", fail)
    answer = call("GET", "/accounts")
    assert_problem(answer, 503)
    assert int(answer["Retry-After"]) > 0


def test_a_form_that_says_no_boundary_is_the_callers_fault(cast: Cast, workspace: Settings) -> None:
    answer = Client().post(
        "/api/v1/targets/release",
        '{"accounts": [1]}',
        content_type="multipart/form-data",
        headers={"Authorization": f"Bearer {token_of(cast.ada)}", "Idempotency-Key": "once"},
    )
    assert_problem(answer, 400)


def test_too_many_calls_are_told_to_wait(
    call: Caller, settings: Any, workspace: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = gate.utc_now()
    monkeypatch.setattr(gate, "utc_now", lambda: now)  # all of them in one minute, whenever it ends
    settings.WORKSPACE = replace(workspace, api_per_minute=3)
    said = [call("GET", "/strategy") for _ in range(4)]
    assert [answer.status_code for answer in said[:3]] == [200] * 3
    assert said[0]["RateLimit-Policy"] == '"minute";q=3;w=60'
    assert said[0]["RateLimit"].startswith('"minute";r=2;t=')
    assert_problem(said[3], 429)
    assert 1 <= int(said[3]["Retry-After"]) <= 60


def test_a_call_makes_no_session_and_asks_for_no_form_token(call: Caller) -> None:
    answer = call("POST", "/targets/release", "ada", {"accounts": [1]})
    assert answer.status_code in (200, 404)
    assert not answer.cookies


def test_a_key_is_shown_once_and_kept_only_as_a_hash(cast: Cast) -> None:
    token = token_of(cast.ada)
    assert token.startswith("tcl_")
    kept = ApiKey.objects.values().get()
    assert token[13:] not in str(kept)
    assert len(kept["hashed"]) == 64
