"""A parent that somebody gives to an account, or takes from it, and that act taken back."""

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
        names = live_names(account, parent)
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


def undo(account: int, at: datetime, by: User | None, now: datetime) -> AccountParent | None:
    """Take back what was done at `at`: the account belongs to what it belonged to before, and to nobody if to none.

    returns  the parent that it has again
    raises   DataError where nothing was done then, another parent was given since, or the earlier one is put away;
             AccessError for less than a manager
    """
    at_least(Role.MANAGER, by)
    with transaction.atomic():
        held = _held(account)
        links = AccountParent.objects.select_related("parent").filter(account=account)
        made, before = links.filter(made_at=at).first(), links.filter(ended_at=at).first()
        if held and (made or before) and held != made:
            raise DataError(_("The account has been given another parent since."))
        if (made is None and before is None) or (made and held is None):
            raise DataError(_("There is nothing to take back here."))
        if held:
            _end(held, now)
        again = _again(before, now) if before else None
        trail.note("parents.taken_back", by, subject="accounts", row=account, parent=_parent_of(again))
    return again


def _again(before: AccountParent, now: datetime) -> AccountParent:
    """A link ended is not opened again: another begins, so that what was known on a day stays known."""
    names = live_names(before.account_id, before.parent_id)
    if would_circle(before.account_id, before.parent_id):
        said = _("{account} would own itself: {parent} belongs to it already. Mend that parent first.")
        raise DataError(said.format(account=names[before.account_id], parent=names[before.parent_id]))
    return AccountParent.objects.create(account_id=before.account_id, parent_id=before.parent_id, made_at=now)


def _held(account: int) -> AccountParent | None:
    return AccountParent.objects.select_for_update().filter(active(), account=account).first()


def _parent_of(link: AccountParent | None) -> int | None:
    return link.parent_id if link else None


def _end(link: AccountParent, now: datetime) -> None:
    link.ended_at = now
    link.save(update_fields=["ended_at"])


def live_names(*accounts: int) -> dict[int, str]:
    """What accounts are called, none of which is put away before this transaction ends.

    raises   DataError where one of them is not there, or put away
    """
    live = Account.objects.select_for_update(no_key=True).filter(pk__in=accounts, archived_at__isnull=True)
    names = dict(live.order_by("pk").values_list("pk", "name"))
    gone = [key for key in accounts if key not in names]
    if gone:
        raise DataError(_("There is no account {key}, or it is put away.").format(key=gone[0]))
    return names
