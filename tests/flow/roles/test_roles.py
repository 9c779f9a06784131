"""What contacts are in a purchase: read from titles and deals, corrected by people, learnt from that."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.conftest import Cast
from tests.flow.market import NOW, account

from tiercel.core.clock import utc_now
from tiercel.core.errors import AccessError, DataError, Stopped
from tiercel.flow.jobs import run_waiting
from tiercel.flow.people.list_people import Asked, list_people
from tiercel.flow.read_roles import read_now
from tiercel.flow.roles.correct import correct, undo
from tiercel.flow.roles.learning import (
    forget,
    learn_from_corrections,
    list_corrections,
    queue_learning,
    what_is_learnt,
)
from tiercel.flow.roles.reading import layer_path
from tiercel.records.models import Contact, ContactRole, Deal, DealContact, Job
from tiercel.resolve.titles.classify import learn

LATER = NOW + timedelta(days=1)
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("workspace")]


def person(title: str, name: str = "Ada Marsh") -> Contact:
    return Contact.objects.create(name=name, title=title, received_at=NOW)


def role(one: Contact) -> tuple[str, str, str, str]:
    row = ContactRole.objects.get(contact=one, ended_at__isnull=True)
    return row.seniority, row.department, row.buying_role, row.method


def test_titles_and_deals_say_what_contacts_are_and_reading_again_changes_nothing() -> None:
    head, seller, blank = person("Chief Financial Officer"), person("مدير المبيعات"), person("")
    deal = Deal.objects.create(name="One", account=account("Acme"), received_at=NOW)
    DealContact.objects.create(deal=deal, contact=seller, role="Champion", made_at=NOW)
    assert read_now(None) == 2
    assert role(head) == ("c_level", "finance", "economic_buyer", "title")
    assert role(seller) == ("manager", "sales", "champion", "crm")
    assert not ContactRole.objects.filter(contact=blank).exists()
    assert read_now(None) == 0
    assert ContactRole.objects.count() == 2


def test_another_title_ends_the_role_and_begins_another() -> None:
    one = person("Buyer")
    read_now(None)
    Contact.objects.update(title="VP Engineering")
    read_now(None)
    assert role(one)[:2] == ("vp", "engineering")
    assert ContactRole.objects.filter(contact=one, ended_at__isnull=False).count() == 1
    Contact.objects.update(title="")
    read_now(None)
    assert not ContactRole.objects.filter(ended_at__isnull=True).exists()


def test_a_correction_stays_over_later_readings_until_it_is_taken_back(cast: Cast) -> None:
    one = person("Buyer")
    read_now(None)
    before = role(one)
    assert correct(one.pk, {"buying_role": "blocker"}, cast.ben, LATER)
    assert not correct(one.pk, {"buying_role": "blocker"}, cast.ben, LATER + timedelta(hours=1))
    read_now(None)
    assert role(one) == (*before[:2], "blocker", "person")
    assert undo(one.pk, cast.ben, LATER + timedelta(hours=2))
    assert role(one) == before
    assert not undo(one.pk, cast.ben, LATER + timedelta(hours=3))


def test_corrections_need_a_member_who_sees_the_contact_and_a_label_that_there_is(cast: Cast, settings: Any) -> None:
    one = person("Buyer")
    read_now(None)
    with pytest.raises(AccessError):
        correct(one.pk, {"buying_role": "user"}, cast.dara, LATER)
    with pytest.raises(DataError, match="champion"):
        correct(one.pk, {"buying_role": "champoin"}, None, LATER)
    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen="own")
    with pytest.raises(AccessError):
        correct(one.pk, {"buying_role": "user"}, cast.ben, LATER)
    with pytest.raises(AccessError):
        read_now(cast.ben)


def test_corrections_teach_how_titles_of_others_are_read() -> None:
    stranger = person("Zorbmeister")
    read_now(None)
    assert role(stranger)[1] == "other"
    with pytest.raises(DataError):
        learn_from_corrections(None)
    said = {"seniority": "director", "department": "purchasing", "buying_role": "decision_maker"}
    for number in range(12):
        taught = person("Zorbmeister", f"Ben {number}")
        correct(taught.pk, said, None, LATER)
    assert learn_from_corrections(None) == 12
    read_now(None)
    assert role(stranger)[:2] == ("director", "purchasing")
    assert role(stranger)[3] == "title"


def test_what_nobody_corrected_stays_as_the_terms_say() -> None:
    """People correct what is wrong alone: that must not teach that the terms are never right."""
    said = {"seniority": "manager", "department": "product", "buying_role": "influencer"}
    right = [person(f"{rank} Sales {place}") for rank in ("Head of", "Manager", "Intern") for place in ("EMEA", "UK")]
    for number in range(8):
        correct(person(f"Sales Wizard {number}").pk, said, None, LATER)
    read_now(None)
    before = [role(one) for one in right]
    learn_from_corrections(None)
    read_now(None)
    assert [role(one) for one in right] == before


def test_corrections_are_listed_with_what_the_title_alone_says_to_whom_sees_the_contact(
    cast: Cast, settings: Any
) -> None:
    one, said = person("Buyer"), {"seniority": "director", "department": "sales", "buying_role": "user"}
    correct(one.pk, said, cast.ben, LATER)
    [row], count = list_corrections(cast.dara)
    assert (row.contact, row.department, row.read_department, row.by, count) == (
        one.pk,
        "sales",
        "purchasing",
        "ben",
        1,
    )
    assert not row.is_read_so
    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen="own")
    assert list_corrections(cast.ben) == ([], 0)


def test_what_was_learnt_is_told_and_forgotten_and_the_corrections_stay(cast: Cast) -> None:
    stranger = person("Zorbmeister")
    said = {"seniority": "director", "department": "purchasing", "buying_role": "decision_maker"}
    taught = [person("Zorbmeister", f"Ben {number}") for number in range(12)]
    for one in taught:
        correct(one.pk, said, None, utc_now())
    assert what_is_learnt() is None
    with pytest.raises(AccessError):
        queue_learning(cast.ben)
    queue_learning(cast.ada)
    assert queue_learning(cast.ada) is None
    assert run_waiting() == 2
    assert role(stranger)[1] == "purchasing"
    learnt = what_is_learnt()
    assert learnt is not None
    assert (learnt.titles, learnt.changed) == (12, 0)
    undo(taught[0].pk, cast.ada, utc_now())
    assert getattr(what_is_learnt(), "changed", 0) == 1
    with pytest.raises(AccessError):
        forget(cast.ben)
    assert forget(cast.ada)
    assert not forget(cast.ada)
    read_now(None)
    assert role(stranger)[1] == "other"
    assert list_corrections(None)[1] == 11


@pytest.mark.parametrize("as_job", [True, False], ids=["a job", "a command"])
def test_what_is_forgotten_while_it_is_learnt_does_not_come_back(
    as_job: bool, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {"seniority": "director", "department": "purchasing", "buying_role": "decision_maker"}
    for number in range(12):
        correct(person("Zorbmeister", f"Ben {number}").pk, said, None, utc_now())
    learn_from_corrections(None)

    def forgotten_meanwhile(*given: Any) -> Any:
        assert forget(cast.ada)
        return learn(*given)

    monkeypatch.setattr("tiercel.flow.roles.learning.learn", forgotten_meanwhile)
    if as_job:
        queue_learning(cast.ada)
        run_waiting()
    else:
        with pytest.raises(Stopped):
            learn_from_corrections(None)
    assert what_is_learnt() is None
    assert Job.objects.filter(kind="roles.learning").latest("pk").state == Job.STOPPED


def test_to_forget_takes_back_a_learning_that_waits(cast: Cast) -> None:
    queue_learning(cast.ada)
    assert forget(cast.ada)
    assert run_waiting() == 0


def test_a_damaged_file_of_what_was_learnt_is_told_and_learnt_anew_or_forgotten() -> None:
    layer_path().write_bytes(b"no layer")
    assert getattr(what_is_learnt(), "titles", None) == 0
    assert list_corrections(None) == ([], 0)
    assert forget(None)
    assert what_is_learnt() is None


def test_the_list_filters_by_role() -> None:
    head, other = person("Chief Financial Officer", "Ada Marsh"), person("Sales representative", "Ben Reed")
    read_now(None)
    assert [row.id for row in list_people(Asked(buying_role="economic_buyer")).rows] == [head.pk]
    assert [row.id for row in list_people(Asked(department="sales")).rows] == [other.pk]
