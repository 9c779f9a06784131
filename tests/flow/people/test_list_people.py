"""The list of people: what a part of a name or title finds, in which order, and how many they are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.flow.market import NOW, account

from tiercel.flow.accounts import paging
from tiercel.flow.people import list_people as listing
from tiercel.flow.people.list_people import Asked, every_person, list_people
from tiercel.records.models import Contact, ContactAccount

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> None:
    where = account("Acme")
    for name, title in (
        ("رضا کریمی", "CFO"),
        ("سارا كريمي", "Buyer"),
        ("Zoe Reed", "Head of IT"),
        ("Amy Reed", "cfo"),
        ("Bob Field", "Deputy CFO"),
        ("", "CFO"),
    ):
        made = Contact.objects.create(
            name=name, title=title, email=f"{title.split()[0].lower()}@acme.example", received_at=NOW
        )
        ContactAccount.objects.create(contact=made, account=where, made_at=NOW)
    Contact.objects.create(name="Amy Reed Archived", title="CFO", received_at=NOW, archived_at=NOW)


def pages(asked: Asked) -> tuple[list[str], int]:
    """The names of all pages in turn, and how many the first one said."""
    first = part = list_people(asked)
    names = [row.name for row in part.rows]
    while part.after:
        part = list_people(replace(asked, after=part.after))
        names += [row.name for row in part.rows]
    return names, first.count


def test_a_title_is_found_by_a_part_of_it_in_the_order_of_names(people: None) -> None:
    assert pages(Asked(title="cfo")) == (["Amy Reed", "Bob Field", "رضا کریمی", "cfo@acme.example"], 4)
    assert pages(Asked(title="cfo", sort="-name")) == (["رضا کریمی", "Bob Field", "Amy Reed", "cfo@acme.example"], 4)
    assert pages(Asked(title="cfo", text="reed")) == (["Amy Reed"], 1)
    assert pages(Asked(title="nobody")) == ([], 0)


def test_a_name_is_found_in_either_spelling_of_its_script(people: None) -> None:
    for said in ("کریمی", "كريمي"):
        assert pages(Asked(text=said)) == (["رضا کریمی", "سارا كريمي"], 2)


def test_page_after_page_gives_every_hit_once_in_order(people: None, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {sort: pages(Asked(title="c", sort=sort)) for sort in ("name", "-name", "seen")}
    monkeypatch.setattr(listing, "PAGE", 2)
    monkeypatch.setattr(paging, "MANY", 3)
    monkeypatch.setattr(listing, "MANY", 3)
    for sort, (names, count) in whole.items():
        assert (len(names), count) == (4, 4)
        assert pages(Asked(title="c", sort=sort)) == (names, 4)
        assert [row.name for row in every_person(Asked(title="c", sort=sort))] == names


def test_the_second_page_leads_back_to_the_first(people: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "PAGE", 2)
    first = list_people(Asked(title="cfo"))
    second = list_people(Asked(title="cfo", after=first.after))
    assert list_people(Asked(title="cfo", before=second.before)).rows == first.rows
