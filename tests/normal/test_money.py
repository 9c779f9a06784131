"""Money, exactly."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiercel.core.errors import DataError
from tiercel.normal.currencies import CODES, decimals
from tiercel.normal.money import Money, minor_units, parse_money


@pytest.mark.parametrize(
    ("text", "usual", "money"),
    [
        ("$1,234.50", "EUR", Money(123450, "USD")),
        ("$1,234.50", "CAD", Money(123450, "CAD")),
        ("1.234,50 €", "USD", Money(123450, "EUR")),
        ("1234", "USD", Money(123400, "USD")),
        ("١٢٣٤", "SAR", Money(123400, "SAR")),
        ("12.5k", "USD", Money(1250000, "USD")),
        ("$12.5k", "EUR", Money(1250000, "USD")),
        ("3M EUR", "USD", Money(300000000, "EUR")),
        ("€3 million", "USD", Money(300000000, "EUR")),
        ("¥1200", "CNY", Money(120000, "CNY")),
        ("¥1200", "USD", Money(1200, "JPY")),
        ("KWD 1.234", "USD", Money(1234, "KWD")),
        ("JPY 1,234", "USD", Money(1234, "JPY")),
        ("-$5.00", "USD", Money(-500, "USD")),
        ("($5.00)", "USD", Money(-500, "USD")),
        ("۱۰۰ تومان", "USD", Money(100000, "IRR")),
        ("USD 5,00", "EUR", Money(500, "USD")),
        ("1100.04", "USD", Money(110004, "USD")),
    ],
)
def test_amounts_are_read_with_their_currency(text, usual, money):
    assert parse_money(text, usual) == money


@pytest.mark.parametrize(
    "text", ["", "abc", "$", "12 apples", "USD 5 EUR", "1.2.3,4", "10000000000000000000000 USD", "5 XXX"]
)
def test_what_is_no_money_is_refused(text):
    with pytest.raises(DataError):
        parse_money(text, "USD")


@given(st.integers(min_value=-(2**63) + 1, max_value=2**63 - 1), st.sampled_from(sorted(CODES)))
def test_minor_units_come_back_exactly_for_every_currency(minor, currency):
    amount = Decimal(minor).scaleb(-decimals(currency))
    assert parse_money(f"{currency} {amount:f}", "USD") == Money(minor, currency)


def test_fractions_of_the_smallest_coin_are_rounded_half_to_even():
    assert minor_units(Decimal("0.125"), "USD") == 12
    assert minor_units(Decimal("0.135"), "USD") == 14
