"""Ada sets up collecting on a page: a key, the line for her site, the lines for her clients, and the end of it."""

import gzip
import json
from typing import Any

import pytest
from django.test import Client
from tests.show.web.conftest import SignIn

from tiercel.core.settings import Settings
from tiercel.records.models import WriteKey

pytestmark = pytest.mark.django_db(transaction=True)
GIVEN = {"name": "Website", "origins": "www.example.com\nhttp://localhost:8080", "consent": "until_refused",
         "storage": "none", "on_gpc": "anonymous", "forms": "names"}  # fmt: skip


def test_a_key_is_made_copied_changed_ended_and_taken_up_again(sign_in: SignIn, workspace: Settings) -> None:
    ada = sign_in("ada")
    assert "Nothing sends yet" in ada.get("/settings/collecting").content.decode()
    answer = ada.post("/settings/collecting", GIVEN)
    key = WriteKey.objects.get()
    place = f"/settings/collecting/{key.pk}"
    assert answer["Location"] == place
    text = ada.get(place).content.decode()
    line = f"&lt;script defer src=&quot;{workspace.public_url}/t.js?key={key.key}&quot;&gt;&lt;/script&gt;"
    assert line in text
    for client in ("Segment", "RudderStack", "PostHog", "Snowplow"):
        assert client in text
    assert (key.origins, key.consent, key.storage, key.on_gpc, key.forms) == (
        ["https://www.example.com", "http://localhost:8080"], "until_refused", "none", "anonymous", "names",
    )  # fmt: skip
    ada.post(place, GIVEN | {"name": "Shop", "forms": "off"})
    ada.post(f"{place}/end")
    key.refresh_from_db()
    assert (key.name, key.forms, key.ended_at is not None) == ("Shop", "off", True)
    assert "is refused, and the web tag" in ada.get(place).content.decode()
    ada.post(f"{place}/resume")
    assert "works" in ada.get("/settings/collecting").content.decode()
    assert ada.post(f"{place}/sell").status_code == 404


def test_what_is_wrong_is_said_with_what_was_typed_still_there(sign_in: SignIn, workspace: Settings) -> None:
    ada = sign_in("ada")
    for wrong in ({"name": ""}, {"origins": "https://*.example.com"}, {"consent": "never"}):
        answer = ada.post("/settings/collecting", GIVEN | wrong)
        assert answer.status_code == 422
        assert (GIVEN | wrong)["origins"].splitlines()[0] in answer.content.decode()
    assert not WriteKey.objects.exists()


def test_the_tag_is_served_to_any_site_under_any_name_without_a_cookie(sign_in: SignIn, workspace: Settings) -> None:
    sign_in("ada").post("/settings/collecting", GIVEN)
    key = WriteKey.objects.get().key
    answer = Client(headers={"host": "t.a-site.example", "accept-encoding": "gzip"}).get(f"/t.js?key={key}")
    assert answer.status_code == 200
    assert f'"key":"{key}"' in gzip.decompress(answer.content).decode()
    assert answer["Cache-Control"] == "public, max-age=300"
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Vary"] == "accept-encoding"
    assert not answer.cookies
    again = Client(headers={"accept-encoding": "gzip", "if-none-match": answer["ETag"]}).get(f"/t.js?key={key}")
    assert (again.status_code, again.content) == (304, b"")
    assert Client().post("/t.js").status_code == 405
    assert Client().get("/t.js?key=wk_none").status_code == 404


def test_a_choice_reaches_the_tag_without_a_restart(sign_in: SignIn, workspace: Settings) -> None:
    ada = sign_in("ada")
    ada.post("/settings/collecting", GIVEN)
    key = WriteKey.objects.get()
    address = f"/t.js?key={key.key}"
    assert '"consent":"until_refused"' in Client().get(address).content.decode()
    ada.post(f"/settings/collecting/{key.pk}", GIVEN | {"consent": "wait"})
    assert '"consent":"wait"' in Client().get(address).content.decode()
    ada.post(f"/settings/collecting/{key.pk}/end")
    assert "has ended" in Client().get(address).content.decode()


def test_a_program_keeps_write_keys_too(workspace: Settings, cast: Any) -> None:
    from tests.show.api.conftest import token_of

    headers = {"Authorization": f"Bearer {token_of(cast.ada, 'collecting:read', 'collecting:write')}"}

    def call(method: str, path: str, body: Any = None) -> Any:
        content = json.dumps(body) if body is not None else ""
        return Client().generic(method, f"/api/v1{path}", content, "application/json", headers=headers)

    made = call("POST", "/write-keys", {"name": "Website", "origins": ["www.example.com"]})
    assert made.status_code == 201
    assert made.json()["key"].startswith("wk_")
    assert made.json()["origins"] == ["https://www.example.com"]
    place = f"/write-keys/{made.json()['id']}"
    assert call("PUT", place, {"name": "Shop", "forms": "mail"}).json()["forms"] == "mail"
    assert call("POST", f"{place}/end").json()["state"] == "ended"
    assert call("POST", f"{place}/resume").json()["state"] == "works"
    assert [row["name"] for row in call("GET", "/write-keys").json()["rows"]] == ["Shop"]
    assert call("GET", "/write-keys/999").status_code == 404
    assert call("POST", "/write-keys", {"name": "Shop"}).status_code == 409
