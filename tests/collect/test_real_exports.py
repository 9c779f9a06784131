"""The public CRM exports that are kept beside the project."""

# ruff: noqa: E501  rows of a file are read as they stand

import datetime as dt

import pytest

from tiercel.collect.looking import look, look_all
from tiercel.collect.reading import read_table

pytestmark = pytest.mark.real_data


def test_the_maven_crm_is_taken_without_mapping_by_hand(real_data, take):
    found = take(sorted((real_data / "maven_crm").glob("*.csv")))
    assert found.staged.tables == {"people": 35, "products": 7, "accounts": 85, "deals": 7375}
    assert (found.staged.rejected, found.staged.cells, found.staged.identical) == (1425, 1, 0)
    assert found.ask("SELECT outcome, count(*) FROM deals GROUP BY 1 ORDER BY 2 DESC") == [
        ("won", 4238),
        ("lost", 2473),
        ("open", 664),
    ]
    assert found.ask("SELECT sum(amount_minor), min(created_on), max(closed_on) FROM deals") == [
        (1000553400, dt.date(2016, 10, 20), dt.date(2017, 12, 31))
    ]
    assert found.ask("SELECT DISTINCT reason FROM rejects WHERE NOT row_taken") == [
        ("No account: a deal needs the account it is with. Fill in 'account' and import this row again.",)
    ]
    assert sorted(found.ask("SELECT value, suggestion FROM offers")) == [
        ("GTXPro", "GTX Pro"), ("Philipines", "Philippines"), ("technolgy", "technology"),
    ]  # fmt: skip


def test_the_data_dictionary_of_maven_is_no_table_that_we_know(real_data):
    source = look(real_data / "maven_crm" / "data_dictionary.csv")
    assert source.table is None
    assert "None of its columns" in source.why_not


def test_every_file_of_the_hubspot_warehouse_is_known_and_only_its_records_are_taken(real_data):
    sources = {
        source.path.stem: source for source in look_all(sorted((real_data / "crm_fixtures" / "hubspot").glob("*.csv")))
    }
    taken = {name: source.table for name, source in sources.items() if source.table}
    assert taken == {
        "company_data": "accounts", "company_data_databricks": "accounts", "company_data_postgres": "accounts",
        "company_data_snowflake": "accounts", "contact_data": "contacts", "deal_company_data": "deal_accounts",
        "deal_contact_data": "deal_contacts", "deal_data": "deals", "deal_stage_data": "stage_changes", "owner_data": "people",
    }  # fmt: skip
    assert all(source.not_taken_yet for name, source in sources.items() if name not in taken)


def test_every_file_of_the_salesforce_warehouse_is_known_and_only_its_records_are_taken(real_data):
    sources = {
        source.path.stem: source
        for source in look_all(sorted((real_data / "crm_fixtures" / "salesforce").glob("*.csv")))
    }
    taken = {name: source.table for name, source in sources.items() if source.table}
    assert taken == {
        "sf_account_data": "accounts", "sf_contact_data": "contacts", "sf_opportunity_data": "deals",
        "sf_opportunity_history_data": "stage_changes", "sf_product_2_data": "products", "sf_user_data": "people",
    }  # fmt: skip
    assert all(source.not_taken_yet for name, source in sources.items() if name not in taken)


def test_rows_that_salesforce_has_deleted_are_left_out_and_counted(real_data, take):
    found = take(sorted((real_data / "crm_fixtures" / "salesforce").glob("*.csv")), keep_unknown=True)
    left_out = {file.source.path.stem: dict(file.left_out) for file in found.staged.files if file.left_out}
    assert left_out["sf_opportunity_data"] == {"deleted in the source": 10}
    assert left_out["sf_user_data"] == {"deleted in the source": 5, "an older version": 1}
    assert found.staged.rejected == 0
    assert not found.ask("SELECT 1 FROM attributes WHERE name LIKE '%fivetran_synced%'")


def test_four_copies_of_one_hubspot_table_make_one_set_of_accounts(real_data, take):
    found = take(sorted((real_data / "crm_fixtures" / "hubspot").glob("company_data*.csv")), keep_unknown=True)
    assert found.staged.tables == {"accounts": 24}
    assert found.staged.identical + found.staged.joined == 72
    assert found.staged.rejected == 0


def test_a_utf16_file_of_the_fortune_500_and_the_largest_companies_are_read(real_data):
    fortune = look(real_data / "fortune500_2019" / "fortune500.csv")
    assert (fortune.encoding, fortune.table, fortune.mapping["name"]) == ("utf-16", "accounts", "company_name")
    assert read_table(real_data / "fortune500_2019" / "fortune500.csv").num_rows == 500
    assert look(real_data / "companies_pdl_sample" / "companies_sorted.csv").table == "accounts"


def test_every_public_table_is_read_or_refused_with_words(real_data):
    for path in sorted(real_data.glob("*/*.csv")):
        if path.stat().st_size < 3_000_000:
            table = read_table(path)
            assert table.num_columns >= 1
