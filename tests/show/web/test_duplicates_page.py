"""Duplicates on pages: a pair is looked at, merged, taken back; who may not decide sees that there is one."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.conftest import Cast
from tests.flow.duplicates.world import World
from tests.show.web.conftest import SignIn

from tiercel.records.models import Account, DuplicatePair, Merge

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast: Cast, workspace: object) -> World:
    world = World()
    one = world.account("Acme", country="FR", city="Paris", industry="Retail", employees=7)
    other = world.account("ACME SA", country="BE", city="Gent", revenue_minor=100_000, revenue_currency="EUR")
    world.deal(one)
    DuplicatePair.objects.create(
        kind="accounts", left=one, right=other, weight=12.0, probability=0.9998, found_at=world.now,
        evidence={"name": 11.5, "domain": 9.0, "city": -0.5},
    )  # fmt: skip
    return world


def said(browser: Client, path: str) -> str:
    answer = browser.get(path, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_pair_is_looked_at_merged_and_taken_back(world: World, sign_in: SignIn) -> None:
    ada = sign_in("ada")
    one, other = world.accounts
    pair = DuplicatePair.objects.get()
    page = said(ada, "/data/duplicates")
    for text in (
        "more than 1,000 to 1",
        "Paris, France",
        "Gent, Belgium",
        "Retail",
        "1,000",
        "+11.5",
        "−0.5",
        "Not the same",
    ):
        assert text in page
    assert "1 pair of rows may be one" in said(ada, "/data")
    given = {"do": "merge", "stays": one, "left": one, "fact-place": "right", "fact-name": "left"}
    answer = ada.post(f"/data/duplicates/{pair.pk}/decide", given, follow=True)
    assert "They are one now." in answer.content.decode()
    assert Account.objects.get(pk=one).city == "Gent"
    assert "ACME SA" in said(ada, "/data/duplicates?state=merged")
    there = ada.get(f"/accounts/{other}?history=deals", follow=True)
    assert there.redirect_chain == [(f"/accounts/{one}?history=deals", 302)]
    assert "was merged into this one" in there.content.decode()
    assert "Undo the merge" in said(ada, f"/accounts/{one}")
    merge = Merge.objects.get()
    answer = ada.post(f"/data/duplicates/merges/{merge.pk}/undo", follow=True)
    assert "They are two again" in answer.content.decode()
    assert Account.objects.get(pk=one).city == "Paris"
    assert said(ada, f"/accounts/{other}")
    again = ada.post(f"/data/duplicates/merges/{merge.pk}/undo", follow=True)
    assert "no merge" in again.content.decode()


def test_a_pair_is_kept_apart_put_off_and_asked_about_again(world: World, sign_in: SignIn) -> None:
    ada, pair = sign_in("ada"), DuplicatePair.objects.get()

    def say(do: str) -> str:
        ada.post(f"/data/duplicates/{pair.pk}/decide", {"do": do})
        pair.refresh_from_db()
        return pair.state

    assert say("later") == "waiting"
    assert pair.put_off_at
    assert say("apart") == "apart"
    assert "Nothing to decide" not in said(ada, "/data/duplicates?state=apart")
    assert "ACME SA" in said(ada, "/data/duplicates?state=apart")
    assert say("merge") == "apart", "what was said to be two is not merged by an old page"
    assert say("again") == "waiting"
    assert world.accounts


def test_filters_leave_out_the_less_sure_and_the_other_kind(world: World, sign_in: SignIn) -> None:
    ada = sign_in("ada")
    assert "ACME SA" in said(ada, "/data/duplicates?odds=1000&kind=accounts")
    for query in ("odds=10000", "kind=contacts"):
        assert "No pair is like that" in said(ada, f"/data/duplicates?{query}")
    assert world.accounts


def test_members_see_that_there_is_a_likely_duplicate_and_cannot_decide(world: World, sign_in: SignIn) -> None:
    ben = sign_in("ben")
    one, other = world.accounts
    page = said(ben, f"/accounts/{one}")
    assert f'href="/accounts/{other}"' in page
    assert "A manager can merge them." in page
    assert ben.get("/data/duplicates").status_code == 403
    assert ben.post(f"/data/duplicates/{DuplicatePair.objects.get().pk}/decide", {"do": "merge"}).status_code == 403
    assert not Merge.objects.exists()


def test_a_suggested_parent_is_accepted_and_its_family_shown(world: World, sign_in: SignIn) -> None:
    from tiercel.flow.hierarchy.list_parents import list_parents
    from tiercel.flow.hierarchy.parents import look

    ada = sign_in("ada")
    zenith, french = world.account("Zenith"), world.account("Zenith France")
    for account in (zenith, french):
        world.deal(account)
    look(None)
    assert "Zenith France" in said(ada, "/data/parents")
    assert "1 account may belong to another" in said(ada, "/data")
    suggestion = list_parents(None)[0]
    answer = ada.post(f"/data/parents/{suggestion.id}/decide", {"do": "accept"}, follow=True)
    assert "It belongs there now." in answer.content.decode()
    alone, whole = (said(ada, f"/accounts/{zenith}{query}") for query in ("", "?of=family"))
    assert "With subsidiaries" in alone
    assert alone.partition('id="family"')[2].partition("</section>")[0].count("<dd>1 <span") == 1
    assert whole.partition('id="family"')[2].partition("</section>")[0].count("<dd>2 <span") == 1
