"""What taking an import back would do, all of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Model

from tiercel.flow.importing.shapes import SHAPES
from tiercel.flow.importing.undo.history import History, history_of
from tiercel.flow.importing.undo.links import LinksBack, find_links
from tiercel.flow.importing.undo.made import TABLES, Made, rows_made, weigh_made
from tiercel.flow.importing.undo.report import KeptLine, UndoLine, UndoReport, first_few
from tiercel.flow.importing.undo.values import Values, find_values
from tiercel.flow.importing.writing import LINKS
from tiercel.records.models import WaitingRow


@dataclass(frozen=True)
class Plan:
    """What to do with the rows that the import made, the values that it changed and the links that it began."""

    history: History
    made: Made
    values: tuple[Values, ...]
    links: tuple[LinksBack, ...]
    waiting: Counter[str]


def make_plan(job: int, *, lock: bool) -> Plan:
    """See what became of an import; in a transaction, and with `lock` what is seen stays so until it ends."""
    history = history_of(job)
    rows = rows_made(history, lock=lock)
    values = tuple(find_values(name, history, rows.get(shape.model, ()), lock=lock) for name, shape in SHAPES.items())
    made = weigh_made(rows, history, values)
    links = tuple(find_links(shape, history, _lefts(shape.model, shape.left[0], made), lock=lock) for shape in LINKS)
    waiting = Counter(WaitingRow.objects.filter(origin__in=history.ours).values_list("table", flat=True))
    return Plan(history, made, values, links, waiting)


def _lefts(link: type[Model], left: str, made: Made) -> set[int]:
    """Rows on the left that the import made: their links go or stay with them."""
    return made.rows.get(link._meta.get_field(left).related_model, set())  # type: ignore[arg-type]


def report_of(plan: Plan, job: int, *, dry_run: bool, made_at: str = "") -> UndoReport:
    """The plan as people see it."""
    kept = list(_kept(plan))
    stays = Counter(line.table for line in kept)
    values = {each.table: each.count for each in plan.values}
    ended = {each.shape.name: len(each.end) for each in plan.links}
    gone = {TABLES[model]: len(plan.made.gone(model)) for model in plan.made.rows}
    lines = [
        UndoLine(name, gone.get(name, 0), values.get(name, 0), ended.get(name, 0), plan.waiting[name], stays[name])
        for name in dict.fromkeys((*TABLES.values(), *ended, *plan.waiting))
    ]
    shown = tuple(line for line in lines if line.does_anything or line.kept)
    return UndoReport(job, dry_run, shown, _with_names(first_few(kept)), made_at)


def _kept(plan: Plan) -> Iterator[KeptLine]:
    for (model, row), (why, what) in plan.made.stays.items():
        yield KeptLine(TABLES[model], row, "", "", why, what)
    for values in plan.values:
        for (row, field), why in values.kept.items():
            yield KeptLine(values.table, row, "", field, why)
    for links in plan.links:
        for row, why in links.kept.items():
            yield KeptLine(links.shape.name, row, "", links.shape.right[0], why)


def _with_names(kept: Iterable[KeptLine]) -> tuple[KeptLine, ...]:
    """The first few, each with what its row is called; of a link the row on its left is."""
    lines = list(kept)
    models = {name: model for model, name in TABLES.items()} | {
        each.name: _left(each.model, each.left[0]) for each in LINKS
    }
    found: dict[str, dict[int, Model]] = {
        table: models[table]._default_manager.in_bulk([line.row for line in lines if line.table == table])
        for table in {line.table for line in lines}
    }
    return tuple(
        KeptLine(line.table, line.row, _called(found[line.table].get(line.row)), line.field, line.why, line.what)
        for line in lines
    )


def _left(link: type[Model], left: str) -> type[Model]:
    return link._meta.get_field(left).related_model  # type: ignore[return-value]


def _called(row: Model | None) -> str:
    return str(getattr(row, "name", "") or getattr(row, "email", "") or "")
