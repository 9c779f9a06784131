"""Page after page, forward and back, every row is met once, also where values are equal or missing."""

from datetime import date
from typing import Any

import pytest
from tests.flow.market import account

from tiercel.flow.accounts.paging import Order, counted, slice_of
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
