"""What was known on a day stays what was known on that day. Runs on SQLite and on PostgreSQL."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.records.conftest import Import

from tiercel.flow import read_tables
from tiercel.flow.accounts.list_accounts import Asked, every_row
from tiercel.records.models import Account, AccountParent, Alias, ContactAccount, Deal

pytestmark = pytest.mark.django_db(transaction=True)

HEAD = "Account ID,Account Name,Industry,Employees"
DAYS = {n: datetime(2026, 3, n, 9, tzinfo=UTC) for n in range(1, 10)}


def accounts(*rows: str) -> dict[str, str]:
    return {"accounts.csv": "\n".join([HEAD, *rows])}


def industry_on(day: int) -> list[str | None]:
    return list(read_tables.accounts(read_tables.end_of(date(2026, 3, day))).column("industry").to_pylist())


def test_a_value_that_was_filled_in_and_then_changed_is_what_it_was_on_each_day(import_texts: Import) -> None:
    import_texts(accounts("A1,Acme,,10"), at=DAYS[1])
    import_texts(accounts("A1,Acme,Software,10"), at=DAYS[3])
    import_texts(accounts("A1,Acme,Fintech,20"), at=DAYS[5])
    assert {day: industry_on(day) for day in (1, 2, 3, 4, 5, 6)} == {
        1: [None],
        2: [None],
        3: ["Software"],
        4: ["Software"],
        5: ["Fintech"],
        6: ["Fintech"],
    }
    assert read_tables.accounts(DAYS[4]).column("employees").to_pylist() == [10]
    rows = list(every_row(Asked(as_of=date(2026, 3, 4), columns=("industry",))))
    assert [value.value for value in rows[0].values] == ["Software"]


def test_the_instant_itself_is_no_longer_before_it(import_texts: Import) -> None:
    import_texts(accounts("A1,Acme,Software,10"), at=DAYS[1])
    import_texts(accounts("A1,Acme,Fintech,10"), at=DAYS[3])
    assert read_tables.accounts(DAYS[1]).num_rows == 0
    assert read_tables.accounts(DAYS[3]).column("industry").to_pylist() == ["Software"]
    after = DAYS[3] + timedelta(microseconds=1)
    assert read_tables.accounts(after).column("industry").to_pylist() == ["Fintech"]


def test_an_account_that_was_put_away_later_was_there_before(import_texts: Import) -> None:
    import_texts(accounts("A1,Acme,Software,10"), at=DAYS[1])
    Account.objects.update(archived_at=DAYS[4])
    assert read_tables.accounts().num_rows == 0
    assert [len(industry_on(day)) for day in (2, 3, 4)] == [1, 1, 0]


def test_a_merge_holds_from_its_day_and_its_undo_puts_everything_back(import_texts: Import) -> None:
    deals = "Opportunity ID,Opportunity Name,Account ID,Stage\nD1,One,A1,Won\nD2,Two,A2,Lost"
    files = accounts("A1,Acme,Software,10", "A2,Acme Ltd,Retail,5") | {"deals.csv": deals}
    import_texts(files, at=DAYS[1])
    one, two = (Account.objects.get(name=name).pk for name in ("Acme", "Acme Ltd"))
    alias = Alias.objects.create(kind="accounts", old=two, current=one, made_at=DAYS[3])
    assert read_tables.accounts().column("id").to_pylist() == [one]
    assert set(read_tables.deals().column("account_id").to_pylist()) == {one}
    assert len(industry_on(2)) == 2
    assert set(read_tables.deals(DAYS[2]).column("account_id").to_pylist()) == {one, two}
    again = import_texts(files, at=DAYS[4])
    assert not again.changed_anything
    Alias.objects.filter(pk=alias.pk).update(ended_at=DAYS[6])
    assert read_tables.accounts().column("industry").to_pylist() == ["Software", "Retail"]
    assert list(Deal.objects.order_by("name").values_list("account", flat=True)) == [one, two]
    assert [len(industry_on(day)) for day in (2, 5, 6)] == [2, 1, 2]


def test_a_merge_of_a_merge_leads_to_the_one_that_is_left(import_texts: Import) -> None:
    deals = {"deals.csv": "Opportunity ID,Opportunity Name,Account ID,Stage\nD1,One,A3,Won"}
    import_texts(accounts("A1,Acme,,", "A2,Beta,,", "A3,Gamma,,") | deals, at=DAYS[1])
    first, second, third = Account.objects.order_by("name").values_list("pk", flat=True)
    Alias.objects.create(kind="accounts", old=third, current=second, made_at=DAYS[2])
    Alias.objects.create(kind="accounts", old=second, current=first, made_at=DAYS[3])
    assert read_tables.deals().column("account_id").to_pylist() == [first]
    assert read_tables.accounts().column("id").to_pylist() == [first]


def test_links_say_when_they_began_and_ended(import_texts: Import) -> None:
    import_texts(accounts("A1,Acme,,", "A2,Beta,,"), at=DAYS[1])
    for day, account in ((2, "A1"), (4, "A2"), (6, "A1")):
        import_texts({"c.csv": f"Contact ID,Account ID,Last Name\nC1,{account},Lee"}, at=DAYS[day])
    links = ContactAccount.objects.order_by("made_at").values_list("account__name", "made_at", "ended_at")
    assert list(links) == [("Acme", DAYS[2], DAYS[4]), ("Beta", DAYS[4], DAYS[6]), ("Acme", DAYS[6], None)]


def test_an_attribute_of_the_workspaces_own_is_read_whatever_its_script(import_texts: Import) -> None:
    text = "Account ID,Account Name,حجم فروش\nA1,Acme,{}"
    import_texts({"accounts.csv": text.format(12)}, keep_unknown=True, at=DAYS[1])
    import_texts({"accounts.csv": text.format(15)}, keep_unknown=True, at=DAYS[3])
    found = {day: read_tables.accounts(DAYS[day]) for day in (2, 4)}
    name = next(name for name in found[2].column_names if name.startswith("custom."))
    assert [found[day].column(name).to_pylist() for day in (2, 4)] == [[12.0], [15.0]]


def test_a_parent_is_a_link_with_dates_too(import_texts: Import) -> None:
    head = "Account ID,Account Name,Parent Account"
    import_texts({"a.csv": f"{head}\nA1,Acme,\nA2,Beta,A1\nA3,Gamma,"}, at=DAYS[1])
    import_texts({"a.csv": f"{head}\nA1,Acme,\nA2,Beta,A3\nA3,Gamma,"}, at=DAYS[3])
    links = AccountParent.objects.order_by("made_at").values_list("parent__name", "ended_at")
    assert list(links) == [("Acme", DAYS[3]), ("Gamma", None)]
