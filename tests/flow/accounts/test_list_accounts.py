"""The list of accounts: what filters let through, and what was known on an earlier day."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.flow.market import DAY, NOW, account, person

from tiercel.flow.accounts.list_accounts import ORDERS, Asked, all_columns, every_row, list_accounts, matching, order_of
from tiercel.flow.accounts.see_account import see_account
from tiercel.flow.targets import choose_by_hand
from tiercel.records.models import Account, Attribute, Change, Deal

pytestmark = pytest.mark.django_db


def names(**asked: object) -> list[str]:
    return [row.name for row in list_accounts(Asked(**asked)).rows]  # type: ignore[arg-type]


def test_the_most_valuable_come_first_and_the_unscored_last() -> None:
    for name, value in (("Small", 10), ("None", None), ("Large", 99)):
        account(name, value)
    assert names() == ["Large", "Small", "None"]


def test_a_part_of_a_name_finds_it_in_any_script_and_spelling() -> None:
    made = account("شرکت کاوه")
    Account.objects.filter(pk=made.pk).update(name_key="شرکت کاوه")
    account("Acme Freight")
    assert names(text="freight") == ["Acme Freight"]
    assert names(text="كاوه") == ["شرکت کاوه"]
    assert names(text="acme freight.ex") == ["Acme Freight"]
    assert names(text="%") == []


def test_filters_add_up() -> None:
    seller = person("Ben")
    account("A", 10, chance=0.6, industry="Trade", owner=seller)
    account("B", 10, chance=0.2, industry="Trade", owner=seller)
    account("C", 10, chance=0.6, industry="Steel")
    assert names(industry="Trade", chance=0.5) == ["A"]
    assert names(owner=seller.pk, sort="name") == ["A", "B"]


def test_tiers_and_their_absence_are_filters() -> None:
    inside, _outside = account("In", 1), account("Out", 2)
    choose_by_hand.pin([inside.pk], 2, "", None, NOW)
    assert names(tier=2) == ["In"]
    assert names(tier=0) == ["Out"]
    assert names(state="proposed") == ["In"]


def test_deals_are_counted_by_outcome_and_archived_ones_left_out() -> None:
    acme, other = account("Acme", 2), account("Other", 1)
    for outcome in ("won", "won", "open"):
        Deal.objects.create(account=acme, outcome=outcome, received_at=NOW)
    Deal.objects.create(account=other, outcome="won", received_at=NOW, archived_at=NOW)
    row = list_accounts(Asked()).rows[0]
    assert (row.won, row.lost, row.open) == (2, 0, 1)
    assert names(deals="won") == ["Acme"]
    assert names(deals="none") == ["Other"]


def test_an_export_meets_every_account_once() -> None:
    for n in range(7):
        account(f"A{n}", None if n % 2 else 5)
    assert len({row.id for row in every_row(Asked(), size=2)}) == 7


@pytest.mark.parametrize("sort", [*ORDERS, "custom.volume"])
def test_a_list_of_every_column_in_any_order_asks_the_same_of_more_rows(sort: str) -> None:
    """What is not read along with the rows would be asked for row by row."""
    Attribute.objects.create(table="accounts", name="volume", label="Volume", type="number", made_at=NOW)
    more = {"custom": {"volume": 3}, "technologies": ["A"], "employees": 5, "industry": "Trade", "country": "DE"}
    first = account("First", 5, owner=person("Ben"), **more)
    choose_by_hand.pin([first.pk], 2, "", None, NOW)
    asked = Asked(sort=sort, columns=tuple(column.name for column in all_columns()))
    with CaptureQueriesContext(connection) as of_one:
        assert list_accounts(asked, size=1).rows[0].name == "First"
    others = [account(f"A{n}", n, owner=person(f"B{n}"), **more) for n in range(4)]
    choose_by_hand.pin([each.pk for each in others], 2, "", None, NOW)
    with CaptureQueriesContext(connection) as of_four:
        assert len(list_accounts(asked, size=4).rows) == 4
    assert len(of_four) <= len(of_one) + 1  # where more than a page match, the keys are met first


def test_on_an_earlier_day_the_list_shows_what_was_known_then() -> None:
    acme = account("Acme", industry="Software")
    account("Later")
    Account.objects.filter(name="Later").update(received_at=NOW + 5 * DAY)
    Change.objects.create(
        table="accounts", row=acme.pk, field="industry", old="Trade", new="Software", made_at=NOW + 2 * DAY
    )
    day = (NOW + DAY).date()
    assert names(as_of=day) == ["Acme"]
    assert names(as_of=day, industry="Trade") == ["Acme"]
    assert names(as_of=day, industry="Software") == []
    assert names(industry="Software") == ["Acme"]


def test_deals_of_an_earlier_day_are_counted_by_what_they_were_and_whose_they_were_then() -> None:
    acme, apex = account("Acme"), account("Apex")
    won, moved = (
        Deal.objects.create(
            name=name, account=acme, outcome="won", amount_minor=900, amount_currency="EUR", received_at=NOW
        )
        for name in ("Turned", "Moved")
    )
    Deal.objects.create(name="Later", account=acme, outcome="open", received_at=NOW + 3 * DAY)
    later = {"table": "deals", "made_at": NOW + 2 * DAY}
    Change.objects.create(**later, row=won.pk, field="outcome", old="open", new="won")
    Change.objects.create(**later, row=won.pk, field="amount_minor", old=100, new=900)
    Change.objects.create(**later, row=moved.pk, field="account_id", old=apex.pk, new=acme.pk)
    then = list_accounts(Asked(sort="name", as_of=(NOW + DAY).date())).rows
    assert [(row.name, row.won, row.open) for row in then] == [("Acme", 0, 1), ("Apex", 1, 0)]
    now = list_accounts(Asked(sort="name")).rows
    assert [(row.name, row.won, row.open) for row in now] == [("Acme", 2, 1), ("Apex", 0, 0)]


def test_an_account_page_takes_later_changes_back_and_does_not_know_the_unknown() -> None:
    acme = account("Acme", industry="Software", employees=50)
    change = {"table": "accounts", "row": acme.pk, "made_at": NOW + 2 * DAY}
    Change.objects.create(**change, field="industry", old="Trade", new="Software")
    Change.objects.create(**change, field="employees", old=None, new=50)
    then = see_account(acme.pk, (NOW + DAY).date())
    assert then is not None
    facts = {fact.column.name: fact.value.value for fact in then.facts}
    assert facts["industry"] == "Trade"
    assert "employees" not in facts
    assert see_account(acme.pk, (NOW - timedelta(days=400)).date()) is None


def test_a_target_of_today_was_none_before_it_was_proposed() -> None:
    acme = account("Acme", 1)
    choose_by_hand.pin([acme.pk], 1, "", None, NOW)
    before, after = (see_account(acme.pk, day) for day in ((NOW - DAY).date(), (NOW + DAY).date()))
    assert before is not None
    assert after is not None
    assert before.standing.tier is None
    assert after.standing.tier == 1


@pytest.mark.parametrize("sort", ["-value", "name", "-chance"])
def test_the_usual_orders_come_from_an_index_and_not_from_reading_every_account(sort: str) -> None:
    if connection.vendor != "sqlite":
        return  # the plan is SQLite's
    first = matching(Asked()).filter(**({} if sort == "name" else {f"{order_of(sort).field}__isnull": False}))
    query = first.order_by(("-" if order_of(sort).descending else "") + order_of(sort).field, "pk")[:51]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {query.query.sql_with_params()[0]}", query.query.sql_with_params()[1])
        plan = " / ".join(row[3] for row in cursor.fetchall())
    assert "USING" in plan.partition("/")[0]
    assert "INDEX" in plan.partition("/")[0]


def test_deals_that_were_put_away_or_are_of_nobody_make_no_account_one_with_deals() -> None:
    won, lost, away, _none = (account(name, 1) for name in ("Won", "Lost", "Away", "None"))
    for place, outcome, archived in ((won, "won", None), (won, "won", None), (lost, "lost", None), (away, "won", NOW)):
        Deal.objects.create(name="D", account=place, outcome=outcome, received_at=NOW, archived_at=archived)
    Deal.objects.create(name="Nobody's", outcome="won", received_at=NOW)
    assert (names(deals="won"), list_accounts(Asked(deals="won")).count) == (["Won"], 1)
    assert (names(deals="any", sort="name"), names(deals="open")) == (["Lost", "Won"], [])
    assert names(deals="none", sort="name") == ["Away", "None"]
    for wanted in ("won", "any", "none", "open"):
        walked = matching(Asked(deals=wanted), walking=True).values_list("name", flat=True)
        assert sorted(walked) == sorted(names(deals=wanted))
