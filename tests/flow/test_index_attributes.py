"""An attribute of the workspace's own that a filter or an order uses gets an index, once, and only where it pays."""

import pytest
from django.db import connection
from tests.flow.market import NOW, account

from tiercel.flow import index_attributes, jobs
from tiercel.flow.accounts.asked import Asked, Between, OwnFilter
from tiercel.flow.accounts.matching import matching
from tiercel.flow.accounts.orders import order_of, with_order
from tiercel.records.models import Attribute, Job

pytestmark = pytest.mark.django_db(transaction=True)


def attribute(name: str, kind: str = "number") -> Attribute:
    return Attribute.objects.create(table="accounts", name=name, label=name, type=kind, made_at=NOW)


def plan_of(rows: object) -> str:
    sql, params = rows.query.sql_with_params()  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        return " / ".join(row[3] for row in cursor.fetchall())


def forget_how_few_there_are() -> None:
    """Of three rows every plan reads all; the plan that is looked at here is that for many."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sqlite_stat1")
        cursor.execute("ANALYZE sqlite_schema")


def test_few_accounts_need_no_index() -> None:
    attribute("volume")
    account("A", custom={"volume": 1})
    assert index_attributes.ask_for(["volume"], None) is False
    assert not Job.objects.exists()


def test_many_accounts_get_one_made_by_a_job_and_asked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_attributes, "MANY_ACCOUNTS", 1)
    made = attribute("volume")
    for n in range(3):
        account(f"A{n}", custom={"volume": n})
    assert index_attributes.ask_for(["volume"], None) is True
    assert index_attributes.ask_for(["volume"], None) is True
    assert Job.objects.filter(kind=index_attributes.KIND).count() == 1
    jobs.run_waiting()
    assert index_attributes.ask_for(["volume"], None) is False
    if connection.vendor == "sqlite":
        forget_how_few_there_are()
        asked = Asked(sort="custom.volume", custom=(OwnFilter("volume", low="1"),))
        assert index_attributes.name_of(made) in plan_of(matching(asked).order_by().values_list("pk"))
        rows = with_order(matching(Asked()), "-custom.volume", {"volume": "number"})
        order = order_of("-custom.volume")
        assert index_attributes.name_of(made) in plan_of(order.known(rows).order_by("-sorted_by", "-pk")[:51])


@pytest.mark.parametrize("kind", ["number", "text", "category", "flag", "date"])
def test_an_index_of_every_type_is_made_whatever_the_values_and_the_name(kind: str) -> None:
    made = attribute("odd '\"%s name", kind)
    for value in (1, "one", True, None, "2026-01-01", [1]):
        account(f"A{value}", custom={made.name: value})
    index_attributes.index_now()
    index_attributes.index_now()
    assert index_attributes.ask_for([made.name], None) is False
    list(matching(Asked(custom=(OwnFilter(made.name, ("one",), "0", "9"),), employees=Between())))
