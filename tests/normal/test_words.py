"""Countries, languages, yes and no, and names as they are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiercel.core.errors import DataError
from tiercel.normal.countries import parse_country
from tiercel.normal.flags import parse_flag
from tiercel.normal.languages import parse_language
from tiercel.normal.text import compared, tidy


@pytest.mark.parametrize(
    ("code", "names"),
    {
        "US": ["US", "usa", "United States", "U.S.A.", "America", "美国", "ایالات متحده", "الولايات المتحدة"],
        "IR": ["Iran", "IRN", "ایران", "إيران", "伊朗", "Iran, Islamic Republic of"],
        "CN": ["China", "中国", "چین", "الصين", "PRC"],
        "GB": ["UK", "united kingdom", "England", "بریتانیا", "英国"],
        "KR": ["Korea", "South Korea", "韩国"],
        "NA": ["NA", "Namibia"],
        "DE": ["Germany", "Deutschland", "آلمان", "ألمانيا", "德国"],
    }.items(),
)
def test_a_country_is_known_by_its_names_in_four_languages(code, names):
    assert [parse_country(name) for name in names] == [code] * len(names)


def test_a_misspelt_country_is_refused_with_the_nearest():
    with pytest.raises(DataError, match="Philippines"):
        parse_country("Philipines")


@pytest.mark.parametrize(
    ("text", "code"),
    [("en_US", "en"), ("Persian", "fa"), ("فارسی", "fa"), ("中文", "zh"), ("zh-Hans-CN", "zh"), ("German", "de")],
)
def test_languages_are_known_by_code_locale_and_name(text, code):
    assert parse_language(text) == code


def test_yes_and_no_are_read_in_four_languages_and_nothing_else_is():
    assert all(parse_flag(word) for word in ("Yes", "TRUE", "1", "نعم", "بله", "是"))
    assert not any(parse_flag(word) for word in ("no", "False", "0", "لا", "خیر", "否"))
    with pytest.raises(DataError, match="neither yes nor no"):
        parse_flag("maybe")


def test_names_are_one_where_only_case_accents_marks_or_keyboards_differ():
    assert compared("Société Générale, S.A.") == compared("societe  generale s a")
    assert compared("شرکت كيا") == compared("شرکت کیا")
    assert compared("ＡＢＣ　株式会社") == compared("abc 株式会社")
    assert compared("Acme Inc") != compared("Acme Ltd")


@given(st.text())
def test_the_compared_form_is_stable(text):
    assert compared(compared(text)) == compared(text)


@given(st.text())
def test_tidied_text_is_one_line_without_control_characters(text):
    found = tidy(text)
    assert tidy(found) == found
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in found)
    assert "  " not in found
