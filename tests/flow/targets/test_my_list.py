"""A seller's list: her own, in the order of the tiers, and each card with what a decision needs."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.conftest import Cast
from tests.flow.market import NOW, account, score

from tiercel.flow.targets.my_list import EVERYBODY, ListAsked, given_reasons, next_cards, see_my_list, waits_for
from tiercel.flow.targets.sign_off import sign_off
from tiercel.records.models import Account, Contact, ContactAccount, Deal, Target, User

pytestmark = pytest.mark.django_db


def given_to(user: User, *names: str, tier: int = 1) -> list[Account]:
    made = [account(name) for name in names]
    Target.objects.bulk_create([Target(account=one, tier=tier, owner=user.person, made_at=NOW) for one in made])
    return made


def names(asked: ListAsked, by: User) -> list[str]:
    return [card.row.name for card in see_my_list(asked, by).cards]


def test_a_seller_sees_her_own_list_whatever_the_address_asks_for(cast: Cast) -> None:
    given_to(cast.ben, "Mine")
    given_to(cast.chen, "Theirs")
    assert names(ListAsked(person=cast.chen.person_id), cast.ben) == ["Mine"]
    assert see_my_list(ListAsked(), cast.ben).people == ()


def test_a_manager_chooses_whose_list_and_which_tier(cast: Cast) -> None:
    given_to(cast.ben, "Mine", tier=2)
    given_to(cast.chen, "Theirs")
    assert names(ListAsked(), cast.ada) == ["Theirs", "Mine"]
    assert names(ListAsked(person=cast.ben.person_id), cast.ada) == ["Mine"]
    assert names(ListAsked(person=EVERYBODY, tier=2), cast.ada) == ["Mine"]
    assert [(name, n) for _key, name, n in see_my_list(ListAsked(), cast.ada).people] == [("Ben", 1), ("Chen", 1)]


def test_who_stands_for_nobody_has_no_list(cast: Cast) -> None:
    given_to(cast.ben, "Mine")
    User.objects.filter(pk=cast.chen.pk).update(person=None)
    cast.chen.refresh_from_db()
    found = see_my_list(ListAsked(), cast.chen)
    assert (found.person, found.all, found.cards, waits_for(cast.chen)) == (None, 0, (), 0)


def test_the_list_goes_on_after_a_card_and_comes_round_to_those_put_off(cast: Cast) -> None:
    a, _b, _c = given_to(cast.ben, "A", "B", "C")
    first = see_my_list(ListAsked(), cast.ben).cards
    assert names(ListAsked(after=first[0].cursor), cast.ben) == ["B", "C"]
    assert names(ListAsked(after=first[2].cursor), cast.ben) == ["A", "B", "C"]
    assert next_cards(ListAsked(after=first[2].cursor), cast.ben) == []
    assert names(ListAsked(account=a.pk), cast.ben) == ["A"]


@pytest.mark.parametrize("cursor", ["", "x", "1.", "1.x", "-1.2", "9" * 40 + ".1", "1." + "9" * 40, "٣.١"])
def test_a_cursor_that_is_none_begins_at_the_beginning(cursor: str, cast: Cast) -> None:
    given_to(cast.ben, "A")
    assert names(ListAsked(after=cursor), cast.ben) == ["A"]


def test_progress_and_reasons_are_of_this_list(cast: Cast) -> None:
    a, b, _c = given_to(cast.ben, "A", "B", "C")
    (theirs,) = given_to(cast.chen, "D")
    sign_off([a.pk], "accepted", "Strategic", "", cast.ben, NOW)
    sign_off([b.pk, theirs.pk], "rejected", "Too small", "", cast.ben, NOW)
    found = see_my_list(ListAsked(), cast.ben)
    assert (found.decided, found.all, found.accepted, found.rejected) == (2, 3, 1, 1)
    assert given_reasons(ListAsked(), cast.ben) == (("accepted", "Strategic", 1), ("rejected", "Too small", 1))


def test_a_card_says_who_we_know_there_and_what_was_sold(cast: Cast) -> None:
    (acme,) = given_to(cast.ben, "Acme")
    score(acme, 900)
    for n, title in enumerate(["", "CFO", "", "CEO", "", ""]):
        contact = Contact.objects.create(name=f"P{n}", title=title, received_at=NOW)
        ContactAccount.objects.create(contact=contact, account=acme, made_at=NOW)
    for n, outcome in enumerate(["won", "lost", "lost", "open"]):
        Deal.objects.create(
            name=f"D{n}", account=acme, outcome=outcome, created_on=date(2025, n + 1, 1), received_at=NOW
        )
    (card,) = see_my_list(ListAsked(), cast.ben).cards
    assert [each.name for each in card.contacts] == ["P1", "P3", "P0", "P2"]
    assert card.more_contacts == 2
    assert (card.won, card.lost, card.open, [deal.name for deal in card.deals]) == (1, 2, 1, ["D3", "D2", "D1"])


def test_a_dozen_cards_take_no_more_queries_than_one(cast: Cast) -> None:
    given_to(cast.ben, "A")
    with CaptureQueriesContext(connection) as few:
        see_my_list(ListAsked(), cast.ben)
    given_to(cast.ben, *(f"B{n}" for n in range(11)))
    with CaptureQueriesContext(connection) as many:
        assert len(see_my_list(ListAsked(), cast.ben).cards) == 12
    assert len(many) == len(few)


def test_cards_respect_what_the_workspace_lets_people_see(cast: Cast, settings: Any) -> None:
    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen="own")
    given_to(cast.ben, "Mine")
    given_to(cast.chen, "Theirs")
    assert names(ListAsked(account=Target.objects.get(owner=cast.chen.person).account_id), cast.ben) == []
