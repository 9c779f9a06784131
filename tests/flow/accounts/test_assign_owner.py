"""Accounts change hands many at once, and every earlier owner can be had back."""

from datetime import timedelta

import pytest
from tests.conftest import Cast
from tests.flow.market import NOW, account, person

from tiercel.core.errors import AccessError, DataError
from tiercel.flow.accounts import assign_owner
from tiercel.records.models import Account, AuditEntry, Change, Target

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def owners() -> dict[str, int | None]:
    return dict(Account.objects.values_list("name", "owner_id"))


def test_accounts_get_a_new_owner_and_the_old_one_back(cast: Cast) -> None:
    old, new = person("Old"), person("New")
    made = [account("A", owner=old), account("B")]
    assert assign_owner.assign_owner([each.pk for each in made], new.pk, cast.ada, NOW) == 2
    assert owners() == {"A": new.pk, "B": new.pk}
    assert assign_owner.undo(NOW, cast.ada, LATER) == 2
    assert owners() == {"A": old.pk, "B": None}
    assert [entry.action for entry in AuditEntry.objects.order_by("pk")] == ["accounts.assigned", "accounts.unassigned"]


def test_an_undo_leaves_alone_what_somebody_has_changed_since(cast: Cast) -> None:
    new, third = person("New"), person("Third")
    made = [account("A"), account("B")]
    assign_owner.assign_owner([each.pk for each in made], new.pk, cast.ada, NOW)
    assign_owner.assign_owner([made[0].pk], third.pk, cast.ada, LATER)
    assert assign_owner.undo(NOW, cast.ada, LATER + timedelta(hours=1)) == 1
    assert owners() == {"A": third.pk, "B": None}


def test_the_same_assignment_twice_changes_nothing_the_second_time(cast: Cast) -> None:
    new, made = person("New"), account("A")
    for expected in (1, 0):
        assert assign_owner.assign_owner([made.pk], new.pk, cast.ada, NOW) == expected
    assert Change.objects.count() == 1


def test_members_assign_nothing_and_nobody_is_no_owner(cast: Cast) -> None:
    made = account("A")
    with pytest.raises(AccessError):
        assign_owner.assign_owner([made.pk], person("New").pk, cast.ben, NOW)
    with pytest.raises(DataError):
        assign_owner.assign_owner([made.pk], 0, cast.ada, NOW)


def test_what_waits_with_nobody_is_the_new_owners_to_decide_on_and_an_undo_takes_it_back(cast: Cast) -> None:
    new, other = person("New"), person("Other")
    free, taken = account("Free"), account("Taken")
    waits = Target.objects.create(account=free, tier=1, made_at=NOW)
    worked_on = Target.objects.create(account=taken, tier=1, owner=other, made_at=NOW)
    assign_owner.assign_owner([free.pk, taken.pk], new.pk, cast.ada, NOW)
    assert dict(Target.objects.values_list("pk", "owner")) == {waits.pk: new.pk, worked_on.pk: other.pk}
    assign_owner.undo(NOW, cast.ada, LATER)
    assert dict(Target.objects.values_list("pk", "owner")) == {waits.pk: None, worked_on.pk: other.pk}
