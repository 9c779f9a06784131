"""Lists leave as files: all of their rows, and no cell that a spreadsheet would run."""

import csv
import io

from openpyxl import load_workbook
from tests.flow.market import NOW, account
from tests.show.web.conftest import SignIn

from tiercel.flow.targets import choose_by_hand


def test_the_accounts_as_csv_hold_every_page_and_run_no_formula(sign_in: SignIn) -> None:
    for n in range(60):
        account(f"=HYPERLINK({n})", n)
    answer = sign_in("dara").get("/accounts/export.csv?sort=name")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert len(rows) == 61
    assert all(row[1].startswith("'=") for row in rows[1:])


def test_the_accounts_as_xlsx_keep_numbers_as_numbers(sign_in: SignIn) -> None:
    account("Acme", 1234, employees=70)
    answer = sign_in("dara").get("/accounts/export.xlsx?columns=employees,value")
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][3:5] == [70, 1234]


def test_an_export_holds_what_the_filters_show(sign_in: SignIn) -> None:
    account("Acme", 1, industry="Trade")
    account("Bolt", 2, industry="Software")
    answer = sign_in("dara").get("/accounts/export.csv?industry=Trade")
    text = b"".join(answer.streaming_content).decode()
    assert "Acme" in text
    assert "Bolt" not in text


def test_targets_are_exported_with_their_decisions(sign_in: SignIn) -> None:
    acme = account("Acme", 1)
    choose_by_hand.pin([acme.pk], 2, "", None, NOW)
    text = b"".join(sign_in("dara").get("/targets/export.csv").streaming_content).decode()
    assert "Acme" in text
    assert "proposed" in text


def test_there_is_no_export_as_anything_else(sign_in: SignIn) -> None:
    assert sign_in("dara").get("/accounts/export.exe").status_code == 404
