"""Won, lost, or not decided."""

import pyarrow as pa
import pytest

from tiercel.core.errors import DataError
from tiercel.score.outcomes import Outcome, read_outcome


def read(values: list[object], winning: str | None = None) -> Outcome:
    return read_outcome("stage", pa.chunked_array([pa.array(values)]), winning)


def test_where_a_loss_is_known_the_rest_is_undecided() -> None:
    found = read(["Won", "Lost", "Engaging", "Prospecting", None], "Won")
    assert found.decided.tolist() == [True, True, False, False, False]
    assert found.won.tolist() == [True, False]
    assert dict(found.aside) == {"Engaging": 1, "Prospecting": 1, "": 1}


def test_where_no_loss_is_known_every_other_value_is_one_but_open_ones() -> None:
    found = read(["Gold", "Silver", "Bronze", "Open"], "Gold")
    assert found.losing == ("Silver", "Bronze")
    assert dict(found.aside) == {"Open": 1}


@pytest.mark.parametrize(
    "values",
    [
        ["Won", "Lost"],
        [1, 0],
        ["1.0", "0.0"],
        [True, False],
        ["yes", "No"],
        ["Closed Won", "closed-lost"],
        ["بله", "خیر"],
        ["نعم", "لا"],
        ["赢单", "输单"],
        ["برنده", "باخته"],
        ["فوز", "خسارة"],
    ],
)
def test_outcomes_are_recognised_in_four_languages(values: list[object]) -> None:
    assert read(values).won.tolist() == [True, False]


def test_what_cannot_be_told_is_asked_for_with_the_values() -> None:
    with pytest.raises(DataError, match=r"Gold, Silver.*--outcome 'stage=VALUE'"):
        read(["Gold", "Silver"])


def test_a_winning_value_that_no_row_has_gets_the_nearest_one() -> None:
    with pytest.raises(DataError, match="Did you mean 'Closed Won'"):
        read(["Closed Won", "Closed Lost"], "Close Won")


def test_a_number_wins_however_it_is_written() -> None:
    assert read(["1.0", "0", "2"], "1").won.tolist() == [True, False]
