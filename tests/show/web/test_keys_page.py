"""Ada makes a key on the page and sees it once; Ben sees his own keys only; webhooks are the owner's."""

import re

from django.test import Client
from tests.show.web.conftest import SignIn

from tiercel.records.models import ApiKey, AuditEntry, Delivery, Webhook

GIVEN = {"name": "Nightly export", "days": "30", "scope": ["accounts:read"]}


def test_a_key_made_on_the_page_works_and_is_shown_this_once(sign_in: SignIn, workspace: object) -> None:
    ada = sign_in("ada")
    text = ada.post("/settings/keys", GIVEN).content.decode()
    found = re.search(r"tcl_[0-9a-f]{8}_[0-9a-f]{48}", text)
    assert found is not None
    headers = {"Authorization": f"Bearer {found[0]}"}
    assert Client().get("/api/v1/accounts", headers=headers).status_code == 200
    assert found[0] not in ada.get("/settings/keys").content.decode()
    key = ApiKey.objects.get()
    ada.post(f"/settings/keys/{key.pk}/revoke")
    assert Client().get("/api/v1/accounts", headers=headers).status_code == 401
    assert list(AuditEntry.objects.values_list("action", flat=True)) == ["keys.made", "keys.revoked"]


def test_what_is_missing_is_said_and_nothing_is_made(sign_in: SignIn) -> None:
    ben = sign_in("ben")
    for wrong in ({"name": ""}, {"scope": []}, {"scope": ["everything"]}, {"days": "0"}, {"days": "99999"}):
        assert ben.post("/settings/keys", GIVEN | wrong).status_code == 422
    assert not ApiKey.objects.exists()


def test_ben_sees_and_revokes_his_own_keys_and_an_owner_all(sign_in: SignIn) -> None:
    ada, ben = sign_in("ada"), sign_in("ben")
    ada.post("/settings/keys", GIVEN | {"name": "Of Ada"})
    ben.post("/settings/keys", GIVEN | {"name": "Of Ben"})
    of_ada, of_ben = ApiKey.objects.get(name="Of Ada"), ApiKey.objects.get(name="Of Ben")
    assert "Of Ada" not in ben.get("/settings/keys").content.decode()
    assert "Of Ben" in ada.get("/settings/keys").content.decode()
    ben.post(f"/settings/keys/{of_ada.pk}/revoke")
    ada.post(f"/settings/keys/{of_ben.pk}/revoke")
    assert list(ApiKey.objects.filter(revoked_at__isnull=False)) == [of_ben]


def test_a_webhook_is_added_tested_switched_off_and_taken_away(sign_in: SignIn) -> None:
    ada = sign_in("ada")
    given = {"url": "https://hooks.example.com/", "action": ["targets.accepted"], "written": "jobs.*"}
    text = ada.post("/settings/webhooks", given).content.decode()
    hook = Webhook.objects.get()
    assert hook.actions == ["jobs.*", "targets.accepted"]
    assert hook.secret in text.replace("&#x2B;", "+").replace("&#x3D;", "=")
    place = f"/settings/webhooks/{hook.pk}"
    assert hook.secret not in ada.get(place).content.decode()
    ada.post(f"{place}/test")
    assert Delivery.objects.get().action == "webhooks.tested"
    ada.post(f"{place}/pause")
    assert "switched off" in ada.get(place).content.decode()
    ada.post(f"{place}/enable")
    ada.post(f"{place}/remove")
    assert ada.get(place).status_code == 404
    assert Delivery.objects.get().state == "dropped"


def test_a_webhook_to_this_machine_is_refused_in_words(sign_in: SignIn) -> None:
    answer = sign_in("ada").post("/settings/webhooks", {"url": "https://127.0.0.1/"})
    assert answer.status_code == 422
    assert "inside this machine" in answer.content.decode()


def test_the_reference_shows_every_operation_with_its_scope(sign_in: SignIn) -> None:
    from tiercel.show.api.operation import operations

    text = sign_in("dara").get("/api").content.decode()
    for operation in operations():
        assert f'id="{operation.name}"' in text
        assert operation.scope in text
