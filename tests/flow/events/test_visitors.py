"""Whoever says who they are brings their past along; two people on one device are never made one."""

import pytest
from django.conf import settings
from tests.conftest import LONG_AGO
from tests.flow.events.conftest import Site, lake, pages_of

from tiercel.core.settings import Settings
from tiercel.records.models import Alias, AuditEntry, Contact, Visitor, VisitorContact

HOST = "https://www.example.com"


def contact(mail: str) -> Contact:
    return Contact.objects.create(name=mail, email=mail, emails=[mail], received_at=LONG_AGO)


def test_who_identifies_brings_the_past_of_the_device_along(site: Site) -> None:
    ada = contact("ada@example.com")
    site.page("phone", f"{HOST}/before")
    site.put_away()
    site.identify("phone", user="u-1", mail="Ada@Example.com")
    site.page("phone", f"{HOST}/after", user="u-1")
    site.put_away()
    assert pages_of(ada) == ["/before", "/after"]
    assert Contact.objects.count() == 1


def test_two_people_on_one_device_are_not_merged(site: Site) -> None:
    """The past belongs to the first; what nobody is named at belongs to who named themselves last before it."""
    ada, ben = contact("ada@example.com"), contact("ben@example.com")
    site.page("kiosk", f"{HOST}/before")
    site.identify("kiosk", user="u-ada", mail="ada@example.com")
    site.page("kiosk", f"{HOST}/adas")
    site.put_away()
    site.identify("kiosk", user="u-ben", mail="ben@example.com")
    site.page("kiosk", f"{HOST}/bens")
    site.page("kiosk", f"{HOST}/adas-again", user="u-ada")
    site.page("kiosk", f"{HOST}/adas-still")
    site.put_away()
    assert pages_of(ada) == ["/before", "/adas", "/adas-again", "/adas-still"]
    assert pages_of(ben) == ["/bens"]


def test_the_same_in_one_batch_and_without_ids_of_the_site(site: Site) -> None:
    ada, ben = contact("ada@example.com"), contact("ben@example.com")
    site.page("kiosk", f"{HOST}/before")
    site.identify("kiosk", mail="ada@example.com")
    site.page("kiosk", f"{HOST}/adas")
    site.identify("kiosk", mail="ben@example.com")
    site.page("kiosk", f"{HOST}/bens")
    site.put_away()
    assert (pages_of(ada), pages_of(ben)) == (["/before", "/adas"], ["/bens"])


def test_one_person_on_two_devices_is_one_contact_with_the_touches_of_both(site: Site) -> None:
    ada = contact("ada@example.com")
    site.page("laptop", f"{HOST}/at-work")
    site.identify("laptop", user="u-1", mail="ada@example.com")
    site.page("phone", f"{HOST}/on-the-train")
    site.put_away()
    assert pages_of(ada) == ["/at-work"]
    # The phone gives only the id that the site knows her by.
    site.identify("phone", user="u-1")
    site.put_away()
    assert pages_of(ada) == ["/at-work", "/on-the-train"]
    assert {link.method for link in VisitorContact.objects.all()} == {"identify", "user"}


def test_a_server_that_names_a_user_without_a_device_speaks_of_one_visitor(site: Site) -> None:
    ada = contact("ada@example.com")
    site.track("Invoice paid", user="u-1")
    site.put_away()
    site.track("Invoice paid", user="u-1")
    site.identify("laptop", user="u-1", mail="ada@example.com")
    site.put_away()
    visitors = set(VisitorContact.objects.filter(contact=ada).values_list("visitor", flat=True))
    assert {row[0] for row in lake("SELECT DISTINCT visitor FROM events")} == visitors
    assert len(visitors) == 2


def test_an_unknown_address_becomes_a_contact_once_and_only_by_an_identify(site: Site) -> None:
    site.track("Newsletter", "phone", properties={"email": "friend@example.org"})
    site.identify("phone", user="u-1", mail="new@example.org", traits={"firstName": "Nora", "lastName": "New"})
    site.identify("phone", user="u-1", mail="new@example.org")
    assert site.put_away().contacts == 1
    nora = Contact.objects.get()
    assert (nora.name, nora.email, nora.source) == ("Nora New", "new@example.org", "web")
    assert AuditEntry.objects.get(action="contacts.met").details == {"rows": [nora.pk]}


def test_a_workspace_may_keep_strangers_out_of_its_contacts(
    site: Site, workspace: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = Settings(**{**vars(workspace), "contacts_from_events": False})
    monkeypatch.setattr(settings, "WORKSPACE", said)
    site.identify("phone", mail="new@example.org")
    site.put_away()
    assert not Contact.objects.exists()
    # Once the address is a contact's, the next word from the visitor links both.
    nora = contact("new@example.org")
    site.page("phone", f"{HOST}/later")
    site.identify("phone", mail="new@example.org")
    site.put_away()
    assert pages_of(nora) == ["/later"]


def test_whose_contact_was_merged_is_linked_to_what_stands_for_it(site: Site) -> None:
    old, current = contact("ada@old.example"), contact("ada@example.com")
    Alias.objects.create(kind="contacts", old=old.pk, current=current.pk, made_at=LONG_AGO)
    site.identify("phone", mail="ada@old.example")
    site.page("phone", f"{HOST}/pricing")
    site.put_away()
    assert pages_of(current) == ["/pricing"]


def test_events_without_any_id_are_one_nobody_a_day_and_no_contact(site: Site) -> None:
    site.page()
    site.page()
    site.put_away()
    assert lake("SELECT count(*), count(DISTINCT visitor), bool_and(sealed IS NOT NULL) FROM events") == [(2, 1, True)]
    assert Visitor.objects.count() == 1
    assert not VisitorContact.objects.exists()


def test_what_arrives_late_takes_a_device_from_nobody(site: Site) -> None:
    ada, ben = contact("ada@example.com"), contact("ben@example.com")
    started = site.now
    site.identify("kiosk", user="u-ada", mail="ada@example.com")
    site.put_away()
    site.identify("kiosk", user="u-ben", mail="ben@example.com")
    site.put_away()
    noon, site.now = site.now, started
    site.page("kiosk", f"{HOST}/adas-late")
    site.now = noon
    site.page("kiosk", f"{HOST}/bens")
    site.put_away()
    assert (pages_of(ada), pages_of(ben)) == (["/adas-late"], ["/bens"])
