"""Deals as a list: who sees which, what filters let through, and in which order they come."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.conftest import Cast
from tests.flow.market import NOW, account

from tiercel.flow.accounts.asked import Between
from tiercel.flow.deals import list_deals as flow
from tiercel.flow.deals.list_deals import Asked, every_deal, list_deals
from tiercel.records.models import Account, Deal, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def four(cast: Cast) -> dict[str, Account]:
    """Ben's account and a stranger's, each with two deals; one at the stranger's is Ben's own."""
    stranger = Person.objects.create(name="Sam", received_at=NOW)
    made = {"acme": account("Acme", 1, owner=cast.ben.person), "harbor": account("Harbor", 1, owner=stranger)}
    for name, at, outcome, stage, minor, day, owner in (
        ("Acme one", "acme", "won", "Closed", 900_00, date(2026, 1, 5), stranger),
        ("Acme two", "acme", "open", "Proposal", None, None, None),
        ("Harbor one", "harbor", "open", "Negotiation", 100_00, date(2026, 3, 9), cast.ben.person),
        ("Harbor two", "harbor", "lost", "Closed", 500_00, date(2026, 2, 1), stranger),
    ):
        Deal.objects.create(
            name=name, account=made[at], outcome=outcome, stage=stage, amount_minor=minor, closed_on=day, owner=owner,
            amount_currency="USD" if minor else "", received_at=NOW,
        )  # fmt: skip
    return made


def names(asked: Asked, **more: Any) -> list[str]:
    return [row.name for row in list_deals(asked, **more).rows]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"Acme one", "Acme two", "Harbor one", "Harbor two"}),
        ({"text": "two"}, {"Acme two", "Harbor two"}),
        ({"text": "ACM"}, {"Acme one", "Acme two"}),
        ({"outcomes": ("won", "lost")}, {"Acme one", "Harbor two"}),
        ({"stages": ("Closed",)}, {"Acme one", "Harbor two"}),
        ({"owner": 0}, {"Acme two"}),
        ({"amount": Between(200, None)}, {"Acme one", "Harbor two"}),
        ({"since": date(2026, 2, 1), "until": date(2026, 3, 9)}, {"Harbor one", "Harbor two"}),
    ],
)
def test_a_filter_lets_through_what_it_says(
    asked: dict[str, Any], found: set[str], four: dict[str, Account], settings: Any
) -> None:
    settings.WORKSPACE = replace(settings.WORKSPACE, currency="USD")
    assert set(names(Asked(**asked))) == found


def test_deals_without_an_amount_or_a_day_come_last_both_ways(four: dict[str, Account]) -> None:
    assert names(Asked(sort="amount")) == ["Harbor one", "Harbor two", "Acme one", "Acme two"]
    assert names(Asked(sort="-amount")) == ["Acme one", "Harbor two", "Harbor one", "Acme two"]
    assert names(Asked(sort="-closed")) == ["Harbor one", "Harbor two", "Acme one", "Acme two"]


def test_a_seller_sees_their_own_deals_and_those_of_their_accounts_but_not_whose_account_it_is(
    cast: Cast, four: dict[str, Account], settings: Any
) -> None:
    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen="own")
    seen = {row.name: (row.account, row.account_name) for row in list_deals(Asked(), by=cast.ben).rows}
    acme = (four["acme"].pk, "Acme")
    assert seen == {"Acme one": acme, "Acme two": acme, "Harbor one": (None, "")}
    assert names(Asked(text="harbor"), by=cast.ben) == ["Harbor one"]
    Deal.objects.filter(name="Harbor one").update(name="Ours")
    assert names(Asked(text="harbor"), by=cast.ben) == []
    assert list_deals(Asked(), by=cast.ben).stages == ("Closed", "Negotiation", "Proposal")
    assert {row.name for row in every_deal(Asked(), by=cast.ben, size=2)} == {"Acme one", "Acme two", "Ours"}


def test_pages_follow_one_another_through_the_whole_list(
    four: dict[str, Account], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow, "PAGE", 3)
    first = list_deals(Asked(sort="amount"))
    second = list_deals(Asked(sort="amount", after=first.after))
    assert [row.name for row in (*first.rows, *second.rows)] == ["Harbor one", "Harbor two", "Acme one", "Acme two"]
    assert second.after == ""
    assert first.count == 4
