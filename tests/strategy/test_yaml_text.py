"""Documents as text: nothing is lost, nothing is guessed, and a mistake names its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiercel.core.errors import DataError
from tiercel.strategy.yaml_text import from_text, to_text

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(),
)
BODIES = st.dictionaries(
    st.text(), st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=12)
)


@given(BODIES)
def test_every_body_comes_back_as_it_was(body: dict[str, object]) -> None:
    assert from_text(to_text(body), "x.yaml") == body


@given(
    st.sampled_from(
        [
            "no",
            "yes",
            "on",
            "NO",
            "1e5",
            "012",
            "0x1F",
            "2026-01-31",
            "12:30:45",
            "null",
            "~",
            "=",
            "true",
            ".inf",
            "1_000",
        ]
    )
)
def test_words_that_yaml_would_guess_at_stay_words(word: str) -> None:
    assert from_text(to_text({"a": word}), "x.yaml") == {"a": word}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: 1\nb: 2\na: 3\n", "line 3, column 1: the field 'a' stands here twice"),
        ("x:\n  a: 1\n  a: 2\n", "line 3, column 3: the field 'a' stands here twice"),
        ("a: &x [1]\nb: *x\n", "line 2, column 4: a reference"),
        ("1: a\n", "put it in quotes"),
        ("a: [1\nb: 2", "line 2"),
        ("a: !!python/object/apply:os.system ['true']", "could not determine a constructor"),
        ("a: 1\n---\nb: 2\n", "line 2"),
        ("[" * 5000, "levels deep"),
        ("{a: " * 5000, "levels deep"),
        ("a: " + "9" * 5000, "not YAML"),
        ("a: \x00", "not YAML"),
    ],
)
def test_a_mistake_says_where_it_is(text: str, says: str) -> None:
    with pytest.raises(DataError, match=r"x\.yaml") as error:
        from_text(text, "x.yaml")
    assert says in str(error.value)


def test_a_bomb_of_references_is_refused_before_it_grows() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    with pytest.raises(DataError, match="a reference"):
        from_text(bomb, "x.yaml")


def test_a_text_beyond_the_limit_is_refused() -> None:
    with pytest.raises(DataError, match="Is it the right file"):
        from_text("a" * 4_000_001, "x.yaml")


def test_the_country_norway_is_not_false() -> None:
    assert from_text("countries: [NO, SE]", "x.yaml") == {"countries": ["NO", "SE"]}
