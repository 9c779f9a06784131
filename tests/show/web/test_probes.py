"""Machines are answered by whatever name they call, hear little, and open nothing for anybody else."""

from typing import Any, cast

import pytest
from django.test import Client

from tiercel.core.clock import utc_now
from tiercel.core.settings import Settings
from tiercel.flow.operations import readiness
from tiercel.flow.operations.workers import beat
from tiercel.show.web import probes
from tiercel.show.web.told import accounted

pytestmark = pytest.mark.django_db
BY_ADDRESS = {"HTTP_HOST": "10.1.2.3:8000", "REMOTE_ADDR": "10.9.9.9"}
TOKEN = "a token of enough letters"


@pytest.fixture(autouse=True)
def forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes, "_found", (float("-inf"), ()))


def ask(path: str, **meta: str) -> Any:
    return Client().get(path, **cast("Any", BY_ADDRESS | meta))


def test_a_balancer_that_asks_by_address_is_answered_and_pages_are_not(workspace: Settings) -> None:
    assert ask("/healthz").status_code == 200
    assert ask("/readyz").status_code == 200
    assert ask("/sign-in").status_code == 400


def test_readiness_names_each_check_and_nothing_else(workspace: Settings) -> None:
    beat(utc_now())
    said = ask("/readyz").json()
    assert said == {
        "ready": True,
        "checks": {"database": "ok", "migrations": "ok", "disk": "ok", "worker": "ok"},
    }


def test_without_a_worker_pages_stay_and_without_a_disk_they_are_taken_away(
    workspace: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ask("/readyz").json()["checks"]["worker"] == "fail"
    monkeypatch.setattr(probes, "_found", (float("-inf"), ()))

    def refuses() -> bool:
        raise PermissionError("/nowhere/jo/workspace")

    monkeypatch.setattr(readiness, "_disk", refuses)
    answer = ask("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["disk"] == "fail"
    assert b"jo" not in answer.content


def test_asking_again_and_again_costs_one_look(workspace: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[object] = []
    monkeypatch.setattr(probes, "check", lambda now: looks.append(now) or ())
    monkeypatch.setattr(probes, "SECONDS_KEPT", 3600.0)  # however long a busy machine takes to ask five times
    for _ in range(5):
        ask("/readyz")
    assert len(looks) == 1


def test_measures_are_for_this_machine(workspace: Settings) -> None:
    assert ask("/metrics", REMOTE_ADDR="127.0.0.1").status_code == 200
    assert ask("/metrics", REMOTE_ADDR="::1").status_code == 200
    assert ask("/metrics").status_code == 403


@pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_REAL_IP"])
def test_what_a_proxy_on_this_machine_hands_on_is_not_of_this_machine(header: str, workspace: Settings) -> None:
    assert ask("/metrics", REMOTE_ADDR="127.0.0.1", **{header: "127.0.0.1"}).status_code == 403


def test_measures_are_for_who_has_the_token(workspace: Settings, settings: Any) -> None:
    assert ask("/metrics", HTTP_AUTHORIZATION="Bearer ").status_code == 403
    object.__setattr__(settings.WORKSPACE, "metrics_token", TOKEN)
    assert ask("/metrics", HTTP_AUTHORIZATION=f"Bearer {TOKEN}").status_code == 200
    for wrong in (f"Basic {TOKEN}", "Bearer x", f"Bearer {TOKEN}é", "", "Bearer"):
        assert ask("/metrics", HTTP_AUTHORIZATION=wrong).status_code == 403


def test_measures_name_addresses_and_never_what_was_typed(workspace: Settings) -> None:
    answered({"path": "/accounts/jo@acme.example", "query_string": b"q=secret"}, 404)
    said = ask("/metrics", REMOTE_ADDR="127.0.0.1").content.decode()
    assert 'address="none",method="GET",status="4xx"' in said
    assert "acme" not in said
    assert "tiercel_database_bytes" in said
    assert "process_resident_memory_bytes" in said


def test_probes_are_only_looked_at(workspace: Settings) -> None:
    assert Client().post("/healthz").status_code == 405


def answered(scope: dict[str, Any], status: int) -> dict[bytes, bytes]:
    """The headers of an answer, through what counts and logs it."""
    sent: list[Any] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def send(message: Any) -> None:
        sent.append(message)

    whole = {"type": "http", "method": "GET", "headers": []} | scope
    with pytest.raises(StopIteration):
        cast("Any", accounted(application)(whole, None, send)).send(None)
    return dict(sent[0]["headers"])


def test_an_id_of_the_proxy_is_kept_and_one_that_is_none_is_replaced() -> None:
    given = b"0123456789abcdef"
    assert answered({"path": "/", "headers": [(b"x-request-id", given)]}, 200)[b"x-request-id"] == given
    for odd in (b"short", b"jo@acme.example", b"a" * 65, b"12345678\r\nSet-Cookie: x", "é".encode() * 8, b""):
        own = answered({"path": "/", "headers": [(b"x-request-id", odd)]}, 200)[b"x-request-id"]
        assert own != odd
        assert len(own) == 32


def test_the_access_line_has_no_path_and_no_question(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "tiercel.access")
    answered({"path": "/people/jo@acme.example", "query_string": b"q=secret"}, 200)
    line = next(record for record in caplog.records if record.name == "tiercel.access")
    assert "jo" not in line.getMessage()
    assert "secret" not in repr(line.__dict__)
    assert line.__dict__["address"] == "none"
