"""A merge is taken back whole: what it moved goes back, what came since stays, and later merges are made again on top.

Merges build on each other: a later one may have moved on what an earlier one brought. So those that a merge has to do
with are taken back first, the last one first, and made again in their order when it is gone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.flow.duplicates.kinds import ACCOUNTS, CONTACTS, KINDS
from tiercel.flow.duplicates.merge import apply
from tiercel.flow.duplicates.moving import foreign, model_of
from tiercel.flow.duplicates.moving_back import MoverBack
from tiercel.flow.duplicates.pair_states import pairs_come_back
from tiercel.flow.targets.target_links import only_writer
from tiercel.records.models import Merge, User
from tiercel.records.models.users import Role

Touched = set[tuple[str, int]]


def undo(merge: int, by: User | None, now: datetime) -> Merge:
    """Take a merge back; raises DataError where there is none that holds, AccessError for less than a manager."""
    at_least(Role.MANAGER, by)
    with only_writer():
        made = Merge.objects.select_for_update().filter(pk=merge).first()
        if made is None or made.undone_at is not None:
            raise DataError(_("There is no merge {merge} that holds. See: tiercel duplicates list").format(merge=merge))
        later = _built_upon(made)
        kept = {each.pk: _take_back(each, by, now) for each in reversed(later)}
        _take_back(made, by, now)
        made.undone_by, made.undone_at = by, now
        made.save(update_fields=["undone_by", "undone_at"])
        for each in later:
            apply(each, by, now, besides=kept[each.pk])
        pairs_come_back(made)
        trail.note("duplicates.undone", by, subject=made.kind, row=made.current, old=made.old, merge=made.pk)
    return made


def _take_back(made: Merge, by: User | None, now: datetime) -> set[str]:
    """Move everything back; returns the columns that somebody has changed since, which keep what they say."""
    left = MoverBack(made, KINDS[made.kind].model, by, now).move_back()
    made.moves.all().delete()
    made.silences.all().delete()
    return left


def _built_upon(made: Merge) -> list[Merge]:
    """The later merges that hold and have to do with the same rows, in their order."""
    touched, found = _touched(made), []
    for each in Merge.objects.filter(pk__gt=made.pk, undone_at=None).order_by("pk"):
        if {(each.kind, each.old), (each.kind, each.current)} & touched:
            found.append(each)
            touched |= _touched(each)
    return found


def _touched(made: Merge) -> Touched:
    """The accounts and contacts that a merge was about, at either end of what it moved."""
    found = {(made.kind, made.old), (made.kind, made.current)}
    links = made.moves.filter(field="").values_list("table", "row")
    by_table: dict[str, list[int]] = {}
    for table, row in links:
        by_table.setdefault(table, []).append(row)
    for table, rows in by_table.items():
        found |= _ends_of(model_of(table), rows)
    return found


def _ends_of(model: type[Model], rows: Iterable[int]) -> Touched:
    kinds = {KINDS[name].model: name for name in (ACCOUNTS, CONTACTS)}
    ends = [(each.attname, kinds[to]) for each, to in foreign(model) if to in kinds]
    found: Touched = set()
    for values in model._default_manager.filter(pk__in=list(rows)).values_list(*(name for name, _kind in ends)):
        found |= {(kind, value) for (_name, kind), value in zip(ends, values, strict=True) if value is not None}
    return found
