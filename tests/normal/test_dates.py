"""Dates in the calendars and scripts of four languages."""

# ruff: noqa: E501  rows of a file are read as they stand

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import jdatetime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiercel.core.errors import DataError
from tiercel.normal.dates import day_comes_first, is_doubtful, parse_date, parse_instant

days = st.dates(min_value=date(1930, 1, 1), max_value=date(2040, 12, 31))
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


@pytest.mark.parametrize(
    "text",
    [
        "2016-10-20", "2016/10/20", "20161020", "10/20/2016", "10/20/16", "20.10.2016", "20.10.16", "Oct 20, 2016", "October 20th, 2016",
        "20 Oct 2016", "20-Oct-16", "Thursday, October 20, 2016", "2016-10-20 23:59:59", "2016-10-20T10:00:00Z", "10/20/2016 3:04 PM",
        "42663", "42663.75", "1476921600", "1476921600000", "۱۳۹۵/۰۷/۲۹", "۲۹ مهر ۱۳۹۵", "2016年10月20日", "٢٠ أكتوبر ٢٠١٦",
        "20 تشرين الأول 2016", "Thu, 20 Oct 2016 10:11:12 GMT",
    ],
)  # fmt: skip
def test_one_day_is_read_in_every_way_of_writing_it(text):
    assert parse_date(text) == date(2016, 10, 20)


@pytest.mark.parametrize(
    "text",
    [
        "2016-02-30",
        "2/30/2016",
        "0000-00-00",
        "31.11.2016",
        "1445/01/01",
        "2016-10",
        "tomorrow",
        "",
        "20/2016",
        "9999-12-31",
        "1399/12/31",
    ],
)
def test_impossible_doubtful_and_partial_dates_are_refused(text):
    with pytest.raises(DataError, match=r"Correct|Write it as"):
        parse_date(text)


@given(days)
def test_every_day_comes_back_from_every_form(day):
    persian = jdatetime.date.fromgregorian(date=day)
    forms = [
        day.isoformat(),
        f"{day:%m/%d/%Y}",
        f"{day:%d.%m.%Y}",
        f"{day:%d %B %Y}",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
    ]
    assert {parse_date(form) for form in forms} == {day}
    assert parse_date(f"{day:%d/%m/%Y}", day_first=True) == day
    if persian.year <= 1420:
        assert parse_date(f"{persian.year}/{persian.month:02}/{persian.day:02}".translate(PERSIAN)) == day


@given(
    st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2040, 1, 1)),
    st.sampled_from(["Asia/Tehran", "America/New_York", "UTC"]),
)
def test_a_moment_in_any_zone_comes_back_in_utc(moment, name):
    local = moment.replace(tzinfo=ZoneInfo(name))
    assert parse_instant(local.isoformat()) == local.astimezone(UTC)
    assert parse_instant(moment.isoformat(), zone=ZoneInfo(name)) == local.astimezone(UTC)


def test_a_moment_belongs_to_the_day_of_the_workspace():
    assert parse_date("2024-03-31T22:30:00Z", zone=ZoneInfo("Asia/Tehran")) == date(2024, 4, 1)


def test_a_column_tells_its_order_by_the_values_that_leave_no_doubt():
    assert day_comes_first(["03/04/2016", "20/10/2016"]) is True
    assert day_comes_first(["03/04/2016", "10/20/2016"]) is False
    assert day_comes_first(["03/04/2016"]) is None
    assert day_comes_first(["20.10.2016", "03/04/2016"]) is None
    assert is_doubtful("03/04/2016")
    assert not is_doubtful("04/04/2016")
