"""Days in the calendar and the digits that a reader chose."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from tests.flow.market import account
from tests.show.web.conftest import SignIn
from tests.show.web.test_shown import bare

from tiercel.core.errors import DataError
from tiercel.show.web import days
from tiercel.show.web.language import Manner, browsers_locale, manner
from tiercel.show.web.templatetags import shown

if TYPE_CHECKING:
    from playwright.sync_api import Page

DAY = date(2026, 11, 26)
FROM, UNTIL = date(1921, 3, 22), date(2060, 1, 1)


@pytest.fixture
def persian() -> Iterator[None]:
    with translation.override("fa"):
        yield


def test_persian_pages_count_by_the_jalali_calendar_until_somebody_chooses_another(persian: None) -> None:
    assert shown.day(DAY) == "۵ آذر ۱۴۰۵"
    with manner(Manner(calendar="gregorian", digits="european")):
        assert shown.day(DAY) == "26 نوامبر 2026"
    with manner(Manner(digits="european")):
        assert shown.day(DAY) == "5 آذر 1405"
        assert bare(shown.share(0.125, 1)) == "12.5%"
        assert shown.number(1234.5, 1) == "1,234.5"


def test_the_jalali_calendar_is_of_persian_pages_only() -> None:
    with translation.override("ar"), manner(Manner(calendar="jalali")):
        assert shown.day(DAY) == "26 نوفمبر 2026"
    with translation.override("en"), manner(Manner(calendar="jalali", digits="own")):
        assert shown.day(DAY) == "Nov 26, 2026"


def test_arabic_is_written_in_arabic_digits_by_choice() -> None:
    with translation.override("ar"):
        assert shown.number(1234567.5, 1) == "1,234,567.5"
        with manner(Manner(digits="own")):
            assert shown.number(1234567.5, 1) == "١٬٢٣٤٬٥٦٧٫٥"
            assert shown.share(0.125, 1) == "\u2067١٢٫٥٪\u2069"
            assert shown.signed(-3.5, 1) == "\u2067−٣٫٥\u2069"
            assert shown.day(DAY) == "٢٦ نوفمبر ٢٠٢٦"
            assert "٣" in shown.duration(3 * 3600)
            assert "١٫٢" in shown.short(1_200_000)
            assert "١٬٢٣٥" in shown.money(123_500, "SAR")
            assert browsers_locale() == "ar-u-nu-arab"


def test_the_workspace_says_what_holds_until_a_person_chooses(persian: None, settings: object) -> None:
    from dataclasses import replace

    settings.WORKSPACE = replace(settings.WORKSPACE, calendar="gregorian", digits="european")  # type: ignore[attr-defined]
    assert shown.day(DAY) == "26 نوامبر 2026"
    with manner(Manner(calendar="jalali", digits="own")):
        assert shown.day(DAY) == "۵ آذر ۱۴۰۵"


def test_a_moment_is_a_day_of_the_calendar_and_a_time(persian: None) -> None:
    assert shown.moment(datetime(2026, 11, 26, 9, 5, tzinfo=UTC)) == "۵ آذر ۱۴۰۵، ۹:۰۵:۰۰"


@pytest.mark.parametrize(
    "typed", ["1405/09/05", "۱۴۰۵/۰۹/۰۵", "1405-9-5", "۱۴۰۵/۹/۵ ", "٢٠٢٦-١١-٢٦", "2026-11-26", "۵ آذر ۱۴۰۵"]
)
def test_a_day_is_read_in_either_calendar_and_any_digits(typed: str, persian: None) -> None:
    assert days.read_day(typed) == DAY


@pytest.mark.parametrize("typed", ["1405/13/01", "1404/12/30", "05/09", "someday", "<b>", "1405/07/31", "9" * 300])
def test_what_is_no_day_is_refused_with_an_example(typed: str, persian: None) -> None:
    with pytest.raises(DataError, match="1405/09/05"):
        days.read_day(typed)


def test_an_address_that_was_sent_from_a_persian_page_means_the_same_day_on_every_page() -> None:
    with translation.override("en"):
        assert days.day_or_none("1405/09/05") == days.day_or_none("2026-11-26") == DAY
        assert days.day_or_none("") is None


@given(st.dates(FROM, UNTIL))
def test_what_is_written_for_typing_is_read_as_the_same_day(day: date) -> None:
    for language in ("fa", "en", "ar", "zh-hans"):
        with translation.override(language):
            assert days.read_day(shown.in_digits(days.numeric(day))) == day


@pytest.mark.browser
def test_jalali_days_are_those_of_the_browsers_own_calendar(page: Page, persian: None) -> None:
    every = [FROM + timedelta(days=n) for n in range(0, (UNTIL - FROM).days, 7)]
    say = """days => {
      const form = {year: "numeric", month: "long", day: "numeric", timeZone: "UTC"};
      const persian = new Intl.DateTimeFormat("fa-IR-u-ca-persian-nu-latn", form);
      const part = (parts, kind) => parts.find((each) => each.type === kind).value;
      return days.map(function (day) {
        const parts = persian.formatToParts(new Date(day + "T00:00:00Z"));
        return [part(parts, "day"), part(parts, "month"), part(parts, "year")].join(" ");
      });
    }"""
    theirs = page.evaluate(say, [day.isoformat() for day in every])
    assert len(every) > 7000
    assert [days.written(day) for day in every] == theirs


def test_what_a_user_chooses_holds_on_every_page(sign_in: SignIn) -> None:
    dara = sign_in("dara")
    kept = dara.post(
        "/you/preferences", {"language": "fa", "calendar": "gregorian", "digits": "european", "theme": "dark"}
    )
    assert kept.status_code == 302
    page = dara.get("/you/preferences").content.decode()
    assert 'data-bs-theme="dark"' in page
    assert 'data-numbers="fa-u-nu-latn"' in page
    assert "1,234,567.8" in page
    account("Acme")
    assert 'type="date"' in dara.get("/accounts").content.decode()


def test_a_choice_that_is_none_is_refused_and_nothing_kept(sign_in: SignIn) -> None:
    dara = sign_in("dara")
    answer = dara.post("/you/preferences", {"calendar": "mayan"})
    assert answer.status_code == 422
    assert "mayan" in answer.content.decode()


def test_a_typed_day_is_read_back_while_it_is_typed(sign_in: SignIn) -> None:
    dara = sign_in("dara")
    dara.post("/you/preferences", {"language": "fa"})
    account("Acme")
    assert 'name="as_of" value=""' in dara.get("/accounts").content.decode()
    said = dara.get("/day", {"field": "as_of", "as_of": "۱۴۰۵/۰۹/۰۵"}).content.decode()
    assert "۵ آذر ۱۴۰۵" in said
    assert "۲۶ نوامبر ۲۰۲۶" in said
    assert "text-danger" in dara.get("/day", {"field": "as_of", "as_of": "1405/13/01"}).content.decode()
    assert "۵ آذر ۱۴۰۵" in dara.get("/accounts", {"as_of": "۱۴۰۵/۰۹/۰۵"}).content.decode()
