"""A person is erased by the page of their contact: by all their addresses, and what stays is said."""

import pytest
from tests.conftest import LONG_AGO, Cast
from tests.flow.events.conftest import Site, pages_of

from tiercel.core.clock import utc_now
from tiercel.core.errors import AccessError
from tiercel.flow.events.visitors.erase import Erased, erase_contact, erase_visitors
from tiercel.flow.search.index import catch_up, file_of
from tiercel.records.models import Alias, AuditEntry, Contact, Touch, Visitor

HOME, WORK = "ada@home.example", "ada@work.example"


def visits(site: Site) -> None:
    for device, mail in (("phone", WORK), ("laptop", HOME), ("other", "ben@example.com")):
        site.page(device, f"https://www.example.com/{device}")
        site.identify(device, mail=mail)
    site.put_away()


def test_every_address_of_a_contact_is_erased_and_nobody_else(site: Site, cast: Cast) -> None:
    ada = Contact.objects.create(name="Ada", email=WORK, emails=[WORK, HOME], received_at=LONG_AGO)
    Touch.objects.create(subject="Webinar", email=HOME, contact=ada, happened_at=LONG_AGO, received_at=LONG_AGO)
    visits(site)
    done = erase_contact(ada.pk, cast.ada, utc_now())
    # The other address was met as a contact of its own: it is emptied, hers of the CRM stays.
    assert done == Erased(visitors=2, contacts=1, contacts_left=1, activities=1)
    ada.refresh_from_db()
    assert (ada.name, pages_of(ada)) == ("Ada", [])
    assert pages_of(Contact.objects.get(email="ben@example.com")) == ["/other"]
    site.page("phone", "https://www.example.com/again", as_id="the-page-that-came-long-after")
    site.identify("new", mail=HOME)
    site.put_away()
    assert Visitor.objects.exclude(secret="").count() == 1


def test_the_row_that_a_merge_left_behind_is_the_same_person(site: Site, cast: Cast) -> None:
    visits(site)
    old, kept = Contact.objects.get(email=HOME), Contact.objects.get(email=WORK)
    Alias.objects.create(kind="contacts", old=old.pk, current=kept.pk, made_at=LONG_AGO)
    assert erase_contact(old.pk, cast.ada, utc_now()) == Erased(visitors=2, contacts=2, contacts_left=0)
    assert set(Contact.objects.filter(pk__in=[old.pk, kept.pk]).values_list("name", "email")) == {("", "")}


def test_the_files_of_the_search_hold_nothing_of_who_was_erased(site: Site, cast: Cast) -> None:
    visits(site)
    assert catch_up() == 0
    names = file_of("contacts")
    before = names.read_bytes()
    erase_visitors(HOME, cast.ada, utc_now())
    # Both addresses begin alike, and of the one nothing is left.
    assert (before.count(b" ada\n"), names.read_bytes().count(b" ada\n")) == (2, 1)


def test_who_was_never_at_our_sites_is_erased_too_and_it_stands_in_the_trail(site: Site, cast: Cast) -> None:
    ada = Contact.objects.create(name="Ada", email=WORK, emails=[WORK], received_at=LONG_AGO)
    assert erase_contact(ada.pk, cast.ada, utc_now()) == Erased(visitors=0, contacts=0, contacts_left=1)
    entry = AuditEntry.objects.get(action="contacts.erased")
    assert (entry.by, entry.details["rows"], "ada" in str(entry.details)) == (cast.ada, [ada.pk], False)
    visits(site)
    assert pages_of(ada) == []


def test_only_managers_erase_and_nobody_erases_who_is_not_there(site: Site, cast: Cast) -> None:
    ada = Contact.objects.create(name="Ada", email=WORK, received_at=LONG_AGO)
    with pytest.raises(AccessError):
        erase_contact(ada.pk, cast.ben, utc_now())
    assert erase_contact(ada.pk + 1, cast.ada, utc_now()) is None
