"""Numbers are written as Babel writes them, whatever the number, the language and the digits."""

from decimal import Decimal

import pytest
from babel.numbers import format_currency, format_decimal, format_percent
from hypothesis import example, given
from hypothesis import strategies as st

from tiercel.show.web.numerals import OWN_DIGITS, written

WAYS = (("en", "latn"), ("fa", "arabext"), ("fa", "latn"), ("ar", "latn"), ("ar", "arab"), ("zh_Hans", "latn"))
ANY_NUMBER = st.one_of(
    st.integers(-(10**18), 10**18),
    st.floats(-1e17, 1e17, allow_nan=False),
    st.floats(-10, 10, allow_nan=False),
    st.decimals(-(10**16), 10**16, allow_nan=False, places=3),
)


def own(text: str, numbering: str) -> str:
    return text.translate(OWN_DIGITS.get(numbering, {}))


@pytest.mark.parametrize(("locale", "numbering"), WAYS)
@given(value=ANY_NUMBER, decimals=st.integers(0, 4))
@example(value=0.5, decimals=0)
@example(value=2.5, decimals=0)
@example(value=-0.0, decimals=0)
@example(value=-0.4, decimals=0)
@example(value=999.5, decimals=0)
@example(value=1e-9, decimals=2)
@example(value=10**15, decimals=2)
def test_a_number_and_a_share_are_written_as_by_babel(locale, numbering, value, decimals):
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    said = format_decimal(value, pattern, locale=locale, numbering_system=numbering)
    assert written(value, pattern, locale, numbering) == own(said, numbering)
    said = format_percent(value, pattern + "%", locale=locale, numbering_system=numbering)
    assert written(value, pattern + "%", locale, numbering) == own(said, numbering)


@pytest.mark.parametrize(("locale", "numbering"), WAYS)
@pytest.mark.parametrize("currency", ["USD", "EUR", "IRR", "CNY", "JPY", "BHD", "CHF", "SAR"])
@given(value=st.decimals(-(10**16), 10**16, allow_nan=False, places=3))
@example(value=Decimal("-0.004"))
@example(value=Decimal(111111))
def test_an_amount_is_written_as_by_babel(locale, numbering, currency, value):
    for pattern in ("¤#,##0", "¤#,##0.00", "¤#,##0.000", "#,##0 ¤", "#,##0.00 ¤"):
        said = format_currency(
            value, currency, pattern, locale=locale, currency_digits=False, numbering_system=numbering
        )
        assert written(value, pattern, locale, numbering, currency) == own(said, numbering)
