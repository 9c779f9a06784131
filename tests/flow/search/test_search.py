"""One search over everything: any script, any part of a name, and nobody finds what they may not see."""

from __future__ import annotations

import random
from typing import Any

import pytest
from tests.conftest import Cast
from tests.flow.market import NOW, account, person

from tiercel.flow.search import index
from tiercel.flow.search.search import Found, search
from tiercel.normal.text import compared
from tiercel.records.models import Account, Change, Contact, ContactAccount, Deal, Job

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workspace")]


def names(found: Found, kind: str = "accounts") -> list[str]:
    return [hit.name for group in found.groups if group.kind == kind for hit in group.hits]


def contact(name: str, email: str = "", at: Account | None = None) -> Contact:
    made = Contact.objects.create(name=name, email=email, received_at=NOW)
    if at is not None:
        ContactAccount.objects.create(contact=made, account=at, made_at=NOW)
    return made


@pytest.mark.parametrize(
    ("called", "typed"),
    [
        ("Quarrbrook Systems", "quarr"),
        ("Quarrbrook Systems", "brook sys"),
        ("Quarrbrook Systems", "systems quarr"),
        ("Société Générale", "societe gen"),
        ("شركة الكويت", "شرکه الکو"),
        ("شرکت می‌خواهم", "میخواهم"),
        ("پارس ۱۲۳", "پارس 123"),
        ("杭州睿川康零售集团", "睿川"),
        ("ＡＣＭＥ", "acme"),
        ("Işık Yapı", "ISIK YAPI"),
    ],
)
def test_a_name_is_found_by_any_part_of_it_in_any_script(called: str, typed: str) -> None:
    account(called)
    account("Somebody Else")
    assert names(search(typed, None)) == [called]


def test_every_piece_of_every_name_finds_it() -> None:
    chance = random.Random(3)
    every = [account(f"{a} {b}") for a in ("Harbor", "کاوه", "华中信达") for b in ("Route", "آهن", "Q9")]
    for made in every:
        folded = compared(made.name)
        for _ in range(6):
            start = chance.randrange(len(folded) - 1)
            piece = folded[start : start + chance.randint(2, 5)].strip()
            if piece:
                assert made.name in names(search(piece, None, most=30)), (made.name, piece)


def test_a_name_that_begins_so_stands_before_one_that_only_holds_it() -> None:
    for name in ("The Acme Group", "Macmed", "Acme"):
        account(name)
    assert names(search("acme", None)) == ["Acme", "The Acme Group", "Macmed"]


def test_what_comes_later_is_found_and_a_new_name_takes_the_place_of_the_old() -> None:
    acme = Account.objects.create(name="Acme", received_at=NOW)
    assert names(search("bolt", None)) == []
    account("Bolt")
    assert names(search("bolt", None)) == ["Bolt"]
    Account.objects.filter(pk=acme.pk).update(name="Zenith")
    Change.objects.create(table="accounts", row=acme.pk, field="name", old="Acme", new="Zenith", made_at=NOW)
    assert names(search("zenith", None)) == ["Zenith"]
    assert names(search("acme", None)) == []


def test_rows_that_come_in_below_the_newest_key_are_not_missed() -> None:
    """An import keeps its keys long before it writes them."""
    Account.objects.create(pk=1000, name="Acme", received_at=NOW)
    assert names(search("acme", None)) == ["Acme"]
    Account.objects.create(pk=500, name="Bolt", received_at=NOW)
    index.note_gaps()
    assert names(search("bolt", None)) == ["Bolt"]


def test_another_database_under_the_same_folder_is_not_searched_by_the_files_of_the_first() -> None:
    account("Acme")
    assert names(search("acme", None)) == ["Acme"]
    Account.objects.all().update(name="Bolt")
    index.SearchMark.objects.all().delete()
    assert names(search("bolt", None)) == ["Bolt"]


def test_so_much_that_it_takes_a_job_is_said_and_then_found(monkeypatch: pytest.MonkeyPatch) -> None:
    from tiercel.flow.jobs import held

    monkeypatch.setattr(index, "AT_ONCE", 1)
    # About as many as there are keys up to the last: earlier tests may have used some up.
    newest = [account(name).pk for name in ("Acme", "Bolt", "Cargo")][-1]
    first, again = search("acme", None), search("acme", None)
    assert (first.unread, again.unread, names(first)) == (newest, newest, [])
    assert Job.objects.filter(kind=index.KIND).count() == 1
    with held(index.KIND, {}) as holding:
        index.run(holding)
    assert names(search("acme", None)) == ["Acme"]


def test_what_was_put_away_is_not_found() -> None:
    acme = account("Acme")
    Account.objects.filter(pk=acme.pk).update(archived_at=NOW)
    assert search("acme", None).groups == ()


def test_a_misspelling_is_answered_by_what_is_called_almost_so() -> None:
    account("Quarrbrook Systems")
    found = search("quarbrok sys", None)
    assert found.alike
    assert names(found) == ["Quarrbrook Systems"]
    assert search("xylophone", None).groups == ()


def test_contacts_and_deals_lead_to_their_account_and_a_mail_address_to_both() -> None:
    acme = account("Acme")
    contact("Lena Hoffmann", "lena.h@acme.example", at=acme)
    Deal.objects.create(name="Harbor Route", account=acme, received_at=NOW)
    found = search("hoffm", None)
    assert [(hit.name, hit.account, hit.where) for hit in found.groups[0].hits] == [("Lena Hoffmann", acme.pk, "Acme")]
    assert search("harbor", None).groups[0].hits[0].account == acme.pk
    both = search("lena.h@acme.example", None)
    assert (names(both), names(both, "contacts")) == (["Acme"], ["Lena Hoffmann"])


def test_people_are_not_found_by_the_domain_of_where_they_work() -> None:
    contact("Lena Hoffmann", "lena@logistics.example", at=account("Acme"))
    assert names(search("logistics", None), "contacts") == []


def test_nobody_finds_what_they_may_not_see(cast: Cast, settings: Any) -> None:
    from dataclasses import replace

    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen="own")
    mine = account("Acme North", owner=cast.ben.person)
    hers = account("Acme South", owner=person("Somebody"))
    for at in (mine, hers):
        contact(f"Lena of {at.name}", at=at)
        Deal.objects.create(name=f"Lena's {at.name}", account=at, received_at=NOW)
    assert names(search("acme", cast.ben)) == ["Acme North"]
    assert names(search("acme", cast.ada)) == ["Acme North", "Acme South"]
    assert names(search("lena", cast.ben), "contacts") == ["Lena of Acme North"]
    assert names(search("lena", cast.ben), "deals") == ["Lena's Acme North"]
    assert search("acne south", cast.chen).groups == ()


@pytest.mark.parametrize(
    "typed", ["%", "_", "\\", "'; DROP TABLE account; --", ".*", "\x00", "\t", "\n1", "x" * 5000, "1\t"]
)
def test_hostile_text_finds_nothing_and_breaks_nothing(typed: str) -> None:
    account("Acme")
    assert search(typed, None).groups == ()
