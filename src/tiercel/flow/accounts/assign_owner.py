"""Give accounts to somebody of the team, many at once; every earlier owner is kept, and an undo brings them back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.flow.duplicates.follow import currents_of
from tiercel.flow.targets.target_links import only_writer
from tiercel.records.models import Account, Change, Person, Target, User
from tiercel.records.models.users import Role

AT_A_TIME = 5000
FIELD = "owner_id"
# What changes hands, as changes name it.
TABLES: dict[type[Account] | type[Target], str] = {Account: "accounts", Target: "targets"}


def assign_owner(accounts: Iterable[int], owner: int, by: User | None, now: datetime) -> int:
    """Make somebody the owner of accounts; returns how many changed hands.

    Those that wait for a decision, and on which nobody works yet, are the new owner's to decide on from now; from
    whom works on one already, the next proposal takes it, if the strategy says so.

    owner    key of a person of the team
    raises   DataError where there is no such person; AccessError for less than a manager
    """
    at_least(Role.MANAGER, by)
    if not Person.objects.filter(pk=owner, archived_at__isnull=True).exists():
        raise DataError(_("Choose who is to own these accounts."))
    with only_writer():
        wanted = set(currents_of("accounts", accounts).values())
        found = Account.objects.select_for_update().filter(pk__in=wanted).exclude(owner=owner)
        before = dict(found.order_by("pk").values_list("pk", FIELD))
        _hand_over(dict.fromkeys(before, owner), before, by, now)
        waiting = Target.objects.filter(ended_at__isnull=True, state=Target.PROPOSED, account__in=wanted)
        nobodys = list(waiting.filter(owner__isnull=True, account__owner=owner).values_list("pk", flat=True))
        _hand_over(dict.fromkeys(nobodys, owner), dict.fromkeys(nobodys), by, now, Target)
        trail.note("accounts.assigned", by, subject="accounts", rows=list(before), owner=owner, at=now.isoformat())
    return len(before)


def undo(assigned_at: datetime, by: User | None, now: datetime) -> int:
    """Take back what this user assigned at that instant, where nobody has changed it since; returns how many."""
    at_least(Role.MANAGER, by)
    with only_writer():
        back = _take_back(Account, assigned_at, by, now)
        _take_back(Target, assigned_at, by, now)
        trail.note("accounts.unassigned", by, subject="accounts", rows=sorted(back))
    return len(back)


def _take_back(
    model: type[Account] | type[Target], assigned_at: datetime, by: User | None, now: datetime
) -> dict[int, int | None]:
    """What gets its owner of before again: what still has the one that it was given then, and waits if it is a target.

    returns  key -> the owner that it has now
    """
    changes = Change.objects.filter(table=TABLES[model], field=FIELD, made_at=assigned_at, by=by)
    before = {change.row: (change.old, change.new) for change in changes}
    rows: QuerySet[Any] = model._default_manager.select_for_update().filter(pk__in=list(before))
    if model is Target:
        rows = rows.filter(ended_at__isnull=True, state=Target.PROPOSED)
    held = dict(rows.values_list("pk", FIELD))
    back = {key: before[key][0] for key, owner in held.items() if owner == before[key][1]}
    _hand_over(back, {key: held[key] for key in back}, by, now, model)
    return back


def _hand_over(
    after: dict[int, int | None],
    before: dict[int, int | None],
    by: User | None,
    now: datetime,
    model: type[Account] | type[Target] = Account,
) -> None:
    """Write the new owners, and beside each the earlier one, from which an earlier day is read."""
    changes = [
        Change(table=TABLES[model], row=key, field=FIELD, old=before[key], new=new, made_at=now, by=by)
        for key, new in after.items()
    ]
    Change.objects.bulk_create(changes, batch_size=AT_A_TIME)
    for owner in set(after.values()):
        keys = [key for key, new in after.items() if new == owner]
        for start in range(0, len(keys), AT_A_TIME):
            model._default_manager.filter(pk__in=keys[start : start + AT_A_TIME]).update(owner=owner)
