"""A parent that somebody gives to an account, or takes from it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.flow.duplicates.circles import would_circle
from tiercel.records.models import Account, AccountParent, User
from tiercel.records.models.base import active
from tiercel.records.models.users import Role


def set_parent(account: int, parent: int, by: User | None, now: datetime) -> AccountParent:
    """Let an account belong to another; what it belonged to before ends.

    raises   DataError where one of them is not there or it would own itself, AccessError for less than a manager
    """
    at_least(Role.MANAGER, by)
    with transaction.atomic():
        names = _names(account, parent)
        before = _held(account)
        if before and before.parent_id == parent:
            return before
        if would_circle(account, parent, besides=before.pk if before else None):
            said = _("{account} would own itself: {parent} belongs to it already. Mend that parent first.")
            raise DataError(said.format(account=names[account], parent=names[parent]))
        if before:
            _end(before, now)
        link = AccountParent.objects.create(account_id=account, parent_id=parent, made_at=now)
        trail.note("parents.set", by, subject="accounts", row=account, parent=parent, before=_parent_of(before))
    return link


def clear_parent(account: int, by: User | None, now: datetime) -> bool:
    """Let an account belong to nobody; returns whether it had a parent. Raises AccessError for less than a manager."""
    at_least(Role.MANAGER, by)
    with transaction.atomic():
        before = _held(account)
        if before is None:
            return False
        _end(before, now)
        trail.note("parents.cleared", by, subject="accounts", row=account, before=before.parent_id)
    return True


def _held(account: int) -> AccountParent | None:
    return AccountParent.objects.select_for_update().filter(active(), account=account).first()


def _parent_of(link: AccountParent | None) -> int | None:
    return link.parent_id if link else None


def _end(link: AccountParent, now: datetime) -> None:
    link.ended_at = now
    link.save(update_fields=["ended_at"])


def _names(*accounts: int) -> dict[int, str]:
    names = dict(Account.objects.filter(pk__in=accounts, archived_at__isnull=True).values_list("pk", "name"))
    gone = [key for key in accounts if key not in names]
    if gone:
        raise DataError(_("There is no account {key}, or it is put away.").format(key=gone[0]))
    return names
