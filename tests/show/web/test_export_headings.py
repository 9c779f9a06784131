"""Files are headed as the page is, in the reader's language; programs ask for codes, which an import understands."""

import csv
import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.flow.market import NOW, account
from tests.show.web.conftest import SignIn

from tiercel.flow.import_files import import_now
from tiercel.flow.importing.asked import Asked as Importing
from tiercel.records.models import Account

LISTS = ("/accounts", "/accounts?of=family", "/targets", "/deals", "/people", "/data/spend", "/settings/audit")


def content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def first_line(sign_in: SignIn, address: str, more: str = "") -> list[str]:
    path, _, query = address.partition("?")
    answer = sign_in("ada").get(f"{path}/export.csv?{query}&{more}")
    text = content(answer).decode("utf-8-sig")
    return next(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("address", LISTS)
def test_no_heading_is_a_code_unless_it_is_asked_for(address: str, sign_in: SignIn) -> None:
    words, codes = first_line(sign_in, address), first_line(sign_in, address, "headings=codes")
    assert len(words) == len(codes)
    assert not [word for word in words if "_" in word or word != word[0].upper() + word[1:]]
    assert not set(words) & set(codes)
    assert len(set(words)) == len(words)


def test_headings_are_words_of_the_readers_language(sign_in: SignIn) -> None:
    ada = sign_in("ada")
    ada.post("/language", {"language": "zh"})
    answer = ada.get("/accounts/export.csv?columns=country,revenue")
    first = next(csv.reader(io.StringIO(content(answer).decode("utf-8-sig"))))
    assert "国家/地区" in first or "国家" in first


@pytest.mark.parametrize(("language", "from_the_right"), [("en", False), ("ar", True)])
def test_a_sheet_begins_where_its_readers_begin(language: str, from_the_right: bool, sign_in: SignIn) -> None:
    ada = sign_in("ada")
    ada.post("/language", {"language": language})
    answer = ada.get("/accounts/export.xlsx")
    sheet = load_workbook(io.BytesIO(content(answer))).active
    assert sheet is not None
    assert bool(sheet.sheet_view.rightToLeft) is from_the_right


def test_the_menu_offers_both(sign_in: SignIn) -> None:
    account("Acme", 1)
    page = sign_in("dara").get("/accounts?industry=&sort=name").content.decode()
    assert "/accounts/export.csv?industry=&amp;sort=name" in page
    assert "sort=name&amp;headings=codes" in page


@pytest.mark.django_db(transaction=True)
def test_an_import_understands_the_codes(sign_in: SignIn, tmp_path: Path) -> None:
    account("Acme", 1, employees=70)
    answer = sign_in("ada").get("/accounts/export.csv?columns=employees&headings=codes")
    file = tmp_path / "accounts.csv"
    file.write_bytes(content(answer).replace(b"70", b"71"))
    import_now(Importing(files=(str(file),)), None, now=NOW + timedelta(days=1))
    assert Account.objects.filter(name="Acme", domain="acme.example", employees=71).exists()
