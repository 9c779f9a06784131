"""Numbers as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiercel.core.errors import DataError
from tiercel.normal.numbers import decimal_mark, parse_number

PERSIAN = str.maketrans("0123456789.,", "۰۱۲۳۴۵۶۷۸۹٫٬")
ARABIC = str.maketrans("0123456789.,", "٠١٢٣٤٥٦٧٨٩٫٬")
exact = st.decimals(min_value=-(10**12), max_value=10**12, places=2)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1'234.50", "1234.50"),
        ("1 234,5", "1234.5"),
        ("12,34,567.8", "1234567.8"),
        ("1.234.567", "1234567"),
        ("12.5k", "12500"),
        ("3M", "3000000"),
        ("2 Mio", "2000000"),
        ("۱۲ میلیون", "12000000"),
        ("5万", "50000"),
        ("(1,234)", "-1234"),
        ("17-", "-17"),
        ("1.5E+06", "1500000"),
        (".5", "0.5"),
    ],
)
def test_numbers_are_read_in_the_ways_people_write_them(text, number):
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "1.2.3,4,5",
        "12 apples",
        "1,23,4.5.6",
        "--5",
        "12 34",
        "6\n6",
        "1e999999",
        "NaN",
        "Infinity",
        "9" * 100,
    ],
)
def test_what_is_no_number_is_refused_with_advice(text):
    with pytest.raises(DataError, match="Write it with digits"):
        parse_number(text)


@given(exact)
def test_grouped_numbers_come_back_exactly_in_every_script_and_with_either_mark(number):
    english = f"{number:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert parse_number(english) == parse_number(german, decimal=",") == number
    assert parse_number(english.translate(PERSIAN)) == parse_number(english.translate(ARABIC)) == number


def test_the_column_decides_what_a_single_value_leaves_open():
    assert decimal_mark(["1.234", "5.678", "9,5"]) == ","
    assert parse_number("1.234", decimal=",") == 1234
    assert parse_number("1.234") == Decimal("1.234")
