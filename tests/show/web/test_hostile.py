"""What a signed-in stranger to most of the workspace tries: nothing of accounts that are not theirs comes out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from tests.conftest import Cast
from tests.flow.market import NOW, account
from tests.show.web.conftest import SignIn
from tests.show.web.test_import_page import ROWS, choices, upload

from tiercel.flow.jobs import run_waiting
from tiercel.records.models import Job

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
    return look, Job.objects.latest("pk")


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
