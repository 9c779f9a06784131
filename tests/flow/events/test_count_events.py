"""Touches of the web counted for families: each once, by the links of today, those of bots not at all."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from tests.conftest import LONG_AGO
from tests.flow.events.conftest import Site
from tests.flow.events.test_web_touches import BOT

from tiercel.flow.accounts.asked import Asked
from tiercel.flow.accounts.list_accounts import every_row
from tiercel.flow.events import lake_files
from tiercel.flow.hierarchy.family import see_family
from tiercel.flow.hierarchy.rolled import rolled
from tiercel.records.models import Account, AccountParent, Alias, Contact, ContactAccount, OrganisationAccount, Touch


@pytest.fixture
def firms(db: None) -> tuple[int, int, int, int]:
    """Top owns low and side; lone belongs to nobody."""
    rows = [
        Account.objects.create(name=n, name_key=n.lower(), received_at=LONG_AGO) for n in ("Top", "Low", "Side", "Lone")
    ]
    top, low, side, lone = (row.pk for row in rows)
    for child in (low, side):
        AccountParent.objects.create(account_id=child, parent_id=top, made_at=LONG_AGO)
    return top, low, side, lone


def at_work(mail: str, *accounts: int) -> Contact:
    contact = Contact.objects.create(name=mail, email=mail, emails=[mail], received_at=LONG_AGO)
    for account in accounts:
        ContactAccount.objects.create(contact=contact, account_id=account, made_at=LONG_AGO)
    return contact


def touches(*accounts: int) -> list[int]:
    found = rolled(accounts)
    return [found[account].touches for account in accounts]


def test_what_people_of_a_family_did_before_they_were_known_counts_too(
    site: Site, firms: tuple[int, int, int, int]
) -> None:
    top, low, side, _lone = firms
    at_work("ann@low.example", low)
    at_work("bob@side.example", side)
    Touch.objects.create(account_id=low, happened_at=LONG_AGO, received_at=LONG_AGO)
    assert touches(*firms) == [1, 1, 0, 0], "by file alone while nothing is in the lake"
    site.page("phone")
    site.identify("phone", mail="ann@low.example")
    site.send({"type": "track", "event": "Time Spent", "properties": {"seconds": 30}}, "phone")
    site.track("Demo asked", "phone")
    site.identify("tablet", mail="bob@side.example")
    site.page("tablet")
    site.page("of-a-stranger")
    site.page("phone", agent=BOT)
    site.put_away()
    assert touches(*firms) == [1 + 2 + 1, 1 + 2, 1, 0]
    family = see_family(top)
    assert (family.alone.touches, family.together.touches) == (0, 4)


def test_what_a_contact_did_who_was_found_to_be_another_counts_for_that_one(
    site: Site, firms: tuple[int, int, int, int]
) -> None:
    ann, twin = at_work("ann@low.example", firms[1]), at_work("ann@other.example")
    site.identify("phone", mail="ann@other.example")
    site.page("phone")
    site.put_away()
    assert touches(firms[0]) == [0]
    Alias.objects.create(kind="contacts", old=twin.pk, current=ann.pk, made_at=LONG_AGO)
    assert touches(firms[0], firms[1], firms[3]) == [1, 1, 0]


def test_strangers_from_a_familys_network_count_and_who_is_known_counts_where_they_are(
    site: Site, firms: tuple[int, int, int, int], networks: None
) -> None:
    OrganisationAccount.objects.create(organisation="Acme, Inc.", account_id=firms[1], similarity=1.0, made_at=LONG_AGO)
    at_work("ben@lone.example", firms[3])
    site.page("of-a-stranger", ip="192.0.2.10")
    site.identify("of-ben", mail="ben@lone.example", ip="192.0.2.11")
    site.page("of-ben", ip="192.0.2.11")
    site.put_away()
    assert touches(*firms) == [1, 1, 0, 1]


def test_an_export_of_families_reads_the_lake_once_however_many_accounts_there_are(
    site: Site, firms: tuple[int, int, int, int], networks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    OrganisationAccount.objects.create(organisation="Acme, Inc.", account_id=firms[2], similarity=1.0, made_at=LONG_AGO)
    at_work("ann@low.example", firms[1])
    site.identify("phone", mail="ann@low.example")
    site.page("phone")
    site.page("phone", agent=BOT)
    site.track("Demo asked", "phone")
    site.page("of-a-stranger", ip="192.0.2.10")
    site.page("phone", ip="192.0.2.10")
    site.put_away()
    paths = Mock(side_effect=lake_files.paths)
    monkeypatch.setattr(lake_files, "paths", paths)
    rows = {row.id: row.family for row in every_row(Asked(of="family"), size=1)}
    assert paths.call_count == 1
    # Low and side are below top, which heads them; only heads are listed.
    assert rows.keys() == {firms[0], firms[3]}
    assert [family.touches for family in rows.values() if family] == touches(*rows) == [4, 0]
