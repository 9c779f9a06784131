"""Parents are suggested, accepted, declined and read as a family; nobody owns themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.conftest import Cast
from tests.flow.duplicates.world import START, World

from tiercel.core.errors import AccessError, DataError
from tiercel.flow.hierarchy.family import see_family, ultimate_parent
from tiercel.flow.hierarchy.parents import accept, decline, list_parents, look
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
    assert ultimate_parent(german) == acme


def test_numbers_are_read_alone_and_with_all_that_belong_to_it(world: World, settings: Any, cast: Cast) -> None:
    acme, german, french = world.accounts
    top = world.account("Holding")
    for child, parent in ((acme, top), (german, acme), (french, german)):
        AccountParent.objects.create(account_id=child, parent_id=parent, made_at=START)
    family = see_family(acme)
    assert (family.above, family.below) == (((top, "Holding"),), 2)
    assert (family.alone.deals, family.together.deals, family.together.contacts) == (1, 4, 1)
    assert ultimate_parent(french) == top
    # Whoever sees their own accounts alone is told no number of the others.
    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen="own")
    assert see_family(acme, cast.ben).together.deals == 1
    assert see_family(acme, cast.ben).above == ()
