"""Families on pages: an account and the list of accounts, alone or with all below, and decisions taken back."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.test import Client
from tests.conftest import Cast
from tests.flow.duplicates.world import START, World
from tests.show.web.conftest import SignIn

from tiercel.flow.hierarchy.list_parents import DECIDED, list_parents
from tiercel.flow.hierarchy.parents import look
from tiercel.records.models import AccountParent, AccountScore, AuditEntry, Deal, Run
from tiercel.records.models.base import active

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast: Cast, workspace: object) -> World:
    world = World()
    top, below, lone = (world.account(name) for name in ("Acme", "Acme Works", "Zenith"))
    AccountParent.objects.create(account_id=below, parent_id=top, made_at=START)
    run = Run.objects.create(table="scores", made_at=START)
    for account, chance in ((top, 0.25), (below, 0.75), (lone, 0.5)):
        AccountScore.objects.create(
            account_id=account, run=run, points=chance, chance=chance, low=chance, high=chance,
            value_minor=100_000, value_currency="USD",
        )  # fmt: skip
    world.contact("Ann", works_at=below)
    Deal.objects.create(name="Deal", account_id=below, amount_minor=7_700_000, amount_currency="USD", received_at=START)
    return world


def said(browser: Client, path: str) -> str:
    answer = browser.get(path, follow=True)
    assert answer.status_code == 200
    return re.sub("[\u2066-\u2069\u200e\u200f]", "", answer.content.decode())


def family_card(page: str) -> str:
    return page.partition('id="family"')[2].partition("</section>")[0]


def test_an_account_is_read_alone_or_with_its_subsidiaries_by_its_address(world: World, sign_in: SignIn) -> None:
    ada = sign_in("ada")
    alone, whole = (family_card(said(ada, f"/accounts/{world.accounts[0]}{of}")) for of in ("", "?of=family"))
    assert "25%" in alone
    assert "77,000" not in alone
    for text in ("75%", "Best fit of the family", "its own: 25%", "77,000", "Acme Works"):
        assert text in whole


def test_the_list_shows_each_family_once_with_the_numbers_of_all_of_it(world: World, sign_in: SignIn) -> None:
    ada = sign_in("ada")
    every, families = said(ada, "/accounts"), said(ada, "/accounts?of=family")
    assert "Acme Works</bdi></a>" in every
    assert "Acme Works</bdi></a>" not in families
    for text in ("Acme Works; its own 25%", "77,000", "?of=family#family", "Show each account alone", "its own"):
        assert text in families
    assert "As known at the end" in said(ada, "/accounts?of=family&as_of=2026-04-01")
    assert world.accounts


def test_an_export_of_families_has_their_numbers(world: World, sign_in: SignIn) -> None:
    answer = sign_in("ada").get("/accounts/export.csv?of=family&sort=name&headings=codes")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = {row["name"]: row for row in csv.DictReader(io.StringIO(text))}
    assert list(rows) == ["Acme", "Zenith"]
    acme = rows["Acme"]
    assert (acme["family_accounts"], acme["family_contacts"], acme["family_open"]) == ("2", "1", "1")
    assert (acme["family_best_fit"], acme["family_best_chance"]) == ("Acme Works", "0.75")
    assert acme["family_open_amount"].endswith(" USD")
    assert world.accounts


def test_a_decision_on_a_parent_is_taken_back_on_its_page(world: World, sign_in: SignIn) -> None:
    ada = sign_in("ada")
    world.account("Zenith France")
    look(None)
    suggestion = list_parents(None)[0]
    ada.post(f"/data/parents/{suggestion.id}/decide", {"do": "decline"})
    page = said(ada, "/data/parents?state=decided")
    assert "Zenith France" in page
    assert "Take back" in page
    answer = ada.post(f"/data/parents/{suggestion.id}/decide", {"do": "undo"}, follow=True)
    assert "It waits for a decision again." in answer.content.decode()
    assert list_parents(None)[0].id == suggestion.id
    assert not list_parents(None, state=DECIDED)


def parent_of(account: int) -> int | None:
    return AccountParent.objects.filter(active(), account=account).values_list("parent", flat=True).first()


def test_a_parent_is_found_set_taken_back_and_ended_on_the_page(world: World, sign_in: SignIn) -> None:
    top, _below, lone = world.accounts
    ada = sign_in("ada")
    assert "Set a parent" in family_card(said(ada, f"/accounts/{lone}"))
    page = said(ada, f"/accounts/{lone}/parent?q=acm")
    assert page.count('name="parent"') == 2
    assert "No account is called so." in said(ada, f"/accounts/{lone}/parent?q=zen"), "it is not offered itself"
    part = ada.get(f"/accounts/{lone}/parent?q=acme", headers={"HX-Request": "true"}).content.decode()
    assert part.count("<form") == 2
    assert "<html" not in part

    answer = ada.post(f"/accounts/{lone}/parent/set", {"parent": top}, follow=True)
    page = answer.content.decode()
    assert "It belongs there now." in page
    assert parent_of(lone) == top
    at = re.search(r'name="at" value="([^"]+)"', family_card(page))
    assert at
    ada.post(f"/accounts/{lone}/parent/take-back", {"at": at[1]})
    assert parent_of(lone) is None
    ada.post(f"/accounts/{lone}/parent/set", {"parent": top})
    assert "It belongs to nobody" in said(ada, f"/accounts/{lone}/parent")
    ada.post(f"/accounts/{lone}/parent/set", {"parent": "none"})
    assert parent_of(lone) is None
    acts = AuditEntry.objects.filter(action__startswith="parents.").order_by("pk").values_list("action", flat=True)
    assert list(acts) == ["parents.set", "parents.taken_back", "parents.set", "parents.cleared"]


def test_a_parent_that_cannot_be_is_refused_in_words_and_others_than_managers_have_no_form(
    world: World, sign_in: SignIn
) -> None:
    top, below, lone = world.accounts
    ada = sign_in("ada")
    for given, why in ((below, "own itself"), ("x", "Choose an account"), (999_999, "no account")):
        assert why in ada.post(f"/accounts/{top}/parent/set", {"parent": given}, follow=True).content.decode()
    assert (
        "nothing to take back"
        in ada.post(f"/accounts/{top}/parent/take-back", {"at": "x"}, follow=True).content.decode()
    )
    assert ada.get("/accounts/999999/parent").status_code == 404
    ben = sign_in("ben")
    assert "Set a parent" not in said(ben, f"/accounts/{lone}")
    assert "Another parent" not in said(ben, f"/accounts/{below}")
    ben.post(f"/accounts/{lone}/parent/set", {"parent": top})
    assert parent_of(lone) is None
