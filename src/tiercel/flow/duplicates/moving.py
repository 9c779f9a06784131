"""All that refers to a row is moved to the one that stays: keys and columns change, links end and begin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import ForeignKey, Model, Q, QuerySet

from tiercel.flow.duplicates.circles import would_circle
from tiercel.flow.importing.shapes import SHAPES
from tiercel.records.models import (
    AccountParent,
    AccountScore,
    Change,
    ExternalKey,
    HandChoice,
    Merge,
    MergeMove,
    SentDecision,
    SignOff,
    Target,
    User,
)
from tiercel.records.models.base import Link, active

# What was sent stays as it was sent, and scores are made anew by the next refresh.
STAY: tuple[type[Model], ...] = (SentDecision, AccountScore)
AT_A_TIME = 1000


@dataclass
class Mover:
    """What one merge moves.

    ended   by model: the key of each link that ended -> the key of the one that began in its place, or None
    moves   what is kept of it
    """

    made: Merge
    model: type[Model]
    by: User | None
    now: datetime
    ended: dict[type[Model], dict[int, int | None]] = field(default_factory=dict)
    moves: list[MergeMove] = field(default_factory=list)

    def move_all(self) -> None:
        """Move everything that refers to the old row; `moves` says what."""
        self._keys()
        for model, fields in referring(self.model):
            if issubclass(model, Link):
                self._links(model, fields)
            else:
                for each in fields:
                    self._column(model, each)

    def _keys(self) -> None:
        keys = ExternalKey.objects.filter(kind=self.made.kind, row=self.made.old)
        for key in keys.values_list("pk", flat=True):
            self._note("external_key", key, "row", self.made.old, self.made.current)
        keys.update(row=self.made.current)

    def _column(self, model: type[Model], column: ForeignKey[Any, Any]) -> None:
        rows = list(model._default_manager.filter(**{column.attname: self.made.old}).order_by("pk"))
        free = [row for row in rows if not stands_in_the_way(row, {column.attname: self.made.current})]
        for row in free:
            self._note(model._meta.db_table, row.pk, column.attname, self.made.old, self.made.current)
        point(model, column.attname, [row.pk for row in free], self.made.old, self.made.current, (self.by, self.now))

    def _links(self, model: type[Model], fields: list[ForeignKey[Any, Any]]) -> None:
        for link in list(self._outranked(model)):
            self._end(model, link, None)
        for link in list(links_of(model, fields, self.made.old, self.ended)):
            self._end(model, link, self._heir(model, link, fields))

    def _outranked(self, model: type[Model]) -> Iterator[Model]:
        """Links of the row that stays which give way: an acceptance goes before a proposal, "never" before a tier."""
        if model not in OUTRANKS:
            return
        stronger = OUTRANKS[model]
        held = model._default_manager.filter(active())
        theirs = held.filter(account=self.made.old).filter(stronger)
        if theirs.exists():
            yield from held.filter(account=self.made.current).exclude(stronger)

    def _heir(self, model: type[Model], link: Model, fields: list[ForeignKey[Any, Any]]) -> Model | None:
        """The link as it is to be for the row that stays; None where that has one already, or it would be nonsense."""
        values = values_of(link)
        for each in fields:
            if values[each.attname] == self.made.old:
                values[each.attname] = self.made.current
        for name, ended in self._linked(model):
            if values[name] in ended:
                heir = ended[values[name]]
                if heir is None:
                    return None
                values[name] = heir
        made = model(**values | {"made_at": self.now, "ended_at": None})
        ends = [values[each.attname] for each in fields]
        if len(set(ends)) < len(ends) or stands_in_the_way(made, {}, besides=link.pk):
            return None
        if isinstance(made, AccountParent) and would_circle(made.account_id, made.parent_id, besides=link.pk):
            return None
        return made

    def _linked(self, model: type[Model]) -> list[tuple[str, dict[int, int | None]]]:
        """The columns that refer to links which ended here."""
        return [(each.attname, self.ended[to]) for each, to in foreign(model) if to in self.ended]

    def _end(self, model: type[Model], link: Model, heir: Model | None) -> None:
        model._default_manager.filter(pk=link.pk).update(ended_at=self.now)
        if heir is not None:
            heir.save(force_insert=True)
        self.ended.setdefault(model, {})[link.pk] = heir.pk if heir else None
        table = model._meta.db_table
        self.moves.append(MergeMove(merge=self.made, table=table, row=link.pk, begun=heir.pk if heir else None))

    def _note(self, table: str, row: int, name: str, old: Any, new: Any) -> None:
        self.moves.append(MergeMove(merge=self.made, table=table, row=row, field=name, old=old, new=new))


OUTRANKS: dict[type[Model], Q] = {Target: Q(state=Target.ACCEPTED), HandChoice: Q(tier__isnull=True)}


def referring(to: type[Model]) -> list[tuple[type[Model], list[ForeignKey[Any, Any]]]]:
    """The models that refer to a kind of rows, each with its columns that do; what links refer to comes before them."""
    found = []
    for model in apps.get_app_config("records").get_models():
        fields = [each for each, target in foreign(model) if target is to]
        if fields and model not in STAY:
            found.append((model, fields))
    return sorted(found, key=lambda pair: pair[0] is SignOff)


def foreign(model: type[Model]) -> list[tuple[ForeignKey[Any, Any], type[Model]]]:
    return [(each, each.related_model) for each in model._meta.concrete_fields if isinstance(each, ForeignKey)]


def model_of(table: str) -> type[Model]:
    """The records' model of a table of the database."""
    return next(each for each in apps.get_app_config("records").get_models() if each._meta.db_table == table)


def links_of(
    model: type[Model],
    fields: list[ForeignKey[Any, Any]],
    row: int,
    ended: dict[type[Model], dict[int, int | None]],
) -> QuerySet[Model]:
    """The links that hold of a row, and those that hang on a link which ended."""
    wanted = Q()
    for each in fields:
        wanted |= Q(**{each.attname: row})
    for each, to in foreign(model):
        if to in ended:
            wanted |= Q(**{f"{each.attname}__in": list(ended[to])})
    return model._default_manager.filter(active()).filter(wanted).order_by("pk")


def values_of(row: Model) -> dict[str, Any]:
    """A row's columns, but for its key."""
    return {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields if not each.primary_key}


def stands_in_the_way(row: Model, instead: dict[str, Any], besides: int | None = None) -> bool:
    """Whether another row holds what only one may; `instead` are columns that this one is about to have."""
    values = values_of(row) | instead
    for constraint in row._meta.constraints:
        if not isinstance(constraint, models.UniqueConstraint) or not constraint.fields:
            continue
        names = [row._meta.get_field(name).attname for name in constraint.fields]  # type: ignore[union-attr]
        same = type(row)._default_manager.filter(**{name: values[name] for name in names})
        if constraint.condition is not None:
            same = same.filter(constraint.condition)
        if same.exclude(pk__in=[key for key in (row.pk, besides) if key is not None]).exists():
            return True
    return False


def point(  # noqa: PLR0917
    model: type[Model], column: str, rows: Iterable[int], old: int, new: int, noted: tuple[User | None, datetime]
) -> list[int]:
    """Let a column refer to another row, where it still refers to `old`; an earlier day still reads what was then."""
    wanted, pointed = list(rows), []
    for start in range(0, len(wanted), AT_A_TIME):
        some = model._default_manager.filter(pk__in=wanted[start : start + AT_A_TIME], **{column: old})
        pointed += list(some.values_list("pk", flat=True))
        some.update(**{column: new})
    table = TABLES_OF.get(model)
    if table:
        by, at = noted
        changes = [Change(table=table, row=row, field=column, old=old, new=new, made_at=at, by=by) for row in pointed]
        Change.objects.bulk_create(changes, batch_size=AT_A_TIME)
    return pointed


TABLES_OF = {shape.model: name for name, shape in SHAPES.items()}
