"""Files of rejects: complete, safe in a spreadsheet, and read alike when they come back mended."""

import csv
import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from tiercel.collect.safe_cells import guarded, unguarded


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def mend(path, **cells):
    rows = read(path)
    for row in rows:
        row.update(cells)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_a_file_of_rejects_has_the_columns_of_the_file_and_why(take):
    found = take(
        {"deals.csv": 'Deal ref,stage,client,amount\nD1,Won,Acme,5\nD2,Won,,"6\n6"\n'},
        mapping={"external_id": "Deal ref"},
    )
    (path,) = found.mended()
    ((row),) = read(path)
    assert path.name == "deals-rejects.csv"
    assert [row[name] for name in ("Deal ref", "stage", "client", "amount")] == ["D2", "Won", "", "6\n6"]
    assert (row["tiercel_line"], row["tiercel_column"]) == ("3", "amount | client")
    assert "No account: a deal needs the account it is with. Fill in 'client'" in row["tiercel_reason"]


def test_a_mended_file_is_read_as_the_first_was_by_hand_and_by_day(take):
    text = "Deal ref,stage,client,when\nD1,Won,Acme,20/10/2016\nD2,Won,,03/04/2016\n"
    found = take({"deals.csv": text}, mapping={"external_id": "Deal ref", "closed_on": "when"})
    (path,) = found.mended()
    mend(path, client="Acme")
    again = take([path])
    assert again.rows("deals", "external_id", "account", "closed_on", "outcome") == [
        ("D2", "Acme", dt.date(2016, 4, 3), "won")
    ]
    assert again.staged.rejected == 0
    assert again.mended() == []


def test_a_required_amount_that_is_no_number_beside_a_currency_that_is_none_is_named_both(take):
    found = take(
        {
            "spend.csv": "Day,Channel,Campaign,Cost,Currency\n"
            "2026-03-01,Social,A,abc,EUR\n2026-03-02,Social,B,abc,euros of ours\n2026-03-03,Social,C,3,EUR\n"
        },
        table="spend",
    )
    assert found.rows("spend", "campaign", "amount_minor", "amount_currency") == [("C", 300, "EUR")]
    (path,) = found.mended()
    where = [(row["tiercel_line"], row["tiercel_column"]) for row in read(path)]
    assert where == [("2", "Cost"), ("3", "Cost | Currency")]
    assert "'abc' is not an amount of money." in read(path)[0]["tiercel_reason"]


def test_cells_set_aside_can_be_mended_too(take):
    found = take({"accounts.csv": "name,industry,country,employees\nAcme,Retail,Philipines,ten\nBeta,Retail,Iran,5\n"})
    (path,) = found.mended()
    mend(path, country="Philippines", employees="10")
    assert take([path]).rows("accounts", "name", "country", "employees") == [("Acme", "PH", 10)]


def test_formulas_are_harmless_in_the_file_of_rejects_and_come_back_as_they_were(take):
    found = take({"deals.csv": "deal id,stage,amount,client,deal name\n=1+1,Won,-5,,@SUM(A1)\n"})
    (path,) = found.mended()
    (row,) = read(path)
    assert (row["deal id"], row["amount"], row["deal name"]) == ("'=1+1", "'-5", "'@SUM(A1)")
    mend(path, client="Acme")
    assert take([path]).rows("deals", "external_id", "amount_minor", "name") == [("=1+1", -500, "@SUM(A1)")]


def test_ragged_rows_are_kept_whole(take):
    found = take({"accounts.csv": "name,industry\nAcme, Inc,Retail\nBeta\n"})
    (path,) = found.mended()
    assert [(row["name"], row["industry"], row["tiercel_value"]) for row in read(path)] == [
        ("Acme", " Inc", "Retail"),
        ("Beta", "", "Beta"),
    ]


def test_contradictions_come_back_in_the_file_s_own_columns(take):
    found = take({"accounts.csv": "Company,Sector\nAcme,Retail\nAcme,Mining\n"})
    (path,) = found.mended()
    assert [(row["Company"], row["Sector"], row["tiercel_line"]) for row in read(path)] == [("Acme", "Mining", "3")]


@given(st.text())
def test_guarding_a_cell_can_always_be_taken_back(cell):
    assert unguarded(guarded(cell)) == cell
    assert not guarded(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
