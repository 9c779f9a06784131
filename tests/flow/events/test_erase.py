"""Whoever is erased is gone: nobody opens what they did, and no replay brings them back."""

import pytest
from tests.awaited import awaited
from tests.conftest import LONG_AGO, Cast
from tests.flow.events.conftest import Site, lake, pages_of

from tiercel.collect.events.aside import About, Aside, kept_aside
from tiercel.collect.events.reading import is_whole
from tiercel.core.clock import utc_now
from tiercel.core.errors import AccessError, DataError
from tiercel.core.settings import Settings
from tiercel.flow.events.visitors.erase import Erased, erase_visitors
from tiercel.flow.events.visitors.sealing import Seal
from tiercel.records.models import AuditEntry, Change, Contact, SurveyAnswer, Touch, Visitor, VisitorContact

HOST = "https://www.example.com"
MAIL = "ada@example.com"


def hers(site: Site) -> None:
    site.page("phone", f"{HOST}/before", as_id="the-page-before-she-said-who")
    site.identify("phone", user="u-1", mail=MAIL, traits={"name": "Ada"})
    site.page("phone", f"{HOST}/after", user="u-1", as_id="the-page-after-she-said-who")
    site.page("laptop", f"{HOST}/laptop", user="u-1", as_id="the-page-at-her-other-device")


def test_what_was_sealed_can_be_read_before_and_never_again(site: Site) -> None:
    hers(site)
    site.put_away()
    secrets = dict(Visitor.objects.values_list("pk", "secret"))
    rows = lake("SELECT visitor, id, sealed FROM events")
    opened = [Seal(secrets[visitor]).open(sealed, event_id) for visitor, event_id, sealed in rows]
    assert sum(MAIL.encode() in each for each in opened) == 1
    assert erase_visitors("Ada@Example.com", None, utc_now()) == Erased(visitors=2, contacts=1, contacts_left=0)
    assert set(Visitor.objects.values_list("secret", flat=True)) == {""}
    # The files are as they were: it is the secrets that are gone, and no other opens them.
    assert lake("SELECT visitor, id, sealed FROM events") == rows
    for _visitor, event_id, sealed in rows:
        assert MAIL.encode() not in sealed
        with pytest.raises(DataError, match="cannot be opened"):
            Seal("0" * 64).open(sealed, event_id)


def test_no_trace_of_their_name_stays_in_the_records(site: Site) -> None:
    hers(site)
    site.put_away()
    erase_visitors(MAIL, None, utc_now())
    contact = Contact.objects.get()
    assert (contact.name, contact.email, contact.emails) == ("", "", [])
    assert contact.archived_at is not None
    assert pages_of(contact) == []
    entry = AuditEntry.objects.get(action="visitors.erased")
    assert "ada" not in str(entry.details)
    assert entry.count == 2


def test_neither_a_replay_nor_a_new_visit_brings_them_back(site: Site) -> None:
    hers(site)
    site.put_away()
    erase_visitors(MAIL, None, utc_now())
    site.page("phone", f"{HOST}/again")
    site.identify("phone", user="u-1", mail=MAIL)
    site.identify("new phone", mail=MAIL)
    site.track("Invoice paid", user="u-1")
    hers(site)
    site.put_away()
    assert Contact.objects.filter(archived_at=None).count() == 0
    assert VisitorContact.objects.filter(ended_at=None).count() == 0
    assert lake("SELECT count(*) FROM events WHERE visitor IS NULL AND sealed IS NULL AND path = '/again'") == [(1,)]
    assert Visitor.objects.exclude(secret="").count() == 0


def test_who_came_after_them_at_the_same_device_stays(site: Site) -> None:
    ben = Contact.objects.create(name="Ben", email="ben@example.com", received_at=LONG_AGO)
    hers(site)
    site.identify("phone", user="u-2", mail="ben@example.com")
    site.put_away()
    erase_visitors(MAIL, None, utc_now())
    site.page("phone", f"{HOST}/bens")
    site.put_away()
    assert pages_of(ben) == ["/bens"]


def test_what_waits_in_the_log_is_erased_with_the_rest(site: Site) -> None:
    hers(site)
    site.log()
    assert erase_visitors(MAIL, None, utc_now()).visitors == 2


def test_an_address_that_never_came_keeps_out_should_it_come(site: Site) -> None:
    assert erase_visitors(MAIL, None, utc_now()).visitors == 0
    hers(site)
    site.put_away()
    assert not Contact.objects.exists()


def test_a_contact_of_a_crm_stays_without_its_past_at_our_sites(site: Site) -> None:
    ada = Contact.objects.create(name="Ada", email=MAIL, received_at=LONG_AGO)
    hers(site)
    site.put_away()
    assert erase_visitors(MAIL, None, utc_now()).contacts_left == 1
    ada.refresh_from_db()
    assert (ada.name, pages_of(ada)) == ("Ada", [])


def test_touches_and_answers_that_came_by_file_lose_the_address(site: Site) -> None:
    hers, others = ({"email": mail, "received_at": LONG_AGO} for mail in (MAIL, "ben@example.com"))
    touch = Touch.objects.create(subject="Webinar", happened_at=LONG_AGO, **hers)
    Touch.objects.create(subject="Webinar", happened_at=LONG_AGO, **others)
    SurveyAnswer.objects.create(answer="9", answered_at=LONG_AGO, **hers)
    Change.objects.create(table="touches", row=touch.pk, field="email", old=None, new=MAIL, made_at=LONG_AGO)
    assert erase_visitors(MAIL, None, utc_now()).activities == 2
    assert sorted(Touch.objects.values_list("subject", "email")) == [("Webinar", ""), ("Webinar", "ben@example.com")]
    assert SurveyAnswer.objects.get().email == ""
    assert not Change.objects.filter(table="touches").exists()


def test_what_the_collector_kept_aside_of_them_goes_and_the_rest_stays(site: Site, workspace: Settings) -> None:
    folder = workspace.workspace / "lake" / "aside"
    bodies = (b'{"email":"Ada@Example.com"', b"who=ada%40example.com", b'{"email":"ben@example.com"')

    async def keep(aside: Aside) -> None:
        for body in bodies:
            about = About(at=LONG_AGO, dialect="segment", path="/v1/track", key="k", reason="not JSON")
            await aside.keep(about, body)

    aside = Aside(folder)
    awaited(keep(aside))
    assert (erased := erase_visitors(MAIL, None, utc_now())).aside_left == 2
    assert erased.aside == 0
    aside.close()
    assert erase_visitors(MAIL, None, utc_now()).aside == 2
    assert [kept.body for kept in kept_aside(folder)] == [bodies[2]]
    assert all(is_whole(path) for path in folder.iterdir())


def test_only_managers_erase_and_only_addresses_are_erased(site: Site, cast: Cast) -> None:
    with pytest.raises(AccessError):
        erase_visitors(MAIL, cast.ben, utc_now())
    with pytest.raises(DataError, match="not a mail address"):
        erase_visitors("Ada", cast.ada, utc_now())
