"""Whatever is merged, happens and is undone in between, in the end every reference is where it was or was put."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.flow.duplicates.world import World, references, small_world

from tiercel.core.errors import DataError
from tiercel.flow.accounts.assign_owner import assign_owner
from tiercel.flow.duplicates.follow import current_of
from tiercel.flow.duplicates.merge import merge
from tiercel.flow.duplicates.undo import undo
from tiercel.records.models import Alias, ContactAccount, Merge, Person
from tiercel.records.models.base import active

pytestmark = pytest.mark.django_db

PLACES = st.integers(0, 4)
CHOICES = st.sampled_from([{}, {"name": "old", "place": "old"}, {"owner": "old", "custom.size": "old"}])
STEPS = st.one_of(
    st.tuples(st.just("merge accounts"), PLACES, PLACES, CHOICES),
    st.tuples(st.just("merge accounts"), PLACES, PLACES, CHOICES),
    st.tuples(st.just("merge contacts"), PLACES, PLACES, CHOICES),
    st.tuples(st.just("undo"), st.integers(0, 9)),
    st.tuples(st.just("new deal"), PLACES, PLACES),
    st.tuples(st.just("new contact"), PLACES),
    st.tuples(st.just("new owner"), PLACES),
    st.tuples(st.just("works elsewhere"), PLACES, PLACES),
)


def merges(world: World) -> list[int]:
    held = Merge.objects.filter(undone_at=None, old__in=[*world.accounts, *world.contacts])
    return list(held.order_by("pk").values_list("pk", flat=True))


def take(world: World, step: tuple[Any, ...], expected: dict[Any, Any]) -> None:
    """Do one step, and expect of what it puts somewhere that it stays there."""
    now, (what, *rest) = world.tick(), step
    if what.startswith("merge"):
        kind = what.split()[1]
        rows = world.accounts if kind == "accounts" else world.contacts
        old, current = (current_of(kind, rows[place]) for place in rest[:2])
        if old != current:
            merge(kind, old, current, None, now, rest[2])
    elif what == "undo":
        held = merges(world)
        if held:
            undo(held[rest[0] % len(held)], None, now)
    else:
        put(world, what, rest, expected)


def put(world: World, what: str, rest: list[int], expected: dict[Any, Any]) -> None:
    account = current_of("accounts", world.accounts[rest[-1] if what == "works elsewhere" else rest[0]])
    if what == "new deal":
        contact = current_of("contacts", world.contacts[rest[1]])
        deal = world.deal(account, contact)
        expected |= {("deal", deal): account, ("part", deal, contact): "champion"}
    elif what == "new contact":
        contact = world.contact("A new one", works_at=account)
        expected |= {("works", contact): account, ("here", contact): None}
        expected["key", "contacts", f"C{contact}"] = contact
    elif what == "new owner":
        owner = Person.objects.create(name="New", received_at=world.now).pk
        assign_owner([account], owner, None, world.now)
        expected["owner", account] = owner
    elif what == "works elsewhere":
        contact = current_of("contacts", world.contacts[rest[0]])
        ContactAccount.objects.filter(active(), contact=contact).update(ended_at=world.now)
        ContactAccount.objects.create(contact_id=contact, account_id=account, made_at=world.now)
        expected["works", contact] = account


DRAWN = (Phase.explicit, Phase.generate)


# Stories are short as they are drawn: to make a failing one shorter would take minutes.
@settings(max_examples=30, suppress_health_check=list(HealthCheck), derandomize=True, phases=DRAWN)
@given(steps=st.lists(STEPS, min_size=2, max_size=12), order=st.randoms(use_true_random=False))
def test_after_everything_is_undone_every_reference_is_where_it_was(steps: list[tuple[Any, ...]], order: Any) -> None:
    world = small_world()
    expected = references(world)
    for step in steps:
        take(world, step, expected)
    while held := merges(world):
        undo(order.choice(held), None, world.tick())
    assert references(world) == expected
    assert not Alias.objects.filter(active(), old__in=[*world.accounts, *world.contacts]).exists()


def test_a_merge_that_is_undone_cannot_be_undone_again() -> None:
    world = small_world()
    made = merge("accounts", world.accounts[0], world.accounts[1], None, world.tick())
    undo(made.pk, None, world.tick())
    with pytest.raises(DataError, match="no merge"):
        undo(made.pk, None, world.tick())
