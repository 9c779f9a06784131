"""Page after page, forward and back, every row is met once, also where values are equal or missing."""

from datetime import date
from typing import Any

import pytest
from tests.flow.market import account

from tiercel.flow.accounts import paging
from tiercel.flow.accounts.paging import Order, beginning_of, counted, slice_of
from tiercel.records.models import Account

ORDERS = [
    Order("name_key"),
    Order("employees", can_be_empty=True),
    Order("employees", descending=True, can_be_empty=True),
    Order("industry", descending=True, empty=""),
    Order("created_on", can_be_empty=True),
    Order("created_on", descending=True, can_be_empty=True),
]


@pytest.fixture
def accounts(db: None) -> None:
    for n in range(23):
        industry = "" if n % 4 == 0 else "ABCDE"[n // 5]
        account(
            f"account {n:02}",
            employees=None if n % 4 == 0 else n // 5,
            industry=industry,
            created_on=None if n % 4 == 0 else date(2026, 1, 1 + n // 5),
        )


def wanted(order: Order) -> list[int]:
    rows = list(Account.objects.all())

    def place(row: Account) -> tuple[bool, Any, int]:
        value = getattr(row, order.field)
        value = None if value == order.empty else value
        known: Any = ord(value) if order.field == "industry" and value else value
        known = known.toordinal() if isinstance(known, date) else known
        if value is None:
            return True, 0, row.pk
        return (False, -known, -row.pk) if order.descending else (False, known, row.pk)

    return [row.pk for row in sorted(rows, key=place)]


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_forward_and_back_again_meets_every_row_in_order(order: Order, accounts: None) -> None:
    pages, after = [], ""
    while True:
        part = slice_of(Account.objects.all(), order, after=after, size=5)
        pages.append([row.pk for row in part.rows])
        after = part.after
        if not after:
            break
    assert [key for page in pages for key in page] == wanted(order)
    back, before = [pages[-1]], part.before
    while before:
        part = slice_of(Account.objects.all(), order, before=before, size=5)
        back.insert(0, [row.pk for row in part.rows])
        before = part.before
    assert [key for page in back for key in page] == wanted(order)


@pytest.mark.parametrize("cursor", ["", "nonsense", "bnVsbA", "WzEsImEiXQ", "🙂", "W251bGwsbnVsbF0"])
def test_a_cursor_that_cannot_be_read_means_the_beginning(cursor: str, accounts: None) -> None:
    part = slice_of(Account.objects.all(), Order("name_key"), after=cursor, size=5)
    assert part.rows[0].name == "account 00"
    assert part.before == ""


def test_counting_stops_beyond_ten_thousand(db: None) -> None:
    assert counted(Account.objects.all()) == 0


@pytest.fixture(params=[(2, 100), (2, 20_000), (2, 16)], ids=["a short walk", "a walk through all", "a walk in vain"])
def walks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if few rows were many, and how far a walk goes before the keys are sorted instead."""
    for name, value in zip(("MANY_TO_SORT", "REACH"), request.param, strict=True):
        monkeypatch.setattr(paging, name, value)


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_rows_met_on_a_walk_through_all_are_those_that_sorting_gives(order: Order, accounts: None, walks: None) -> None:
    keys = [row.pk for row in Account.objects.all() if row.pk % 3]
    rows = Account.objects.filter(pk__in=keys)
    met: list[int] = []
    after = ""
    while True:
        part = slice_of(rows, order, after=after, size=4, whole=Account.objects.all(), keys=keys)
        met += [row.pk for row in part.rows]
        after = part.after
        if not after:
            break
    assert met == [key for key in wanted(order) if key in keys]
    if part.before:
        back = slice_of(rows, order, before=part.before, size=4, whole=Account.objects.all(), keys=keys)
        assert [row.pk for row in back.rows] == met[-len(part.rows) - 4 : -len(part.rows)]


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_a_beginning_that_is_counted_at_once_is_the_first_page(order: Order, accounts: None) -> None:
    rows = Account.objects.filter(name__contains="1")
    first = slice_of(rows, order, size=5)
    begun, count = beginning_of(rows, order, whole=Account.objects.all(), size=5)
    assert (begun.rows, begun.after, begun.before) == (first.rows, first.after, "")
    assert count == rows.count() == 12
    assert beginning_of(rows.filter(name="nobody"), order, whole=Account.objects.all())[0].rows == []


def test_a_beginning_counts_no_further_than_one_beyond_the_limit(
    accounts: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "MANY", 20)
    order = Order("employees", can_be_empty=True)
    assert beginning_of(Account.objects.all(), order, whole=Account.objects.all(), size=5)[1] == 21
