import csv
import hashlib
import io
from datetime import date
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from tiercel.simulate.big import accounts_csv
from tiercel.simulate.export import write_crm_export, write_truth
from tiercel.simulate.market import Market, make_market

UNTIL = date(2026, 1, 1)
EXPECTED = {
    "users.csv": "445a4af34d49",
    "products.csv": "cb6348e491ea",
    "accounts.csv": "0281a3a5c3b3",
    "contacts.csv": "71a168af62c3",
    "opportunities.csv": "68d72a474026",
    "opportunity_contact_roles.csv": "b9cf37b107fb",
    "opportunity_history.csv": "0ebd196fdeff",
    "subscriptions.xlsx": "3887f9f6e276",
}


@pytest.fixture(scope="module")
def files(market: Market, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {path.name: path for path in write_crm_export(market, tmp_path_factory.mktemp("export"))}


def test_the_same_market_gives_the_same_bytes_wherever_it_is_made(tmp_path: Path):
    """When numpy changes its streams of chance this changes too, on purpose: the market has become another."""
    files = write_crm_export(make_market(until=UNTIL, accounts=100, deals=60), tmp_path)
    sums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:12] for path in files}
    assert sums == EXPECTED


def test_every_row_is_written(files: dict[str, Path], market: Market):
    assert len(_rows(files["accounts.csv"], "utf-8-sig", ",")) == market.tables["accounts"].num_rows
    assert len(_rows(files["contacts.csv"], "utf-8", ";")) == market.tables["contacts"].num_rows
    assert len(_rows(files["opportunities.csv"], "utf-16", "\t")) == market.tables["deals"].num_rows
    sheet = openpyxl.load_workbook(files["subscriptions.xlsx"], read_only=True).active
    assert sum(1 for _ in sheet.iter_rows()) == market.tables["subscriptions"].num_rows + 1


def test_cells_are_written_as_a_crm_writes_them(files: dict[str, Path], market: Market):
    rows = {row["Opportunity ID"]: row for row in _rows(files["opportunities.csv"], "utf-16", "\t")}
    spoilt = {each.external_id for each in market.truth.damage}
    deal = next(d for d in market.tables["deals"].to_pylist() if d["amount_minor"] and d["external_id"] not in spoilt)
    written = rows[deal["external_id"]]
    assert written["Amount"] == f"{deal['amount_minor'] / 100:.2f}"
    assert written["Close Date"] == f"{deal['closed_on'].month}/{deal['closed_on'].day}/{deal['closed_on'].year}"
    assert written["Won"] == str(int(deal["outcome"] == "won"))


def test_what_is_spoilt_is_spoilt_in_the_file(files: dict[str, Path], market: Market):
    accounts = {row["Account ID"]: row for row in _rows(files["accounts.csv"], "utf-8-sig", ",")}
    for each in market.truth.damage:
        if each.table == "accounts":
            label = {"name": "Account Name", "employees": "Employees"}[each.column]
            assert accounts[each.external_id][label] == each.value


def test_the_truth_is_told_beside_the_files(market: Market, tmp_path: Path):
    text = write_truth(market, tmp_path).read_text(encoding="utf-8")
    assert "Logistics +0.80" in text
    assert "origin_of_goods" in text
    assert market.truth.duplicates[0][0] in text


def test_a_big_file_has_twelve_columns_and_no_id_twice(tmp_path: Path):
    path = accounts_csv(tmp_path / "big.csv", rows=2500)
    rows = _rows(path, "utf-8", ",")
    assert len(rows) == 2500
    assert len(rows[0]) == 12
    assert len({row["Account ID"] for row in rows}) == len({row["Website"] for row in rows}) == 2500
    assert np.median([int(row["Employees"]) for row in rows]) == pytest.approx(220, rel=0.15)


def _rows(path: Path, encoding: str, delimiter: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding=encoding), newline=""), delimiter=delimiter))
