"""Who sees which accounts: everybody all, a team its own, or a person their own, as the workspace says."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.conftest import Cast
from tests.flow.market import NOW, account

from tiercel.flow import see_data, sight
from tiercel.flow.targets import choose_by_hand
from tiercel.flow.today.figures import silent_deals
from tiercel.flow.today.held import held, outcomes
from tiercel.records.models import Account, Contact, ContactAccount, Deal, Person, StageChange, Target, WaitingRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def five(cast: Cast) -> dict[str, Account]:
    """Ben's, his neighbour's in the same team, a stranger's, nobody's, and one that is Ben's as a target only."""
    Person.objects.filter(pk=cast.ben.person_id).update(team="North")
    cast.ben.person.refresh_from_db()  # type: ignore[union-attr]
    neighbour = Person.objects.create(name="Noor", team="North", received_at=NOW)
    stranger = Person.objects.create(name="Sam", team="South", received_at=NOW)
    made = {
        "ben's": account("Ben's", 1, owner=cast.ben.person),
        "neighbour's": account("Neighbour's", 1, owner=neighbour),
        "stranger's": account("Stranger's", 1, owner=stranger),
        "nobody's": account("Nobody's", 1),
        "target": account("Target", 1, owner=stranger),
    }
    choose_by_hand.pin([made["target"].pk], 1, "", None, NOW)
    Target.objects.update(owner=cast.ben.person)
    return made


@pytest.mark.parametrize(
    ("says", "seen"),
    [
        ("all", {"ben's", "neighbour's", "stranger's", "nobody's", "target"}),
        ("team", {"ben's", "neighbour's", "target"}),
        ("own", {"ben's", "target"}),
    ],
)
def test_a_member_sees_what_the_workspace_says(
    says: str, seen: set[str], cast: Cast, five: dict[str, Account], settings: Any
) -> None:
    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen=says)
    found = set(sight.seen_accounts(cast.ben).values_list("pk", flat=True))
    assert found == {five[name].pk for name in seen}


@pytest.mark.parametrize("says", ["all", "team", "own"])
def test_owners_and_the_command_line_see_all(says: str, cast: Cast, five: dict[str, Account], settings: Any) -> None:
    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen=says)
    assert sight.seen_accounts(cast.ada).count() == sight.seen_accounts(None).count() == 5


def test_who_stands_for_nobody_of_the_team_sees_nothing_that_is_somebodys(
    cast: Cast, five: dict[str, Account], settings: Any
) -> None:
    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen="own")
    cast.dara.person = None
    assert not sight.seen_accounts(cast.dara).exists()


def test_a_contact_is_seen_with_its_account(cast: Cast, five: dict[str, Account], settings: Any) -> None:
    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen="own")
    for name, at in (("Here", "ben's"), ("There", "stranger's")):
        contact = Contact.objects.create(name=name, received_at=NOW)
        ContactAccount.objects.create(contact=contact, account=five[at], made_at=NOW)
    assert [one.name for one in sight.only_seen_contacts(Contact.objects.all(), cast.ben)] == ["Here"]


@pytest.mark.parametrize("says", ["all", "team", "own"])
def test_what_is_counted_and_what_is_walked_to_are_the_rows_that_are_seen(
    says: str, cast: Cast, five: dict[str, Account], settings: Any
) -> None:
    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen=says)
    for at in five.values():
        contact = Contact.objects.create(name=at.name, received_at=NOW, owner=five["ben's"].owner)
        ContactAccount.objects.create(contact=contact, account=at, made_at=NOW)
        nobodys = Contact.objects.create(name=f"{at.name}!", received_at=NOW)
        ContactAccount.objects.create(contact=nobodys, account=at, made_at=NOW)
        loose = Contact.objects.create(name=f"{at.name}?", received_at=NOW, owner=at.owner)
        Deal.objects.create(name=at.name, account=at, received_at=NOW)
        Deal.objects.create(name=f"{at.name}?", received_at=NOW, owner=loose.owner)
    for rows, only in (
        (Account.objects.exclude(name="Ben's"), sight.only_seen),
        (Contact.objects.exclude(name="Ben's"), sight.only_seen_contacts),
        (Deal.objects.exclude(name="Ben's"), sight.only_seen_deals),
    ):
        seen = sorted(only(rows, cast.ben).values_list("pk", flat=True))
        walked = sorted(only(rows, cast.ben, walking=True).values_list("pk", flat=True))
        counted = sight.seen_keys(rows, cast.ben)
        assert seen
        assert seen == walked == sorted(counted.values_list("pk", flat=True))
        assert counted.count() == len(seen)


@pytest.mark.parametrize(("says", "seen"), [("all", 5), ("team", 3), ("own", 2)])
def test_rows_of_accounts_are_seen_as_these_are(
    says: str, seen: int, cast: Cast, five: dict[str, Account], settings: Any
) -> None:
    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen=says)
    for at in five.values():
        Account.objects.filter(pk=at.pk).update(industry=at.name)
        contact = Contact.objects.create(name=at.name, received_at=NOW)
        ContactAccount.objects.create(contact=contact, account=at, made_at=NOW)
    names = set(sight.seen_accounts(cast.ben).values_list("name", flat=True))
    assert len(names) == seen
    links = sight.only_seen_links(ContactAccount.objects.all(), cast.ben)
    assert set(links.values_list("account__name", flat=True)) == names
    assert {value for (value,) in sight.seen_values(Account.objects.all(), cast.ben, "industry")} == names


def test_what_is_archived_is_not_held(cast: Cast, five: dict[str, Account], settings: Any) -> None:
    Account.objects.filter(name="Ben's").update(archived_at=NOW)
    for archived in (None, None, NOW):
        Contact.objects.create(name="Jo", received_at=NOW, archived_at=archived, owner=cast.ben.person)
        Deal.objects.create(name="D", received_at=NOW, archived_at=archived, outcome="won", owner=cast.ben.person)
    assert (held(Account, cast.ada), held(Contact, cast.ada), outcomes(cast.ada)) == (4, 2, {"won": 2})
    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen="own")
    seen = held(Account, cast.ben), held(Contact, cast.ben), outcomes(cast.ben)
    assert seen == (1, 2, {"won": 2, "lost": 0, "open": 0})


def test_what_the_workspace_holds_is_told_as_far_as_it_is_seen(
    cast: Cast, five: dict[str, Account], settings: Any
) -> None:
    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen="own")
    Account.objects.exclude(name="Ben's").update(industry="Logistics")
    for at in ("ben's", "stranger's"):
        deal = Deal.objects.create(name=at, account=five[at], received_at=NOW)
        StageChange.objects.create(deal=deal, stage="Won", changed_at=NOW, received_at=NOW)
    WaitingRow.objects.create(table="deals", payload={}, made_at=NOW)
    held = {each.table: each.rows for each in see_data.holdings(cast.ben)}
    assert (held["accounts"], held["deals"], held["stage_changes"]) == (2, 1, 1)
    assert {each.table: each.rows for each in see_data.holdings(cast.ada)}["accounts"] == 5
    assert {each.column: each.share for each in see_data.fills("accounts", cast.ben).columns}["industry"] == 0.5
    assert see_data.waiting_rows(cast.ben) == ()
    assert see_data.waiting_rows(cast.ada) == (("deals", 1),)


def test_when_the_newest_came_is_told_of_what_is_seen_alone(
    cast: Cast, five: dict[str, Account], settings: Any
) -> None:
    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen="own")
    later = NOW + timedelta(days=1)
    Account.objects.filter(pk=five["stranger's"].pk).update(received_at=later)
    Contact.objects.create(name="Jo", received_at=later, archived_at=later, owner=cast.ben.person)
    newest = {each.table: each.newest_at for each in see_data.holdings(cast.ben)}
    assert (newest["accounts"], newest["contacts"], newest["deals"]) == (five["ben's"].received_at, None, None)
    assert {each.table: each.newest_at for each in see_data.holdings(cast.ada)}["accounts"] == later


def test_silent_deals_of_a_seller_are_theirs_and_those_with_their_accounts(
    cast: Cast, five: dict[str, Account]
) -> None:
    passed, ahead = date(2026, 1, 1), date(2999, 1, 1)
    for name, place, owner, closed in (
        ("own", None, cast.ben.person, passed),
        ("with own", five["ben's"], None, passed),
        ("both", five["ben's"], cast.ben.person, passed),
        ("not yet", None, cast.ben.person, ahead),
        ("elsewhere", five["stranger's"], None, passed),
    ):
        Deal.objects.create(
            name=name, account=place, owner=owner, outcome="open", closed_on=closed, created_on=ahead, received_at=NOW
        )
    found = silent_deals(cast.ben, date(2026, 3, 2)).values_list("name", flat=True)
    assert sorted(found) == ["both", "own", "with own"]
