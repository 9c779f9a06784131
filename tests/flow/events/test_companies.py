"""What visitors say of the company they are at leads their contacts to its account."""

from dataclasses import replace
from typing import Any

import pytest
from tests.conftest import LONG_AGO
from tests.flow.events.conftest import Site
from tests.flow.market import account

from tiercel.flow import match_contacts
from tiercel.flow.events.visitors.erase import erase_visitors
from tiercel.records.models import Account, AuditEntry, Contact, ContactAccount, Visitor

pytestmark = pytest.mark.django_db(transaction=True)

GROUP = {"type": "group", "groupId": "g-1"}


def contact(mail: str, **more: object) -> Contact:
    return Contact.objects.create(name=mail, email=mail, emails=[mail], received_at=LONG_AGO, **more)


@pytest.fixture
def acme() -> Account:
    made = account("Acme", country="DE")
    Account.objects.filter(pk=made.pk).update(domains=["acme.example"], domain="acme.example")
    return made


def standing(one: Contact) -> ContactAccount | None:
    return ContactAccount.objects.filter(contact=one, ended_at__isnull=True).first()


def test_the_web_site_of_a_group_leads_who_is_in_it_to_the_account(site: Site, acme: Account) -> None:
    ada = contact("ada@gmail.com")
    site.identify("phone", user="u-1", mail="ada@gmail.com")
    site.send(GROUP | {"traits": {"name": "Acme team", "website": "https://www.acme.example/en"}}, "phone", user="u-1")
    site.put_away()
    match_contacts.match_now(None)
    link = standing(ada)
    assert link is not None
    assert (link.account, link.method, link.evidence["website"]) == (acme, "website", "acme.example")
    ada.refresh_from_db()
    assert (ada.company, ada.websites) == ("Acme team", ["acme.example"])
    assert AuditEntry.objects.filter(action="contacts.company_told").count() == 1


def test_a_groups_name_and_country_lead_to_it_too_and_so_does_the_company_of_a_person(
    site: Site, acme: Account
) -> None:
    ada, ben = contact("ada@gmail.com"), contact("ben@gmail.com")
    site.identify("phone", mail="ada@gmail.com")
    site.send(GROUP | {"traits": {"name": "ACME GmbH", "address": {"country": "Germany"}}}, "phone")
    site.identify("laptop", mail="ben@gmail.com", traits={"name": "Ben", "company": {"name": "Acme", "country": "DE"}})
    site.put_away()
    match_contacts.match_now(None)
    for one in (ada, ben):
        link = standing(one)
        assert link is not None
        assert (link.account, link.method) == (acme, "name_and_country")


def test_what_the_crm_wrote_stays_and_nonsense_says_nothing(site: Site, acme: Account) -> None:
    ada = contact("ada@gmail.com", company="Birchwood", country="GB")
    site.identify("phone", mail="ada@gmail.com")
    site.send(GROUP | {"traits": {"name": "Acme", "website": "not a site", "country": 7}}, "phone")
    site.send(GROUP | {"traits": {"name": {"a": 1}, "website": ["acme.example"]}}, "phone")
    site.send(GROUP | {"traits": {"website": "acme.example"}}, "nobody-named-here")
    site.put_away()
    ada.refresh_from_db()
    assert (ada.company, ada.country, ada.websites) == ("Birchwood", "GB", [])


def test_what_a_visitor_says_before_they_are_known_counts_when_they_are(site: Site, acme: Account) -> None:
    site.send(GROUP | {"traits": {"name": "Acme team"}}, "phone")
    site.put_away()
    site.send(GROUP | {"traits": {"website": "acme.example"}}, "phone")
    site.send(GROUP | {"traits": {"website": "birchwood.example"}}, "of-somebody-else")
    site.put_away()
    waiting = Visitor.objects.filter(company__isnull=False).values_list("company", flat=True)
    assert {"name": "Acme team", "website": "acme.example"} in list(waiting)
    ada = contact("ada@gmail.com")
    site.identify("phone", mail="ada@gmail.com")
    site.put_away()
    match_contacts.match_now(None)
    link = standing(ada)
    assert link is not None
    assert (link.account, link.method) == (acme, "website")
    ada.refresh_from_db()
    assert (ada.company, ada.websites) == ("Acme team", ["acme.example"])
    assert list(Visitor.objects.filter(company__isnull=False).values_list("company", flat=True)) == [
        {"website": "birchwood.example"}
    ]


def test_what_a_server_says_of_a_user_counts_when_their_address_is_known(site: Site, acme: Account) -> None:
    site.send(GROUP | {"traits": {"website": "acme.example"}}, user="u-7")
    site.put_away()
    ada = contact("ada@gmail.com")
    site.identify("phone", user="u-7", mail="ada@gmail.com")
    site.put_away()
    ada.refresh_from_db()
    assert ada.websites == ["acme.example"]


def test_what_was_said_of_a_company_is_erased_with_who_said_it(site: Site, settings: Any) -> None:
    settings.WORKSPACE = replace(settings.WORKSPACE, contacts_from_events=False)
    site.send(GROUP | {"traits": {"website": "acme.example"}}, "phone")
    site.put_away()
    site.identify("phone", mail="eve@gmail.com")
    site.put_away()
    assert Visitor.objects.filter(company__isnull=False).exists()
    erase_visitors("eve@gmail.com", None, site.now)
    assert not Visitor.objects.filter(company__isnull=False).exists()
