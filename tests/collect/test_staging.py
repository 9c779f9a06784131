"""From files to canonical rows: values, keys, rejects, and what follows from other columns."""

# ruff: noqa: E501  rows of a file are read as they stand

import datetime as dt

import pytest

from tiercel.collect.files.looking import look
from tiercel.collect.rows.staging import stage
from tiercel.core.errors import DataError, Stopped


def test_values_become_what_their_columns_are(take):
    text = (
        "Account ID,Account Name,Website,Industry,Employees,Annual revenue,Currency,Country,Founded,Growth (%),Technologies,Do not sell,Created\n"
        'A1, Acme  Inc ,https://www.acme.com/x,Retail,"1,200","1.234,50",EUR,ایران,۱۳۷۵,12,"SAP; Slack,Jira",yes,20/10/2016\n'
        "A2,Beta,beta.co.uk; gmail.com,N/A,5,¥1200,,中国,1999,,,no,03/04/2017\n"
    )
    found = take({"accounts.csv": text})
    columns = (
        "external_id",
        "name",
        "domains",
        "industry",
        "employees",
        "revenue_minor",
        "revenue_currency",
        "country",
        "founded",
        "growth",
        "technologies",
        "do_not_sell",
        "created_on",
    )
    assert found.rows("accounts", *columns) == [
        (
            "A1",
            "Acme Inc",
            ["acme.com"],
            "Retail",
            1200,
            123450,
            "EUR",
            "IR",
            1996,
            0.12,
            ["SAP", "Slack", "Jira"],
            True,
            dt.date(2016, 10, 20),
        ),
        ("A2", "Beta", ["beta.co.uk"], None, 5, 1200, "JPY", "CN", 1999, None, None, False, dt.date(2017, 4, 3)),
    ]
    assert found.rejects("line", "column", "value", "row_taken") == [(3, "Website", "beta.co.uk; gmail.com", True)]


def test_a_bad_cell_costs_the_cell_and_a_bad_key_the_row(take):
    text = "deal id,deal name,account,stage,amount,close date\nD1,One,Acme,Won,abc,2024-02-30\n1.2E+17,Two,Acme,Won,5,2024-01-01\n,,Acme,Won,5,2024-01-01\nD4,,,Won,5,2024-01-01\n"
    found = take({"deals.csv": text})
    assert found.rows("deals", "external_id", "amount_minor", "closed_on", "outcome") == [("D1", None, None, "won")]
    assert found.rejects("line", "column", "row_taken") == [
        (2, "amount", True), (2, "close date", True), (3, "deal id", False), (4, "deal id", False), (5, "account", False),
    ]  # fmt: skip
    assert (found.staged.rejected, found.staged.cells) == (3, 2)


def test_a_deal_whose_account_cell_is_blank_says_what_to_fill_in(take):
    found = take({"deals.csv": "deal id,client,stage,amount\nD1,,Won,5\n"})
    assert found.rejects("reason") == [
        ("No account: a deal needs the account it is with. Fill in 'client' and import this row again.",)
    ]


def test_deals_without_an_account_column_are_taken(take):
    assert take({"deals.csv": "deal id,stage,amount,close date\nD1,Won,5,2024-01-01\n"}).values("deals", "account") == [
        None
    ]


@pytest.mark.parametrize(
    ("columns", "cells", "outcome"),
    [
        ("stage", "Closed Won", "won"),
        ("stage", "closedlost", "lost"),
        ("stage", "Almost won", "open"),
        ("stage", "赢单", "won"),
        ("stage", "از دست رفته", "lost"),
        ("stage", "مغلقة رابحة", "won"),
        ("stage,won,closed", "X,true,true", "won"),
        ("stage,won,closed", "X,false,true", "lost"),
        ("stage,won,closed", "Closed Won,false,false", "open"),
        ("stage,won", "Negotiation,0", "open"),
        ("stage,won", "Lost,0", "lost"),
        ("stage,outcome", "Whatever,Won", "won"),
        ("stage,closed", "Something else,true", "open"),
    ],
)
def test_an_outcome_is_stated_or_follows_from_flags_and_stage_and_a_won_is_never_guessed(take, columns, cells, outcome):
    found = take({"deals.csv": f"deal id,amount,close date,{columns}\nD1,5,2024-01-01,{cells}\n"})
    assert found.values("deals", "outcome") == [outcome]


def test_a_contact_is_named_from_its_parts_in_the_order_of_its_language(take):
    found = take({"contacts.csv": "email,first name,last name\na@x.com,Ada,Lovelace\nb@x.com,小明,王\nc@x.com,,Solo\n"})
    assert found.rows("contacts", "name", "external_id") == [
        ("Ada Lovelace", "a@x.com"),
        ("王小明", "b@x.com"),
        ("Solo", "c@x.com"),
    ]


def test_margin_follows_from_amount_and_cost_of_one_currency(take):
    text = "deal id,stage,amount,cost,margin\nD1,Won,10 EUR,4 EUR,\nD2,Won,10 EUR,4 USD,\nD3,Won,10 EUR,4 EUR,1 EUR\n"
    assert take({"deals.csv": text}).rows("deals", "margin_minor", "margin_currency") == [
        (600, "EUR"),
        (None, None),
        (100, "EUR"),
    ]


def test_phones_are_read_in_the_country_of_their_row(take):
    text = "name,email,phone,mobile,country\nAda,a@x.com,020 7946 0018,+44 7911 123456,UK\nBen,b@x.com,030 901820,,Germany\nCy,c@x.com,5551234,,\n"
    found = take({"contacts.csv": text})
    assert found.values("contacts", "phones") == [["+442079460018", "+447911123456"], ["+4930901820"], None]
    assert "no country code" in found.rejects("reason")[0][0]


def test_a_row_of_an_unknown_currency_keeps_no_amount(take):
    found = take(
        {"deals.csv": "deal id,stage,amount,currency\nD1,Won,10,XXQ\nD2,Won,10,jpy\nD3,Won,10,\n"}, currency="KWD"
    )
    assert found.rows("deals", "amount_minor", "amount_currency") == [(None, None), (10, "JPY"), (10000, "KWD")]
    assert [(line, column) for line, column in found.rejects("line", "column")] == [(2, "amount"), (2, "currency")]


def test_dates_that_no_value_decides_follow_the_option_and_are_said(take):
    files = {"deals.csv": "deal id,stage,amount,close date\nD1,Won,5,03/04/2024\n"}
    found = take(files)
    assert found.values("deals", "closed_on") == [dt.date(2024, 3, 4)]
    assert "03/04/2024 are read with the month first" in found.staged.files[0].said[0]
    found = take(files, day_first=True)
    assert found.values("deals", "closed_on") == [dt.date(2024, 4, 3)]
    assert found.staged.files[0].said == ()


def test_moments_are_kept_in_utc(take):
    text = "deal id,stage,changed at\nD1,Won,2024-01-01 12:00:00\nD1,Lost,2024-01-01T12:00:00+02:00\n"
    found = take({"stage_changes.csv": text}, zone="Asia/Tehran")
    assert found.values("stage_changes", "changed_at") == [dt.datetime(2024, 1, 1, 8, 30), dt.datetime(2024, 1, 1, 10)]


def test_unknown_columns_become_attributes_of_their_kind_when_asked(take):
    text = "name,industry,Shipping volume,Renewal day,Is pilot,Segment code,Note\n" + "".join(
        f"A{i},Retail,{i}.5,2024-01-{i + 1:02},yes,00{i % 3},note number {i} is long\n" for i in range(20)
    )
    found = take({"accounts.csv": text}, keep_unknown=True)
    assert dict(found.ask("SELECT name, type FROM attributes")) == {
        "shipping_volume": "number", "renewal_day": "date", "is_pilot": "flag", "segment_code": "category", "note": "text",
    }  # fmt: skip
    assert found.custom("accounts")[3] == {
        "shipping_volume": 3.5,
        "renewal_day": "2024-01-04",
        "is_pilot": True,
        "segment_code": "000",
        "note": "note number 3 is long",
    }
    assert take({"accounts.csv": text}).custom("accounts")[3] == {}


def test_near_misses_are_offered_and_change_nothing_until_accepted(take):
    files = {
        "products.csv": "product,price\nGTX Pro,5\nGTX Basic,3\n",
        "deals.csv": "deal id,stage,amount,product\nD1,Won,5,GTXPro\nD2,Won,5,GTX Basic\n",
        "accounts.csv": "name,industry,country\nAcme,technolgy,Philipines\nBeta,Retail,Iran\nGamma,Plan 1,\nDelta,Plan 2,\n",
    }
    found = take(files)
    assert sorted(found.ask("SELECT * FROM offers")) == [
        ("accounts", "country", "Philipines", "Philippines", 1),
        ("accounts", "industry", "technolgy", "technology", 1),
        ("deals", "products", "GTXPro", "GTX Pro", 1),
    ]
    assert found.values("accounts", "industry")[0] == "technolgy"
    accepted = {
        (table, column, value): suggestion for table, column, value, suggestion, _ in found.ask("SELECT * FROM offers")
    }
    mended = take(files, corrections=accepted)
    assert mended.rows("accounts", "industry", "country")[0] == ("technology", "PH")
    assert mended.values("deals", "products")[0] == ["GTX Pro"]
    assert mended.staged.offers == 0


def test_a_value_known_from_before_corrects_a_new_slip(take):
    found = take(
        {"accounts.csv": "name,industry\nAcme,Widget Makng\n"}, known={("accounts", "industry"): ["Widget Making"]}
    )
    assert found.ask("SELECT value, suggestion FROM offers") == [("Widget Makng", "Widget Making")]


def test_a_file_that_lacks_what_its_table_needs_is_refused_with_its_columns(write, tmp_path):
    (path,) = write({"x.csv": "industry,employees\nRetail,5\n"})
    with pytest.raises(
        DataError,
        match=r"No column for 'name' in x\.csv\. Columns: industry, employees\. Name it with --map name=COLUMN\.",
    ):
        stage([look(path, table="accounts")], tmp_path / "s.duckdb")


def test_stopping_leaves_nothing_behind(write, tmp_path):
    (path,) = write({"in/accounts.csv": "name,industry\nAcme,Retail\n"})
    with pytest.raises(Stopped):
        stage([look(path)], tmp_path / "out" / "s.duckdb", stop=lambda: True)
    assert list((tmp_path / "out").iterdir()) == []


def test_progress_is_told_and_ends_with_everything_done(write, tmp_path):
    (path,) = write({"accounts.csv": "name,industry\n" + "Acme,Retail\n" * 50_000})
    told = []
    stage([look(path)], tmp_path / "s.duckdb", progress=told.append)
    assert [told[0].file, told[-1].rows] == ["accounts.csv", 50_000]
    assert told[-1].done == 1.0
    assert [p.done for p in told] == sorted(p.done for p in told)


def test_hostile_cells_and_headers_do_no_harm(take):
    text = (
        'name,industry,"x\'); DROP TABLE accounts; --","a""b",tiercel_x\n'
        "Robert'); DROP TABLE accounts;--,\u202eliateR,1,2,3\n"
        f"Big,{'x' * 10_000_000},1,2,3\n"
        "Bell\x07\x00Corp,=cmd|' /C calc'!A0,1,2,3\n"
    )
    found = take({"accounts.csv": text}, keep_unknown=True)
    assert found.values("accounts", "name") == ["Robert'); DROP TABLE accounts;--", "Big", "BellCorp"]
    assert found.values("accounts", "industry") == ["\u202eliateR", None, "=cmd|' /C calc'!A0"]
    assert [(line, column, taken) for line, column, taken in found.rejects("line", "column", "row_taken")] == [
        (3, "industry", True)
    ]


def test_a_very_wide_file_keeps_what_is_known_and_the_first_of_the_rest_and_says_so(take):
    header = "name,country," + ",".join(f"thing {i}" for i in range(2000))
    found = take({"accounts.csv": f"{header}\nAcme,Iran{',7' * 2000}\n,Iran{',8' * 2000}\n"}, keep_unknown=True)
    assert (found.values("accounts", "name"), len(found.custom("accounts")[0])) == (["Acme"], 400)
    assert found.staged.files[0].said == ("1,600 unknown columns from 'thing 400' on are not kept: 400 are the most.",)
    (path,) = found.mended()
    assert path.read_text().splitlines()[1].startswith(",Iran,8,8,8")


def test_a_file_of_headers_only_stages_nothing(take):
    found = take({"accounts.csv": "name,industry\n"})
    assert (found.staged.tables, found.staged.rejected, found.staged.files[0].rows) == ({}, 0, 0)
