"""Excel workbooks: the first sheet that holds a table; dates and numbers as what they are."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pyarrow as pa
import python_calamine

from tiercel.collect.files.headers import header_row, unique_names
from tiercel.collect.files.limits import MEGABYTE, Limits
from tiercel.collect.files.opening import bomb, unpacked_file
from tiercel.collect.files.reader import Batch, Layout
from tiercel.collect.files.sheet_size import reach_of, text_lengths, text_of
from tiercel.core.errors import DataError

LABEL = "Excel"

BATCH_ROWS = 20_000
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml$", re.IGNORECASE)


def recognises(head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04")


def examine(path: Path, limits: Limits, encoding: str = "") -> Layout:  # noqa: ARG001 - it says its own
    with _workbook(path, limits) as workbook:
        names = list(workbook.sheet_names)
        for name in names:
            rows = [[_text(cell) for cell in row] for row in _first_rows(workbook, name)]
            top = header_row(rows)
            if top is None or sum(1 for cell in rows[top] if cell.strip()) < 2:
                continue
            width = max((i + 1 for row in rows[top:] for i, cell in enumerate(row) if cell.strip()), default=0)
            columns, problems = unique_names(rows[top][:width])
            if len(columns) > limits.max_columns:
                raise DataError(f"{path.name} has more than {limits.max_columns:,} columns, and no more are read.")
            others = [other for other in names if other != name]
            said = (f"Sheet '{name}' is read; not read: {', '.join(others)}.",) if others else ()
            return Layout(columns, header_line=_start(workbook, name) + top + 1, sheet=name, problems=said + problems)
    raise DataError(
        f"{path.name} has no sheet with a header and rows. Put the names of the columns into the first row."
    )


def read(path: Path, layout: Layout, limits: Limits) -> Iterator[Batch]:
    """Rows carry the row's number in the sheet."""
    width = len(layout.columns)
    with _workbook(path, limits) as workbook:
        sheet = workbook.get_sheet_by_name(layout.sheet)
        first = _start(workbook, layout.sheet)
        total = max(sheet.total_height, 1)
        rows: list[list[str]] = []
        lines: list[int] = []
        for index, row in enumerate(_rows(sheet), start=first + 1):
            if index <= layout.header_line:
                continue
            cells = [_text(cell) for cell in row[:width]]
            if any(cell.strip() for cell in cells):
                rows.append(cells + [""] * (width - len(cells)))
                lines.append(index)
            if len(rows) >= BATCH_ROWS:
                yield Batch(lines, _arrays(rows, width), [], min(index / total, 1.0))
                rows, lines = [], []
        yield Batch(lines, _arrays(rows, width), [], 1.0)


def _arrays(rows: list[list[str]], width: int) -> list[pa.Array]:
    columns = zip(*rows, strict=True) if rows else ([] for _ in range(width))
    return [pa.array(column, pa.string()) for column in columns]


@contextmanager
def _workbook(path: Path, limits: Limits) -> Iterator[Any]:
    """The workbook, opened; what it cannot read, then or later, is a DataError."""
    with unpacked_file(path, limits) as file:
        _refuse_bombs(path, file, limits)
        try:
            yield python_calamine.CalamineWorkbook.from_path(str(file))
        except (python_calamine.CalamineError, OSError) as error:
            raise _damaged(path, error) from None
        except BaseException as error:
            # A failed assertion inside the reader arrives as an exception of its own, which nothing can name.
            if type(error).__name__ == "PanicException":
                raise _damaged(path, error) from None
            raise


def _refuse_bombs(path: Path, file: Path, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _refuse_archives(path, entries, limits)
            sheets = [entry for entry in entries if SHEET.match(entry.filename)]
            reach = max((reach_of(archive, sheet, limits.max_sheet_cells) for sheet in sheets), default=0)
            lists = [entry for entry in entries if entry.filename.lower() == "xl/sharedstrings.xml"]
            lengths = text_lengths(archive, lists[0]) if lists else []
            room = limits.max_sheet_mb * MEGABYTE
            texts = max((text_of(archive, sheet, lengths, room) for sheet in sheets), default=0)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise _damaged(path, error) from None
    if reach > limits.max_sheet_cells:
        raise DataError(
            f"A sheet of {path.name} reaches over {reach:,} cells; {limits.max_sheet_cells:,} are the most. "
            "Delete what stands far right or far below, or save the sheet as CSV."
        )
    if texts > room:
        raise bomb(path, texts)


def _refuse_archives(path: Path, entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    names = {entry.filename.lower() for entry in entries}
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise DataError(f"{path.name} is a workbook of another kind. Save it as .xlsx or CSV.")
    if "xl/workbook.xml" not in names:
        raise DataError(f"{path.name} is a ZIP archive, not a workbook. Unpack it and import the files in it.")
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(sum(entry.compress_size for entry in entries), 1)
    by_ratio = max(10 * MEGABYTE, limits.max_ratio * packed)
    if unpacked > min(limits.max_unzipped_mb * MEGABYTE, by_ratio):
        raise bomb(path, unpacked)


def _first_rows(workbook: Any, name: str, count: int = 50) -> list[list[Any]]:
    sheet = workbook.get_sheet_by_name(name)
    found: list[list[Any]] = []
    for row in _rows(sheet):
        found.append(row)
        if len(found) >= count:
            break
    return found


def _rows(sheet: Any) -> Iterator[list[Any]]:
    yield from sheet.iter_rows()


def _start(workbook: Any, name: str) -> int:
    """Rows above the used range, which the reader leaves out."""
    start = workbook.get_sheet_by_name(name).start
    return int(start[0]) if start else 0


def _text(cell: object) -> str:
    match cell:
        case str():
            found = cell
        case bool():
            found = "true" if cell else "false"
        case float():
            found = str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        case datetime():
            found = cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
        case _:
            found = "" if cell is None else str(cell)
    return found


def _damaged(path: Path, error: BaseException) -> DataError:
    return DataError(
        f"{path.name} is damaged, cut short or locked by a password ({str(error)[:120]}). Save or download it again."
    )
