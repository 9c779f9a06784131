"""Touches of an account: everybody's who works there, from the past too; and what was known then stays what it was."""

from datetime import datetime, timedelta

import pytest
from tests.conftest import LONG_AGO
from tests.flow.events.conftest import Site

from tiercel.core.clock import utc_now
from tiercel.flow.events import compact
from tiercel.flow.touches.see_touches import touches_of_account, touches_of_contact
from tiercel.records.models import Account, Alias, Contact, ContactAccount, VisitorContact

HOST = "https://www.example.com"
BOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


@pytest.fixture
def acme(db: None) -> Account:
    return Account.objects.create(name="Acme", name_key="acme", received_at=LONG_AGO)


def at_work(account: Account, mail: str = "ada@example.com", since: datetime = LONG_AGO) -> Contact:
    contact = Contact.objects.create(name="Ada", email=mail, emails=[mail], received_at=LONG_AGO)
    ContactAccount.objects.create(contact=contact, account=account, made_at=since)
    return contact


def names(account: Account, known_by: datetime | None = None) -> list[str]:
    return [touch.name for touch in touches_of_account(account.pk, known_by)]


def test_pages_forms_and_time_spent_are_touches_of_the_contact_and_of_the_account(site: Site, acme: Account) -> None:
    ada = at_work(acme)
    site.page("phone", f"{HOST}/pricing")
    spent = {"context": {"page": {"url": f"{HOST}/pricing"}}, "type": "track", "event": "Time Spent"}
    site.send({**spent, "properties": {"seconds": 90}}, "phone")
    site.send({**spent, "properties": {"seconds": 30}}, "phone")
    site.track("Form Submitted", "phone", properties={"form": "demo", "path": "/demo"})
    site.identify("phone", mail="ada@example.com")
    site.put_away()
    found = [(touch.type, touch.name, touch.minutes, touch.contact) for touch in touches_of_account(acme.pk)]
    assert found == [("form", "Form Submitted", None, "Ada"), ("page", "/pricing", 2.0, "Ada")]
    assert touches_of_contact(ada.pk) == touches_of_account(acme.pk)


def test_bots_do_not_touch(site: Site, acme: Account) -> None:
    at_work(acme)
    site.identify("phone", mail="ada@example.com")
    site.page("phone", f"{HOST}/seen")
    site.page("phone", f"{HOST}/crawled", agent=BOT)
    site.put_away()
    assert names(acme) == ["/seen"]


def put_away_at(site: Site, monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    with monkeypatch.context() as at:
        at.setattr(compact, "utc_now", lambda: now)
        site.put_away()


def test_a_past_that_came_later_is_on_the_timeline_and_not_in_what_was_known_then(
    site: Site, acme: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work(acme)
    site.page("phone", f"{HOST}/march")
    march = site.now + timedelta(minutes=1)
    put_away_at(site, monkeypatch, march)
    site.now += timedelta(days=30)
    site.identify("phone", mail="ada@example.com")
    april = site.now + timedelta(minutes=1)
    put_away_at(site, monkeypatch, april)
    assert names(acme) == ["/march"]
    assert names(acme, known_by=april) == []
    assert names(acme, known_by=april + timedelta(seconds=1)) == ["/march"]


def test_what_had_not_been_received_was_not_known(site: Site, acme: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    at_work(acme)
    site.identify("phone", mail="ada@example.com")
    put_away_at(site, monkeypatch, site.now)
    early = site.now + timedelta(hours=1)
    site.now += timedelta(days=1)
    site.page("phone", f"{HOST}/later")
    put_away_at(site, monkeypatch, site.now)
    assert names(acme, known_by=early) == []
    assert names(acme) == ["/later"]


def test_who_moved_takes_the_touches_along_today_and_left_them_there_then(site: Site, acme: Account) -> None:
    ada = at_work(acme)
    site.identify("phone", mail="ada@example.com")
    site.page("phone", f"{HOST}/pricing")
    site.put_away()
    apex = Account.objects.create(name="Apex", name_key="apex", received_at=LONG_AGO)
    before = utc_now()
    ContactAccount.objects.filter(contact=ada).update(ended_at=utc_now())
    ContactAccount.objects.create(contact=ada, account=apex, made_at=utc_now())
    assert (names(acme), names(apex)) == ([], ["/pricing"])
    assert (names(acme, before), names(apex, before)) == (["/pricing"], [])


def test_merged_contacts_and_accounts_are_followed(site: Site, acme: Account) -> None:
    twin = Account.objects.create(name="ACME Inc", name_key="acme inc", received_at=LONG_AGO)
    double = at_work(twin, "ada@acme.example")
    site.identify("phone", mail="ada@acme.example")
    site.page("phone", f"{HOST}/pricing")
    site.put_away()
    ada = at_work(acme)
    assert names(acme) == []
    Alias.objects.create(kind="contacts", old=double.pk, current=ada.pk, made_at=utc_now())
    assert names(acme) == ["/pricing"]
    Alias.objects.create(kind="accounts", old=twin.pk, current=acme.pk, made_at=utc_now())
    assert names(acme) == ["/pricing"]
    assert VisitorContact.objects.get().contact == double


def test_strangers_from_an_accounts_network_are_its_visitors_and_nobodys_contacts(
    site: Site, acme: Account, networks: None
) -> None:
    other = Account.objects.create(name="Example Telecom", name_key="example telecom", received_at=LONG_AGO)
    site.page("unknown", f"{HOST}/pricing", ip="192.0.2.10")
    site.page("at home", f"{HOST}/blog", ip="198.51.100.10")
    site.put_away()
    (touch,) = touches_of_account(acme.pk)
    assert (touch.name, touch.contact_id, touch.detail) == ("/pricing", None, "www.example.com/pricing · Acme, Inc.")
    assert names(other) == []


def test_a_guest_in_that_network_who_works_elsewhere_is_not_the_accounts(
    site: Site, acme: Account, networks: None
) -> None:
    apex = Account.objects.create(name="Apex", name_key="apex", received_at=LONG_AGO)
    at_work(apex, "ben@apex.example")
    site.identify("laptop", mail="ben@apex.example")
    site.page("laptop", f"{HOST}/pricing", ip="192.0.2.11")
    site.put_away()
    assert names(acme) == []
    assert names(apex) == ["/pricing"]
