"""Imports follow merges: the rows of both keys are rows of the one that stands for them. Searches find pairs again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from tiercel.core.clock import utc_now
from tiercel.core.settings import Settings
from tiercel.flow.duplicates.decide import merge_pair, split
from tiercel.flow.duplicates.list_pairs import Filters, list_pairs
from tiercel.flow.duplicates.merge import merge
from tiercel.flow.duplicates.scan import scan
from tiercel.flow.duplicates.undo import undo
from tiercel.flow.import_files import import_now
from tiercel.flow.importing.asked import Asked
from tiercel.flow.importing.report import ImportReport
from tiercel.flow.search.search import search
from tiercel.records.models import Account, Change, Contact, ContactAccount, Deal, Merge

pytestmark = pytest.mark.django_db(transaction=True)
ACCOUNTS = """Account ID,Account Name,Website,Billing City,Billing Country,Employees,Industry
A1,Acme Freight Ltd,https://acme.example,London,GB,100,Logistics
A2,ACME FREIGHT,acme.test,London,GB,120,Transport
A3,Zenith Bank,zenith.example,Paris,FR,,Banking
"""
Import = Callable[..., ImportReport]


@pytest.fixture
def import_texts(workspace: Settings, tmp_path: Path) -> Import:
    def do(**texts: str) -> ImportReport:
        for name, text in texts.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        return import_now(Asked(files=tuple(str(tmp_path / f"{name}.csv") for name in texts)), None)

    return do


def test_rows_of_the_old_key_are_rows_of_the_one_that_stands_for_it(import_texts: Import) -> None:
    import_texts(accounts=ACCOUNTS, contacts="Contact ID,Account ID,Last Name\nC1,A2,Lee")
    one, two = Account.objects.order_by("pk").values_list("pk", flat=True)[:2]
    made = merge("accounts", two, one, None, utc_now(), {"employees": "old"})
    changes = Change.objects.count()
    again = import_texts(accounts=ACCOUNTS)
    assert not again.changed_anything, "two rows that say two things do not take turns"
    assert Change.objects.count() == changes

    newer = ACCOUNTS.replace("London,GB,100", "London,GB,101").replace("GB,120,Transport", "GB,130,Shipping")
    import_texts(
        accounts=newer + "A4,Neue,,,,,\n",
        deals="Opportunity ID,Opportunity Name,Account ID,Stage\nD1,New,A2,Won\nD2,By name,ACME FREIGHT,Won",
        contacts="Contact ID,Account ID,Last Name\nC1,A2,Lee\nC2,A2,Roe",
    )
    row = Account.objects.get(pk=one)
    assert (row.name, row.employees, row.industry) == ("Acme Freight Ltd", 130, "Logistics")
    assert row.domains == ["acme.example", "acme.test"]
    assert set(Deal.objects.values_list("account", flat=True)) == {one}
    assert set(ContactAccount.objects.filter(ended_at=None).values_list("account", flat=True)) == {one}
    assert Account.objects.filter(archived_at=None).count() == 3

    undo(made.pk, None, utc_now())
    import_texts(accounts=newer, contacts="Contact ID,Account ID,Last Name\nC1,A2,Lee\nC2,A2,Roe")
    rows = Account.objects.in_bulk([one, two])
    assert (rows[two].employees, rows[two].industry) == (130, "Shipping")
    assert (rows[one].domains, rows[two].domains) == (["acme.example"], ["acme.test"])
    assert set(ContactAccount.objects.filter(ended_at=None).values_list("account", flat=True)) == {two}


def test_a_search_finds_pairs_and_a_persons_word_on_them_stays(import_texts: Import) -> None:
    import_texts(
        accounts="""Account ID,Account Name,Website,Billing City
            A1,Acme Freight Ltd,acme.example,London
            A2,ACME FREIGHT,acme.example,London
            A3,Acme Freight Holding,acme.example,London
            A4,Zenith Bank,zenith.example,Paris
            A5,Borealis,borealis.example,Oslo""".replace("            ", ""),
        contacts="Contact ID,Account ID,First Name,Last Name,Email\nC1,A1,Ann,Lee,ann@acme.example\n"
        "C2,A1,Ann,Lee,ann@acme.example\nC3,A4,Bo,Ek,bo@zenith.example",
    )
    one, two, three = Account.objects.order_by("pk").values_list("pk", flat=True)[:3]
    found = scan(None)
    assert found.rows == {"accounts": 5, "contacts": 3}
    pairs = {(pair.left.row, pair.right.row): pair for pair in list_pairs(Filters(kind="accounts"), None)[0]}
    assert set(pairs) == {(one, two), (one, three), (two, three)}
    assert dict(pairs[one, two].parts)["domain"] > 0
    assert sum(bits for _role, bits in pairs[one, two].parts) > pairs[one, two].weight, "the rest is how rare twins are"
    split(pairs[one, three].id, None, utc_now())
    made = merge_pair(pairs[one, two].id, None, utc_now(), stays=two)
    # What was said of the first holds of the one that stands for it now.
    scan(None)
    assert not [
        pair for pair in list_pairs(Filters(kind="accounts"), None)[0] if three in (pair.left.row, pair.right.row)
    ]
    assert [hit.row for group in search("acme freight ltd", None).groups for hit in group.hits] == [two]
    undo(made.pk, None, utc_now())
    scan(None)
    left = {(pair.left.row, pair.right.row) for pair in list_pairs(Filters(kind="accounts"), None)[0]}
    assert left == {(one, two), (two, three)}
    (contacts,) = list_pairs(Filters(kind="contacts"), None)[0]
    assert contacts.kind == "contacts"
    assert Contact.objects.count() == 3


def test_certain_ones_are_merged_by_themselves_only_where_the_workspace_says_so(
    import_texts: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = "Account ID,Account Name,Website,Billing City\n"
    twins = [
        f"A{n},Company {n}{n}{n},site{n}.example,City {n}\nB{n},Company {n}{n}{n},site{n}.example,City {n}"
        for n in range(20)
    ]
    import_texts(accounts=head + "\n".join(twins))
    assert scan(None).merged == 0
    assert not Merge.objects.exists()
    monkeypatch.setattr(
        settings, "WORKSPACE", settings.WORKSPACE.__class__(**{**vars(settings.WORKSPACE), "merge_at_odds": 1000})
    )
    assert scan(None).merged == 20
    assert Account.objects.filter(archived_at=None).count() == 20
    first = Merge.objects.order_by("pk").first()
    assert first is not None
    undo(first.pk, None, utc_now())
    assert scan(None).merged == 0, "what a person has taken back is not merged by itself again"
