"""Columns are read as what they say."""

from datetime import UTC, date, datetime

import numpy as np
import pyarrow as pa
import pytest

from tiercel.score.levels import find_levels
from tiercel.score.reading import read_column
from tiercel.score.usable import read_usable


@pytest.mark.parametrize("word", ["", "Select", "N/A", "-", "null", "?", "  "])
def test_words_for_nothing_are_missing(word: str) -> None:
    assert read_column("x", pa.array(["Software", word])).missing.tolist() == [False, True]


def test_case_and_spaces_do_not_make_a_category() -> None:
    found = read_column("x", pa.array(["Google", "google ", "GOOGLE", "Bing"]))
    assert found.words == ("Google", "Bing")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["1,200", "$3.5", "12%"], [1200.0, 3.5, 12.0]),
        (["۱۲", "٣", "4"], [12.0, 3.0, 4.0]),
        ([1, 2, None], [1.0, 2.0, np.nan]),
        (["2024-02-29", "1/3/1970", None], [19782.0, 2.0, np.nan]),
        ([date(1970, 1, 2), None], [1.0, np.nan]),
        ([datetime(1970, 1, 2, 12, tzinfo=UTC)], [1.5]),
    ],
)
def test_numbers_and_dates_are_read_as_people_write_them(values: list[object], expected: list[float]) -> None:
    found = read_column("x", pa.array(values))
    assert found.numbers is not None
    assert np.allclose(found.numbers, expected, equal_nan=True)


def test_several_things_in_a_cell_become_one_attribute_each() -> None:
    cells = ["SAP; Oracle", "SAP", "Oracle;SAP", None] * 10
    for column in (pa.array(cells), pa.array([None if c is None else c.split(";") for c in cells])):
        found = read_column("technologies", column)
        levels = list(find_levels(found))
        assert [each.attribute for each in levels] == ["technologies: SAP", "technologies: Oracle"]
        assert levels[1].encode(found)[:4].tolist() == [0, 1, 0, 2]


def test_rare_categories_share_a_level_and_unknown_ones_fall_into_it() -> None:
    (levels,) = find_levels(read_column("x", pa.array(["a"] * 50 + ["b"] * 40 + ["c", "d"] + [None] * 5)))
    assert levels.labels == ("a", "b", "(other)", "(missing)")
    assert levels.encode(read_column("x", pa.array(["B", "never seen", None]))).tolist() == [1, 2, 3]


def test_ids_constants_and_free_text_are_left_out_and_why_is_said() -> None:
    rows = 60
    table = pa.table(
        {
            "id": [f"A-{k}" for k in range(rows)],
            "Lead Number": np.random.default_rng(1).permutation(90_000)[:rows],
            "country": ["NL"] * rows,
            "nothing": [None] * rows,
            "notes": [f"they said on day {k % 30} that they would call back" for k in range(rows)],
            "size": np.arange(rows) % 7,
            "revenue": np.random.default_rng(2).random(rows),
        }
    )
    kept, left_out = read_usable(table)
    assert [reading.name for reading in kept] == ["size", "revenue"]
    assert set(left_out) == {"id", "Lead Number", "country", "nothing", "notes"}


def test_without_a_time_dates_are_left_out_because_they_only_say_when() -> None:
    table = pa.table({"engaged": [f"2024-0{k % 9 + 1}-01" for k in range(30)]})
    assert "engaged" in read_usable(table, has_time=False)[1]
    assert not read_usable(table, has_time=True)[1]
