"""One table for every list: columns that say how a row is shown in them, and rows made ready for the template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True)
class Cell:
    """What a cell shows. `title` is the whole text where the cell may be too narrow for it; "" where it never is."""

    html: str
    title: str = ""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column of a list of rows.

    name    as the address and a kept view call it
    label   as people read it
    cell    a row as it is shown here
    css     name (the first column), text, num (aligned at the end) or keep (never broken)
    sort    the order that its head asks for; "" where it has none
    falling whether its head asks for the largest first
    own     whether the label is the workspace's own word, and not the product's
    """

    name: str
    label: str
    cell: Callable[[Row], Cell | str]
    css: str = "text"
    sort: str = ""
    falling: bool = False
    own: bool = False

    def next_sort(self, now: str) -> str:
        """The order that a click on the head asks for: its usual one, then the other way round."""
        usual, other = (f"-{self.sort}", self.sort) if self.falling else (self.sort, f"-{self.sort}")
        return other if now == usual else usual

    def direction(self, now: str) -> str:
        """As `aria-sort` says it; "" where the list is in another order."""
        if not self.sort or now.removeprefix("-") != self.sort:
            return ""
        return "descending" if now.startswith("-") else "ascending"


@dataclass(frozen=True)
class Head:
    """The head of a column, as the template writes it."""

    label: str
    css: str
    own: bool
    next_sort: str
    direction: str


@dataclass(frozen=True)
class Line:
    """A row as the template writes it: its key, its name for those who hear it, its cells by head."""

    key: int
    name: str
    first: Cell
    cells: tuple[tuple[Head, Cell], ...]


@dataclass(frozen=True)
class Table:
    """A list as the template `web/components/table.html` writes it.

    label    what it lists, for those who hear the page
    pick     the name of the checkbox of each row; "" where nothing is picked
    """

    label: str
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    pick: str = ""


def table_of(
    label: str,
    columns: Sequence[Column[Row]],
    rows: Iterable[Row],
    *,
    key: Callable[[Row], int],
    name: Callable[[Row], str],
    sort: str = "",
    pick: str = "",
) -> Table:
    """The rows in these columns; the first is the name of the row and stays in sight when the others scroll."""
    heads = tuple(_head(column, sort) for column in columns)
    lines = tuple(_line(row, columns, heads, key(row), name(row)) for row in rows)
    return Table(label, heads, lines, pick)


def _head(column: Column[Any], sort: str) -> Head:
    wanted = column.next_sort(sort) if column.sort else ""
    return Head(column.label, column.css, column.own, wanted, column.direction(sort))


def _line(row: Row, columns: Sequence[Column[Row]], heads: Sequence[Head], key: int, name: str) -> Line:
    first, *rest = (_cell(column.cell(row)) for column in columns)
    return Line(key, name, first, tuple(zip(heads[1:], rest, strict=True)))


def _cell(made: Cell | str) -> Cell:
    return made if isinstance(made, Cell) else Cell(made)
