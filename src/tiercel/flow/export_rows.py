"""Rows as CSV and XLSX for people and other programs, such that no cell ever runs as a formula."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from tiercel.collect.safe_cells import guarded
from tiercel.flow import workbook

MARK = "\ufeff"
ROWS_AT_A_TIME = 500
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
    columns: Sequence[str], rows: Iterable[Sequence[Any]], title: str = "Rows", *, right_to_left: bool = False
) -> Iterator[bytes]:
    """Rows as XLSX, some hundred at a time, in one sheet or, beyond Excel's limit, several.

    right_to_left   whether the first column stands at the right, as readers of Arabic and Persian expect it
    """
    return workbook.pieces(columns, rows, title, _written, right_to_left=right_to_left)


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
    return guarded(_written(value))


def _written(value: Any) -> str:
    return _UNWRITABLE.sub("", _as_text(value))


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
