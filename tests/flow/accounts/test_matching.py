"""Every filter of the accounts lets through what it says, in any currency, and only what somebody may see."""

from datetime import date

import pytest
from tests.conftest import Cast
from tests.flow.market import NOW, account, person

from tiercel.core.errors import DataError
from tiercel.flow.accounts.asked import Between, OwnFilter
from tiercel.flow.accounts.explain_account import explain_account
from tiercel.flow.accounts.find_account import find_account
from tiercel.flow.accounts.list_accounts import Asked, every_key, every_row, list_accounts
from tiercel.flow.accounts.orders import ORDERS
from tiercel.flow.accounts.see_account import see_account
from tiercel.flow.targets import choose_by_hand
from tiercel.records.models import Account, AccountParent, Attribute, Rate
from tiercel.records.models.rates import SCALE

pytestmark = pytest.mark.django_db


def names(**asked: object) -> list[str]:
    return sorted(row.name for row in list_accounts(Asked(**asked)).rows)  # type: ignore[arg-type]


def attribute(name: str, kind: str) -> None:
    Attribute.objects.create(table="accounts", name=name, label=name.title(), type=kind, made_at=NOW)


def test_several_industries_and_countries_are_any_of_them() -> None:
    for name, industry, land in (("A", "Trade", "IR"), ("B", "Steel", "DE"), ("C", "Trade", "CN")):
        account(name, industry=industry, country=land)
    assert names(industry=("Trade", "Steel"), country=("IR", "DE")) == ["A", "B"]
    assert names(industry="Trade") == ["A", "C"]


def test_ranges_hold_their_ends_and_leave_out_what_is_not_known() -> None:
    for name, size in (("A", 10), ("B", 100), ("C", None)):
        account(name, employees=size)
    assert names(employees=Between(10, 100)) == ["A", "B"]
    assert names(employees=Between(11, None)) == ["B"]
    assert names(employees=Between(None, 10)) == ["A"]


def test_revenue_in_another_currency_counts_by_its_newest_rate() -> None:
    account("Own", revenue_minor=100_00, revenue_currency="USD")
    account("Euro", revenue_minor=100_00, revenue_currency="EUR")
    account("Yen", revenue_minor=100, revenue_currency="JPY")
    for day, rate in ((date(2026, 1, 1), 0.5), (date(2026, 2, 1), 2)):
        Rate.objects.create(currency="EUR", day=day, scaled=round(rate * SCALE), made_at=NOW)
    Rate.objects.create(currency="JPY", day=date(2026, 1, 1), scaled=round(0.01 * SCALE), made_at=NOW)
    assert names(revenue=Between(150, None)) == ["Euro"]
    assert names(revenue=Between(None, 50)) == ["Yen"]


def test_a_technology_is_found_by_a_part_of_its_name_in_any_script() -> None:
    account("A", technologies=["Ledger One", "物流云"])
    account("B", technologies=["Other"])
    assert names(technology="ledger") == ["A"]
    assert names(technology="物流") == ["A"]
    assert names(technology="100%") == []


def test_attributes_of_the_workspaces_own_filter_by_their_type() -> None:
    for name, kind in (
        ("volume", "number"),
        ("mode", "category"),
        ("open", "flag"),
        ("since", "date"),
        ("note", "text"),
    ):
        attribute(name, kind)
    account("A", custom={"volume": 5, "mode": "own", "open": True, "since": "2025-05-01", "note": "Likes tea"})
    account("B", custom={"volume": 50, "mode": "3pl", "open": False, "since": "2024-01-01"})
    account("C", custom={"volume": "many"})
    assert names(custom=(OwnFilter("volume", low="5", high="49"),)) == ["A"]
    assert names(custom=(OwnFilter("mode", ("3pl", "own")),)) == ["A", "B"]
    assert names(custom=(OwnFilter("open", ("false",)),)) == ["B"]
    assert names(custom=(OwnFilter("since", low="2025-01-01"),)) == ["A"]
    assert names(custom=(OwnFilter("note", ("tea",)),)) == ["A"]
    assert names(custom=(OwnFilter("gone", ("x",)),)) == ["A", "B", "C"]


def test_a_name_of_an_attribute_is_never_read_as_a_statement() -> None:
    attribute("x') OR 1=1 --\"", "text")
    account("A", custom={})
    assert names(custom=(OwnFilter("x') OR 1=1 --\"", ("tea",)),)) == []


def test_accounts_are_sorted_by_an_attribute_of_the_workspaces_own_both_ways_and_the_unknown_last() -> None:
    attribute("volume", "number")
    for name, volume in (("A", 5), ("B", None), ("C", 50)):
        account(name, custom={"volume": volume} if volume else {})
    assert [row.name for row in list_accounts(Asked(sort="custom.volume")).rows] == ["A", "C", "B"]
    assert [row.name for row in list_accounts(Asked(sort="-custom.volume")).rows] == ["C", "A", "B"]


@pytest.mark.parametrize("sort", [sign + name for name in (*ORDERS, "custom.volume") for sign in ("", "-")])
def test_page_after_page_every_order_meets_every_account_once(sort: str) -> None:
    attribute("volume", "number")
    owners = [person(name) for name in ("Zoe", "Amy", "Zoe")]
    for n in range(13):
        made = account(
            f"A{n:02}",
            None if n % 4 == 0 else n,
            industry="" if n % 3 == 0 else f"I{n % 2}",
            country="" if n % 5 == 0 else "DE",
            employees=None if n % 4 == 1 else n % 3,
            revenue_minor=None if n % 3 == 2 else n % 2,
            owner=None if n % 6 == 0 else owners[n % 3],
            custom={} if n % 2 else {"volume": n},
        )
        if n % 2:
            choose_by_hand.pin([made.pk], 1 + n % 3, "", None, NOW)
    met = [row.name for row in every_row(Asked(sort=sort), size=4)]
    assert sorted(met) == [f"A{n:02}" for n in range(13)]
    assert met == [row.name for row in list_accounts(Asked(sort=sort)).rows]


def test_a_seller_who_sees_their_own_meets_no_other_account_anywhere(cast: Cast, settings: object) -> None:
    object.__setattr__(settings.WORKSPACE, "accounts_seen", "own")  # type: ignore[attr-defined]
    try:
        mine = account("Mine", 1, owner=cast.ben.person, industry="Trade")
        other = account("Other", 2, industry="Steel")
        AccountParent.objects.create(account=mine, parent=other, made_at=NOW)
        found = list_accounts(Asked(), by=cast.ben)
        assert [row.name for row in found.rows] == ["Mine"]
        assert found.choices.industries == ("Trade",)
        assert [row.name for row in every_row(Asked(), by=cast.ben)] == ["Mine"]
        assert every_key(Asked(), 10, by=cast.ben) == [mine.pk]
        assert [row.name for row in list_accounts(Asked(as_of=NOW.date()), by=cast.ben).rows] == ["Mine"]
        assert see_account(other.pk, by=cast.ben) is None
        page = see_account(mine.pk, by=cast.ben)
        assert page is not None
        assert page.parent is None
        with pytest.raises(DataError):
            explain_account(other.pk, by=cast.ben)
        with pytest.raises(DataError):
            find_account("Other", by=cast.ben)
        assert len(list_accounts(Asked(), by=cast.ada).rows) == 2
    finally:
        object.__setattr__(settings.WORKSPACE, "accounts_seen", "all")  # type: ignore[attr-defined]


def test_what_was_put_away_is_listed_only_where_it_is_asked_for() -> None:
    account("Here")
    Account.objects.filter(pk=account("Away").pk).update(archived_at=NOW)
    assert names() == ["Here"]
    assert names(archived=True) == ["Away"]


def test_nobody_is_an_owner_to_filter_by_too() -> None:
    account("A", owner=person("Ben"))
    account("B")
    assert names(owner=0) == ["B"]


@pytest.mark.parametrize(
    "cursor", ["WzEsMl0", "W251bGwsMV0", "WyJhIiwxLDJd", "W1tdLDFd", "eyJhIjoxfQ", "WzFlOTk5LDFd", "W251bGwsdHJ1ZV0"]
)
def test_a_cursor_of_another_order_or_of_nonsense_breaks_nothing(cursor: str) -> None:
    account("A", 1)
    for sort in ("name", "-value", "owner", "received"):
        assert list_accounts(Asked(sort=sort, after=cursor)).count == 1
