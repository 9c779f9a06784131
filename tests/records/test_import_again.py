"""Imports that follow each other: what was said later stands, what waits is not stale, one row is one row."""

import random
import string
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from tests.records.conftest import Import

from tiercel.core.errors import AccessError, DataError
from tiercel.flow import read_tables
from tiercel.flow.importing.follows import scores
from tiercel.flow.importing.report import ImportReport, TableLine
from tiercel.records.models import (
    Account,
    AccountParent,
    Change,
    Contact,
    ContactAccount,
    Deal,
    DealContact,
    Person,
    Subscription,
    WaitingRow,
)

pytestmark = pytest.mark.django_db(transaction=True)

ACCOUNTS = "Account ID,Account Name"
DEALS = "Opportunity ID,Opportunity Name,Account ID,Amount,Stage"
CONTACTS = "Contact ID,Account ID,Last Name"
SUBSCRIPTIONS = "Subscription ID,Account ID,Opportunity ID,Product,Amount,Start Date"


def line(report: ImportReport, table: str) -> TableLine:
    return next(line for line in report.tables if line.table == table)


def test_a_file_of_ids_and_amounts_leaves_names_and_outcomes_as_they_are(import_texts: Import) -> None:
    import_texts({"a.csv": f"{ACCOUNTS}\nA1,Acme", "d.csv": f"{DEALS}\nD1,First,A1,1000,Closed Won"})
    import_texts({"d.csv": "Opportunity ID,Amount\nD1,2000"}, table="deals")
    import_texts({"d.csv": "Opportunity ID,Amount,Stage\nD1,3000,"}, table="deals")
    deal = Deal.objects.get()
    assert (deal.name, deal.outcome, deal.amount_minor) == ("First", "won", 300000)
    import_texts({"d.csv": "Opportunity ID,Amount\nD2,5"}, table="deals")
    assert Deal.objects.filter(name="D2", outcome="open").exists()


def test_a_subscription_that_waits_and_comes_again_with_its_account_is_one(import_texts: Import) -> None:
    row = f"{SUBSCRIPTIONS}\nS1,A1,,Gold,120,2025-01-01"
    import_texts({"s.csv": row}, preset="salesforce", table="subscriptions")
    import_texts({"s.csv": row}, preset="salesforce", table="subscriptions")
    assert WaitingRow.objects.count() == 1
    import_texts({"subscriptions.csv": row, "a.csv": f"{ACCOUNTS}\nA1,Acme"}, preset="salesforce")
    assert Subscription.objects.get().account.name == "Acme"
    assert not WaitingRow.objects.exists()


def test_a_link_that_waited_does_not_undo_what_was_said_since(import_texts: Import) -> None:
    import_texts({"a.csv": f"{ACCOUNTS}\nA1,Acme", "c.csv": f"{CONTACTS}\nC1,A9,Lee"})
    assert WaitingRow.objects.count() == 1
    import_texts({"c.csv": f"{CONTACTS}\nC1,A1,Lee"})
    import_texts({"a.csv": f"{ACCOUNTS}\nA9,Nine"})
    assert list(ContactAccount.objects.values_list("account__name", "ended_at")) == [("Acme", None)]


def test_a_deal_moves_to_an_account_that_comes_later(import_texts: Import) -> None:
    import_texts({"a.csv": f"{ACCOUNTS}\nA1,Acme", "d.csv": f"{DEALS}\nD1,First,A1,5,Won"})
    moved = import_texts({"d.csv": f"{DEALS}\nD1,First,A2,5,Won"})
    assert line(moved, "deals").waiting == 1
    assert Deal.objects.get().account == Account.objects.get(name="Acme")
    import_texts({"a.csv": f"{ACCOUNTS}\nA2,Beta"})
    assert Deal.objects.get().account == Account.objects.get(name="Beta")
    assert Change.objects.filter(table="deals", field="account_id").count() == 1


def test_a_deal_that_was_moved_again_does_not_go_where_it_had_waited_to_go(import_texts: Import) -> None:
    import_texts({"d.csv": f"{DEALS}\nD1,First,A9,5,Won", "a.csv": f"{ACCOUNTS}\nA1,Acme"})
    import_texts({"d.csv": f"{DEALS}\nD1,First,A1,5,Won"})
    import_texts({"a.csv": f"{ACCOUNTS}\nA9,Nine"})
    assert Deal.objects.get().account == Account.objects.get(name="Acme")


def test_a_subscription_finds_its_deal_when_that_comes(import_texts: Import) -> None:
    text = f"{SUBSCRIPTIONS}\nS1,A1,D1,Gold,120,2025-01-01"
    import_texts({"a.csv": f"{ACCOUNTS}\nA1,Acme", "subscriptions.csv": text}, preset="salesforce")
    assert Subscription.objects.get().deal is None
    import_texts({"d.csv": f"{DEALS}\nD1,First,A1,5,Won"}, preset="salesforce")
    found = Subscription.objects.get().deal
    assert found is not None
    assert found.name == "First"
    assert not WaitingRow.objects.exists()


def test_ids_are_compared_as_they_are_written_and_never_with_names(import_texts: Import) -> None:
    import_texts({"a.csv": f"{ACCOUNTS}\nab1,Acme\n7,360"}, source="erp")
    import_texts({"a.csv": f"{ACCOUNTS}\nAB1,Beta\n360,Gamma"}, source="erp")
    assert sorted(Account.objects.values_list("name", flat=True)) == ["360", "Acme", "Beta", "Gamma"]


def test_an_account_list_without_ids_adds_to_the_accounts_beside_it(import_texts: Import) -> None:
    import_texts({"a.csv": f"{ACCOUNTS}\nA1,Acme", "list.csv": "company name,industry\nACME,Retail\nBeta,Energy"})
    assert sorted(Account.objects.values_list("name", "industry")) == [("Acme", "Retail"), ("Beta", "Energy")]


def test_people_with_one_name_and_two_ids_are_two(import_texts: Import) -> None:
    head = "Owner ID,Owner Name,Email"
    import_texts({"team.csv": f"{head}\n1,John Smith,one@acme.example"}, table="people")
    import_texts({"team.csv": f"{head}\n2,John Smith,two@acme.example"}, table="people")
    assert Person.objects.count() == 2


def test_an_owner_written_in_two_ways_is_one_person(import_texts: Import) -> None:
    import_texts({"a.csv": f"{ACCOUNTS},Account Owner\nA1,Acme,Ada Lov\nA2,Beta,ADA LOV\nA3,Gamma,ada  lov"})
    assert Person.objects.count() == 1
    assert Account.objects.filter(owner=Person.objects.get()).count() == 3


def test_an_older_version_changes_neither_values_nor_links(import_texts: Import) -> None:
    head = "Contact ID,Account ID,Last Name,Title,Last Modified Date"
    import_texts({"a.csv": f"{ACCOUNTS}\nA1,Acme\nA2,Beta", "c.csv": f"{head}\nC1,A1,Lee,CFO,2026-01-01T00:00:00Z"})
    import_texts({"c.csv": f"{head}\nC1,A1,Lee,CFO,2026-03-01T00:00:00Z"})
    import_texts({"c.csv": f"{head}\nC1,A2,Lee,CEO,2026-02-01T00:00:00Z"})
    assert Contact.objects.get().title == "CFO"
    assert ContactAccount.objects.get().account.name == "Acme"


def test_a_role_that_changes_keeps_what_the_file_does_not_say(import_texts: Import) -> None:
    files = {
        "a.csv": f"{ACCOUNTS}\nA1,Acme",
        "c.csv": f"{CONTACTS}\nC1,A1,Lee",
        "d.csv": f"{DEALS}\nD1,First,A1,5,Won",
    }
    import_texts(files | {"r.csv": "Opportunity ID,Contact ID,Role,Is Primary\nD1,C1,User,true"}, preset="salesforce")
    import_texts({"r.csv": "Opportunity ID,Contact ID,Role\nD1,C1,Buyer"}, preset="salesforce")
    now = DealContact.objects.get(ended_at__isnull=True)
    assert (now.role, now.is_primary) == ("Buyer", True)


@pytest.mark.parametrize("length", [1, 2, 150])
def test_a_circle_of_any_length_is_set_aside_and_not_counted(import_texts: Import, length: int) -> None:
    rows = "\n".join(f"A{n},Name {n},A{(n + 1) % length}" for n in range(length))
    report = import_texts({"a.csv": f"{ACCOUNTS},Parent Account\n{rows}\nB,Below,A0"})
    assert list(AccountParent.objects.values_list("account__name", "parent__name")) == [("Below", "Name 0")]
    assert line(report, "account_parents").created == 1
    assert line(report, "accounts").cells_set_aside == length


def test_a_parent_that_comes_back_closes_no_circle_either(import_texts: Import) -> None:
    head = f"{ACCOUNTS},Parent Account"
    import_texts({"a.csv": f"{head}\nA,Alpha,B\nB,Beta,\nC,Gamma,"})
    import_texts({"a.csv": f"{head}\nA,Alpha,C\nC,Gamma,A\nB,Beta,A"})
    links = AccountParent.objects.filter(ended_at__isnull=True).values_list("account__name", "parent__name")
    assert list(links) == [("Alpha", "Beta")]


def test_a_dry_run_of_a_second_import_says_what_it_then_does(import_texts: Import) -> None:
    import_texts(
        {
            "a.csv": f"{ACCOUNTS}\nA1,Acme",
            "c.csv": f"{CONTACTS}\nC1,A9,Lee\nC2,A1,Kim",
            "d.csv": DEALS + "\nD1,First,A8,5,Won",
        }
    )
    files = {
        "a.csv": f"{ACCOUNTS},Account Owner\nA1,Acme Inc,Ada\nA9,Nine,Ben\nA8,Eight,Ada",
        "c.csv": f"{CONTACTS}\nC2,A9,Kim\nC3,A1,Sun",
    }
    dry = import_texts(files, dry_run=True)
    assert dry.tables == import_texts(files).tables


def test_values_in_any_script_come_back_unchanged(import_texts: Import) -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    names = ['O\'Hara "Inc"', "'; DROP TABLE account; --", "\\N", "NULL", "株式会社サンプル", "شركة", "a{b}%s", "🙂"]
    rows = "\n".join(f'{n},"{name.replace(chr(34), chr(34) * 2)}"' for n, name in enumerate(names))
    import_texts({"a.csv": f"{ACCOUNTS}\n{rows}"}, at=at)
    assert list(Account.objects.order_by("pk").values_list("name", flat=True)) == names
    assert not import_texts({"a.csv": f"{ACCOUNTS}\n{rows}"}).changed_anything


def test_values_longer_than_an_index_holds_are_taken_or_set_aside(import_texts: Import) -> None:
    rng = random.Random(7)
    long = "".join(rng.choice(string.ascii_letters) for _ in range(9000))
    rows = f"{long},Acme,Ada\nA2,{long},Ada\nA3,Gamma,{long}"
    report = import_texts({"a.csv": f"{ACCOUNTS},Account Owner\n{rows}"})
    assert (line(report, "accounts").created, line(report, "accounts").rejected) == (2, 1)
    assert Account.objects.filter(name=long).exists()


def test_a_disk_without_room_is_said_in_words_and_nothing_is_kept(
    import_texts: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tiercel.flow.import_files.write", full)
    with pytest.raises(AccessError, match=r"No space left.*Make room"):
        import_texts({"a.csv": f"{ACCOUNTS},Employees\nA1,Acme,many"})
    assert not Account.objects.exists()
    assert not list(Path(settings.WORKSPACE.workspace).glob("*/import-*"))


def test_scores_that_fail_do_not_make_an_import_fail(import_texts: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise DataError("Another job of this kind is running.")

    monkeypatch.setattr(scores, "FOLLOWER", replace(scores.FOLLOWER, now=busy))
    report = import_texts({"a.csv": f"{ACCOUNTS}\nA1,Acme"})
    assert Account.objects.count() == 1
    assert "Another job" in report.notes[-1]


def test_an_attribute_whose_column_changes_its_type_keeps_every_value(import_texts: Import) -> None:
    head = f"{ACCOUNTS},Shipping volume,Code"
    import_texts({"a.csv": f"{head}\nA1,Acme,900,x1\nA2,Beta,20,x2"}, keep_unknown=True)
    import_texts({"a.csv": f"{head}\nA1,Acme,a lot,17\nA2,Beta,20,18"}, keep_unknown=True)
    found = read_tables.accounts()
    assert found.column("custom.shipping_volume").to_pylist()[0] == "a lot"
    assert found.column("custom.code").to_pylist() == ["17", "18"]
    again = import_texts({"a.csv": f"{head}\nA1,Acme,a lot,17\nA2,Beta,20,18"}, keep_unknown=True)
    assert not again.changed_anything
