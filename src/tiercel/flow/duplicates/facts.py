"""What two rows say of the same thing: where they differ, whose value holds, and what the row that stays says then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models

from tiercel.flow.duplicates.kinds import ACCOUNTS, Kind

OLD, CURRENT = "old", "current"
CUSTOM = "custom."
Row = Any


@dataclass(frozen=True)
class Composed:
    """What becomes of the row that stays.

    values    column -> its new value, where that is another
    choices   of the facts in which both say something else, whose holds
    """

    values: dict[str, Any] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)


def compose(kind: Kind, old: Row, current: Row, asked: Mapping[str, str]) -> Composed:
    """The values of both in one row: what only one knows holds, and where both say something, `asked` says whose.

    asked   fact -> "old" or "current"; of what it does not name the row that stays holds
    """
    made = Composed()
    for name, columns in kind.facts.items():
        _compose_fact(kind, name, columns, (old, current), asked, made)
    for name in kind.lists:
        both = together(getattr(current, name), getattr(old, name))
        if both != list(getattr(current, name) or []):
            made.values[name] = both
    for name, source in kind.first.items():
        if not getattr(current, name) and getattr(old, name):
            made.values[name] = (made.values.get(source) or getattr(current, source) or [getattr(old, name)])[0]
    if kind.name == ACCOUNTS:
        _keep_the_other_name(old, current, made)
    _compose_custom(old, current, asked, made)
    return made


def together(first: list[str] | None, then: list[str] | None) -> list[str]:
    """Both lists in one, each value once."""
    return list(dict.fromkeys([*(first or []), *(then or [])]))


def fact_of(row: Row, columns: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(None if getattr(row, column) in ("", []) else getattr(row, column) for column in columns)


def says_something(fact: tuple[Any, ...]) -> bool:
    return any(value is not None for value in fact)


def _compose_fact(  # noqa: PLR0917
    kind: Kind, name: str, columns: tuple[str, ...], rows: tuple[Row, Row], asked: Mapping[str, str], made: Composed
) -> None:
    theirs, ours = (fact_of(row, columns) for row in rows)
    if theirs == ours or not says_something(theirs):
        return
    holds = OLD if not says_something(ours) or _says_more(theirs, ours) else ""
    if not holds:
        holds = made.choices[name] = asked.get(name) or default_choice(kind, name, theirs, ours)
    if holds == OLD:
        made.values.update({column: getattr(rows[0], column) for column in columns})


def default_choice(kind: Kind, name: str, theirs: tuple[Any, ...], ours: tuple[Any, ...]) -> str:
    if name in kind.cautious:
        return OLD if theirs[0] else CURRENT
    if name in kind.earliest:
        return OLD if theirs[0] < ours[0] else CURRENT
    return CURRENT


def _says_more(theirs: tuple[Any, ...], ours: tuple[Any, ...]) -> bool:
    """Whether the other says all that ours does, and more: Paris, where ours knows only France."""
    return all(one is None or one == other for one, other in zip(ours, theirs, strict=True))


def _keep_the_other_name(old: Row, current: Row, made: Composed) -> None:
    """By the name that is given up the account is still found."""
    name = made.values.get("name", current.name)
    given_up = [each for each in (old.name, current.name) if each and each != name]
    names = together(made.values.get("other_names", current.other_names), given_up)
    if names != list(current.other_names or []):
        made.values["other_names"] = names


def _compose_custom(old: Row, current: Row, asked: Mapping[str, str], made: Composed) -> None:
    ours = dict(current.custom or {})
    for name, theirs in (old.custom or {}).items():
        if theirs in (None, "") or theirs == ours.get(name):
            continue
        if ours.get(name) in (None, ""):
            ours[name] = theirs
            continue
        holds = made.choices[CUSTOM + name] = asked.get(CUSTOM + name, CURRENT)
        if holds == OLD:
            ours[name] = theirs
    if ours != dict(current.custom or {}):
        made.values["custom"] = ours


def as_json(value: Any) -> Any:
    """A value of a column as a move and a change keep it."""
    return value.isoformat() if isinstance(value, date | datetime) else value


def from_json(model: type[models.Model], column: str, value: Any) -> Any:
    """The value again; a column that cannot be empty says nothing in its own way."""
    kept = next(each for each in model._meta.concrete_fields if each.attname == column)
    if value is None and not kept.null:
        return kept.get_default()
    return value if isinstance(kept, models.JSONField | models.ForeignKey) else kept.to_python(value)
