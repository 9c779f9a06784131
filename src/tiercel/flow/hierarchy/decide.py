"""A person's word on a suggested parent: it belongs there, it does not; and taking that word back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.flow.duplicates.circles import would_circle
from tiercel.flow.hierarchy.set_parent import live_names
from tiercel.records.models import AccountParent, ParentSuggestion, User
from tiercel.records.models.base import active
from tiercel.records.models.users import Role

WAITING = ParentSuggestion.WAITING


def accept(suggestion: int, by: User | None, now: datetime) -> AccountParent:
    """Let an account belong to the suggested parent.

    raises   DataError where it would own itself, has a parent, or one of them is put away
    """
    with transaction.atomic():
        found = _waiting(suggestion, by)
        live_names(found.account_id, found.parent_id)
        if would_circle(found.account_id, found.parent_id):
            said = _("{account} would own itself: {parent} belongs to it already. Mend that parent first.")
            raise DataError(said.format(account=found.account.name, parent=found.parent.name))
        if AccountParent.objects.filter(active(), account=found.account_id).exists():
            raise DataError(_("{account} has a parent by now.").format(account=found.account.name))
        link = AccountParent.objects.create(account_id=found.account_id, parent_id=found.parent_id, made_at=now)
        found.state, found.decided_by, found.decided_at, found.link = ParentSuggestion.ACCEPTED, by, now, link
        found.save()
        trail.note("parents.accepted", by, subject="accounts", row=found.account_id, parent=found.parent_id)
    return link


def decline(suggestion: int, by: User | None, now: datetime) -> None:
    """Say that an account does not belong to the suggested parent; no later look suggests it again."""
    with transaction.atomic():
        found = _waiting(suggestion, by)
        found.state, found.decided_by, found.decided_at = ParentSuggestion.DECLINED, by, now
        found.save()
        trail.note("parents.declined", by, subject="accounts", row=found.account_id, parent=found.parent_id)


def undo(suggestion: int, by: User | None, now: datetime) -> None:
    """Take a decision back: the suggestion waits again, and a parent that it gave ends.

    raises   DataError where there is no such decision, or the account has been given another parent since
    """
    at_least(Role.MANAGER, by)
    with transaction.atomic():
        found = ParentSuggestion.objects.select_for_update().filter(pk=suggestion).exclude(state=WAITING).first()
        if found is None:
            said = _("Nobody has decided on suggestion {key}. See: tiercel parents list --decided")
            raise DataError(said.format(key=suggestion))
        if found.state == ParentSuggestion.ACCEPTED:
            _end_link(found, now)
        found.state, found.decided_by, found.decided_at, found.link = WAITING, None, None, None
        found.save()
        trail.note("parents.undone", by, subject="accounts", row=found.account_id, parent=found.parent_id)


def _end_link(suggestion: ParentSuggestion, now: datetime) -> None:
    held = AccountParent.objects.select_for_update().filter(active(), account=suggestion.account_id).first()
    if held is None:
        return
    if held.pk != suggestion.link_id:
        said = _("{account} has been given another parent since. Clear that one instead.")
        raise DataError(said.format(account=suggestion.account.name))
    held.ended_at = now
    held.save(update_fields=["ended_at"])


def _waiting(suggestion: int, by: User | None) -> ParentSuggestion:
    at_least(Role.MANAGER, by)
    found = ParentSuggestion.objects.select_related("account", "parent").filter(pk=suggestion, state=WAITING).first()
    if found is None:
        said = _("There is no suggestion {key} that waits. See: tiercel parents list")
        raise DataError(said.format(key=suggestion))
    return found
