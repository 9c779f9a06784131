"""What a merge moved goes back to the row it came from, unless somebody has moved it on since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Model

from tiercel.flow.duplicates import facts
from tiercel.flow.duplicates.circles import would_circle
from tiercel.flow.duplicates.kinds import KINDS
from tiercel.flow.duplicates.merge import ARCHIVED, SILENT
from tiercel.flow.duplicates.moving import foreign, model_of, point, stands_in_the_way, values_of
from tiercel.records.models import (
    AccountParent,
    Alias,
    Change,
    ExternalKey,
    HandChoice,
    Merge,
    MergeMove,
    SignOff,
    Target,
    User,
)
from tiercel.records.models.base import Imported, Link, active

DECISIONS: tuple[type[Model], ...] = (Target, SignOff, HandChoice)


@dataclass
class MoverBack:
    """Takes back one merge.

    came   by model: the key of each link that ended here -> the key of the one that began, or None
    """

    made: Merge
    model: type[Model]
    by: User | None
    now: datetime
    came: dict[type[Model], dict[int, int | None]] = field(default_factory=dict)

    def move_back(self) -> set[str]:
        """Move back; returns the columns of the row that stays which say something else by now, and keep it."""
        moves = list(self.made.moves.order_by("pk"))
        Alias.objects.filter(active(), kind=self.made.kind, old=self.made.old).update(ended_at=self.now)
        for move in moves:
            if move.field == ARCHIVED:
                archived = facts.from_json(self.model, ARCHIVED, move.new)
                self.model._default_manager.filter(pk=move.row, archived_at=archived).update(archived_at=None)
        left = self._values([m for m in moves if m.table == self.made.kind and m.field not in ("", ARCHIVED)])
        self._columns([move for move in moves if move.table != self.made.kind and move.field])
        self._links([move for move in moves if not move.field])
        return left

    def _values(self, moves: list[MergeMove]) -> set[str]:
        row = self.model._default_manager.select_for_update().get(pk=self.made.current)
        values, changes, left = dict[str, Any](), [], set()
        for move in moves:
            now_says = facts.as_json(getattr(row, move.field))
            if now_says == move.new:
                back = move.old
            elif move.field in KINDS[self.made.kind].lists:
                back = _without(now_says, move)
            elif move.field == "custom":
                back = _custom_back(now_says, move)
            else:
                left.add(move.field)
                continue
            if back != now_says:
                values[move.field] = facts.from_json(self.model, move.field, back)
                changes.append(self._change(move, now_says, back))
        if values:
            self.model._default_manager.filter(pk=row.pk).update(**values)
        Change.objects.bulk_create([change for change in changes if change.field not in SILENT])
        return left

    def _change(self, move: MergeMove, old: Any, new: Any) -> Change:
        return Change(table=move.table, row=move.row, field=move.field, old=old, new=new, made_at=self.now, by=self.by)

    def _columns(self, moves: list[MergeMove]) -> None:
        by_column: dict[tuple[str, str], list[MergeMove]] = {}
        for move in moves:
            by_column.setdefault((move.table, move.field), []).append(move)
        for (table, column), some in by_column.items():
            rows = [move.row for move in some]
            if table == "external_key":
                keys = ExternalKey.objects.filter(pk__in=rows, row=self.made.current)
                keys.update(row=self.made.old)
            else:
                point(model_of(table), column, rows, self.made.current, self.made.old, (self.by, self.now))

    def _links(self, moves: list[MergeMove]) -> None:
        """First everything that goes back ends, then it begins where it was: an account has one of many at a time."""
        back = [(model_of(move.table), move) for move in moves]
        going = [(model, move, self._begun(model, move)) for model, move in back]
        # A decision that ended since is over; where somebody works and what belongs to whom is what it was before.
        kept = [each for each in going if each[1].begun is None or each[2] or each[0] not in DECISIONS]
        for model, _move, begun in kept:
            if begun is not None:
                model._default_manager.filter(pk=begun.pk).update(ended_at=self.now)
        for model, move, begun in kept:
            self._begin(model, move, begun)
        self._bring_along()

    def _begun(self, model: type[Model], move: MergeMove) -> Model | None:
        """The link that began by the merge, where it still holds."""
        return model._default_manager.filter(active(), pk=move.begun).first() if move.begun else None

    def _begin(self, model: type[Model], move: MergeMove, begun: Model | None) -> None:
        was = model._default_manager.get(pk=move.row)
        values = values_of(begun or was)
        for each, to in foreign(model):
            if to is self.model:
                values[each.attname] = getattr(was, each.attname)
            elif to in self.came:
                # What it hangs on went back before it.
                values[each.attname] = self.came[to].get(values[each.attname]) or values[each.attname]
        again = model(**values | {"made_at": self.now, "ended_at": None})
        if stands_in_the_way(again, {}) or _would_circle(again) or _leads_to_the_gone(again):
            return
        again.save(force_insert=True)
        for ended in {move.row, begun.pk if begun else move.row}:
            self.came.setdefault(model, {})[ended] = again.pk
            # For an earlier merge this is the link that it began: it has ended, and goes on as another.
            MergeMove.objects.filter(table=move.table, begun=ended, field="").update(begun=again.pk)

    def _bring_along(self) -> None:
        """What was put on a link since goes where the link went: the decision on a target, with the target."""
        for model, came in list(self.came.items()):
            for other, name in _hanging_on(model):
                for link in other._default_manager.filter(active(), **{f"{name}__in": list(came)}).order_by("pk"):
                    self._bring(other, link, name, came[getattr(link, name)])

    def _bring(self, model: type[Model], link: Model, name: str, to: int | None) -> None:
        values = values_of(link) | {name: to, "made_at": self.now, "ended_at": None}
        for each, target in foreign(model):
            if target is self.model and values[each.attname] == self.made.current:
                values[each.attname] = self.made.old
        model._default_manager.filter(pk=link.pk).update(ended_at=self.now)
        model(**values).save(force_insert=True)


def _leads_to_the_gone(link: Model) -> bool:
    """Whether one of its ends was put away since, as when the import that made it was taken back."""
    ends = [(name.attname, to) for name, to in foreign(type(link)) if issubclass(to, Imported)]
    return any(
        to._default_manager.filter(pk=getattr(link, name), archived_at__isnull=False).exists() for name, to in ends
    )


def _would_circle(link: Model) -> bool:
    """Whether a parent that was given up in between would by now own itself."""
    return isinstance(link, AccountParent) and would_circle(link.account_id, link.parent_id)


def _without(now_says: Any, move: MergeMove) -> list[Any]:
    """A list without what the merge brought into it."""
    brought = [value for value in move.new or [] if value not in (move.old or [])]
    return [value for value in now_says or [] if value not in brought]


def _custom_back(now_says: Any, move: MergeMove) -> dict[str, Any]:
    """Attributes, of which those go back that say what the merge made them say."""
    found, old, new = dict(now_says or {}), move.old or {}, move.new or {}
    for name in new:
        if new[name] != old.get(name) and found.get(name) == new[name]:
            if name in old:
                found[name] = old[name]
            else:
                del found[name]
    return found


def _hanging_on(model: type[Model]) -> Iterator[tuple[type[Model], str]]:
    for other in apps.get_app_config("records").get_models():
        if issubclass(other, Link):
            yield from ((other, each.attname) for each, to in foreign(other) if to is model)
