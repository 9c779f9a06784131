from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from tiercel.core.errors import ConfigError
from tiercel.simulate.market import Market, make_market
from tiercel.tables.catalogue import TABLES
from tiercel.tables.column import Type

UNTIL = date(2026, 1, 1)


def test_the_same_seed_gives_the_same_market():
    one, two = (make_market(3, until=UNTIL, accounts=200, deals=100) for _ in range(2))
    assert all(one.tables[name].equals(two.tables[name]) for name in one.tables)
    assert one.truth.damage == two.truth.damage


def test_another_seed_gives_another_market():
    one, two = (make_market(seed, until=UNTIL, accounts=200, deals=100) for seed in (3, 4))
    assert not one.tables["accounts"].equals(two.tables["accounts"])


def test_a_market_has_the_size_that_was_asked_for(market: Market):
    rows = {name: table.num_rows for name, table in market.tables.items()}
    assert rows["accounts"] == 5000 + len(market.truth.duplicates)
    assert rows["contacts"] == pytest.approx(20_000, rel=0.05)
    assert rows["deals"] == pytest.approx(3000, rel=0.1)
    assert rows["subscriptions"] > 300


def test_tables_have_the_columns_that_everything_meets_through(market: Market):
    for name, table in market.tables.items():
        expected = [part for column in TABLES[name].columns for part in _parts(column.name, column.type)]
        assert table.column_names == [*expected, *market.custom.get(name, {})]


def test_no_required_cell_is_blank_and_no_key_comes_twice(market: Market):
    for name, table in market.tables.items():
        spec = TABLES[name]
        assert all(table[column].null_count == 0 for column in spec.required), name
        keys = table.select(list(spec.key))
        assert keys.group_by(list(spec.key)).aggregate([]).num_rows == table.num_rows, name


def test_every_reference_leads_somewhere(market: Market):
    for name, table in market.tables.items():
        for column in TABLES[name].columns:
            if column.type is Type.REFERENCE:
                known = set(market.tables[column.refers_to]["external_id"].to_pylist()) | {None}
                assert set(table[column.name].to_pylist()) <= known, f"{name}.{column.name}"


def test_money_is_whole_minor_units_with_a_currency(market: Market):
    for name, table in market.tables.items():
        for column in TABLES[name].columns:
            if column.type is Type.MONEY:
                minor, currency = table[f"{column.name}_minor"], table[f"{column.name}_currency"]
                assert minor.type == pa.int64()
                assert minor.null_count == currency.null_count
                assert (pc.min(minor).as_py() or 0) >= 0


def test_closed_deals_closed_before_the_end_and_open_ones_have_not(market: Market):
    deals = market.tables["deals"]
    is_open = pc.equal(deals["outcome"], "open")
    assert pc.all(pc.equal(pc.greater_equal(deals["closed_on"], pa.scalar(UNTIL)), is_open)).as_py()
    assert pc.all(pc.less(deals["created_on"], deals["closed_on"])).as_py()
    assert pc.all(pc.less(deals["created_on"], pa.scalar(UNTIL))).as_py()
    assert 50 < pc.sum(is_open).as_py() < 500


def test_the_market_lives_until_its_last_days(market: Market):
    deals = market.tables["deals"]
    closed = deals.filter(pc.not_equal(deals["outcome"], "open"))["closed_on"].to_pylist()
    assert (UNTIL - max(closed)).days < 10
    assert min(deals["created_on"].to_pylist()) < date(2022, 2, 1)


def test_stages_lead_to_where_each_deal_stands(market: Market):
    last: dict[str, tuple[object, str]] = {}
    for move in market.tables["stage_changes"].to_pylist():
        deal = move["deal"]
        if deal in last:
            assert move["changed_at"] > last[deal][0]
        last[deal] = (move["changed_at"], move["stage"])
    stands = dict(zip(*market.tables["deals"].select(["external_id", "stage"]).to_pydict().values(), strict=True))
    assert {deal: stage for deal, (_, stage) in last.items()} == stands


def test_subscriptions_begin_with_a_won_deal_and_end_after_they_began(market: Market):
    won = set(_where(market.tables["deals"], "outcome", "won")["external_id"].to_pylist())
    for row in market.tables["subscriptions"].to_pylist():
        assert row["deal"] in won
        assert row["ended_on"] is None or row["started_on"] < row["ended_on"] < UNTIL
        assert (row["renews_on"] is None) == (row["ended_on"] is not None)
        assert row["renews_on"] is None or row["renews_on"] >= UNTIL


def test_nobody_but_a_customer_renews_or_expands(market: Market):
    deals = market.tables["deals"].to_pylist()
    won: dict[str, date] = {}
    for deal in sorted(deals, key=lambda d: d["closed_on"]):
        if deal["type"] == "new" and deal["outcome"] == "won":
            won.setdefault(deal["account"], deal["closed_on"])
    later = [deal for deal in deals if deal["type"] != "new" and deal["account"]]
    assert len(later) > 200
    assert all(won[deal["account"]] <= deal["created_on"] for deal in later if deal["type"] != "renewal")
    assert all(deal["account"] in won for deal in later)


def test_names_are_in_four_scripts(market: Market):
    names = "".join(market.tables["accounts"]["name"].to_pylist())
    assert "شركة" in names
    assert "شرکت" in names
    assert "有限公司" in names
    assert "GmbH" in names
    assert set(market.tables["contacts"]["language"].to_pylist()) == {"en", "ar", "fa", "zh"}


def test_no_company_of_this_world_is_named_by_a_domain(market: Market):
    domains = [domain for row in market.tables["accounts"]["domains"].to_pylist() for domain in row or ()]
    assert {domain.rpartition(".")[2] for domain in domains} == {"example", "test"}
    copies = len(market.truth.duplicates)
    assert len(domains) - len(set(domains)) <= copies


def test_no_two_contacts_share_a_mail_address(market: Market):
    emails = [email for row in market.tables["contacts"]["emails"].to_pylist() for email in row or ()]
    assert len(set(emails)) == len(emails) > 15_000
    assert 0.03 < sum(email.endswith(".com") for email in emails) / len(emails) < 0.08


def test_employees_are_log_normal_and_revenue_follows_them(market: Market):
    both = market.tables["accounts"].select(["employees", "revenue_minor"]).drop_null()
    employees, revenue = (np.log(column.to_numpy()) for column in both.columns)
    assert employees.std() == pytest.approx(1.3, abs=0.08)
    assert np.corrcoef(employees, revenue)[0, 1] > 0.85


def test_an_attribute_filled_after_the_win_is_there_for_customers_only(market: Market):
    accounts = market.tables["accounts"]
    ever = pc.is_in(accounts["type"], pa.array(["Customer", "Former Customer"]))
    filled = accounts["implementation_partner"].is_valid()
    assert pc.mean(pc.filter(filled, ever).cast(pa.int8())).as_py() > 0.9
    assert pc.mean(pc.filter(filled, pc.invert(ever)).cast(pa.int8())).as_py() < 0.01


def test_every_trap_that_is_told_is_there(market: Market):
    truth, accounts = market.truth, market.tables["accounts"]
    for table, column, wrong, right in truth.misspelt:
        cells = str(market.tables[table][column].to_pylist())
        assert f"'{wrong}'" in cells
        assert cells.count(f"'{right}'") > 5 * cells.count(f"'{wrong}'")
    domains = dict(zip(accounts["external_id"].to_pylist(), accounts["domains"].to_pylist(), strict=True))
    assert len(truth.duplicates) == 15
    assert all(domains[copy] == domains[original] for copy, original in truth.duplicates)
    orphans = market.tables["deals"].filter(pc.is_null(market.tables["deals"]["account"]))
    assert tuple(orphans["external_id"].to_pylist()) == truth.deals_without_account != ()
    known = {
        name: set(table["external_id"].to_pylist())
        for name, table in market.tables.items()
        if "name" in table.column_names
    }
    assert all(spoilt.external_id in known[spoilt.table] for spoilt in truth.damage)


def test_too_small_a_market_is_refused():
    with pytest.raises(ConfigError, match="20 accounts"):
        make_market(until=UNTIL, accounts=5)


def _parts(name: str, kind: Type) -> list[str]:
    return [f"{name}_minor", f"{name}_currency"] if kind is Type.MONEY else [name]


def _where(table: pa.Table, column: str, value: str) -> pa.Table:
    return table.filter(pc.equal(table[column], value))
