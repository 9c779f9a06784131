"""Lists leave as files: all of their rows, and no cell that a spreadsheet would run."""

import csv
import io

from openpyxl import load_workbook
from tests.flow.market import NOW, account
from tests.show.web.conftest import SignIn

from tiercel.flow.targets import choose_by_hand
from tiercel.records.models import Contact, ContactRole


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


def test_people_are_exported_with_their_roles_and_how_these_were_decided(sign_in: SignIn) -> None:
    mia = Contact.objects.create(name="Mia Marsh", title="CFO", received_at=NOW)
    ContactRole.objects.create(
        contact=mia, seniority="c_level", seniority_confidence=0.9, department="finance", department_confidence=0.8,
        buying_role="economic_buyer", buying_role_confidence=0.7, made_at=NOW,
    )  # fmt: skip
    text = b"".join(sign_in("dara").get("/people/export.csv?headings=codes").streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["seniority"], row["department"], row["buying_role"]) == ("c_level", "finance", "economic_buyer")
    assert (row["seniority_confidence"], row["buying_role_confidence"], row["role_method"]) == ("0.9", "0.7", "title")
