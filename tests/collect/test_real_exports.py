"""The public CRM exports that are kept beside the project."""

# ruff: noqa: E501  rows of a file are read as they stand

import datetime as dt

import pytest

from tiercel.collect.files.looking import look, look_all
from tiercel.collect.files.reading import read_table

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
        "engagement_call_data": "touches", "engagement_communication_data": "touches", "engagement_email_data": "touches",
        "engagement_meeting_data": "touches", "engagement_note_data": "touches", "engagement_task_data": "touches",
        "engagement_company_data": "touch_accounts", "engagement_contact_data": "touch_contacts",
        "engagement_deal_data": "touch_deals", "email_event_data": "touches", "contact_form_submission_data": "touches",
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
        "sf_task_data": "touches", "sf_event_data": "touches", "sf_lead_data": "contacts",
    }  # fmt: skip
    assert all(source.not_taken_yet for name, source in sources.items() if name not in taken)


@pytest.mark.parametrize("system", ["hubspot", "salesforce"])
def test_a_table_of_a_warehouse_says_by_itself_what_it_says_beside_the_others(real_data, system):
    together = look_all(sorted((real_data / "crm_fixtures" / system).glob("*.csv")))
    alone = {source.path.name: look(source.path).table for source in together}
    assert alone == {source.path.name: source.table for source in together}


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


def test_what_people_did_at_hubspot_is_taken_and_what_is_not_says_why(real_data, take):
    files = list((real_data / "crm_fixtures" / "hubspot").glob("e*.csv"))
    found = take(sorted(files))
    assert {name: rows for name, rows in found.staged.tables.items() if name.startswith("touch")} == {
        "touches": 106, "touch_contacts": 1, "touch_accounts": 1, "touch_deals": 1,
    }  # fmt: skip
    assert found.ask("SELECT type, channel, count(*) FROM touches GROUP BY ALL ORDER BY ALL") == [
        ("call", "phone", 1), ("email", "email", 1), ("meeting", "meeting", 100), ("message", "chat", 1),
        ("note", None, 1), ("task", None, 2),
    ]  # fmt: skip
    # Their recipients are scrambled: nothing says whose they are.
    refused = found.ask("SELECT file, count(*) FROM rejects WHERE reason LIKE '%not a mail address%' GROUP BY ALL")
    assert refused == [("email_event_data.csv", 97)]
    left_out = {file.source.name: dict(file.left_out) for file in found.staged.files if file.left_out}
    assert left_out == {"email_event_data.csv": {"made by a machine, says the source": 3}}


def test_what_people_did_at_salesforce_is_taken_with_whose_it_is(real_data, take):
    found = take(sorted((real_data / "crm_fixtures" / "salesforce").glob("sf_[et]*.csv")))
    assert found.ask(
        "SELECT type, channel, count(*), count(contact), count(account), count(deal) FROM touches GROUP BY ALL ORDER BY ALL"
    ) == [
        ("X", None, 7, 7, 7, 5),
        ("call", "phone", 6, 6, 6, 0),
        ("meeting", "meeting", 4, 4, 4, 0),
        ("task", None, 3, 3, 2, 2),
    ]
    assert found.staged.rejected == 0
