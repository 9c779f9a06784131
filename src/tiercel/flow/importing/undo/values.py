"""Values that an import changed: to what each returns, and which stay because something newer changed them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from django.db.models import ForeignKey as Reference
from django.db.models import JSONField, Model

from tiercel.flow.importing.shapes import LONGEST_IN_INDEX, SHAPES
from tiercel.flow.importing.undo.history import History
from tiercel.flow.importing.undo.report import GONE, NEWER, PUT_AWAY
from tiercel.normal.text import compared
from tiercel.records.models import Change
from tiercel.records.models.base import Imported

CUSTOM = "custom"
AT_A_TIME = 500
# A column that says again what stands first in a list.
FIRST_OF = {"domain": "domains", "email": "emails"}


@dataclass
class Values:
    """What becomes of the values of one table.

    back   row -> column -> the value that returns; of `custom` the whole
    was    row -> column -> what stands there now
    kept   (row, column) -> why it stays
    count  how many return
    unversioned  rows of which nothing newer is known: whatever comes next is taken
    """

    table: str
    back: dict[int, dict[str, Any]] = field(default_factory=dict)
    was: dict[int, dict[str, Any]] = field(default_factory=dict)
    kept: dict[tuple[int, str], str] = field(default_factory=dict)
    count: int = 0
    unversioned: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Said:
    """One change of one value; an attribute of the workspace's own is a value by itself."""

    old: Any
    new: Any
    is_ours: bool
    is_void: bool


def find_values(table: str, history: History, made: Iterable[int], *, lock: bool) -> Values:
    """What becomes of the values that the import changed in rows which it did not make itself."""
    model, made = SHAPES[table].model, set(made)
    found = Values(table)
    rows = sorted(set(Change.objects.filter(table=table, origin__in=history.ours).values_list("row", flat=True)) - made)
    for start in range(0, len(rows), AT_A_TIME):
        some = rows[start : start + AT_A_TIME]
        live = model._default_manager.select_for_update() if lock else model._default_manager.all()
        now = live.in_bulk(some)
        changes = Change.objects.filter(table=table, row__in=some).order_by("row", "pk")
        for row, told in groupby(changes, key=lambda change: change.row):
            if row in now:
                _weigh_row(found, now[row], list(told), history)
    _stay_with_the_living(found, model)
    return found


def _weigh_row(found: Values, row: Model, told: list[Change], history: History) -> None:
    by_field: dict[str, list[Said]] = {}
    for change in told:
        for name, old, new in _parts(change):
            said = Said(old, new, change.origin_id in history.ours, history.is_void(change.origin_id, change.made_at))
            by_field.setdefault(name, []).append(said)
    for name, chain in by_field.items():
        _weigh_value(found, row, name, chain)
    if row.pk in found.back and all(history.is_void(change.origin_id, change.made_at) for change in told):
        found.unversioned.add(row.pk)


def _weigh_value(found: Values, row: Model, name: str, chain: list[Said]) -> None:
    """Return it to the newest word that counts, where all that came after is void; else it stays."""
    last = max((place for place, said in enumerate(chain) if not said.is_void), default=-1)
    ours = [place for place, said in enumerate(chain) if said.is_ours]
    if not ours:
        return
    now = _now(row, name)
    wanted = _read(row, name, chain[last].new if last >= 0 else chain[0].old)
    if now == wanted and ours[-1] > last:
        return
    if ours[-1] < last or now != _read(row, name, chain[-1].new):
        found.kept[row.pk, name] = NEWER
    elif isinstance(row, Imported) and row.archived_at is not None:
        found.kept[row.pk, name] = PUT_AWAY
    else:
        _set(found, row, name, now, wanted)


def _set(found: Values, row: Model, name: str, now: Any, wanted: Any) -> None:
    back, was = found.back.setdefault(row.pk, {}), found.was.setdefault(row.pk, {})
    found.count += 1
    if not name.startswith(f"{CUSTOM}."):
        back[name], was[name] = wanted, now
        return
    was[CUSTOM] = row.custom  # type: ignore[attr-defined]
    whole = dict(back.get(CUSTOM, was[CUSTOM] or {}))
    key = name.removeprefix(f"{CUSTOM}.")
    whole.pop(key, None)
    back[CUSTOM] = whole if wanted is None else whole | {key: wanted}


def _parts(change: Change) -> Iterator[tuple[str, Any, Any]]:
    if change.field != CUSTOM:
        yield change.field, change.old, change.new
        return
    old, new = change.old or {}, change.new or {}
    for key in sorted({*old, *new}):
        if old.get(key) != new.get(key):
            yield f"{CUSTOM}.{key}", old.get(key), new.get(key)


def _now(row: Model, name: str) -> Any:
    if name.startswith(f"{CUSTOM}."):
        return (row.custom or {}).get(name.removeprefix(f"{CUSTOM}."))  # type: ignore[attr-defined]
    return getattr(row, name)


def _read(row: Model, name: str, said: Any) -> Any:
    """A value as the row would hold it; a column that cannot be empty says nothing in its own way."""
    if name.startswith(f"{CUSTOM}."):
        return said
    column = next(each for each in row._meta.concrete_fields if each.attname == name)
    if said is None and not column.null:
        return column.get_default()
    value = said if isinstance(column, JSONField) or said is None else column.to_python(said)
    # An instant is kept in UTC, and by an import without saying so.
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value


def _stay_with_the_living(found: Values, model: type[Model]) -> None:
    """A reference does not return to a row that was put away meanwhile."""
    for column in [each for each in model._meta.concrete_fields if isinstance(each, Reference)]:
        name, to = column.attname, column.related_model
        if not issubclass(to, Imported):
            continue
        wanted = {back[name] for back in found.back.values() if back.get(name) is not None}
        gone = put_away_of(to, wanted)
        for row in [row for row, back in found.back.items() if back.get(name) in gone]:
            del found.back[row][name], found.was[row][name]
            found.kept[row, name] = GONE
            found.count -= 1


def put_away_of(model: type[Model], keys: Iterable[int]) -> set[int]:
    """Which of these rows are archived."""
    wanted, gone = sorted(keys), set[int]()
    for start in range(0, len(wanted), AT_A_TIME):
        some = model._default_manager.filter(pk__in=wanted[start : start + AT_A_TIME], archived_at__isnull=False)
        gone |= set(some.values_list("pk", flat=True))
    return gone


def with_what_follows(model: type[Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """Values with the columns that say the same in another form."""
    columns = {each.attname for each in model._meta.concrete_fields}
    found = dict(values)
    for name, listed in FIRST_OF.items():
        if name in columns and listed in values:
            found[name] = (values[listed] or [""])[0]
    if "name_key" in columns and "name" in values:
        found["name_key"] = compared(values["name"])[:LONGEST_IN_INDEX]
    return found
