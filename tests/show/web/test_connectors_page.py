"""Connectors on the page: what came, what was refused, run now, switched off, scheduled and mapped."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from tests.flow.connectors.conftest import Connect, connect  # noqa: F401 - a fixture
from tests.show.web.conftest import SignIn

from tiercel.flow.connectors.places import aside_folder
from tiercel.flow.connectors.run import KIND
from tiercel.records.models import AuditEntry, Connector, ConnectorRun, Job

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def connector(connect: Connect) -> Connector:  # noqa: F811 - pytest's way
    """One that has run: 7 came, one row and one line were refused, its logs are not taken."""
    made = connect("", config={"token": "s3cret-token"})
    streams = {
        "firms": {"table": "accounts", "why_not": "", "came": 7, "rejected": 1, "cells": 2},
        "logs": {"table": "", "why_not": "Nobody has said what these are.", "came": 3, "rejected": 0, "cells": 0},
    }
    numbers = {"created": 6, "changed": 0, "left_alone": 0, "waiting": 0, "rejected": 1, "cells_set_aside": 2}
    job = Job.objects.create(kind="import_files", state="done", made_at=AT)
    run = ConnectorRun.objects.create(
        connector=made, state="failed", reason="The tap ended with exit code 2.", said="403 <Forbidden>", aside=1,
        streams=streams, tables={"accounts": numbers}, imports=[job.pk], started_at=AT, ended_at=AT,
    )  # fmt: skip
    folder = aside_folder(run.pk)
    folder.mkdir(parents=True)
    (folder / "lines-not-taken.jsonl").write_text(json.dumps({"line": 2, "reason": "no JSON", "text": "hello"}) + "\n")
    return made


@pytest.fixture
def ada(sign_in: SignIn, workspace: Any) -> Client:
    return sign_in("ada")


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_where_there_is_none_the_page_says_how_to_add_one(ada: Client) -> None:
    text = text_of(ada, "/data/connectors")
    assert "No system is connected yet" in text
    assert "tiercel connect add crm --package tap-hubspot" in text
    assert "/data/connectors" in text_of(ada, "/data")


def test_the_list_and_the_page_say_what_came_and_what_was_refused(ada: Client, connector: Connector) -> None:
    text = text_of(ada, "/data/connectors")
    assert "The tap ended with exit code 2." in text
    page = text_of(ada, f"/data/connectors/{connector.pk}")
    assert "not taken" in page
    assert "Nobody has said what these are." in page
    assert "s3cret-token" not in page
    assert "•••" in page


def test_a_run_leads_to_the_import_with_its_rejects_and_to_the_lines(ada: Client, connector: Connector) -> None:
    run = ConnectorRun.objects.get()
    text = text_of(ada, f"/data/connectors/{connector.pk}/runs/{run.pk}")
    assert f"/data/imports/{run.imports[0]}" in text
    assert "403 &lt;Forbidden&gt;" in text
    answer = ada.get(f"/data/connectors/{connector.pk}/runs/{run.pk}/lines")
    assert b"".join(answer).startswith(b'{"line": 2')  # type: ignore[arg-type]
    assert AuditEntry.objects.filter(action="rejects.exported").exists()
    assert ada.get(f"/data/connectors/{connector.pk + 1}/runs/{run.pk}").status_code == 404


def test_run_now_asks_once_and_says_so_the_second_time(ada: Client, connector: Connector) -> None:
    for said in ("as soon as a worker is free", "runs already"):
        answer = ada.post(f"/data/connectors/{connector.pk}/run", follow=True)
        assert said in answer.content.decode()
    assert Job.objects.filter(kind=KIND).count() == 1
    assert Job.objects.get(kind=KIND).by.username == "ada"  # type: ignore[union-attr]


def test_it_is_scheduled_switched_off_and_set_back(ada: Client, connector: Connector) -> None:
    at = f"/data/connectors/{connector.pk}"
    ada.post(f"{at}/schedule", {"every": "day", "at": "07:45", "minute": "15"})
    assert Connector.objects.get().schedule == "daily 07:45"
    assert "every day at 07:45" in text_of(ada, at)
    ada.post(f"{at}/schedule", {"every": "hour", "at": "07:45", "minute": "9"})
    assert Connector.objects.get().schedule == "hourly 09"
    assert (
        "is no schedule" in ada.post(f"{at}/schedule", {"every": "hour", "minute": "77"}, follow=True).content.decode()
    )
    ada.post(f"{at}/pause")
    assert "switched off" in text_of(ada, at)
    ada.post(f"{at}/resume")
    Connector.objects.update(state={"at": 1}, state_at=AT)
    ada.post(f"{at}/anew")
    assert Connector.objects.get().state is None
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "connectors.added", "connectors.changed", "connectors.changed", "connectors.paused", "connectors.resumed",
        "connectors.begun_anew",
    ]  # fmt: skip


def test_a_stream_is_mapped_by_hand_and_what_was_recognised_is_no_choice(ada: Client, connector: Connector) -> None:
    at = f"/data/connectors/{connector.pk}/stream?stream=logs"
    assert "Choose what its records are" in text_of(ada, at)
    ada.post(at, {"table": "accounts"})
    assert 'name="map-employees"' in text_of(ada, at)
    ada.post(at, {"table": "accounts", "map-name": "name", "was-name": "name", "map-city": "id", "was-city": ""})
    assert Connector.objects.get().streams["logs"] == {"table": "accounts", "mapping": {"city": "id"}}
    assert ada.get(f"/data/connectors/{connector.pk}/stream?stream=unheard").status_code == 404


def test_acts_are_asked_for_by_a_form_alone(ada: Client, connector: Connector) -> None:
    for name in ("run", "pause", "resume", "anew", "schedule"):
        assert ada.get(f"/data/connectors/{connector.pk}/{name}").status_code == 405
    assert ada.post(f"/data/connectors/{connector.pk}/explode").status_code == 404
