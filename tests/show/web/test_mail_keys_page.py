"""Ada lets her mail provider tell: an address shown once, what it proves itself by, and the end of it."""

import json
from typing import Any

import pytest
from django.test import Client
from tests.show.web.conftest import SignIn
from typer.testing import CliRunner

from tiercel.core.settings import Settings
from tiercel.flow.events.keys.keep_mail_keys import list_providers
from tiercel.records.models import MailKey
from tiercel.show.web.collecting_words import PROOFS

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "mail:a-long-password"


def test_an_address_is_made_shown_once_proved_and_ended(sign_in: SignIn, workspace: Settings) -> None:
    ada = sign_in("ada")
    assert "No provider tells us yet" in ada.get("/settings/collecting/mail").content.decode()
    text = ada.post("/settings/collecting/mail", {"name": "Campaigns", "provider": "postmark"}).content.decode()
    key = MailKey.objects.get()
    assert f"/mail/postmark/{key.shown}" in text
    assert "whoever learns this address can send" in text
    place = f"/settings/collecting/mail/{key.pk}"
    whole = text.partition("/mail/postmark/")[2].partition('"')[0]
    assert len(whole) > 40
    assert whole not in ada.get(place).content.decode() + ada.get("/settings/collecting/mail").content.decode()
    assert "the address alone" in ada.get(place).content.decode()
    assert ada.post(place, {"secret": PASSWORD})["Location"] == place
    text = ada.get(place).content.decode()
    assert "the address alone" not in text
    assert PASSWORD not in text
    assert "1 address works" in ada.get("/settings/collecting").content.decode()
    ada.post(f"{place}/end")
    assert "What comes to this address is refused" in ada.get(place).content.decode()
    assert ada.get("/settings/collecting/mail/999").status_code == 404


def test_what_is_wrong_is_said(sign_in: SignIn, workspace: Settings) -> None:
    ada = sign_in("ada")
    for wrong in ({"name": ""}, {"provider": "pigeon"}, {"provider": "sendgrid", "secret": "x"}):
        given = {"name": "Campaigns", "provider": "postmark"} | wrong
        assert ada.post("/settings/collecting/mail", given).status_code == 422
    assert not MailKey.objects.exists()
    ada.post("/settings/collecting/mail", {"name": "Campaigns", "provider": "postmark"})
    answer = ada.post(f"/settings/collecting/mail/{MailKey.objects.get().pk}", {"secret": "short"})
    assert answer.status_code == 422
    assert "NAME:PASSWORD is wanted" in answer.content.decode()


def test_every_provider_says_what_it_is_asked_for() -> None:
    assert [row.name for row in list_providers()] == sorted(PROOFS)


def test_a_program_keeps_mail_keys_too(workspace: Settings, cast: Any) -> None:
    from tests.show.api.conftest import token_of

    headers = {"Authorization": f"Bearer {token_of(cast.ada, 'collecting:read', 'collecting:write')}"}

    def call(method: str, path: str, body: Any = None) -> Any:
        content = json.dumps(body) if body is not None else ""
        return Client().generic(method, f"/api/v1{path}", content, "application/json", headers=headers)

    made = call("POST", "/mail-keys", {"name": "Campaigns", "provider": "brevo"})
    assert made.status_code == 201
    assert "/mail/brevo/mk_" in made.json()["address"]
    place = f"/mail-keys/{made.json()['key']['id']}"
    assert call("PUT", f"{place}/secret", {"secret": PASSWORD}).json()["is_proved"] is True
    assert PASSWORD not in call("GET", place).content.decode()
    assert call("PUT", f"{place}/secret", {"secret": "short"}).status_code == 409
    assert call("POST", f"{place}/end").json()["state"] == "ended"
    assert [row["name"] for row in call("GET", "/mail-keys").json()["rows"]] == ["Campaigns"]
    assert call("GET", "/mail-keys/999").status_code == 404


def test_the_command_line_keeps_them(workspace: Settings) -> None:
    import typer

    from tiercel.show.cli import mail_keys

    app = typer.Typer()
    mail_keys.add_to(app)
    app.command("other")(lambda: None)

    def tiercel(*words: str, given: str = "") -> str:
        return CliRunner().invoke(app, ["mail-keys", *words], input=given, catch_exceptions=False).stdout

    assert "tiercel mail-keys add NAME PROVIDER" in tiercel("list")
    added = tiercel("add", "Campaigns", "sendgrid")
    assert "/mail/sendgrid/mk_" in added
    assert "shown this once" in added
    assert "by its address alone" in tiercel("list")
    added = tiercel("add", "Receipts", "postmark", "--secret", "-", "--quiet", given=f"{PASSWORD}\n")
    assert added.startswith(f"http://{PASSWORD}@")
    assert "proved by its password" in tiercel("list")
    assert "Nothing but the address" in tiercel("secret", "Receipts", "")
    assert "is refused from now on" in tiercel("end", "campaigns")
