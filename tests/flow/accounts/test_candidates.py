"""Text and technology find the same accounts by the files of the search as by a look at every row."""

from __future__ import annotations

import random
from pathlib import Path
from threading import Event, Thread

import pytest
from django.conf import settings
from django.db import connection, transaction
from tests.flow.market import NOW, account
from tests.waiting import SECONDS_OF_PATIENCE

from tiercel.flow.accounts import candidates, list_accounts
from tiercel.flow.accounts.list_accounts import Asked, matching
from tiercel.flow.search import index
from tiercel.flow.search.search import search
from tiercel.flow.search.texts import folded
from tiercel.normal.text import compared
from tiercel.records.models import Account, Change

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workspace")]
NAMES = ("Harbor Freight", "Müller & Söhne", "شرکت پارس", "النور", "物流云", "C++ House", "x" * 450, "Ledger 4711")
PRODUCTS = ("Ledger One", "物流云", "Café", 'The "Best"', "C++", "شرکت", "back\\slash", "y" * 500)
TYPED = (
    "harbor", "r", "soh", "SÖHNE", "پارس", "نور", "流", "c++", "++", "x" * 60, "4711", "ledger one", "café", "Café",
    'the "best"', "slash", "y" * 500, '", "', "nothing", "firm1.ex", "%", "_",
)  # fmt: skip


def found(**asked: object) -> list[str]:
    return sorted(row.name for row in list_accounts.list_accounts(Asked(**asked), size=500).rows)  # type: ignore[arg-type]


def looked_at(**asked: object) -> list[str]:
    """By the database alone."""
    return sorted(each.name for each in matching(Asked(**asked)))  # type: ignore[arg-type]


def few(monkeypatch: pytest.MonkeyPatch, most: int, rows_a_key: int) -> None:
    """Let so many candidates be the most, and so many rows be looked at as quickly as one of them."""
    for name in ("NAMES_A_KEY", "LISTS_A_KEY"):
        monkeypatch.setattr(candidates, name, rows_a_key)
    monkeypatch.setattr(candidates, "MOST", most)
    monkeypatch.setattr(candidates, "SHOWING", 2)


def some(count: int, seed: int = 5) -> None:
    draw = random.Random(seed)
    Account.objects.bulk_create(
        Account(
            name=(name := f"{draw.choice(NAMES)} {n}"),
            name_key=compared(name)[:400],
            domain=f"firm{n}.example" if n % 2 else "",
            country=draw.choice(("DE", "IR")),
            technologies=draw.sample(PRODUCTS, draw.randint(0, 3)),
            archived_at=NOW if n % 7 == 0 else None,
            received_at=NOW,
        )
        for n in range(count)
    )


def test_letters_that_a_database_takes_for_one_are_one_in_the_files() -> None:
    """PostgreSQL compares in capitals, where the Turkish ı is an I: the files must leave out nothing that it finds."""
    changed = [c for c in map(chr, range(0x110000)) if len(c.upper()) == 1 and c.upper() != c]
    assert len(changed) > 1000
    assert [c for c in changed if folded(c) != folded(c.upper())] == []


@pytest.mark.parametrize(("most", "rows_a_key"), [(1000, 1), (30, 1), (30, 20), (3, 1)], ids=str)
def test_whatever_is_typed_the_same_accounts_are_found(
    monkeypatch: pytest.MonkeyPatch, most: int, rows_a_key: int
) -> None:
    some(60)
    few(monkeypatch, most, rows_a_key)
    for text in TYPED:
        both = {"technology": text, "text": "r", "country": "DE"}
        for asked in ({"text": text}, {"technology": text}, both):
            assert found(**asked) == looked_at(**asked), asked


def test_more_than_are_counted_are_known_to_be_so_without_a_look_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    some(60)
    for place in (candidates, list_accounts):
        monkeypatch.setattr(place, "MANY", 5)
    monkeypatch.setattr("tiercel.flow.accounts.paging.MANY", 5)
    few(monkeypatch, 9, 1)
    listed = list_accounts.list_accounts(Asked(technology="ledger", sort="name"))
    assert listed.count == 6
    assert sorted(row.name for row in listed.rows) == looked_at(technology="ledger")


def test_a_name_or_a_product_that_came_later_is_found_and_what_went_is_not() -> None:
    acme = account("Acme", technologies=["Old"])
    assert (found(text="acme"), found(technology="old"), found(text="bolt")) == (["Acme"], ["Acme"], [])
    account("Bolt", technologies=["New"])
    assert (found(text="bolt"), found(technology="new")) == (["Bolt"], ["Bolt"])
    Account.objects.filter(pk=acme.pk).update(name="Zenith", name_key="zenith", domain="", technologies=["Newer"])
    for field in ("name", "technologies"):
        Change.objects.create(table="accounts", row=acme.pk, field=field, old="", new="", made_at=NOW)
    assert (found(text="acme"), found(text="zenith")) == ([], ["Zenith"])
    assert (found(technology="old"), found(technology="new")) == ([], ["Bolt", "Zenith"])


@pytest.mark.parametrize("way", ["unread", "unwritable", "being written"])
def test_where_the_files_cannot_tell_every_row_is_looked_at(monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    def refuse(**_how: object) -> bool:
        raise PermissionError

    if way == "unread":
        monkeypatch.setattr(index, "AT_ONCE", 0)
    elif way == "being written":
        monkeypatch.setattr(index, "_is_being_written", lambda: True)
    else:
        monkeypatch.setattr(index, "read_on", refuse)
    account("Acme", technologies=["Ledger"])
    assert (found(text="acme"), found(technology="ledger")) == (["Acme"], ["Acme"])
    assert search("acme", None).unread


def test_a_page_does_not_wait_for_whoever_reads_on_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "SECONDS_TO_WAIT", 0.1)
    account("Acme")
    with index._locked(0) as is_alone:
        assert is_alone
        assert found(text="acme") == ["Acme"]
        assert search("acme", None).unread
    assert search("acme", None).groups


@pytest.mark.parametrize("left", ["99\t be", "99", "99\t soci\udcc3"])
def test_a_line_that_a_crash_left_half_written_takes_none_of_the_next_with_it(left: str) -> None:
    account("Acme")
    assert found(text="cme") == ["Acme"]
    with index.file_of("accounts").open("ab") as file:
        file.write(left.encode(errors="surrogateescape"))
    for name in ("Bolt", "Cargo"):
        account(name)
    assert (found(text="olt"), found(text="argo"), found(text="soci")) == (["Bolt"], ["Cargo"], [])
    assert search("olt", None).groups


def test_changes_that_went_do_not_hide_as_many_rows_that_came() -> None:
    """Whoever is erased takes the changes of their rows along."""
    for row in (1, 2):
        Change.objects.create(table="touches", row=row, field="email", old="", new="", made_at=NOW)
    account("Acme")
    assert found(text="cme") == ["Acme"]
    Change.objects.get(row=2).delete()
    account("Bolt")
    assert found(text="olt") == ["Bolt"]


@pytest.mark.parametrize("name", index.FILES)
@pytest.mark.parametrize("way", ["lost", "cut"])
def test_a_file_that_was_lost_or_cut_is_made_again(name: str, way: str) -> None:
    account("Acme", technologies=["Ledger"])
    assert found(text="acme") == ["Acme"]
    path = Path(settings.WORKSPACE.workspace) / "derived" / "search" / f"{name}.txt"
    if way == "lost":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-1])
    assert (found(text="acme"), found(technology="ledger")) == (["Acme"], ["Acme"])
    assert path.exists()


def test_files_of_an_earlier_form_are_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    account("Acme", technologies=["Ledger"])
    with monkeypatch.context() as before:
        before.setattr(index, "FORM", 0)
        before.setattr(index, "FILES", {name: (name, kind) for name, kind in index.KINDS.items()})
        assert search("acme", None).groups
    assert found(technology="ledger") == ["Acme"]


def test_a_product_in_another_script_is_found_as_an_import_wrote_it() -> None:
    """DuckDB writes JSON readable, where Python escapes it."""
    made = account("Acme")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE account SET technologies = %s WHERE id = %s", ['["物流云", "Café"]', made.pk])
    assert (found(technology="物流"), looked_at(technology="物流"), looked_at(technology="fé")) == (["Acme"],) * 3


@pytest.mark.django_db(transaction=True)
def test_who_wrote_first_and_is_seen_last_is_found() -> None:
    """On PostgreSQL keys are given out in another order than rows are seen: nothing is passed over for good."""
    if connection.vendor != "postgresql":  # SQLite lets one write at a time
        return
    has_written, may_end = Event(), Event()

    def write() -> None:
        with transaction.atomic():
            account("First")
            has_written.set()
            may_end.wait(SECONDS_OF_PATIENCE)
        connection.close()

    other = Thread(target=write)
    other.start()
    assert has_written.wait(SECONDS_OF_PATIENCE)
    account("Second")
    assert (found(text="second"), found(text="first")) == (["Second"], [])
    may_end.set()
    other.join()
    assert (found(text="first"), found(text="second")) == (["First"], ["Second"])
    assert search("first", None).groups
