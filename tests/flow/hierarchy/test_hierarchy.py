"""Parents are suggested, accepted, declined and read as a family; nobody owns themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.conftest import Cast
from tests.flow.duplicates.world import START, World

from tiercel.core.errors import AccessError, DataError
from tiercel.flow.hierarchy.decide import accept, decline, undo
from tiercel.flow.hierarchy.family import Kin, see_family
from tiercel.flow.hierarchy.list_parents import DECIDED, count_parents, list_parents
from tiercel.flow.hierarchy.parents import look
from tiercel.flow.hierarchy.set_parent import clear_parent, set_parent
from tiercel.flow.hierarchy.set_parent import undo as undo_by_hand
from tiercel.records.models import AccountParent, AuditEntry
from tiercel.records.models.base import active

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workspace")]


@pytest.fixture
def world() -> World:
    world = World()
    acme = world.account("Acme Inc.", domain="acme.com", domains=["acme.com"])
    german = world.account("Acme Deutschland GmbH", domain="acme.de", domains=["acme.de"])
    french = world.account("Acme France")
    for account in (acme, german, german, french):
        world.deal(account)
    world.contact("Ann", works_at=german)
    return world


def test_a_suggestion_is_accepted_or_declined_and_not_made_again(world: World, cast: Cast) -> None:
    acme, german, french = world.accounts
    assert look(None).waiting == 2
    certain, other = list_parents(cast.ada)
    assert (certain.account, certain.parent, certain.why) == (german, acme, ("name", "sister domain"))
    accept(certain.id, cast.ada, world.tick())
    decline(other.id, cast.ada, world.tick())
    assert look(None).waiting == 0
    assert list(AccountParent.objects.filter(active()).values_list("account", "parent")) == [(german, acme)]
    acts = AuditEntry.objects.order_by("pk").values_list("action", "row")
    assert list(acts) == [("parents.accepted", german), ("parents.declined", french)]
    with pytest.raises(DataError, match="no suggestion"):
        accept(certain.id, cast.ada, world.tick())
    with pytest.raises(AccessError):
        list_parents(cast.ben)


def test_a_circle_is_refused_with_what_to_do(world: World) -> None:
    acme, german, _french = world.accounts
    look(None)
    AccountParent.objects.create(account_id=acme, parent_id=german, made_at=START)
    with pytest.raises(DataError, match="would own itself"):
        accept(list_parents(None)[0].id, None, world.tick())


def test_certain_ones_are_accepted_by_rule_only_where_the_workspace_says_so(world: World, settings: Any) -> None:
    acme, german, _french = world.accounts
    settings.WORKSPACE = replace(settings.WORKSPACE, accept_parents=True)
    found = look(None)
    assert (found.accepted, found.waiting) == (1, 1)
    assert see_family(german).above[-1].account == acme


def test_numbers_are_read_alone_and_with_all_that_belong_to_it(world: World, settings: Any, cast: Cast) -> None:
    acme, german, french = world.accounts
    top = world.account("Holding")
    for child, parent in ((acme, top), (german, acme), (french, german)):
        AccountParent.objects.create(account_id=child, parent_id=parent, made_at=START)
    family = see_family(acme)
    assert (family.above, family.below) == ((Kin(top, "Holding"),), 2)
    assert (family.alone.deals, family.together.deals, family.together.contacts) == (1, 4, 1)
    assert see_family(french).above[-1].account == top
    # Whoever sees their own accounts alone is told no number of the others.
    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen="own")
    assert see_family(acme, cast.ben).together.deals == 1
    assert see_family(acme, cast.ben).above == ()


def test_a_decision_is_taken_back_and_the_suggestion_waits_again(world: World, cast: Cast) -> None:
    acme, german, french = world.accounts
    look(None)
    certain, other = list_parents(cast.ada)
    accept(certain.id, cast.ada, world.tick())
    decline(other.id, cast.ada, world.tick())
    assert [(row.account, row.state) for row in list_parents(cast.ada, state=DECIDED)] == [
        (french, "declined"),
        (german, "accepted"),
    ]
    for each in (certain, other):
        undo(each.id, cast.ada, world.tick())
    assert not AccountParent.objects.filter(active()).exists()
    assert (count_parents(), count_parents(DECIDED)) == (2, 0)
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))[-2:] == ["parents.undone"] * 2
    with pytest.raises(DataError, match="Nobody has decided"):
        undo(certain.id, cast.ada, world.tick())
    with pytest.raises(AccessError):
        undo(certain.id, cast.ben, world.tick())
    assert accept(certain.id, cast.ada, world.tick()).parent_id == acme


def test_a_decision_is_not_taken_back_where_somebody_has_set_another_parent(world: World) -> None:
    _acme, german, french = world.accounts
    look(None)
    certain = list_parents(None)[0]
    accept(certain.id, None, world.tick())
    set_parent(german, french, None, world.tick())
    with pytest.raises(DataError, match="another parent since"):
        undo(certain.id, None, world.tick())
    assert see_family(german).above[-1].account == french


def test_a_parent_is_set_changed_and_cleared_by_hand(world: World, cast: Cast) -> None:
    acme, german, french = world.accounts
    first = set_parent(german, acme, cast.ada, world.tick())
    assert set_parent(german, acme, cast.ada, world.tick()) == first
    set_parent(german, french, cast.ada, world.tick())
    assert list(AccountParent.objects.filter(active()).values_list("account", "parent")) == [(german, french)]
    with pytest.raises(DataError, match="would own itself"):
        set_parent(french, german, cast.ada, world.tick())
    with pytest.raises(DataError, match="would own itself"):
        set_parent(acme, acme, cast.ada, world.tick())
    with pytest.raises(DataError, match="no account"):
        set_parent(acme, 999_999, cast.ada, world.tick())
    assert clear_parent(german, cast.ada, world.tick())
    assert not clear_parent(german, cast.ada, world.tick())
    acts = list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))
    assert acts == ["parents.set", "parents.set", "parents.cleared"]
    for do in (lambda: set_parent(german, acme, cast.ben, START), lambda: clear_parent(german, cast.ben, START)):
        with pytest.raises(AccessError):
            do()


def parent_of(account: int) -> int | None:
    return AccountParent.objects.filter(active(), account=account).values_list("parent", flat=True).first()


def test_a_parent_set_by_hand_is_taken_back_to_what_was_before(world: World, cast: Cast) -> None:
    acme, german, french = world.accounts
    first = world.tick()
    set_parent(german, acme, cast.ada, first)
    second = world.tick()
    set_parent(german, french, cast.ada, second)
    with pytest.raises(DataError, match="another parent since"):
        undo_by_hand(german, first, cast.ada, world.tick())
    undo_by_hand(german, second, cast.ada, world.tick())
    assert parent_of(german) == acme
    with pytest.raises(DataError, match="another parent since"):
        undo_by_hand(german, second, cast.ada, world.tick())
    assert AccountParent.objects.filter(account=german).count() == 3, "what was known on a day stays known"
    assert AuditEntry.objects.filter(action="parents.taken_back").values_list("row", flat=True).get() == german


def test_an_end_and_a_first_parent_are_taken_back_too(world: World, cast: Cast) -> None:
    acme, german, french = world.accounts
    at = world.tick()
    set_parent(german, acme, cast.ada, at)
    undo_by_hand(german, at, cast.ada, world.tick())
    assert parent_of(german) is None
    set_parent(german, acme, cast.ada, world.tick())
    ended = world.tick()
    clear_parent(german, cast.ada, ended)
    with pytest.raises(AccessError):
        undo_by_hand(german, ended, cast.ben, world.tick())
    set_parent(acme, german, cast.ada, world.tick())
    with pytest.raises(DataError, match="own itself"):
        undo_by_hand(german, ended, cast.ada, world.tick())
    clear_parent(acme, cast.ada, world.tick())
    undo_by_hand(german, ended, cast.ada, world.tick())
    assert parent_of(german) == acme
    with pytest.raises(DataError, match="nothing to take back"):
        undo_by_hand(french, ended, cast.ada, world.tick())
