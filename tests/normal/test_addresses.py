"""Domains, mail addresses and phone numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiercel.core.errors import DataError
from tiercel.normal.domains import parse_domain
from tiercel.normal.emails import parse_email
from tiercel.normal.free_mail import is_free_mail
from tiercel.normal.phones import parse_phone

labels = st.from_regex(r"[a-z][a-z0-9]{0,20}", fullmatch=True)


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("https://www.acme.com/about?x=1#y", "acme.com"),
        ("ACME.COM", "acme.com"),
        ("shop.acme.co.uk", "acme.co.uk"),
        ("ada@mail.acme.com", "acme.com"),
        ("http://acme.com:8080", "acme.com"),
        ("//acme.com", "acme.com"),
        ("acme.com.", "acme.com"),
        ("bücher.de", "xn--bcher-kva.de"),
        ("acme.example", "acme.example"),
    ],
)
def test_an_address_is_reduced_to_the_domain_of_its_owner(text, domain):
    assert parse_domain(text) == domain


@pytest.mark.parametrize(
    "text",
    ["acme", "co.uk", "127.0.0.1", "", "http://", "a b.com", "-acme-.com", "x" * 300 + ".com", "[::1]", "http://[bad"],
)
def test_what_no_one_can_own_is_no_domain(text):
    with pytest.raises(DataError, match=r"Write it as example.com"):
        parse_domain(text)


@given(labels, labels, st.sampled_from(["com", "co.uk", "ir", "com.cn", "de"]))
def test_any_address_under_a_domain_leads_to_it(host, name, suffix):
    assert parse_domain(f"https://{host}.{name}.{suffix}/x") == parse_domain(f"{name}.{suffix}") == f"{name}.{suffix}"


def test_mail_providers_are_known():
    assert is_free_mail("gmail.com")
    assert not is_free_mail("acme.com")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Ada@Acme.COM", "ada@acme.com"),
        ("Ada Lovelace <ada@acme.com>", "ada@acme.com"),
        ("mailto:ada@acme.com", "ada@acme.com"),
        ("o'brien@acme.com", "o'brien@acme.com"),
        ("ada@bücher.de", "ada@xn--bcher-kva.de"),
        ("a.b+c@x.co.uk", "a.b+c@x.co.uk"),
    ],
)
def test_mail_addresses_are_brought_to_one_form(text, address):
    assert parse_email(text) == address


@pytest.mark.parametrize(
    "text", ["ada", "ada@", "@acme.com", "a..b@acme.com", "ada@acme", "a b@acme.com", "x" * 400 + "@acme.com"]
)
def test_what_mail_cannot_reach_is_refused(text):
    with pytest.raises(DataError, match=r"Write it as name@example.com"):
        parse_email(text)


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        ("+1 (415) 555-2671", "", "+14155552671"),
        ("(020) 7946 0018 ext. 12", "GB", "+442079460018;ext=12"),
        ("0049 30 901820", "", "+4930901820"),
        ("۰۲۱-۸۸۸۸۱۲۳۴", "IR", "+982188881234"),
    ],
)
def test_phone_numbers_are_brought_to_the_international_form(text, country, number):
    assert parse_phone(text, country) == number


def test_a_number_without_a_country_asks_for_one():
    with pytest.raises(DataError, match="no country code"):
        parse_phone("555 2671")
    with pytest.raises(DataError, match="not a phone number"):
        parse_phone("call me")
