"""A person's word on a pair: the same, not the same, later; and taking that word back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.flow.duplicates.merge import merge
from tiercel.flow.duplicates.stays import which_stays
from tiercel.flow.refresh import queue_after
from tiercel.records.models import DuplicatePair, Merge, User
from tiercel.records.models.users import Role


def merge_pair(
    pair: int, by: User | None, now: datetime, *, stays: int | None = None, choices: Mapping[str, str] | None = None
) -> Merge:
    """Merge a pair that waits.

    stays     the key of the row that stays; None: the one that more is known of, else the older
    choices   fact -> "old" or "current": whose value holds where both say something else
    """
    with transaction.atomic():
        found = _one(pair, DuplicatePair.WAITING, by)
        current = stays or which_stays(found.kind, found.left, found.right)
        if current not in (found.left, found.right):
            raise DataError(
                _("Row {row} is not of this pair: {left} or {right}.").format(
                    row=current, left=found.left, right=found.right
                )
            )
        old = found.left if current == found.right else found.right
        return merge(found.kind, old, current, by, now, choices)


def split(pair: int, by: User | None, now: datetime) -> None:
    """Say that two rows are not the same; no later search brings them up again."""
    with transaction.atomic():
        found = _one(pair, DuplicatePair.WAITING, by)
        found.state, found.decided_by, found.decided_at = DuplicatePair.APART, by, now
        found.save(update_fields=["state", "decided_by", "decided_at"])
        trail.note("duplicates.kept_apart", by, subject=found.kind, row=found.left, other=found.right)


def put_off(pair: int, by: User | None, now: datetime) -> None:
    """Decide later: the pair goes to the end of the list."""
    with transaction.atomic():
        found = _one(pair, DuplicatePair.WAITING, by)
        DuplicatePair.objects.filter(pk=found.pk).update(put_off_at=now)


def ask_again(pair: int, by: User | None) -> None:
    """Take back that two rows are not the same: the pair waits again."""
    with transaction.atomic():
        found = _one(pair, DuplicatePair.APART, by)
        found.state, found.decided_by, found.decided_at = DuplicatePair.WAITING, None, None
        found.save(update_fields=["state", "decided_by", "decided_at"])
        trail.note("duplicates.asked_again", by, subject=found.kind, row=found.left, other=found.right)


def score_anew(by: User | None) -> None:
    """To be called when somebody is done with merging: what was merged is scored as one."""
    queue_after(by)


def _one(pair: int, state: str, by: User | None) -> DuplicatePair:
    at_least(Role.MANAGER, by)
    found = DuplicatePair.objects.select_for_update().filter(pk=pair).first()
    if found is None:
        raise DataError(_("There is no pair {pair}. See: tiercel duplicates list").format(pair=pair))
    if found.state != state:
        raise DataError(
            _("Pair {pair} is decided already, or not decided yet ({state}).").format(pair=pair, state=found.state)
        )
    return found
