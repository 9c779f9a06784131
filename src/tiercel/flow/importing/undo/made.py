"""Rows that an import made: which are put away, and which stay because of what happened since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from tiercel.flow.duplicates.moving import referring
from tiercel.flow.importing.undo.history import History
from tiercel.flow.importing.undo.report import CHANGED, MERGED, NAMED_ELSEWHERE, REFERRED
from tiercel.flow.importing.undo.values import Values
from tiercel.flow.importing.writing import LINKS
from tiercel.flow.see_data import MODELS
from tiercel.records.models import (
    Change,
    ContactAccount,
    ContactRole,
    ExternalKey,
    MatchSuggestion,
    Merge,
    Origin,
    ParentSuggestion,
)
from tiercel.records.models.base import Imported, Link

Row = tuple[type[Model], int]
TABLES: dict[type[Model], str] = {model: name for name, model in MODELS.items()}
DECISIONS, OTHERS = "decisions", "others"
LEFTS = {link.model: link.left[0] for link in LINKS}
# What was worked out from a row by itself holds nothing: it is worked out anew. What somebody said of it does.
WORKED_OUT: dict[type[Model], Q] = {
    MatchSuggestion: Q(pk__isnull=False),
    ParentSuggestion: Q(state=ParentSuggestion.WAITING),
    ContactRole: ~Q(method=ContactRole.PERSON),
}


@dataclass
class Made:
    """What becomes of the rows that the import made.

    rows    by model: the rows that are there and were not put away yet
    stays   row -> why, and what hangs on it
    """

    rows: dict[type[Model], set[int]]
    stays: dict[Row, tuple[str, str]] = field(default_factory=dict)
    holds: dict[Row, list[Row]] = field(default_factory=dict)

    def gone(self, model: type[Model]) -> list[int]:
        """The rows of a model that are put away."""
        return sorted(row for row in self.rows.get(model, ()) if (model, row) not in self.stays)


def rows_made(history: History, *, lock: bool) -> dict[type[Model], set[int]]:
    """The rows that an import made, by model; with `lock` nobody refers to one of them anew before we are done."""
    found: dict[type[Model], set[int]] = {}
    for model in apps.get_app_config("records").get_models():
        if issubclass(model, Imported):
            rows = _of_the_import(model, history)
            keys = set((rows.select_for_update() if lock else rows).values_list("pk", flat=True))
            if keys:
                found[model] = keys
    return found


def weigh_made(rows: dict[type[Model], set[int]], history: History, values: Iterable[Values]) -> Made:
    """Say of each row whether it stays.

    values   what returns, and so refers to none of these rows any more
    """
    made = Made(rows)
    returned = {(MODELS[each.table], row, name) for each in values for row, back in each.back.items() for name in back}
    for model in rows:
        _hold_known(made, model, history)
        _hold_referred(made, model, history, returned)
    _carry_on(made)
    return made


def _of_the_import(model: type[Model], history: History) -> QuerySet[Any]:
    return model._default_manager.filter(origin__in=history.ours, archived_at=None)


def _hold_known(made: Made, model: type[Model], history: History) -> None:
    """Rows that were changed since, stand for another or are known to another system."""
    table, ours = TABLES[model], _of_the_import(model, history).values("pk")
    changed = Change.objects.filter(table=table, row__in=ours).exclude(pk__in=_void(table, ours, history))
    _stay(made, model, changed.values_list("row", flat=True), CHANGED)
    # Ids that an import taught which is taken back too hold nothing.
    sources = Origin.objects.filter(pk__in=history.void).values("source")
    keys = ExternalKey.objects.filter(kind=table, row__in=ours).exclude(source__in=sources)
    _stay(made, model, keys.values_list("row", flat=True), NAMED_ELSEWHERE)
    for end in ("old", "current"):
        merges = Merge.objects.filter(kind=table, undone_at=None, **{f"{end}__in": ours})
        _stay(made, model, merges.values_list(end, flat=True), MERGED)


def _void(table: str, rows: QuerySet[Any], history: History) -> QuerySet[Any]:
    return Change.objects.filter(history.counts_not, table=table, row__in=rows).values("pk")


def _stay(made: Made, model: type[Model], rows: Iterable[int], why: str, what: str = "") -> None:
    for row in rows:
        made.stays.setdefault((model, row), (why, what))


def _hold_referred(made: Made, model: type[Model], history: History, returned: set[tuple[Any, ...]]) -> None:
    """Rows that something refers to: with a row of the same import they go or stay together."""
    for other, fields in referring(model):
        for column in fields:
            live = _live(other).filter(**{f"{column.attname}__in": _of_the_import(model, history).values("pk")})
            for row, holder in _references(made, other, column.attname, live, history):
                if holder is None or (*holder, column.attname) in returned:
                    continue
                if holder[1] in made.rows.get(holder[0], ()):
                    made.holds.setdefault(holder, []).append((model, row))
                else:
                    _stay(made, model, [row], REFERRED, _named(other))


def _live(model: type[Model]) -> QuerySet[Any]:
    """Rows that may hold another."""
    rows = model._default_manager.all()
    if model in WORKED_OUT:
        return rows.exclude(WORKED_OUT[model])
    if issubclass(model, Link):
        return rows.filter(ended_at=None)
    return rows.filter(archived_at=None) if issubclass(model, Imported) else rows


def _references(
    made: Made, model: type[Model], column: str, live: QuerySet[Any], history: History
) -> Iterator[tuple[int, Row | None]]:
    """The rows that are referred to, each with the row that holds it, or None where nothing does."""
    if model not in LEFTS:
        for key, row in live.values_list("pk", column):
            yield row, (model, key)
        return
    left = model._meta.get_field(LEFTS[model])
    of: type[Model] = left.related_model  # type: ignore[assignment]
    left_id = f"{left.name}_id"
    ruled = ("run_id",) if model is ContactAccount else ()
    rows = made.rows.get(of, ())
    for link in live.values("pk", "origin_id", column, left_id, *ruled):
        is_ours = link["origin_id"] in history.ours
        goes_along = is_ours or link.get("run_id") is not None
        if not goes_along:
            yield link[column], (model, link["pk"])
        elif column != left_id:
            # One that the import began from a row that was there before ends, and holds nothing.
            yield link[column], (of, link[left_id]) if link[left_id] in rows or not is_ours else None


def _carry_on(made: Made) -> None:
    """What a row that stays refers to stays too."""
    waiting = list(made.stays)
    while waiting:
        holder = waiting.pop()
        for held in made.holds.get(holder, ()):
            if held not in made.stays:
                made.stays[held] = REFERRED, _named(holder[0])
                waiting.append(held)


def _named(model: type[Model]) -> str:
    """What hangs on a row, as a table; of a link the table on its left, and decisions where it is of no table."""
    if model in LEFTS:
        return TABLES[model._meta.get_field(LEFTS[model]).related_model]  # type: ignore[index]
    return TABLES.get(model, DECISIONS if issubclass(model, Link) else OTHERS)
