"""Touches that came by file, as pages see them: at the account, at the contact, as of a day."""

import pytest
from tests.flow.market import DAY, NOW, account

from tiercel.flow.touches.see_touches import touches_of_account, touches_of_contact
from tiercel.flow.touches.touch import TouchRow
from tiercel.records.models import Account, Alias, Contact, ContactAccount, Deal, Touch, TouchContact

pytestmark = pytest.mark.django_db


def touch(subject: str, **more: object) -> Touch:
    return Touch.objects.create(subject=subject, **{"happened_at": NOW - 2 * DAY, "received_at": NOW - DAY, **more})


@pytest.fixture
def acme(db: None) -> Account:
    return account("Acme")


@pytest.fixture
def jo(acme: Account) -> Contact:
    contact = Contact.objects.create(name="Jo", received_at=NOW - 3 * DAY)
    ContactAccount.objects.create(contact=contact, account=acme, made_at=NOW - 3 * DAY)
    return contact


def names(found: tuple[TouchRow, ...]) -> set[str]:
    return {row.name for row in found}


def test_an_account_has_its_own_touches_those_of_its_people_and_of_its_deals(acme: Account, jo: Contact) -> None:
    other = account("Other")
    deal = Deal.objects.create(name="D", account=acme, received_at=NOW)
    together = touch("took part")
    TouchContact.objects.create(touch=together, contact=jo, made_at=NOW - DAY)
    touch("named", account=acme)
    touch("by a person", contact=jo)
    touch("of the deal", deal=deal)
    touch("elsewhere", account=other, contact=jo)
    touch("put away", account=acme, archived_at=NOW)
    assert names(touches_of_account(acme.pk)) == {"named", "by a person", "of the deal", "took part"}
    assert names(touches_of_contact(jo.pk)) == {"by a person", "elsewhere", "took part"}


def test_what_came_later_was_not_known_then(acme: Account, jo: Contact) -> None:
    touch("known", account=acme)
    touch("came later", account=acme, received_at=NOW + DAY)
    touch("had not happened", account=acme, happened_at=NOW + DAY)
    moved = Contact.objects.create(name="New", received_at=NOW)
    ContactAccount.objects.create(contact=moved, account=acme, made_at=NOW + DAY)
    touch("of who came later", contact=moved)
    assert names(touches_of_account(acme.pk, NOW)) == {"known"}
    assert names(touches_of_account(acme.pk)) == {"known", "came later", "had not happened", "of who came later"}


def test_touches_follow_a_merge_and_come_back_when_it_is_undone(acme: Account) -> None:
    old = account("Acme Ltd")
    touch("before", account=old)
    alias = Alias.objects.create(kind="accounts", old=old.pk, current=acme.pk, made_at=NOW)
    assert names(touches_of_account(acme.pk)) == {"before"}
    alias.ended_at = NOW + DAY
    alias.save()
    assert names(touches_of_account(acme.pk)) == set()


def test_a_touch_says_whose_it_was_how_long_and_where_it_is_from(acme: Account, jo: Contact) -> None:
    touch("Prices", contact=jo, type="call", channel="phone", minutes=12, outcome="connected", campaign="Spring")
    (row,) = touches_of_account(acme.pk)
    assert (row.name, row.detail, row.contact, row.contact_id, row.minutes) == (
        "Prices", "connected · Spring", "Jo", jo.pk, 12
    )  # fmt: skip
