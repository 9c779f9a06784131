"""Ben accepts and rejects on the page; what he may not do is refused in words."""

from dataclasses import replace
from typing import Any

import pytest
from tests.conftest import Cast
from tests.flow.market import NOW, account, person, profile, tiers_document
from tests.show.web.conftest import SignIn

from tiercel.flow.targets import choose_by_hand
from tiercel.records.models import HandChoice, SignOff, Target


@pytest.mark.django_db(transaction=True)
def test_ben_accepts_two_of_three_at_once_and_takes_one_back(sign_in: SignIn) -> None:
    tiers_document()
    profile()
    accounts = [account(name, value) for name, value in (("Acme", 900), ("Bolt", 800), ("Cargo", 700))]
    ada, ben = sign_in("ada"), sign_in("ben")
    assert ada.post("/targets/proposal", {"anyway": "yes"}).status_code == 302
    chosen = [accounts[0].pk, accounts[1].pk]
    ben.post("/targets/decide", {"account": chosen, "decision": "accepted"})
    assert Target.objects.filter(state="accepted").count() == 2
    answer = ben.post("/targets/decide", {"account": [chosen[0]], "decision": "undo"}, follow=True)
    assert "1 decision was taken back" in answer.content.decode()
    assert Target.objects.filter(state="accepted").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_rejection_without_a_reason_is_refused_and_says_which_there_are(sign_in: SignIn) -> None:
    tiers_document()
    profile()
    acme = account("Acme", 900)
    sign_in("ada").post("/targets/proposal")
    answer = sign_in("ben").post("/targets/decide", {"account": [acme.pk], "decision": "rejected"}, follow=True)
    assert "Not a fit" in answer.content.decode()
    assert not SignOff.objects.exists()


def test_nothing_picked_is_said_and_not_an_error(sign_in: SignIn, db: None) -> None:
    answer = sign_in("ben").post("/targets/decide", {"decision": "accepted"}, follow=True)
    assert answer.status_code == 200
    assert "No account was picked" in answer.content.decode()


def test_the_proposal_page_shows_what_would_change_and_changes_nothing(sign_in: SignIn) -> None:
    tiers_document()
    profile()
    person("Reem")
    account("Acme", 900)
    text = sign_in("ada").get("/targets/proposal").content.decode()
    assert "Acme" in text
    assert not Target.objects.exists()


def test_a_manager_keeps_an_account_out_by_hand_with_a_reason(sign_in: SignIn) -> None:
    acme = account("Acme", 900)
    given = {"account": [acme.pk], "choice": "exclude", "reason": "In court with us"}
    sign_in("ada").post("/targets/choose", given)
    assert HandChoice.objects.get().reason == "In court with us"


def test_the_strategy_is_changed_as_text_after_a_look_at_the_difference(sign_in: SignIn) -> None:
    ada = sign_in("ada")
    text = ada.get("/settings/strategy/tiers").context["page"].text.replace("at_most: 50", "at_most: 40", 1)
    draft = ada.post("/settings/strategy/tiers", {"text": text}).content.decode()
    assert "50 -&gt; 40" in draft
    ada.post("/settings/strategy/tiers/save", {"text": text, "base": "0", "comment": "Fewer"})
    assert "at_most: 40" in ada.get("/settings/strategy/tiers").context["page"].text


def test_a_strategy_with_a_mistake_is_not_kept_and_the_mistake_is_named(sign_in: SignIn) -> None:
    answer = sign_in("ada").post("/settings/strategy/tiers/save", {"text": "tiers: none", "base": "0"})
    assert answer.status_code == 422
    assert "tiers" in answer.content.decode()


def test_a_whole_list_is_decided_at_once_and_only_what_its_filters_show(sign_in: SignIn) -> None:
    many, others = [account(f"A{n}", n) for n in range(60)], [account(f"B{n}", n) for n in range(3)]
    choose_by_hand.pin([each.pk for each in many], 3, "", None, NOW)
    choose_by_hand.pin([each.pk for each in others], 2, "", None, NOW)
    ben = sign_in("ben")
    assert "all 60 of this list" in ben.get("/targets?tier=3").content.decode()
    ben.post("/targets/decide", {"account": [many[0].pk], "every": "yes", "tier": "3", "decision": "accepted"})
    assert Target.objects.filter(state="accepted").count() == 60
    assert not Target.objects.filter(state="accepted", tier=2).exists()


def test_what_was_decided_in_bulk_is_undone_in_one_click_and_nothing_else(sign_in: SignIn, cast: Cast) -> None:
    many = [account(f"A{n}", n).pk for n in range(60)]
    choose_by_hand.pin(many, 3, "", None, NOW)
    ben, ada = sign_in("ben"), sign_in("ada")
    ben.post("/targets/decide", {"account": [many[0]], "decision": "accepted"})
    every = {"account": [1], "every": "yes", "state": "proposed", "decision": "accepted"}
    page = ben.post("/targets/decide", every, follow=True)
    assert "Undo all of it" in page.content.decode()
    ada.post("/targets/decide", {"account": [many[1]], "decision": "rejected", "reason": "Too small"})
    said = ben.post("/targets/undo", {"made_at": page.context["undo"]}, follow=True).content.decode()
    assert "58 decisions were taken back" in said
    assert "Undo all of it" not in said
    assert Target.objects.filter(state="accepted").get().account_id == many[0]
    assert Target.objects.filter(state="rejected").get().account_id == many[1]


@pytest.mark.parametrize("made_at", ["", "yesterday", "2026-03-02T09:00:00+00:00", "2026-13-40T99:00"])
def test_undoing_what_was_never_done_changes_nothing(made_at: str, sign_in: SignIn) -> None:
    assert sign_in("ben").post("/targets/undo", {"made_at": made_at}).status_code == 302


def test_a_member_sees_and_exports_only_what_the_workspace_shows(sign_in: SignIn, cast: Cast, settings: Any) -> None:
    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen="own")
    for name, who in (("Mine", cast.ben), ("Theirs", cast.chen)):
        Target.objects.create(account=account(name, 900), tier=1, owner=who.person, made_at=NOW)
    ben = sign_in("ben")
    page = ben.get("/targets")
    assert "Mine" in page.content.decode()
    assert "Theirs" not in page.content.decode()
    assert [card.proposed for card in page.context["page"].tiers] == [1, 0, 0]
    export = b"".join(ben.get("/targets/export.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert "Mine" in export
    assert "Theirs" not in export
    hidden = Target.objects.get(owner=cast.chen.person).account_id
    answer = ben.post("/targets/decide", {"account": [hidden], "decision": "accepted"}, follow=True)
    assert "not yours to decide on" in answer.content.decode()
    ben.post("/targets/decide", {"account": [1], "every": "yes", "decision": "accepted"})
    assert Target.objects.get(account=hidden).state == "proposed"


def test_ada_asks_sales_on_the_page_and_the_numbers_open_their_rows(sign_in: SignIn, cast: Cast) -> None:
    Target.objects.create(account=account("Acme", 900), tier=1, owner=cast.ben.person, made_at=NOW)
    Target.objects.create(account=account("Bolt", 900), tier=1, made_at=NOW)
    ada = sign_in("ada")
    page = ada.get("/targets/progress").content.decode()
    assert f"/targets?state=proposed&amp;tier=1&amp;owner={cast.ben.person_id}" in page
    assert [row.name for row in ada.get("/targets?owner=0").context["page"].rows] == ["Bolt"]
    asked = ada.post("/targets/progress", {"person": [cast.ben.person_id]}, follow=True).content.decode()
    assert "No mail can go to \u2068Ben\u2069" in asked
    assert "link to hand over" in asked
    for wrong in (
        {},
        {"person": [cast.ben.person_id], "due_on": "2026-02-30"},
        {"person": ["x"]},
        {"person": [10**18]},
    ):
        assert ada.post("/targets/progress", wrong).status_code == 302


def test_sales_is_asked_from_the_targets_where_nothing_was_ever_proposed(sign_in: SignIn) -> None:
    asks = "Ask sales to sign off"
    assert asks not in sign_in("ada").get("/targets").content.decode()
    # Chosen by hand, as where no profile ranks the accounts.
    sign_in("ada").post("/accounts/act", {"account": [account("Acme", 900).pk], "choice": "1"})
    assert asks in sign_in("ada").get("/targets").content.decode()
    assert asks not in sign_in("dara").get("/targets").content.decode()
