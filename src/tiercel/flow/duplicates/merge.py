"""Two rows become one: one stays with the values that hold and all that referred to either; the other is put away."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.flow.duplicates import facts
from tiercel.flow.duplicates.kinds import Kind, kind_of
from tiercel.flow.duplicates.moving import Mover
from tiercel.flow.duplicates.pair_states import pairs_follow
from tiercel.flow.targets.target_links import only_writer
from tiercel.records.models import Alias, Change, ExternalKey, Merge, MergeMove, Silence, User
from tiercel.records.models.users import Role

ARCHIVED = "archived_at"


def merge(  # noqa: PLR0917
    kind: str, old: int, current: int, by: User | None, now: datetime, choices: Mapping[str, str] | None = None
) -> Merge:
    """Merge `old` into `current`, which stays; an undo takes it back whole.

    choices   fact -> "old" or "current": whose value holds where both say something else; the default is `current`'s
    raises    DataError where one of them is not there, or is archived; AccessError for less than a manager
    """
    at_least(Role.MANAGER, by)
    sort = kind_of(kind)
    _check_choices(choices or {})
    with only_writer():
        _check(sort, old, current)
        made = Merge.objects.create(
            kind=kind, old=old, current=current, choices=dict(choices or {}), by=by, made_at=now
        )
        apply(made, by, now)
        pairs_follow(made, by, now)
        trail.note("duplicates.merged", by, subject=kind, row=current, old=old, merge=made.pk)
    return made


def apply(made: Merge, by: User | None, now: datetime, besides: Collection[str] = ()) -> None:
    """Do what a merge says; `besides` are columns of the row that stays which keep what they say."""
    kind = kind_of(made.kind)
    rows = kind.model._default_manager.select_for_update().in_bulk([made.old, made.current])
    old, current = rows[made.old], rows[made.current]
    composed = facts.compose(kind, old, current, made.choices)
    Silence.objects.bulk_create(_silences(made, kind, composed.choices))
    mover = Mover(made, kind.model, by, now)
    mover.move_all()
    values = {name: value for name, value in composed.values.items() if name not in besides}
    moves = mover.moves + _set(made, current, values, by, now)
    kind.model._default_manager.filter(pk=old.pk).update(archived_at=now)
    moves.append(MergeMove(merge=made, table=made.kind, row=old.pk, field=ARCHIVED, new=facts.as_json(now)))
    MergeMove.objects.bulk_create(moves, batch_size=1000)
    Alias.objects.create(kind=made.kind, old=made.old, current=made.current, made_at=now)
    made.choices = composed.choices
    made.save(update_fields=["choices"])


def _check(kind: Kind, old: int, current: int) -> None:
    if old == current:
        raise DataError(_("A row cannot be merged into itself: {row}.").format(row=old))
    for row in (old, current):
        found = kind.model._default_manager.select_for_update().filter(pk=row).values_list(ARCHIVED, flat=True)
        if not found:
            raise DataError(_("There is no row {row} among the {kind}.").format(row=row, kind=kind.name))
        if found[0] is not None:
            said = _("Row {row} of the {kind} is archived or merged already, so it takes part in nothing.")
            raise DataError(said.format(row=row, kind=kind.name))


def _check_choices(choices: Mapping[str, str]) -> None:
    for name, holds in choices.items():
        if holds not in (facts.OLD, facts.CURRENT):
            raise DataError(_("'{holds}' says not whose {name} holds: old or current.").format(holds=holds, name=name))


def _silences(made: Merge, kind: Kind, choices: Mapping[str, str]) -> list[Silence]:
    """The keys whose word on a fact is not taken any more, since the other's holds."""
    keys = ExternalKey.objects.filter(kind=made.kind)
    of = {side: list(keys.filter(row=getattr(made, side)).values_list("pk", flat=True)) for side in ("old", "current")}
    return [
        Silence(merge=made, key=key, column=column)
        for name, holds in choices.items()
        for column in kind.facts.get(name, (name,))
        for key in of[facts.CURRENT if holds == facts.OLD else facts.OLD]
    ]


def _set(made: Merge, row: Model, values: Mapping[str, object], by: User | None, now: datetime) -> list[MergeMove]:
    """Give the row that stays its values, each with what it was."""
    moves, changes = [], []
    for name, value in values.items():
        before, after = facts.as_json(getattr(row, name)), facts.as_json(value)
        moves.append(MergeMove(merge=made, table=made.kind, row=row.pk, field=name, old=before, new=after))
        changes.append(
            Change(table=made.kind, row=row.pk, field=name, old=before, new=after, made_at=now, by=by),
        )
    write_values(type(row), row.pk, dict(values))
    Change.objects.bulk_create([change for change in changes if change.field not in SILENT])
    return moves


# What follows from another column has no history of its own.
SILENT = ("name_key", "domain", "email")


def write_values(model: type[Model], row: int, values: dict[str, object]) -> None:
    if values:
        model._default_manager.filter(pk=row).update(**values)
