"""Numbers, amounts and days as each language writes them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from tiercel.flow.accounts.account_values import Value
from tiercel.show.web.templatetags import named, shown, signs
from tiercel.tables.column import Type

ISOLATES = {0x2066: None, 0x2067: None, 0x2068: None, 0x2069: None, 0x200E: None, 0x200F: None}


def bare(text: str) -> str:
    """The text without the marks that keep its direction."""
    return text.translate(ISOLATES)


@pytest.mark.parametrize(
    ("language", "number", "share", "day"),
    [
        ("en", "1,234,567", "12.5%", "Mar 4, 2026"),
        ("fa", "۱٬۲۳۴٬۵۶۷", "۱۲٫۵٪", "۱۳ اسفند ۱۴۰۴"),
        ("zh-hans", "1,234,567", "12.5%", "2026年3月4日"),
    ],
)
def test_a_language_writes_its_own_digits_separators_and_days(language: str, number: str, share: str, day: str) -> None:
    with translation.override(language):
        assert bare(shown.number(1234567)) == number
        assert bare(shown.share(0.125, 1)) == share
        assert bare(shown.day(date(2026, 3, 4))) == day


def test_money_keeps_the_decimals_of_its_currency_where_they_matter() -> None:
    with translation.override("en"):
        assert bare(shown.money(123456789, "USD")) == "$1,234,568"
        assert bare(shown.money(1250, "USD")) == "$12.50"
        assert bare(shown.money(5000, "JPY")) == "¥5,000"
        assert bare(shown.money(1234, "KWD")) in ("KWD\xa01.234", "KWD1.234")
        assert shown.money(None, "USD") == "–"


@pytest.mark.parametrize(
    ("language", "figure", "short", "currency"),
    [("fa", "۹۶٬۲۲۲", "۱۷٫۸\xa0هزار", "$"), ("ar", "96,222", "17.8\xa0ألف", "US$")],
)
def test_from_the_right_an_amount_has_its_currency_at_its_left(
    language: str, figure: str, short: str, currency: str
) -> None:
    with translation.override(language):
        for said, amount in ((shown.money(9622200, "USD"), figure), (shown.brief(17800, "USD"), short)):
            # The whole runs from the right: the figure first, then the currency, each with a direction of its own.
            assert said.startswith("\u2067")
            assert said.endswith(f"\u2068{currency}\u2069\u2069")
            assert bare(said) == f"{amount}\xa0{currency}"
        assert bare(shown.money(-500, "USD")).startswith("-")


def test_a_count_stops_at_ten_thousand() -> None:
    with translation.override("en"):
        assert shown.counted(10_000) == "10,000"
        assert shown.counted(10_001) == "more than 10,000"


def test_names_stand_alone_so_that_their_direction_does_not_turn_the_sentence() -> None:
    assert shown.shown(Value(Type.TEXT, "شرکت <نمونه>")) == "<bdi>شرکت &lt;نمونه&gt;</bdi>"


def test_what_marks_an_attribute_of_deals_does_not_turn_its_name() -> None:
    assert named.attribute("deal: contract", {"deal: contract": "Contract"}) == "\u2068Contract\u2069 (of the deal)"


def test_ranges_are_said_in_the_language_and_categories_left_as_written() -> None:
    with translation.override("zh-hans"):
        assert named.level_name("over 1,000 to 57,000") == "1,000 以上至 57,000"
        assert named.level_name("(missing)") == "未知"
        assert named.level_name("Logistics") == "Logistics"


def test_a_year_is_no_amount() -> None:
    with translation.override("en"):
        assert named.level_name("over 1999 to 2012") == "over 1999 to 2012"


def test_an_end_of_a_range_says_its_unit() -> None:
    with translation.override("en"):
        assert named.level_name("over 1,999 to 57,000", "revenue") == "over \u2068$1,999\u2069 to \u2068$57,000\u2069"
        assert named.level_name("over 0.22", "growth") == "over \u206622%\u2069"


def test_a_moment_is_shown_in_the_zone_of_the_workspace() -> None:
    with translation.override("en"):
        assert "9:00" in shown.moment(datetime(2026, 3, 4, 9, tzinfo=UTC))


def test_every_help_text_and_standard_reason_is_known_to_translators() -> None:
    from tiercel.collect.columns.kinds import fields_of
    from tiercel.show.web import phrases
    from tiercel.strategy.kinds import tiers
    from tiercel.tables.catalogue import TABLES

    docs = {column.doc for table in TABLES for column in fields_of(table).values()}
    standard = tiers.default()
    said = standard["sign_off"]
    words = {tier["name"] for tier in standard["tiers"]} | set(said["accept_reasons"])
    words |= {entry["reason"] for entry in said["reject_reasons"]}
    assert docs <= set(phrases.COLUMNS)
    assert words <= set(phrases.STANDARD_TIERS)


def test_what_stands_between_two_parts_is_of_the_language() -> None:
    assert named.attribute("technologies: Shipwright", {"technologies": "Technologies"}) == "Technologies: Shipwright"
    with translation.override("zh-hans"):
        assert named.attribute("technologies: Shipwright", {"technologies": "技术"}) == "技术：Shipwright"
        assert f"技术{signs.opening()}{3}{signs.closing()}" == "技术（3）"
        assert f"法国{signs.comma()}德国" == "法国、德国"
        assert f"来自 accounts.csv{signs.comma('clauses')}第 3 行" == "来自 accounts.csv，第 3 行"


def test_what_the_api_writes_between_backticks_is_code_and_nothing_of_it_is_html() -> None:
    assert shown.coded("As `hourly <15>` & so.") == "As <code>hourly &lt;15&gt;</code> &amp; so."
