"""A workbook (XLSX) that is given away while it is written: however many rows it has, few of them are in memory.

The form is Office Open XML's, SpreadsheetML of ECMA-376: a zip of a few small parts and a part for each sheet.
"""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from tiercel.collect.safe_cells import FORMULA

ROWS_PER_SHEET = 1_048_576  # Excel's own limit
MOST_CHARACTERS = 32_767  # in a cell, likewise
# A part of more than two gigabytes would ask for a form of zip that Excel does not read from a stream.
BYTES_PER_SHEET = 1_900_000_000
ROWS_AT_A_TIME = 500
# Days are counted from here. Excel takes 1900 for a leap year: days before its March are written as text.
DAY_ZERO, FIRST_DAY = date(1899, 12, 30), date(1900, 3, 1)
A_DAY, QUOTED = 1, 2  # formats of `STYLES`, by their places
# What no name of a sheet may hold, and how long one may be, with room for its number.
NOT_IN_NAMES, MOST_OF_A_NAME = re.compile(r"[\[\]:*?/\\]"), 25
# What Excel would read as a character's number, as in `_x0041_`, is written with the number of its first character.
LIKE_A_NUMBER = re.compile("_(?=x[0-9A-Fa-f]{4}_)")

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# Every part is a sheet, but for those that are named: so it can be said before it is known how many there will be.
TYPES = (
    f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="{KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/></Types>'
)
BEGINNING = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/>'
    '<xf numFmtId="14" applyNumberFormat="1"/><xf quotePrefix="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
BEFORE = {"[Content_Types].xml": TYPES, "_rels/.rels": BEGINNING, "xl/styles.xml": STYLES}

Text = Callable[[Any], str]


def pieces(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], title: str, text_of: Text, *, right_to_left: bool
) -> Iterator[bytes]:
    """The file, piece by piece: one sheet or, beyond what a sheet can hold, several, each with the names of columns.

    text_of         what is written of a value that is no number, flag or day
    right_to_left   whether the first column stands at the right
    """
    taken, sheets = _Taken(), 0
    begin = _beginning(right_to_left=right_to_left) + _row(1, columns, text_of)
    coming = iter(rows)
    row = next(coming, None)
    with zipfile.ZipFile(taken, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in BEFORE.items():
            archive.writestr(name, text)
        while row is not None or sheets == 0:
            sheets += 1
            with archive.open(f"xl/worksheets/sheet{sheets}.xml", "w") as part:
                written, lines = 0, [begin]
                for number in range(2, ROWS_PER_SHEET + 1):
                    if row is None or written > BYTES_PER_SHEET:
                        break
                    lines.append(_row(number, row, text_of))
                    row = next(coming, None)
                    if len(lines) >= ROWS_AT_A_TIME:
                        written += part.write("".join(lines).encode())
                        lines.clear()
                        yield taken.take()
                part.write("".join([*lines, "</sheetData></worksheet>"]).encode())
        for name, text in _after(title, sheets).items():
            archive.writestr(name, text)
    yield taken.take()


class _Taken:
    """What a zip was written as since it was last taken away; it is told that it cannot go back in it."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def write(self, some: bytes) -> int:
        self._written.append(bytes(some))
        return len(some)

    def flush(self) -> None: ...

    def close(self) -> None: ...

    def take(self) -> bytes:
        found = b"".join(self._written)
        self._written.clear()
        return found


def _beginning(*, right_to_left: bool) -> str:
    """Of a sheet whose first row stays where it is while others are looked at."""
    side = ' rightToLeft="1"' if right_to_left else ""
    frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    view = f'<sheetViews><sheetView workbookViewId="0"{side}>{frozen}</sheetView></sheetViews>'
    return f'{HEAD}<worksheet xmlns="{MAIN}">{view}<sheetData>'


def _after(title: str, sheets: int) -> dict[str, str]:
    """The parts that say which sheets there are."""
    numbers = range(1, sheets + 1)
    named = "".join(
        f'<sheet name={quoteattr(_called(title, number))} sheetId="{number}" r:id="rId{number}"/>' for number in numbers
    )
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    styles = f'<Relationship Id="rId{sheets + 1}" Type="{OFFICE}/styles" Target="styles.xml"/>'
    return {
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{named}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{links}{styles}'
        "</Relationships>",
    }


def _called(title: str, number: int) -> str:
    return NOT_IN_NAMES.sub(" ", title)[:MOST_OF_A_NAME] + (f" {number}" if number > 1 else "")


def _row(number: int, values: Sequence[Any], text_of: Text) -> str:
    cells = [_cell(f"{_letters(place)}{number}", value, text_of) for place, value in enumerate(values)]
    return f'<row r="{number}">{"".join(cells)}</row>'


@cache
def _letters(place: int) -> str:
    """The column at this place as a spreadsheet calls it.

    >>> _letters(0), _letters(25), _letters(26), _letters(702)
    ('A', 'Z', 'AA', 'AAA')
    """
    before, last = divmod(place, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _cell(at: str, value: Any, text_of: Text) -> str:
    """A cell of the value's own type; a text is a text even where it looks like a formula, an error or a date."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c r="{at}" t="b"><v>{value:d}</v></c>'
    if isinstance(value, int | float | Decimal):
        return _number(at, value)
    if isinstance(value, date) and not isinstance(value, datetime) and value >= FIRST_DAY:
        return f'<c r="{at}" s="{A_DAY}"><v>{(value - DAY_ZERO).days}</v></c>'
    return _text(at, text_of(value))


def _number(at: str, value: float | Decimal) -> str:
    """Excel keeps fifteen digits: a longer whole number (an id) stays right only as text."""
    if isinstance(value, int) and abs(value) >= 10**15:
        return _text(at, str(value))
    return f'<c r="{at}"><v>{value}</v></c>' if math.isfinite(value) else ""


def _text(at: str, text: str) -> str:
    if not text:
        return ""
    style = f' s="{QUOTED}"' if FORMULA.match(text) else ""
    # Else spaces at the ends would go.
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    shown = LIKE_A_NUMBER.sub("_x005F_", escape(text[:MOST_CHARACTERS])).replace("\r", "&#13;")
    return f'<c r="{at}"{style} t="inlineStr"><is><t{kept}>{shown}</t></is></c>'
