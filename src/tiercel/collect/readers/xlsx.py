"""Excel workbooks: the first sheet that holds a table; dates and numbers as what they are."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pyarrow as pa
import python_calamine

from tiercel.collect.headers import header_row, unique_names
from tiercel.collect.limits import MEGABYTE, Limits
from tiercel.collect.opening import bomb, unpacked_file
from tiercel.collect.reader import Batch, Broken, Layout
from tiercel.core.errors import DataError

LABEL = "Excel"

BATCH_ROWS = 20_000


def recognises(head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04")


def examine(path: Path, limits: Limits) -> Layout:
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
                raise DataError(f"{path.name} has {len(columns):,} columns; {limits.max_columns:,} are the most.")
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
        broken: list[Broken] = []
        yield Batch(lines, _arrays(rows, width), broken, 1.0)


def _arrays(rows: list[list[str]], width: int) -> list[pa.Array]:
    columns = zip(*rows, strict=True) if rows else ([] for _ in range(width))
    return [pa.array(column, pa.string()) for column in columns]


@contextmanager
def _workbook(path: Path, limits: Limits) -> Iterator[Any]:
    with unpacked_file(path, limits) as file:
        _refuse_bombs(path, file, limits)
        try:
            workbook = python_calamine.CalamineWorkbook.from_path(str(file))
        except Exception as error:  # noqa: BLE001  calamine raises its own and Rust's, with no common base
            raise _damaged(path, error) from None
        yield workbook


def _refuse_bombs(path: Path, file: Path, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _damaged(path, error) from None
    if not any(entry.filename.lower().startswith(("xl/", "content.xml")) for entry in entries):
        raise DataError(f"{path.name} is a ZIP archive, not a workbook. Unpack it and import the files in it.")
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(sum(entry.compress_size for entry in entries), 1)
    if unpacked > limits.max_unzipped_mb * MEGABYTE or (
        unpacked > 10 * MEGABYTE and unpacked > limits.max_ratio * packed
    ):
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
