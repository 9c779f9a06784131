"""The sign-off page over plain HTTP: forms without a script, decisions as a device sends them, and who may."""

import json
from typing import Any

import pytest
from django.test import Client
from tests.conftest import Cast
from tests.flow.market import NOW, account, score
from tests.show.web.conftest import SignIn

from tiercel.flow.targets.sign_off import sign_off
from tiercel.records.models import SignOff, Target, User

pytestmark = pytest.mark.django_db


def given_to(user: User, *names: str) -> list[Target]:
    made = [account(name, 900, industry="Logistics", country="DE") for name in names]
    return [Target.objects.create(account=one, tier=1, owner=user.person, made_at=NOW) for one in made]


def post(client: Client, user: int, *decisions: dict[str, Any]) -> Any:
    body = json.dumps({"user": user, "decisions": decisions})
    return client.post("/sign-off/send", body, content_type="application/json")


def sent(target: Target, key: str = "decision-1", **more: Any) -> dict[str, Any]:
    return {"id": key, "account": target.account_id, "target": target.pk, "decision": "accepted", **more}


def form_values(answer: Any, decision: str) -> dict[str, str]:
    """What the page's own form of this decision would send."""
    card, key = answer.context["card"], answer.context["decision_id"]
    return {"decision": decision, "id": f"{key}-{decision[0]}", "account": card.account, "target": card.target,
            "known": "", "cursor": card.cursor}  # fmt: skip


def test_ben_goes_through_his_list_with_plain_forms(sign_in: SignIn, cast: Cast) -> None:
    given_to(cast.ben, "Acme", "Bolt")
    ben = sign_in("ben")
    first = ben.get("/sign-off")
    assert "Acme" in first.content.decode()
    assert "0 of 2" in first.content.decode()
    second = ben.post("/sign-off/decide", form_values(first, "accepted"), follow=True)
    assert "Bolt" in second.content.decode()
    assert "1 of 2" in second.content.decode()
    values = form_values(second, "rejected") | {"reason": "Too small", "note": "three people"}
    over = ben.post("/sign-off/decide", values, follow=True).content.decode()
    assert "All decided. Thank you." in over
    assert "Too small" in over
    assert SignOff.objects.get(decision="rejected").note == "three people"


def test_a_form_sent_twice_decides_once_and_back_shows_the_card_again(sign_in: SignIn, cast: Cast) -> None:
    acme, _bolt = given_to(cast.ben, "Acme", "Bolt")
    ben = sign_in("ben")
    values = form_values(ben.get("/sign-off"), "accepted")
    for _time in range(2):
        answer = ben.post("/sign-off/decide", values)
    assert SignOff.objects.count() == 1
    back = ben.get(answer["Location"]).content.decode()
    assert f"account={acme.account_id}" in back
    again = ben.get(f"/sign-off?account={acme.account_id}").content.decode()
    assert "Take this decision back" in again


def test_a_card_escapes_what_people_wrote(sign_in: SignIn, cast: Cast) -> None:
    given_to(cast.ben, "<script>alert(1)</script>", "<img src=x onerror=alert(2)>")
    ben = sign_in("ben")
    assert "<script>alert" not in ben.get("/sign-off").content.decode()
    found = ben.get("/sign-off/cards?after=").json()["cards"]
    assert len(found) == 2
    assert all("<img src" not in card["html"] and "<script>" not in card["html"] for card in found)


def test_cards_that_are_kept_hold_no_token(sign_in: SignIn, cast: Cast) -> None:
    given_to(cast.ben, "Acme", "Bolt")
    assert "csrfmiddlewaretoken" not in sign_in("ben").get("/sign-off/cards").json()["cards"][0]["html"]


def test_decisions_of_one_person_are_never_signed_by_another(sign_in: SignIn, cast: Cast) -> None:
    (acme,) = given_to(cast.ben, "Acme")
    answer = post(sign_in("chen"), cast.ben.pk, sent(acme))
    assert answer.status_code == 409
    assert not SignOff.objects.exists()


@pytest.mark.parametrize("body", ["", "null", "[]", "{", '{"user": 1}', '{"user": USER, "decisions": [1]}',
    '{"user": USER, "decisions": [{"id": "decision-1", "account": "x", "target": 1}]}',
    '{"user": USER, "decisions": [{"id": "decision-1", "account": 1e300, "target": 1}]}',
    '{"user": USER, "decisions": [{"id": "decision-1", "account": 99999999999999999999, "target": 1}]}'])  # fmt: skip
def test_what_is_no_decision_is_refused_and_breaks_nothing(body: str, sign_in: SignIn, cast: Cast) -> None:
    text = body.replace("USER", str(cast.ben.pk))
    answer = sign_in("ben").post("/sign-off/send", text, content_type="application/json")
    assert answer.status_code in (400, 409)


@pytest.mark.parametrize("more", [{"decision": "delete"}, {"at": "yesterday"}, {"at": 7}, {"known": "#x"},
    {"at": "2026-13-40T99:00"}, {"at": "0001-01-01T00:00:00+14:00"},
    {"known": "#" + "9" * 40}, {"reason": 7}, {"note": "x" * 5000}, {"note": "a\x00b"}, {"id": "\x00" * 9},
    {"known": "decision\x00"}, {"decision": "\x00"}, {"decision": "rejected", "reason": "\x00"}])  # fmt: skip
def test_a_strange_decision_is_answered_and_the_next_one_is_taken(
    more: dict[str, Any], sign_in: SignIn, cast: Cast
) -> None:
    acme, bolt = given_to(cast.ben, "Acme", "Bolt")
    answer = post(sign_in("ben"), cast.ben.pk, sent(acme, **more), sent(bolt, "decision-2"))
    assert answer.status_code == 200
    assert [each["outcome"] for each in answer.json()["answers"]][1] == "done"


def test_a_conflict_is_told_in_words(sign_in: SignIn, cast: Cast) -> None:
    (acme,) = given_to(cast.ben, "Acme")
    sign_off([acme.account_id], "rejected", "No budget", "", cast.chen, NOW)
    (answer,) = post(sign_in("ben"), cast.ben.pk, sent(acme)).json()["answers"]
    assert answer["outcome"] == "conflict"
    assert "rejected meanwhile by Chen" in answer["said"]


def test_who_is_signed_out_is_sent_to_sign_in_and_back(client: Client, cast: Cast) -> None:
    assert client.get("/sign-off?tier=1")["Location"] == "/sign-in?next=/sign-off%3Ftier%3D1"
    assert post(client, 1).status_code == 302


def test_who_stands_for_nobody_is_told_what_to_do(sign_in: SignIn, cast: Cast) -> None:
    User.objects.filter(pk=cast.ben.pk).update(person=None)
    assert "You stand for nobody of the team yet" in sign_in("ben").get("/sign-off").content.decode()


def test_an_account_without_a_score_or_people_says_so(sign_in: SignIn, cast: Cast) -> None:
    (acme,) = given_to(cast.ben, "Acme")
    score(acme.account, 900)
    text = sign_in("ben").get("/sign-off").content.decode()
    assert "Nobody yet." in text
    assert "None yet." in text
    assert "It is not scored yet." in text
