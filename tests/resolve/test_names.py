"""Whether two names are one: companies and people, in Latin, Cyrillic, Arabic, Persian and Chinese script."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiercel.normal.company_names import company_words
from tiercel.normal.latin import to_latin
from tiercel.resolve.names.compare import COMPANY, PERSON, compare, kind_of

SAME_COMPANIES = [
    ("Birkdale Freight GmbH & Co. KG", "BIRKDALE FREIGHT"),
    ("The Ashbourne Group, Inc.", "Ashbourne Group"),
    ("Cinder Haven Ltd", "Cinderhaven Limited"),
    ("A.B.Q. Logistics", "ABQ Logistics"),
    ("Drayford Intl", "Drayford International"),
    ("Thornmoor Europe B.V.", "Thornmoor"),
    ("Marlgate Sp. z o.o.", "Marlgate"),
    ("Ravenholt Systms Inc", "Ravenholt Systems Inc."),
    ("شركة الأفق للتجارة ذ.م.م", "الأفق للتجارة"),
    ("شرکت آفتاب سپهر (سهامی خاص)", "آفتاب سپهر"),
    ("شرکت كاوه", "شرکت کاوه"),
    ("北京远山科技有限公司", "远山科技"),
    ("华信网络股份有限公司", "华信网络"),
    ('ООО "Ромашка"', "Romashka LLC"),
    ("Huaxin", "华信集团有限公司"),
    ("1st Harbour Bank", "First Harbour Bank"),
]
OTHER_COMPANIES = [
    ("Birkdale Freight GmbH", "Corndale Freight GmbH"),
    ("Ashbourne France SAS", "Ashbourne Germany GmbH"),
    ("Harbour Fund 2 LP", "Harbour Fund 3 LP"),
    ("Management Company", "Westmoor Management Company"),
    ("شركة الأفق للتجارة", "شركة النور للتجارة"),
    ("شرکت آفتاب سپهر", "شرکت آفتاب گستر"),
    ("北京远山科技有限公司", "北京近水科技有限公司"),
    ("KLM Trading", "KLN Logistics"),
]
SAME_PEOPLE = [
    ("Dr. Ada Marsh", "Ada Marsh"),
    ("Marsh, Ada", "Ada Marsh"),
    ("A. Marsh", "Ada Marsh"),
    ("Ada Jane Marsh", "Ada Marsh"),
    ("Jürgen Vogel", "Jurgen Vogel"),
    ("Mohammed Sharifi", "Muhammad Sharifi"),
    ("محمد شریفی", "Mohammad Sharifi"),
    ("Ольга Новак", "Olga Novak"),
    ("مهندس علی رضایی", "علي رضايي"),
    ("王伟先生", "王伟"),
]
OTHER_PEOPLE = [
    ("Ada Marsh", "Ben Marsh"),
    ("Ada Marsh", "Ada Walsh-Brandt"),
    ("Ada", "Ada Marsh Keller"),
    ("محمد شریفی", "محمود کریمی"),
    ("王伟", "王芳"),
]


@pytest.mark.parametrize(("one", "other"), SAME_COMPANIES)
def test_companies_are_the_same_whatever_their_form_script_or_slip(one: str, other: str) -> None:
    assert compare(one, other, COMPANY).same


@pytest.mark.parametrize(("one", "other"), OTHER_COMPANIES)
def test_companies_of_other_names_are_others(one: str, other: str) -> None:
    assert not compare(one, other, COMPANY).same


@pytest.mark.parametrize(("one", "other"), SAME_PEOPLE)
def test_people_are_the_same_whatever_their_address_order_or_script(one: str, other: str) -> None:
    assert compare(one, other, PERSON).same


@pytest.mark.parametrize(("one", "other"), OTHER_PEOPLE)
def test_people_of_other_names_are_others(one: str, other: str) -> None:
    assert not compare(one, other, PERSON).same


def test_companies_are_told_from_people_by_their_words() -> None:
    assert {kind_of(one, other) for one, other in SAME_PEOPLE} == {PERSON}
    assert [pair for pair in OTHER_COMPANIES if kind_of(*pair) != COMPANY] == []


NAMES = st.one_of(
    st.text(max_size=30),
    st.lists(
        st.sampled_from(["Acme", "آفتاب", "远山", "Ltd", "شركة", "Bank", "of", "2", "و.", "Ромашка", "J.", "van", "-"]),
        max_size=6,
    ).map(" ".join),
)


@settings(max_examples=300)
@given(NAMES, NAMES, st.sampled_from([COMPANY, PERSON, "auto"]))
def test_similarity_is_a_share_and_the_same_from_both_sides(one: str, other: str, kind: str) -> None:
    there, back = compare(one, other, kind), compare(other, one, kind)
    assert 0 <= there.similarity <= 1
    assert there.similarity == pytest.approx(back.similarity)
    assert there.same == back.same


@settings(max_examples=100)
@given(NAMES)
def test_a_name_is_itself(name: str) -> None:
    assert not company_words(name) or compare(name, name, COMPANY).same


@given(st.text(max_size=40))
def test_every_script_becomes_plain_letters(text: str) -> None:
    assert to_latin(text).isascii()


def f1(true: Sequence[bool], found: Sequence[bool]) -> float:
    both = sum(a and b for a, b in zip(true, found, strict=True))
    return 2 * both / (sum(true) + sum(found))


@pytest.mark.real_data
def test_names_that_a_production_matcher_is_judged_by_are_matched_better(real_data: Path) -> None:
    """Half of these pairs were looked at while the rules were written; the other half, alone, has F1 .87 and .83."""
    with (real_data / "opensanctions_namebench" / "cases.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    true = [row["is_match"] == "true" for row in rows]
    kinds = [PERSON if row["schema"] == "Person" else COMPANY for row in rows]
    found = [compare(r["name1"], r["name2"], kind).same for r, kind in zip(rows, kinds, strict=True)]
    company = [k for k, row in enumerate(rows) if row["schema"] == "Company"]
    assert f1([true[k] for k in company], [found[k] for k in company]) >= 0.86
    assert f1(true, found) >= 0.79
