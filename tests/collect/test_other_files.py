"""Workbooks, Parquet and JSON lines."""

import datetime as dt
import gzip
import io
import json
import zipfile
from decimal import Decimal

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tiercel.collect.files.limits import Limits
from tiercel.collect.files.looking import look
from tiercel.collect.files.reading import read_table
from tiercel.core.errors import DataError


def workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parquet(table: pa.Table) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()


def refusal(path) -> str:
    """What reading the file says when it refuses, or nothing."""
    try:
        read_table(path)
    except DataError as error:
        return str(error)
    return ""


def test_dates_and_numbers_of_a_workbook_are_what_they_are(take):
    rows = [
        ["Deal ID", "Deal name", "Account", "Amount", "Stage", "Created on", "Close date"],
        ["D1", "First", "Acme", 1234.5, "Won", dt.date(2024, 3, 4), dt.datetime(2024, 5, 6, 7, 8)],
        ["D2", "Second", "Beta", 1000000, "Lost", "04/03/2024", None],
    ]
    found = take({"deals.xlsx": workbook({"Deals": rows})})
    assert found.rows("deals", "amount_minor", "created_on", "closed_on", "line") == [
        (123450, dt.date(2024, 3, 4), dt.date(2024, 5, 6), 2),
        (100000000, dt.date(2024, 4, 3), None, 3),
    ]


def test_the_first_sheet_with_a_table_is_read_and_the_others_are_named(write):
    (path,) = write(
        {
            "a.xlsx": workbook(
                {
                    "Notes": [["Read me"]],
                    "Data": [["Report"], [], ["name", "industry"], ["Acme", "Retail"]],
                    "More": [["x", "y"]],
                }
            )
        }
    )
    source = look(path)
    assert source.layout.sheet == "Data"
    assert source.problems == ("Sheet 'Data' is read; not read: Notes, More.",)
    assert read_table(path).to_pydict() == {"name": ["Acme"], "industry": ["Retail"]}
    assert source.layout.header_line == 3


def test_an_empty_workbook_says_what_it_lacks(write):
    (path,) = write({"a.xlsx": workbook({"Empty": []})})
    with pytest.raises(DataError, match="no sheet with a header"):
        look(path)


def test_a_spreadsheet_bomb_is_refused_before_it_is_opened(write):
    good = workbook({"Data": [["name", "industry"], ["Acme", "Retail"]]})
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            extra = b" " * 100_000_000 if entry.filename.endswith("sheet1.xml") else b""
            new.writestr(entry.filename, old.read(entry) + extra)
    (path,) = write({"bomb.xlsx": out.getvalue()})
    with pytest.raises(DataError, match="unpacks to more than"):
        look(path)


def test_two_cells_in_far_corners_are_refused_before_they_fill_the_machine(write):
    good = workbook({"Data": [["name", "industry"], ["Acme", "Retail"]]})
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry).replace(b"</sheetData>", far))
    (path,) = write({"far.xlsx": out.getvalue()})
    with pytest.raises(DataError, match=r"17,179,869,184 cells.*save the sheet as CSV"):
        look(path)


def test_one_long_text_in_every_cell_is_refused_before_it_fills_the_machine(write):
    good = workbook({"Data": [["name", "industry"], ["Acme", "Retail"]]})
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(3, 200_003))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry).replace(b"</sheetData>", rows + b"</sheetData>"))
        new.writestr("xl/sharedStrings.xml", b"<sst><si><t>" + b"x" * 30_000 + b"</t></si></sst>")
    (path,) = write({"long.xlsx": out.getvalue()})
    with pytest.raises(DataError, match="unpacks to more than 6,0"):
        look(path)


def test_an_archive_that_is_no_workbook_says_so(write):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("accounts.csv", "name\nAcme\n")
    (path,) = write({"a.zip": out.getvalue()})
    with pytest.raises(DataError, match="not a workbook"):
        look(path)


def test_parquet_keeps_decimals_dates_and_lists_exactly(take):
    table = pa.table(
        {
            "Account name": ["Acme"],
            "Revenue": pa.array([Decimal("12345678901234.56")], pa.decimal128(20, 2)),
            "Technologies": [["A, B", "C"]],
            "Created on": [dt.date(2020, 2, 29)],
            "Updated at": pa.array([dt.datetime(2024, 1, 1, 12)], pa.timestamp("us", tz="Asia/Tehran")),
            "Employees": pa.array([12.0]),
        }
    )
    found = take({"accounts.parquet": parquet(table)})
    assert found.rows("accounts", "revenue_minor", "created_on", "source_updated_at", "employees", "line") == [
        (1234567890123456, dt.date(2020, 2, 29), dt.datetime(2024, 1, 1, 12), 12, 1)
    ]
    assert found.values("accounts", "technologies") == [["A, B", "C"]]


def test_json_lines_are_flattened_and_keep_numbers_as_written(take):
    lines = [
        {
            "id": "1",
            "properties": {
                "name": "Acme",
                "industry": "Retail",
                "annualrevenue": 12345678901234.56,
                "numberofemployees": 3,
            },
        },
        {"id": "2", "properties": {"name": "Beta", "industry": None, "domain": "beta.com"}},
    ]
    text = "\n".join(json.dumps(line) for line in lines) + '\n{"id": "3", "prop\n[1]\n'
    found = take({"companies.jsonl": text})
    assert found.rows("accounts", "external_id", "name", "revenue_minor", "domains", "id_source") == [
        ("1", "Acme", 1234567890123456, None, "hubspot"),
        ("2", "Beta", None, ["beta.com"], "hubspot"),
    ]
    assert [(line, reason.split(":")[0].split(".")[0]) for line, reason in found.rejects("line", "reason")] == [
        (3, "This line is not JSON"),
        (4, "This line is not a JSON object"),
    ]


def test_a_column_that_first_appears_on_the_last_line_is_seen(write):
    text = "".join(f'{{"name": "N{i}", "industry": "Retail"}}\n' for i in range(1000)) + '{"name": "X", "late": 1}\n'
    (path,) = write({"a.jsonl": text})
    assert look(path).unknown == ("late",)


@pytest.mark.parametrize("kind", ["xlsx", "parquet", "jsonl.gz", "csv.gz"])
def test_a_file_cut_anywhere_is_read_or_refused_with_words_never_with_a_crash(write, kind):
    rows = [["name", "industry"], *([f"Acme {i}", "Retail"] for i in range(30))]
    whole = {
        "xlsx": lambda: workbook({"Data": rows}),
        "parquet": lambda: parquet(pa.table({"name": [r[0] for r in rows[1:]], "industry": ["Retail"] * 30})),
        "jsonl.gz": lambda: gzip.compress(
            "\n".join(json.dumps(dict(zip(rows[0], row, strict=True))) for row in rows[1:]).encode()
        ),
        "csv.gz": lambda: gzip.compress("\n".join(map(",".join, rows)).encode()),
    }[kind]()
    refused = 0
    for length in range(0, len(whole), max(len(whole) // 150, 1)):
        (path,) = write({f"a.{kind}": whole[:length]})
        said = refusal(path)
        refused += bool(said)
        assert said == "" or said.endswith(".")
    assert refused > 100


def test_a_wide_sheet_is_refused(write):
    (path,) = write({"a.xlsx": workbook({"Data": [[f"c{i}" for i in range(50)], list(range(50))]})})
    with pytest.raises(DataError, match="more than 40 columns"):
        look(path, limits=Limits(max_columns=40))
