"""Two rows become one: what holds, what moves, who finds it, and what may not be merged."""

from __future__ import annotations

import pytest
from tests.conftest import Cast
from tests.flow.duplicates.world import START, World, references, small_world

from tiercel.core.errors import AccessError, DataError
from tiercel.flow import read_tables
from tiercel.flow.accounts.assign_owner import assign_owner
from tiercel.flow.accounts.find_account import find_account
from tiercel.flow.accounts.see_account import see_account
from tiercel.flow.accounts.see_observations import see_observations, triggers_of
from tiercel.flow.duplicates.merge import merge
from tiercel.flow.duplicates.undo import undo
from tiercel.flow.people.see_person import see_person
from tiercel.flow.targets.sign_off import sign_off
from tiercel.records.models import (
    Account,
    AccountParent,
    AuditEntry,
    Contact,
    ContactAccount,
    Deal,
    SignOff,
    SurveyAnswer,
    Target,
    Technology,
    TriggerEvent,
)
from tiercel.records.models.base import active

pytestmark = pytest.mark.django_db


def test_the_row_that_stays_has_what_only_the_other_knew_and_keeps_its_own() -> None:
    world = World()
    acme = world.account("Acme", domain="acme.example", domains=["acme.example"], country="FR", industry="Retail")
    other = world.account(
        "ACME SA", domain="acme.test", domains=["acme.test"], country="FR", city="Paris", industry="Trade", employees=9
    )
    merge("accounts", other, acme, None, world.tick())
    row = Account.objects.get(pk=acme)
    assert (row.name, row.industry, row.employees, row.city) == ("Acme", "Retail", 9, "Paris")
    assert (row.domain, row.domains, row.other_names) == ("acme.example", ["acme.example", "acme.test"], ["ACME SA"])


def test_whose_value_holds_can_be_chosen_and_a_city_comes_with_its_country() -> None:
    world = World()
    acme = world.account("Acme", country="FR", city="Paris", industry="Retail", custom={"size": "big"})
    other = world.account("ACME SA", country="BE", city="Gent", industry="Trade", custom={"size": "small"})
    choices = {"name": "old", "place": "old", "custom.size": "old"}
    made = merge("accounts", other, acme, None, world.tick(), choices)
    row = Account.objects.get(pk=acme)
    assert (row.name, row.name_key, row.country, row.city) == ("ACME SA", "acme sa", "BE", "Gent")
    assert (row.industry, row.custom, row.other_names) == ("Retail", {"size": "small"}, ["Acme"])
    assert made.choices == choices | {"industry": "current"}


def test_do_not_sell_holds_for_both_whichever_stays() -> None:
    world = World()
    one, other = world.account("Acme", do_not_sell=False), world.account("ACME", do_not_sell=True)
    merge("accounts", other, one, None, world.tick())
    assert Account.objects.get(pk=one).do_not_sell


def test_everything_that_referred_to_the_other_refers_to_the_one_that_stays() -> None:
    world = small_world()
    a, b, c, d, _e = world.accounts
    merge("accounts", b, a, None, world.tick())
    found = references(world)
    assert {found["works", contact] for contact in world.contacts[:3]} == {a}
    assert found["deal", world.deals[1]] == a
    assert found["key", "accounts", f"A{b}"] == a
    # The one that stays has a parent and a tier of its own, and an acceptance goes before a proposal.
    assert (found["belongs", a], found["target", a]) == (c, (1, "accepted"))
    assert found["by hand", a] == 1
    assert not {("belongs", b), ("target", b), ("by hand", b)} & set(found)
    merge("accounts", a, d, None, world.tick())
    found = references(world)
    assert (found["target", d], found["signed", d]) == ((1, "accepted"), ("accepted", d))
    assert ("belongs", d) not in found, "what it would belong to belongs to it"


def test_what_was_seen_and_said_there_is_shown_on_the_one_that_stays_and_goes_back_with_the_other() -> None:
    world = World()
    one, other = world.account("Acme"), world.account("Acme Ltd")
    came = {"account_id": other, "received_at": START}
    Technology.objects.create(name="Kafka", **came)
    SurveyAnswer.objects.create(answer="9", answered_at=START, **came)
    TriggerEvent.objects.create(title="Funding", happened_on=START.date(), **came)

    def shown(account: int) -> tuple[list[str], list[str], list[str]]:
        seen = see_observations(account)
        triggers = [each.title for each in triggers_of(account)]
        return [each.name for each in seen.technologies], [each.answer for each in seen.answers], triggers

    merged = merge("accounts", other, one, None, world.tick())
    assert (shown(one), shown(other)) == ((["Kafka"], ["9"], ["Funding"]), ([], [], []))
    undo(merged.pk, None, world.tick())
    assert (shown(one), shown(other)) == (([], [], []), (["Kafka"], ["9"], ["Funding"]))


def test_a_merge_never_makes_an_account_own_itself() -> None:
    world = World()
    top, middle, bottom = (world.account(name) for name in ("Top", "Middle", "Bottom"))
    AccountParent.objects.create(account_id=middle, parent_id=top, made_at=START)
    AccountParent.objects.create(account_id=bottom, parent_id=middle, made_at=START)
    before = references(world)
    made = merge("accounts", bottom, top, None, world.tick())
    held = AccountParent.objects.filter(active()).values_list("account", "parent")
    assert list(held) == [(middle, top)]
    undo(made.pk, None, world.tick())
    assert references(world) == before


def test_an_earlier_day_still_reads_two(workspace: object) -> None:
    world = small_world()
    a, b = world.accounts[:2]
    before = world.tick()
    made = merge("accounts", b, a, None, world.tick())
    between = world.tick()
    undo(made.pk, None, world.tick())
    for instant, rows, of_deal in ((before, 5, b), (between, 4, a), (None, 5, b)):
        assert read_tables.accounts(instant).num_rows == rows
        deals = read_tables.deals(instant)
        of = dict(zip(deals.column("id").to_pylist(), deals.column("account_id").to_pylist(), strict=True))
        assert of[world.deals[1]] == of_deal


def test_the_old_key_name_and_page_lead_to_the_one_that_stays() -> None:
    world = small_world()
    a, b = world.accounts[:2]
    merge("accounts", b, a, None, world.tick())
    assert {find_account(said).pk for said in (str(b), "Acme Ltd", "acme.test", f"A{b}")} == {a}
    page = see_account(b)
    assert page is not None
    assert (page.id, len(page.deals)) == (a, 2)
    owner = world.people[1]
    assert assign_owner([b], owner, None, world.tick()) == 1
    assert Account.objects.get(pk=a).owner_id == owner


def test_contacts_are_merged_with_where_they_work_and_what_they_took_part_in() -> None:
    world = small_world()
    ann, _bob, _cid, dan, _eve = world.contacts
    Contact.objects.filter(pk=ann).update(emails=["ann@acme.example"], email="ann@acme.example", phones=["1"])
    merge("contacts", ann, dan, None, world.tick())
    person = see_person(ann)
    assert person is not None
    assert person.id == dan
    assert [place.account for place in person.places] == [world.accounts[0]]
    assert {part.deal for part in person.parts} == {world.deals[0], world.deals[2], world.deals[3]}
    assert Contact.objects.get(pk=dan).email == "ann@acme.example"


def test_a_decision_made_since_goes_home_with_its_target(cast: Cast) -> None:
    world = World()
    kept, other = world.account("Acme"), world.account("ACME")
    world.target(other, 2)
    made = merge("accounts", other, kept, None, world.tick())
    sign_off([kept], "accepted", "", "", cast.ben, world.tick())
    undo(made.pk, None, world.tick())
    target = Target.objects.get(active())
    assert (target.account_id, target.state) == (other, "accepted")
    signed = SignOff.objects.get(active())
    assert (signed.account_id, signed.target_id, signed.by) == (other, target.pk, cast.ben)


def test_what_came_since_stays_where_it_is() -> None:
    world = World()
    kept, other = world.account("Acme"), world.account("ACME", industry="Retail")
    contact, deal = world.contact("Ann", works_at=other), world.deal(other)
    made = merge("accounts", other, kept, None, world.tick())
    new = world.deal(kept)
    Account.objects.filter(pk=kept).update(industry="Trade")
    ContactAccount.objects.filter(active(), contact=contact).update(ended_at=world.tick())
    elsewhere = world.account("Elsewhere")
    ContactAccount.objects.create(contact_id=contact, account_id=elsewhere, made_at=world.now)
    undo(made.pk, None, world.tick())
    assert (Deal.objects.get(pk=deal).account_id, Deal.objects.get(pk=new).account_id) == (other, kept)
    assert (Account.objects.get(pk=kept).industry, Account.objects.get(pk=other).industry) == ("Trade", "Retail")
    assert ContactAccount.objects.get(active(), contact=contact).account_id == elsewhere


def test_only_managers_merge_and_only_what_is_there(cast: Cast) -> None:
    world = small_world()
    a, b = world.accounts[:2]
    with pytest.raises(AccessError):
        merge("accounts", b, a, cast.ben, world.tick())
    for old, current, why in ((a, a, "itself"), (10**6, a, "no row"), (a, 10**6, "no row")):
        with pytest.raises(DataError, match=why):
            merge("accounts", old, current, cast.ada, world.tick())
    with pytest.raises(DataError, match="Kinds: accounts, contacts"):
        merge("deals", a, b, cast.ada, world.tick())
    made = merge("accounts", b, a, cast.ada, world.tick())
    with pytest.raises(DataError, match="archived or merged"):
        merge("accounts", b, a, cast.ada, world.tick())
    with pytest.raises(AccessError):
        undo(made.pk, cast.ben, world.tick())
    undo(made.pk, cast.ada, world.tick())
    acts = AuditEntry.objects.order_by("pk").values_list("action", "by", "row", "details__old")
    assert list(acts) == [(f"duplicates.{done}", cast.ada.pk, a, b) for done in ("merged", "undone")]
