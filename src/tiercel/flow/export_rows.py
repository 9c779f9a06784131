"""Rows as CSV and XLSX for people and other programs, such that no cell ever runs as a formula."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

MARK = "\ufeff"
ROWS_PER_SHEET = 1_048_576  # Excel's own limit
ROWS_AT_A_TIME = 500
# What spreadsheets take for the beginning of a formula, also in full width and behind spaces or quotes.
_FORMULA = re.compile(
    "^[\\s\"'\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]*[=+\\-@\uff1d\uff0b\uff0d\uff20\u2212]|^[\t\r\n]"
)
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, for_excel: bool = False) -> Iterator[bytes]:
    """Rows as UTF-8 CSV, some hundred at a time; the first piece holds the names of the columns.

    for_excel   begin with the mark by which Excel knows UTF-8
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    text.write(MARK if for_excel else "")
    writer.writerow([in_csv(name) for name in columns])
    for count, row in enumerate(rows, start=1):
        writer.writerow([in_csv(value) for value in row])
        if count % ROWS_AT_A_TIME == 0:
            yield _taken(text)
    yield _taken(text)


def to_xlsx(
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    target: Path | IO[bytes],
    title: str = "Rows",
    *,
    right_to_left: bool = False,
) -> None:
    """Write rows as XLSX, in one sheet or, beyond Excel's limit, several; memory does not grow with the rows.

    right_to_left   whether the first column stands at the right, as readers of Arabic and Persian expect it
    """
    book = Workbook(write_only=True)
    try:
        _fill(book, columns, rows, title, right_to_left)
        book.save(target)
    finally:
        for sheet in book.worksheets:
            if not sheet.closed:  # a row failed: the sheet's own file is closed with it
                sheet.close()


def _fill(
    book: Workbook, columns: Sequence[str], rows: Iterable[Sequence[Any]], title: str, right_to_left: bool
) -> None:
    sheet: Any = None
    for count, row in enumerate(rows):
        if count % (ROWS_PER_SHEET - 1) == 0:
            sheet = _sheet(book, columns, title, count // (ROWS_PER_SHEET - 1) + 1, right_to_left)
        sheet.append([_cell(sheet, value) for value in row])
    if sheet is None:
        _sheet(book, columns, title, 1, right_to_left)


def in_csv(value: Any) -> str:
    """A value as a CSV cell; a text that a spreadsheet would run gets an apostrophe before it, a number stays one.

    >>> in_csv("=1+1"), in_csv(-5), in_csv("-5"), in_csv(None), in_csv(True)
    ("'=1+1", '-5', "'-5", '', 'true')
    """
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    text = _UNWRITABLE.sub("", _as_text(value))
    return f"'{text}" if _FORMULA.match(text) else text


def _as_text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds") if value.tzinfo else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "; ".join(map(_as_text, value)) if isinstance(value, list | tuple) else str(value)


def _taken(text: io.StringIO) -> bytes:
    """What was written so far, taken out; half a surrogate pair cannot be written in UTF-8 and was removed before."""
    found = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return found


def _sheet(book: Workbook, columns: Sequence[str], title: str, number: int, right_to_left: bool) -> Any:
    sheet: Any = book.create_sheet(title if number == 1 else f"{title} {number}")
    sheet.freeze_panes = "A2"
    sheet.sheet_view.rightToLeft = right_to_left
    sheet.append([_cell(sheet, name) for name in columns])
    return sheet


def _cell(sheet: Any, value: Any) -> Any:
    """A cell of the value's own type; a text is a text even where it looks like a formula, an error or a date."""
    if value is None or isinstance(value, bool | int | float | Decimal):
        return _number(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    cell = WriteOnlyCell(sheet)
    text = _UNWRITABLE.sub("", _as_text(value))
    cell.value = text
    cell.data_type = "s"
    if _FORMULA.match(text):
        cell.quotePrefix = True
    return cell


def _number(value: Any) -> Any:
    """Excel keeps fifteen digits: a longer whole number (an id) stays right only as text."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return str(value) if isinstance(value, int) and abs(value) >= 10**15 else value
