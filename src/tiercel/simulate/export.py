"""The simulated market as the files that a CRM would export, with what is wrong in them."""

import csv
import io
import re
import zipfile
from pathlib import Path

from openpyxl import Workbook

from tiercel.simulate.market import Market
from tiercel.simulate.report_columns import REPORTS, Report
from tiercel.simulate.truth_text import truth_text

Lines = list[list[str]]


def write_crm_export(market: Market, folder: Path) -> list[Path]:
    """Write the files into the folder, which is made where there is none; the same market gives the same bytes.

    As from Salesforce: users, products, accounts (UTF-8 with a mark), contacts (semicolons), opportunities (UTF-16,
    tabs), who took part, stage history, and subscriptions (XLSX).
    """
    folder.mkdir(parents=True, exist_ok=True)
    return [_write(report, lines_of(market, report), folder / report.file) for report in REPORTS]


def write_truth(market: Market, folder: Path) -> Path:
    """TRUTH.md: what was planted, for people."""
    path = folder / "TRUTH.md"
    path.write_text(truth_text(market), encoding="utf-8", newline="\n")
    return path


def lines_of(market: Market, report: Report) -> Lines:
    """The header and the rows of a file, every cell as it is written."""
    spoilt = {(each.external_id, each.column): each.value for each in market.truth.damage if each.table == report.table}
    lines = [list(report.columns)]
    for row in market.tables[report.table].to_pylist():
        key = row.get("external_id")
        written = ((column, write(row)) for column, write in report.columns.values())
        lines.append([spoilt.get((key, column), text) for column, text in written])
    return lines


def _write(report: Report, lines: Lines, path: Path) -> Path:
    path.write_bytes(_workbook(lines) if path.suffix == ".xlsx" else _text(report, lines))
    return path


def _text(report: Report, lines: Lines) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=report.delimiter, lineterminator="\r\n").writerows(lines)
    # "utf-16" alone would follow the byte order of the machine.
    if report.encoding == "utf-16":
        return b"\xff\xfe" + text.getvalue().encode("utf-16-le")
    return text.getvalue().encode(report.encoding)


def _workbook(lines: Lines) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Subscriptions")
    for line in lines:
        sheet.append([text or None for text in line])
    made = io.BytesIO()
    book.save(made)
    return _timeless(made.getvalue())


def _timeless(workbook: bytes) -> bytes:
    """The same workbook without the time at which it was made, and not packed: versions of zlib differ."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for name in sorted(old.namelist()):
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb">\d{4}-\d\d-\d\dT[\d:.]+Z<", b">2000-01-01T00:00:00Z<", data)
            new.writestr(zipfile.ZipInfo(name, date_time=(2000, 1, 1, 0, 0, 0)), data)
    return out.getvalue()
