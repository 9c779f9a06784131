"""One table for every list: columns that say how a row is shown in them, and rows made ready for the template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Generic, TypeVar

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from tiercel.normal.text import isolated

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
class Table:
    """A list as the template `web/components/table.html` writes it.

    label    what it lists, for those who hear the page
    lines    each row as HTML: made here and not in the template, which would take three times as long for fifty rows
    pick     the name of the checkbox of each row; "" where nothing is picked
    """

    label: str
    heads: tuple[Head, ...]
    lines: tuple[SafeString, ...]
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
    begins = [_begin(head) for head in heads]
    box = gettext("Pick %(name)s")
    lines = []
    for row in rows:
        cells = [_cell(column.cell(row)) for column in columns]
        lines.append(_line(begins, cells, _box(pick, key(row), box % {"name": isolated(name(row))}) if pick else ""))
    return Table(label, heads, tuple(lines), pick)


def _head(column: Column[Any], sort: str) -> Head:
    wanted = column.next_sort(sort) if column.sort else ""
    return Head(column.label, column.css, column.own, wanted, column.direction(sort))


def _cell(made: Cell | str) -> Cell:
    return made if isinstance(made, Cell) else Cell(made)


def _begin(head: Head) -> str:
    """How each cell of a column begins; phones say the label before the value."""
    if head.css == "name":
        return '<th scope="row" class="name"'
    return format_html('<td class="{}" data-label="{}"', head.css, head.label)


def _line(begins: Sequence[str], cells: Sequence[Cell], box: str) -> SafeString:
    parts = ["<tr>", box]
    for begin, cell in zip(begins, cells, strict=True):
        title = f' title="{escape(cell.title)}"' if cell.title else ""
        end = "</th>" if begin.startswith("<th") else "</td>"
        html = cell.html if isinstance(cell.html, SafeString) else escape(str(cell.html))
        parts.append(f"{begin}{title}>{html}{end}")
    return SafeString("".join([*parts, "</tr>"]))  # each part is escaped above


def _box(field: str, key: int, said: str) -> str:
    return (
        f'<td class="pick"><input class="form-check-input" type="checkbox" name="{escape(field)}" value="{key}"'
        f' data-pick aria-label="{escape(said)}"></td>'
    )
