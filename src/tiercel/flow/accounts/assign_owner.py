"""Give accounts to somebody of the team, many at once; every earlier owner is kept, and an undo brings them back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.flow.duplicates.follow import currents_of
from tiercel.records.models import Account, Change, Person, User
from tiercel.records.models.users import Role

AT_A_TIME = 5000
FIELD = "owner_id"


def assign_owner(accounts: Iterable[int], owner: int, by: User | None, now: datetime) -> int:
    """Make somebody the owner of accounts; returns how many changed hands.

    owner    key of a person of the team
    raises   DataError where there is no such person; AccessError for less than a manager
    """
    at_least(Role.MANAGER, by)
    if not Person.objects.filter(pk=owner, archived_at__isnull=True).exists():
        raise DataError(_("Choose who is to own these accounts."))
    with transaction.atomic():
        wanted = set(currents_of("accounts", accounts).values())
        found = Account.objects.select_for_update().filter(pk__in=wanted).exclude(owner=owner)
        before = dict(found.order_by("pk").values_list("pk", FIELD))
        _hand_over(dict.fromkeys(before, owner), before, by, now)
        trail.note("accounts.assigned", by, subject="accounts", rows=list(before), owner=owner, at=now.isoformat())
    return len(before)


def undo(assigned_at: datetime, by: User | None, now: datetime) -> int:
    """Take back what this user assigned at that instant, where nobody has changed it since; returns how many."""
    at_least(Role.MANAGER, by)
    with transaction.atomic():
        changes = Change.objects.filter(table="accounts", field=FIELD, made_at=assigned_at, by=by)
        before = {change.row: (change.old, change.new) for change in changes}
        held = dict(Account.objects.select_for_update().filter(pk__in=list(before)).values_list("pk", FIELD))
        back = {key: before[key][0] for key, owner in held.items() if owner == before[key][1]}
        _hand_over(back, {key: held[key] for key in back}, by, now)
        trail.note("accounts.unassigned", by, subject="accounts", rows=sorted(back))
    return len(back)


def _hand_over(after: dict[int, int | None], before: dict[int, int | None], by: User | None, now: datetime) -> None:
    """Write the new owners, and beside each the earlier one, from which an earlier day is read."""
    changes = [
        Change(table="accounts", row=key, field=FIELD, old=before[key], new=new, made_at=now, by=by)
        for key, new in after.items()
    ]
    Change.objects.bulk_create(changes, batch_size=AT_A_TIME)
    for owner in set(after.values()):
        keys = [key for key, new in after.items() if new == owner]
        for start in range(0, len(keys), AT_A_TIME):
            Account.objects.filter(pk__in=keys[start : start + AT_A_TIME]).update(owner=owner)
