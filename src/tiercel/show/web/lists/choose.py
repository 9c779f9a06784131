"""Which columns a list shows, and in which order: a form that works with the keyboard and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from tiercel.flow.accounts.account_values import Shown


@dataclass(frozen=True)
class ColumnChoice:
    name: str
    label: str
    is_on: bool
    own: bool


def choice_of(
    every: Sequence[Shown], shown: Sequence[Shown], label: Callable[[Shown], str]
) -> tuple[ColumnChoice, ...]:
    """The shown columns in their order, then the others."""
    rest = [column for column in every if column not in shown]
    return tuple(
        ColumnChoice(column.name, label(column), column in shown, bool(column.label)) for column in (*shown, *rest)
    )


def chosen_columns(given: QueryDict) -> list[str]:
    """The ticked columns in their order, after the move (as "up:country") that was asked for."""
    names = given.getlist("column")
    way, _, name = given.get("move", "").partition(":")
    if name not in names:
        return names
    place = names.index(name)
    other = place - 1 if way == "up" else place + 1
    if 0 <= other < len(names):
        names[place], names[other] = names[other], names[place]
    return names
