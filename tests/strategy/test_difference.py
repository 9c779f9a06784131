"""What differs between two versions, place by place."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tiercel.strategy.difference import differences
from tiercel.strategy.kind import kind_named


def said(old: Any, new: Any) -> list[str]:
    return [str(one) for one in differences(old, new)]


def test_an_entry_is_known_by_its_name_wherever_it_stands() -> None:
    old = {"tiers": [{"tier": 1, "at_most": 50}, {"tier": 2, "at_most": 200}]}
    new = {"tiers": [{"tier": 2, "at_most": 150}, {"tier": 3, "at_most": None}]}
    assert said(old, new) == [
        "~ tiers[2].at_most: 200 -> 150",
        "+ tiers[3]: {'tier': 3, 'at_most': None}",
        "- tiers[1]: {'tier': 1, 'at_most': 50}",
    ]


def test_words_of_a_list_are_added_and_taken_out_one_by_one() -> None:
    assert said({"words": ["a", "b"]}, {"words": ["b", "c"]}) == ["+ words: c", "- words: a"]


def test_another_order_is_a_difference() -> None:
    assert said({"words": ["a", "b"]}, {"words": ["b", "a"]}) == ["~ words (order): a, b -> b, a"]
    old = {"tiers": [{"tier": 1}, {"tier": 2}]}
    assert said(old, {"tiers": old["tiers"][::-1]}) == ["~ tiers (order): 1, 2 -> 2, 1"]


def test_one_and_one_point_zero_are_the_same_and_true_is_not() -> None:
    assert said({"a": 1}, {"a": 1.0}) == []
    assert said({"a": 1}, {"a": True}) == ["~ a: 1 -> True"]


def test_entries_of_one_name_are_compared_by_their_place() -> None:
    old = {"levels": [{"name": "x", "points": 1}, {"name": "x", "points": 2}]}
    new = {"levels": [{"name": "x", "points": 1}, {"name": "x", "points": 3}]}
    assert said(old, new) == ["~ levels[2].points: 2 -> 3"]


BODIES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["a", "b", "name", "tier"]), inner, max_size=3)
    ),
    max_leaves=10,
)


@given(BODIES, BODIES)
def test_bodies_that_differ_have_a_difference_and_equal_ones_have_none(old: Any, new: Any) -> None:
    assert not differences(old, old)
    assert bool(differences(old, new)) == (json.dumps(old, sort_keys=True) != json.dumps(new, sort_keys=True))


def test_the_default_tiers_equal_themselves() -> None:
    tiers = kind_named("tiers")
    assert differences(tiers.default(), tiers.default()) == []
