"""A person's page erases them: for managers, when it is said to be meant, and says what became of it."""

from dataclasses import replace
from typing import Any

import pytest
from tests.conftest import LONG_AGO, Cast
from tests.flow.events.conftest import Site, pages_of
from tests.flow.market import NOW, account
from tests.show.web.conftest import SignIn

from tiercel.core.settings import Settings
from tiercel.records.models import AuditEntry, Contact, ContactAccount, Person, Touch, Visitor

pytestmark = pytest.mark.django_db
MAIL = "jo@example.com"


@pytest.fixture
def site(db: None, workspace: Settings) -> Site:
    return Site(workspace.workspace)


@pytest.fixture
def jo(site: Site) -> Contact:
    """Somebody whom only our sites know."""
    site.page("phone", "https://www.example.com/pricing")
    site.identify("phone", mail=MAIL, traits={"name": "Jo Lee"})
    site.put_away()
    return Contact.objects.get()


def test_an_owner_erases_a_person_after_saying_that_it_is_meant(sign_in: SignIn, jo: Contact) -> None:
    ada = sign_in("ada")
    assert "Erase this person" in ada.get(f"/people/{jo.pk}").content.decode()
    refused = ada.post(f"/people/{jo.pk}/erase", {}, follow=True).content.decode()
    assert "Nobody was erased" in refused
    assert pages_of(jo) == ["/pricing"]
    said = ada.post(f"/people/{jo.pk}/erase", {"confirmed": "erase"}, follow=True).content.decode()
    assert "1 visitor was erased" in said
    assert "Jo Lee" not in said
    assert Visitor.objects.exclude(secret="").count() == 0
    assert "Contacts erased" in ada.get("/settings/audit").content.decode()


def test_one_who_came_from_an_import_stays_and_the_page_says_so(sign_in: SignIn, site: Site) -> None:
    jo = Contact.objects.create(name="Jo Lee", email=MAIL, received_at=LONG_AGO)
    said = sign_in("ada").post(f"/people/{jo.pk}/erase", {"confirmed": "erase"}, follow=True).content.decode()
    assert "came from an import and stays" in said
    assert "Jo Lee" in said


def test_members_and_readers_are_neither_offered_it_nor_let(sign_in: SignIn, jo: Contact) -> None:
    for name in ("ben", "dara"):
        assert "Erase this person" not in sign_in(name).get(f"/people/{jo.pk}").content.decode()
        assert sign_in(name).post(f"/people/{jo.pk}/erase", {"confirmed": "erase"}).status_code == 403
    assert pages_of(jo) == ["/pricing"]
    assert not AuditEntry.objects.filter(action__endswith=".erased").exists()


def test_nobody_is_named_on_the_page_of_an_account_who_works_at_a_hidden_one(
    sign_in: SignIn, cast: Cast, settings: Any, workspace: Settings
) -> None:
    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen="own")
    bens = account("Bens", 1, owner=cast.ben.person)
    hidden = account("Hidden", 1, owner=Person.objects.create(name="Sam", received_at=NOW))
    jo = Contact.objects.create(name="Jo Doe", email=MAIL, received_at=NOW)
    ContactAccount.objects.create(contact=jo, account=hidden, made_at=NOW)
    Touch.objects.create(subject="Demo", contact=jo, account=bens, email=MAIL, happened_at=NOW, received_at=NOW)
    seen, whole = (sign_in(name).get(f"/accounts/{bens.pk}").content.decode() for name in ("ben", "ada"))
    assert "someone you do not see" in seen
    assert "Demo" in seen
    for told in ("Jo Doe", MAIL, f"/people/{jo.pk}"):
        assert told not in seen
    assert "Jo Doe" in whole
    assert "someone you do not see" not in whole
