"""Contacts find their account by what an honest look at them says, and wait where it does not say enough."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.resolve.matching.gold import by_website, companies, make_gold

from tiercel.resolve.matching.match import Matcher
from tiercel.resolve.matching.rules import Rules, read_rules
from tiercel.resolve.matching.tables import ACCOUNTS, CONTACTS, Candidate, Contact, Outcome, contacts_in
from tiercel.strategy.kinds import matching


def rules(**other: Any) -> Rules:
    return read_rules(matching.default() | other)


def accounts(*rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist([{"contacts": 0, "is_live": True, **row} for row in rows], ACCOUNTS)


ACME = {"id": 1, "name": "Acme GmbH", "domains": ["acme.example"], "country": "DE", "city": "Bonn", "employees": 900}
BIRCH = {"id": 2, "name": "Birchwood Freight Ltd", "domains": ["birchwood.example"], "country": "GB", "city": "Leeds"}


def one(*rows: dict[str, Any], by: Rules | None = None, **contact: Any) -> Outcome:
    return Matcher(accounts(*rows), by or rules()).one(Contact(7, **contact))


def found(*rows: dict[str, Any], by: Rules | None = None, **contact: Any) -> tuple[int | None, str]:
    outcome = one(*rows, by=by, **contact)
    return (outcome.match.account, outcome.match.method) if outcome.match else (None, "")


def test_a_persons_address_at_the_accounts_domain_decides() -> None:
    assert found(ACME, BIRCH, emails=("ada@eu.acme.example",)) == (1, "domain")


@pytest.mark.parametrize(
    "address",
    ["ada@gmail.com", "ada@qq.com", "ada@chmail.ir", "ada@mailinator.com", "ada@maktoob.com", "ada@vip.163.com"],
)
def test_a_free_or_disposable_address_never_decides_even_where_an_account_claims_it(address: str) -> None:
    host = address.partition("@")[2]
    assert one({**ACME, "domains": [host]}, emails=(address,)) == Outcome()


def test_an_address_of_a_function_alone_only_suggests() -> None:
    outcome = one(ACME, emails=("info@acme.example",))
    assert outcome.match is None
    assert [(s.account, s.method) for s in outcome.suggestions] == [(1, "role_address")]


def test_an_address_of_a_function_and_a_close_name_decide_together() -> None:
    assert found(ACME, BIRCH, emails=("info@birchwood.example",), company="Birchwood Frieght") == (
        2,
        "close_name_and_domain",
    )


def test_a_domain_that_people_taught_and_that_of_a_company_put_away_lead_to_the_account() -> None:
    taught = {**ACME, "alias_domains": ["acme-old.example"]}
    bought = {"id": 3, "name": "Tiny Labs", "domains": ["tiny.example"], "parent": 1, "is_live": False}
    assert found(taught, emails=("a@acme-old.example",)) == (1, "alias_domain")
    assert found(ACME, bought, emails=("a@tiny.example",)) == (1, "subsidiary_domain")
    assert found(ACME, {**bought, "parent": None}, emails=("a@tiny.example",)) == (None, "")


def test_an_exact_name_in_its_country_decides_whatever_the_legal_form() -> None:
    assert found(ACME, BIRCH, emails=("x@gmail.com",), company="ACME Inc.", country="DE") == (1, "name_and_country")


def test_an_exact_name_in_another_country_waits() -> None:
    outcome = one(ACME, company="Acme", country="BR")
    assert outcome.match is None
    assert outcome.suggestions[0].evidence["country"] == "other"


def test_a_close_name_needs_its_city_its_phone_or_its_domain() -> None:
    loose: dict[str, Any] = {"company": "Birchwod Frieght"}
    account = {**BIRCH, "phones": ["+441132960000"]}
    by = rules(very_close_name=1.0)
    assert found(account, by=by, **loose) == (None, "")
    assert found(account, by=by, **loose, city="leeds") == (2, "close_name_and_city")
    assert found(account, by=by, **loose, phones=("+441132960000;ext=4",)) == (2, "close_name_and_phone")
    assert found(account, by=by, **loose, emails=("ada@birchwood.net",)) == (2, "close_name_and_domain")


GERMANY = {"id": 11, "name": "Corvid Deutschland", "domains": ["corvid.example"], "country": "DE", "employees": 300}
FRANCE = {"id": 12, "name": "Corvid France", "domains": ["corvid.example"], "country": "FR", "employees": 200}


def test_accounts_on_one_domain_are_told_apart_by_country_then_by_size_then_by_contacts() -> None:
    at: dict[str, Any] = {"emails": ("ada@corvid.example",)}
    assert found(GERMANY, FRANCE, **at, country="FR") == (12, "domain")
    assert found({**GERMANY, "employees": 90_000}, FRANCE, **at) == (11, "domain")
    assert found({**GERMANY, "contacts": 40}, {**FRANCE, "contacts": 2}, **at) == (11, "domain")
    assert one({**GERMANY, "contacts": 40}, FRANCE, **at).match == Candidate(
        11, "domain", 0.9, {"domain": "corvid.example", "told_apart": "contacts", "among": 2}
    )


def test_accounts_on_one_domain_that_nothing_tells_apart_wait_with_all_of_them_offered() -> None:
    outcome = one(GERMANY, FRANCE, emails=("ada@corvid.example",))
    assert outcome.match is None
    assert {s.account for s in outcome.suggestions} == {11, 12}
    assert sum(s.confidence for s in outcome.suggestions) <= 1, "they are at one of them"


def test_a_subsidiary_without_a_domain_is_found_by_its_name_behind_its_parents_domain() -> None:
    branch = {"id": 5, "name": "Nimbus Labs", "parent": 1}
    assert found(ACME, branch, emails=("ada@acme.example",), company="Nimbus Labs") == (5, "domain")


def test_a_domain_of_one_and_the_name_of_another_wait_unless_the_document_says_otherwise() -> None:
    said: dict[str, Any] = {"emails": ("ada@acme.example",), "company": "Birchwood Freight"}
    outcome = one(ACME, BIRCH, **said)
    assert outcome.match is None
    assert outcome.suggestions[0].evidence["against"] == 2
    assert {s.account for s in outcome.suggestions} == {1, 2}
    assert found(ACME, BIRCH, by=rules(name_may_contradict=False), **said) == (1, "domain")


def test_a_domain_that_many_accounts_share_says_nothing() -> None:
    shops = [{"id": n, "name": f"Shop {n}", "domains": ["mall.example"], "employees": 10**n} for n in range(1, 5)]
    assert one(*shops, by=rules(accounts_on_a_domain=3), emails=("ada@mall.example",)) == Outcome()


def test_names_in_persian_arabic_and_chinese_are_found_under_their_own_legal_forms() -> None:
    persian = {"id": 1, "name": "شرکت آفتاب سپهر (سهامی خاص)", "country": "IR"}
    arabic = {"id": 2, "name": "شركة الأفق للتجارة ذ.م.م", "country": "AE"}
    chinese = {"id": 3, "name": "北京远山科技有限公司", "country": "CN"}
    assert found(persian, arabic, chinese, company="آفتاب سپهر", country="IR") == (1, "name_and_country")
    assert found(persian, arabic, chinese, company="الافق للتجارة", country="AE") == (2, "name_and_country")
    assert found(persian, arabic, chinese, company="北京远山科技", country="CN") == (3, "name_and_country")


def test_rules_hold_in_the_order_of_their_document() -> None:
    body = matching.default()
    first_by_name = [r for r in body["rules"] if r["name"] == "name_and_country"]
    body["rules"] = first_by_name + [r for r in body["rules"] if r["name"] != "name_and_country"]
    said: dict[str, Any] = {"emails": ("ada@acme.example",), "company": "Birchwood Freight", "country": "GB"}
    assert found(ACME, BIRCH, by=read_rules(body), **said) == (2, "name_and_country")


def test_evidence_holds_no_address_and_no_number_of_a_person() -> None:
    outcome = one({**ACME, "phones": ["+49228123456"]}, emails=("ada.marsh@acme.example",), phones=("+49228123456",))
    assert outcome.match
    said = json.dumps(outcome.match.evidence)
    assert "ada" not in said
    assert "49228" not in said


NAMES = ["Acme", "Acme France", "Acne", "Birchwood Freight", "Birchwod Freight", "Nova", "نوا", "远山科技", ""]
DOMAINS = ["acme.example", "acme.net", "nova.example", "gmail.com", "birchwood.example"]
SOME_ACCOUNTS = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(NAMES[:-1]),
            "domains": st.lists(st.sampled_from(DOMAINS), max_size=2, unique=True),
            "alias_domains": st.lists(st.sampled_from(DOMAINS), max_size=1),
            "parent": st.one_of(st.none(), st.integers(0, 7)),
            "country": st.sampled_from(["", "DE", "FR"]),
            "city": st.sampled_from(["", "Bonn", "Paris"]),
            "employees": st.sampled_from([None, 5, 50, 5000]),
            "contacts": st.integers(0, 30),
            "is_live": st.booleans(),
        }
    ),
    max_size=8,
)
SOME_CONTACTS = st.lists(
    st.fixed_dictionaries(
        {
            "emails": st.lists(
                st.builds("{}@{}".format, st.sampled_from(["ada", "info", "ben.k"]), st.sampled_from(DOMAINS)),
                max_size=2,
            ),
            "company": st.sampled_from(NAMES),
            "country": st.sampled_from(["", "DE", "FR"]),
            "city": st.sampled_from(["", "bonn", "Paris"]),
        }
    ),
    max_size=6,
)


@settings(max_examples=60)
@given(SOME_ACCOUNTS, SOME_CONTACTS, st.randoms(use_true_random=False))
def test_one_by_one_and_all_at_once_in_any_order_are_the_same(
    some: list[dict[str, Any]], people: list[dict[str, Any]], shuffle: Any
) -> None:
    rows = [{"id": key, **row} for key, row in enumerate(some)]
    table = pa.Table.from_pylist([{"id": key, **row} for key, row in enumerate(people)], CONTACTS)
    bulk = Matcher(accounts(*rows), rules()).all(table).to_pylist()
    shuffle.shuffle(rows)
    single = []
    for contact in contacts_in(table):
        outcome = Matcher(accounts(*rows), rules()).one(contact)
        listed = [outcome.match] if outcome.match else list(outcome.suggestions)
        single += [
            {"contact": contact.id, "rank": 0 if outcome.match else rank, "account": c.account, "method": c.method,
             "confidence": c.confidence, "evidence": json.dumps(c.evidence, ensure_ascii=False)}
            for rank, c in enumerate(listed, 1)
        ]  # fmt: skip
    assert single == bulk


@settings(max_examples=60)
@given(SOME_ACCOUNTS, SOME_CONTACTS)
def test_what_is_below_the_threshold_never_matches_and_no_account_put_away_is_found(
    some: list[dict[str, Any]], people: list[dict[str, Any]]
) -> None:
    rows = [{"id": key, **row} for key, row in enumerate(some)]
    table = pa.Table.from_pylist([{"id": key, **row} for key, row in enumerate(people)], CONTACTS)
    for row in Matcher(accounts(*rows), rules()).all(table).to_pylist():
        assert (row["confidence"] >= 0.9) == (row["rank"] == 0)
        assert row["rank"] <= 5
        assert some[row["account"]]["is_live"]


@settings(max_examples=60)
@given(SOME_ACCOUNTS, SOME_CONTACTS)
def test_what_is_offered_is_no_surer_together_than_one_account_can_be(
    some: list[dict[str, Any]], people: list[dict[str, Any]]
) -> None:
    rows = [{"id": key, **row} for key, row in enumerate(some)]
    table = pa.Table.from_pylist([{"id": key, **row} for key, row in enumerate(people)], CONTACTS)
    together: dict[int, float] = defaultdict(float)
    for row in Matcher(accounts(*rows), rules()).all(table).to_pylist():
        together[row["contact"]] += row["confidence"]
    assert max(together.values(), default=0.0) <= 1.001


@pytest.mark.real_data
def test_leads_of_real_companies_find_their_account_with_precision_99_and_recall_95(real_data: Path) -> None:
    """Over seeds 1 to 6 with 16,000 accounts precision was 0.994 to 0.998 and recall 0.952 to 0.96."""
    gold = make_gold(companies(real_data), accounts=16_000, leads=6_000, seed=11)
    matched = Matcher(gold.accounts, rules()).all(gold.contacts).to_pylist()
    made = {row["contact"]: row["account"] for row in matched if row["rank"] == 0}
    right = sum(gold.truth[contact] == account for contact, account in made.items())
    ours = sum(account is not None for account in gold.truth.values())
    assert right / len(made) >= 0.99
    assert right / ours >= 0.95


@pytest.mark.real_data
def test_the_web_site_of_a_company_finds_its_account_as_surely_as_its_rule_says(real_data: Path) -> None:
    """Over seeds 1 to 3 with 16,000 accounts 0.999 were right; docs/explanation/matching.md says why 0.97 is said."""
    gold = by_website(make_gold(companies(real_data), accounts=8_000, leads=2_000, seed=3), seed=3)
    found = Matcher(gold.accounts, rules()).all(gold.contacts).to_pylist()
    made = [row for row in found if row["rank"] == 0 and row["method"] == "website"]
    said = next(rule["confidence"] for rule in matching.default()["rules"] if rule["name"] == "website")
    assert len(made) > 1_000
    assert sum(gold.truth[row["contact"]] == row["account"] for row in made) / len(made) >= said
