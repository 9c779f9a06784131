"""Accounts read alone or with all below them: every number counted once, none of what a user may not know of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.conftest import Cast
from tests.flow.duplicates.world import START, World

from tiercel.core.errors import DataError
from tiercel.flow.accounts.list_accounts import Asked, every_row, list_accounts
from tiercel.flow.hierarchy.family import see_family
from tiercel.flow.hierarchy.rolled import Rolled, Sum, rolled
from tiercel.records.models import Account, AccountParent, AccountScore, Deal, Run, Touch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workspace")]


@dataclass(frozen=True)
class Firms:
    """Top owns mid and side, mid owns low; lone belongs to nobody."""

    world: World
    top: int
    mid: int
    low: int
    side: int
    lone: int


def sold(account: int, outcome: str, minor: int, currency: str = "USD") -> None:
    Deal.objects.create(
        name="A deal", account_id=account, outcome=outcome, amount_minor=minor, amount_currency=currency,
        received_at=START,
    )  # fmt: skip


def scored(account: int, chance: float, run: Run) -> None:
    AccountScore.objects.create(
        account_id=account, run=run, points=chance * 100, chance=chance, low=chance, high=chance,
        value_minor=1000, value_currency="USD",
    )  # fmt: skip


@pytest.fixture
def firms() -> Firms:
    world = World()
    top, mid, low, side, lone = (world.account(name) for name in ("Top", "Mid", "Low", "Side", "Lone"))
    for child, parent in ((mid, top), (low, mid), (side, top)):
        AccountParent.objects.create(account_id=child, parent_id=parent, made_at=START)
    run = Run.objects.create(table="scores", made_at=START)
    for account, chance in ((top, 0.2), (mid, 0.1), (low, 0.7), (lone, 0.9)):
        scored(account, chance, run)
    sold(top, "won", 500)
    sold(mid, "open", 300)
    sold(low, "won", 200)
    sold(low, "won", 90, "EUR")
    sold(side, "lost", 80)
    world.contact("Ann", works_at=low)
    world.contact("Ben", works_at=top)
    for account in (low, low, side, lone):
        Touch.objects.create(account_id=account, happened_at=START, received_at=START)
    world.target(mid, 2, "accepted")
    world.target(low, 1)
    world.target(side, 1, "rejected")
    return Firms(world, top, mid, low, side, lone)


def test_a_parent_is_read_alone_and_with_all_below_it(firms: Firms) -> None:
    family = see_family(firms.top)
    alone, whole = family.alone, family.together
    assert (alone.accounts, alone.contacts, alone.touches, alone.deals, alone.tier) == (1, 1, 0, 1, None)
    assert (whole.accounts, whole.contacts, whole.touches, whole.deals) == (4, 2, 3, 5)
    assert (whole.won, whole.lost, whole.open) == (3, 1, 1)
    assert whole.won_money == (Sum(90, "EUR"), Sum(700, "USD"))
    assert (whole.open_money, whole.value) == ((Sum(300, "USD"),), (Sum(3000, "USD"),))
    assert (whole.tier, whole.accepted, whole.proposed, whole.rejected) == (1, 1, 1, 1)
    assert alone.best
    assert whole.best
    assert (alone.best.name, whole.best.name, whole.best.chance) == ("Top", "Low", 0.7)
    assert [each.name for each in family.members] == ["Low", "Mid", "Side"]


def test_of_equal_fits_the_parents_own_is_the_best(firms: Firms) -> None:
    AccountScore.objects.update(chance=0.5)
    best = rolled([firms.top])[firms.top].best
    assert best
    assert best.account == firms.top


def test_a_family_in_a_circle_ends(firms: Firms) -> None:
    AccountParent.objects.create(account_id=firms.top, parent_id=firms.low, made_at=START)
    for account in (firms.top, firms.mid, firms.low):
        assert rolled([account])[account].accounts == 4
    assert see_family(firms.top).together.deals == 5


def test_what_is_put_away_counts_for_nothing(firms: Firms) -> None:
    Account.objects.filter(pk=firms.side).update(archived_at=START)
    assert rolled([firms.top])[firms.top].accounts == 3


@pytest.fixture
def own_only(firms: Firms, settings: Any, cast: Cast) -> Firms:
    """Ben sees what is his: top and low, whose owner between them he does not see."""
    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen="own")
    from tiercel.records.models import Person

    person = Person.objects.create(name="Ben", received_at=START)
    cast.ben.person = person
    cast.ben.save()
    Account.objects.filter(pk__in=(firms.top, firms.low, firms.side)).update(owner=person)
    return firms


def test_hidden_accounts_count_for_nothing_and_end_their_branch(own_only: Firms, cast: Cast) -> None:
    whole = see_family(own_only.top, cast.ben).together
    assert (whole.accounts, whole.deals, whole.contacts, whole.touches) == (2, 2, 1, 1)
    assert whole.best
    assert whole.best.name == "Top"
    assert [each.name for each in see_family(own_only.top, cast.ben).members] == ["Side"]
    # To Ben low is the head of its family: he does not know whom it belongs to.
    assert names_and_families(Asked(of="family", sort="name"), cast.ben) == {"Low": 1, "Top": 2}


def names_and_families(asked: Asked, by: Any = None) -> dict[str, int]:
    rows = list_accounts(asked, by=by).rows
    assert [row.id for row in every_row(asked, by=by)] == [row.id for row in rows]
    return {row.name: row.family.accounts for row in rows if row.family}


def test_a_list_of_families_has_each_account_once(firms: Firms) -> None:
    assert names_and_families(Asked(of="family", sort="name")) == {"Lone": 1, "Top": 4}
    assert list_accounts(Asked(of="family")).count == 2
    assert names_and_families(Asked(of="family", text="top")) == {"Top": 4}
    assert list_accounts(Asked(sort="name")).count == 5
    assert all(row.family is None for row in list_accounts(Asked()).rows)
    assert firms.world


def test_families_are_not_read_as_of_a_day(firms: Firms) -> None:
    with pytest.raises(DataError, match="as they are now"):
        list_accounts(Asked(of="family", as_of=START.date()))
    assert firms.world


def test_a_page_of_families_asks_no_more_often_than_for_one(firms: Firms) -> None:
    with CaptureQueriesContext(
        connection,
    ) as many:
        found = rolled(firms.world.accounts)
    with CaptureQueriesContext(connection) as one:
        rolled(firms.world.accounts[:1])
    assert len(many) == len(one) == 3
    assert found[firms.lone] == replace(found[firms.lone], accounts=1)
    assert isinstance(found[firms.top], Rolled)
