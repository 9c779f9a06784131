"""Exports: every row, every script, numbers as numbers, and no cell that runs."""

import csv
import gc
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook
from tests.flow.market import NOW, account

from tiercel.core.errors import DataError
from tiercel.flow import workbook
from tiercel.flow.export_rows import in_csv, to_csv, to_xlsx
from tiercel.flow.targets.list_targets import Asked, export_targets, list_targets
from tiercel.records.models import Target

DANGEROUS = [
    "=1+1",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    '"=1+1',
    "'=1+1",
    "\u200f=1+1",
    "\ufeff=cmd|' /C calc'!A0",
    "\x00=1+1",
]


def rows_of(pieces: Iterator[bytes]) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(pieces).decode("utf-8-sig"), newline="")))


def book_of(pieces: Iterator[bytes]) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(b"".join(pieces)))


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_that_a_spreadsheet_would_run_begins_with_an_apostrophe(text: str) -> None:
    assert in_csv(text).startswith("'")


@pytest.mark.parametrize("text", ["Acme", "a=b", "a-b", "شرکت", "株式会社", "", "'tis", "O'Neil", "5", "1,5", "{=1}"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert in_csv(text) == text


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (-5, "-5"),
        (-1.5, "-1.5"),
        (Decimal("-12345678901234567.89"), "-12345678901234567.89"),
        (Decimal("1E+3"), "1000"),
    ],
)
def test_numbers_stay_numbers(value: Any, cell: str) -> None:
    assert in_csv(value) == cell


def test_instants_are_utc_and_lists_are_one_cell() -> None:
    assert in_csv(datetime(2026, 3, 2, 9, tzinfo=UTC)) == "2026-03-02T09:00:00+00:00"
    assert in_csv(date(2026, 3, 2)) == "2026-03-02"
    assert in_csv(["=a", "b"]) == "'=a; b"
    assert (in_csv(None), in_csv(float("nan")), in_csv(False)) == ("", "", "false")


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=5))
def test_no_cell_of_any_csv_begins_a_formula(rows: list[list[str]]) -> None:
    found = rows_of(to_csv(["a", "b"], rows))
    assert len(found) == len(rows) + 1
    for cell in (cell for row in found for cell in row):
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


def test_the_mark_for_excel_stands_once_at_the_beginning() -> None:
    text = b"".join(to_csv(["名"], [["中"]] * 1200, for_excel=True))
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.count(b"\xef\xbb\xbf") == 1
    assert not b"".join(to_csv(["a"], [])).startswith(b"\xef\xbb\xbf")


def test_a_csv_flows_piece_by_piece() -> None:
    taken = []

    def rows() -> Iterator[list[int]]:
        for number in range(5000):
            taken.append(number)
            yield [number]

    pieces = to_csv(["n"], rows())
    first = next(pieces)
    assert len(taken) < 1000
    assert len(rows_of(iter([first, *pieces]))) == 5001


def test_a_workbook_holds_texts_numbers_and_days_and_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    values: list[Any] = [
        *DANGEROUS,
        -5,
        Decimal("1.25"),
        date(2026, 3, 2),
        True,
        None,
        NOW,
        "#N/A",
        10**17,
        float("inf"),
        "bad\ud800",
    ]
    written = to_xlsx(["=name", "value"], ([str(number), value] for number, value in enumerate(values)))
    path.write_bytes(b"".join(written))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    found = [row[1] for row in sheet.iter_rows(min_row=2)]
    assert [cell.data_type for cell in found[: len(DANGEROUS)]] == ["s"] * len(DANGEROUS)
    assert all(cell.quotePrefix for cell in found[: len(DANGEROUS)])
    plain = [cell.value for cell in found[len(DANGEROUS) :]]
    assert plain[:4] == [-5, 1.25, datetime(2026, 3, 2), True]
    assert plain[4:] == [None, "2026-03-02T09:00:00+00:00", "#N/A", str(10**17), None, "bad"]
    assert sheet["A1"].value == "=name"


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROWS_PER_SHEET", 4)
    book = book_of(to_xlsx(["n"], ([number] for number in range(7)), "Targets"))
    assert [[row[0] for row in sheet.values] for sheet in book] == [["n", 0, 1, 2], ["n", 3, 4, 5], ["n", 6]]
    assert book.sheetnames == ["Targets", "Targets 2", "Targets 3"]


def test_a_sheet_that_is_just_full_is_followed_by_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROWS_PER_SHEET", 4)
    assert book_of(to_xlsx(["n"], [[1], [2], [3]])).sheetnames == ["Rows"]


def test_a_sheet_of_more_than_a_zip_can_stream_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "BYTES_PER_SHEET", 1000)
    monkeypatch.setattr(workbook, "ROWS_AT_A_TIME", 10)
    book = book_of(to_xlsx(["n"], ([number] for number in range(100))))
    assert [row[0] for sheet in book for row in list(sheet.values)[1:]] == list(range(100))
    assert len(book.worksheets) > 1


def test_a_workbook_flows_piece_by_piece() -> None:
    taken = []

    def rows() -> Iterator[list[int]]:
        for number in range(5000):
            taken.append(number)
            yield [number]

    pieces = to_xlsx(["n"], rows())
    first = next(pieces)
    assert len(taken) < 1000
    assert book_of(iter([first, *pieces])).worksheets[0].max_row == 5001


def test_another_reader_finds_the_same_in_a_workbook() -> None:
    values = ["a & b <c>", " spaces ", "two\nlines", "_x0041_", "物流 شركة", date(2026, 3, 2), -1.5, True, 1e300, 0]
    book = b"".join(to_xlsx(list(map(str, values)), [values, [None] * len(values)], "物[流]"))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_name("物 流 ")
    header, row = sheet.to_python()[:2]
    assert header[0] == "a & b <c>"
    assert row[:3] + row[4:] == values[:3] + values[4:]
    # Excel reads the first of these characters by its number, and so the rest as it stands.
    assert row[3] in {"_x0041_", "_x005F_x0041_"}


@given(st.text())
def test_any_text_comes_back_from_a_workbook(text: str) -> None:
    cell = book_of(to_xlsx(["n"], [[1], [text]])).worksheets[0]["A3"].value or ""
    assert unescape(cell) == in_csv(f"x{text}")[1:][: workbook.MOST_CHARACTERS]


def test_a_day_before_spreadsheets_can_count_is_a_text_and_the_first_is_a_day() -> None:
    days = [date(1900, 2, 28), date(1900, 3, 1)]
    found = [row[0] for row in book_of(to_xlsx(["on"], [[day] for day in days])).worksheets[0].values]
    assert found == ["on", "1900-02-28", datetime(1900, 3, 1)]


def test_a_row_that_fails_leaves_nothing_open() -> None:
    def rows() -> Iterator[list[int]]:
        yield [1]
        raise DataError("the second row cannot be read")

    with pytest.raises(DataError, match="second row"):
        b"".join(to_xlsx(["n"], rows()))
    gc.collect()  # what was left open would warn here, and warnings are errors


def test_an_empty_export_still_names_its_columns() -> None:
    assert next(iter(book_of(to_xlsx(["a", "b"], [])).worksheets[0].values)) == ("a", "b")
    assert rows_of(to_csv(["a", "b"], [])) == [["a", "b"]]


@pytest.mark.django_db
def test_the_list_of_targets_is_exported_whole_and_safe(tmp_path: Path) -> None:
    made = [account(f"=cmd {place}", country="DE") for place in range(1100)]
    why = {"rule": "earned", "value_minor": 123450, "value_currency": "USD", "chance": 0.25, "place": 1}
    Target.objects.bulk_create(
        [Target(account=one, tier=1 + (one.pk % 2), state="accepted", why=why, made_at=NOW) for one in made]
    )
    assert export_targets(Asked(), tmp_path / "x.csv") == 1100
    header, *rows = rows_of(iter([(tmp_path / "x.csv").read_bytes()]))
    first = dict(zip(header, rows[0], strict=True))
    assert len({row[0] for row in rows}) == 1100
    assert first["name"].startswith("'=cmd")
    assert (first["expected_value"], first["currency"], first["chance"], first["tier"]) == (
        "1234.50",
        "USD",
        "0.25",
        "1",
    )
    assert export_targets(Asked(tier=2, state="accepted"), tmp_path / "x.xlsx") == 550
    with pytest.raises(DataError, match=r"neither in \.csv nor in \.xlsx"):
        export_targets(Asked(), tmp_path / "x.pdf")
    for name in ("x.csv", "x.xlsx"):
        with pytest.raises(DataError, match="cannot be written"):
            export_targets(Asked(), tmp_path / "no folder" / name)


@pytest.mark.django_db
def test_a_list_asked_for_wrongly_says_what_there_is() -> None:
    with pytest.raises(DataError, match="Did you mean 'accepted'"):
        list(list_targets(Asked(state="acepted")))
    with pytest.raises(DataError, match="Nobody of the team"):
        list(list_targets(Asked(owner="Zoe")))
