"""Who works on what: nobody is overloaded, owners come first, and the assignment is the cheapest there is."""

from typing import Any

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from tiercel.score import workers
from tiercel.score.tiers import ACCOUNTS
from tiercel.score.workers import assign


def accounts(*rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist([{"account": place, **row} for place, row in enumerate(rows)], schema=ACCOUNTS)


def team(**rooms: int) -> pa.Table:
    return pa.table({"person": [int(name[1:]) for name in rooms], "room": list(rooms.values())})


def given_to(
    rows: pa.Table, people: pa.Table, *, follows_owner: bool = True, everyone: pa.Table | None = None
) -> list[int]:
    return assign(rows, everyone if everyone is not None else rows, people, follows_owner=follows_owner).tolist()


def test_an_account_goes_to_its_owner_where_there_is_room() -> None:
    assert given_to(accounts({"owner": 2}, {"owner": 1}, {"owner": 2}), team(p1=5, p2=5)) == [2, 1, 2]


def test_the_best_accounts_stay_with_an_owner_who_has_too_many() -> None:
    assert given_to(accounts(*[{"owner": 1}] * 4), team(p1=2, p2=9)) == [1, 1, 2, 2]


def test_an_account_whose_owner_has_left_goes_to_who_knows_its_territory() -> None:
    others = accounts(*[{"owner": 3, "territory": "DE"}] * 5, *[{"owner": 2, "territory": "FR"}] * 5)
    asked = accounts({"owner": None, "territory": "DE"}, {"owner": 99, "territory": "FR"})
    assert given_to(asked, team(p1=9, p2=9, p3=9), everyone=others) == [3, 2]


def test_strangers_share_the_work_evenly() -> None:
    found = given_to(accounts(*[{}] * 12), team(p1=20, p2=20, p3=20))
    assert sorted(found.count(person) for person in (1, 2, 3)) == [4, 4, 4]


def test_a_new_owner_takes_the_account_over_only_where_the_rule_says_so() -> None:
    rows = accounts({"owner": 1, "worker": 2})
    assert given_to(rows, team(p1=5, p2=5), follows_owner=True) == [1]
    assert given_to(rows, team(p1=5, p2=5), follows_owner=False) == [2]


def test_more_accounts_than_room_are_still_given_to_somebody() -> None:
    assert given_to(accounts({"owner": 1}, {"owner": 1}, {"owner": 1}), team(p1=1, p2=1)).count(1) in (1, 2)


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "owner": st.sampled_from([None, 1, 2, 3, 99]),
            "worker": st.sampled_from([None, 1, 2, 3]),
            "territory": st.sampled_from([None, "DE", "FR"]),
        }
    ),
    min_size=1,
    max_size=9,
)


@given(ROWS, st.tuples(*[st.integers(0, 6)] * 3), st.booleans())
@settings(max_examples=150)
def test_no_other_assignment_is_cheaper(rows: list[dict[str, Any]], rooms: tuple[int, ...], follows: bool) -> None:
    """Oracle: scipy's assignment over single places, with the cost of each place written out."""
    table, people = accounts(*rows), team(**{f"p{n}": room for n, room in enumerate(rooms, 1)})
    persons = np.array([1, 2, 3])
    groups, costs = workers._groups(table, table, persons, follows_owner=follows)
    places = [(person, cost) for person, room in enumerate(rooms) for cost in _costs_of_places(room, len(rows))]
    matrix = [[costs[group].get(person, workers.STRANGER) + cost for person, cost in places] for group in groups]
    at = linear_sum_assignment(matrix)
    cheapest = int(np.array(matrix)[at].sum())
    found = assign(table, table, people, follows_owner=follows)
    assert workers._price(np.searchsorted(persons, found), groups, costs, np.array(rooms)) == cheapest


def _costs_of_places(room: int, accounts: int) -> list[int]:
    inside = [cost for width, cost in workers._steps(room) for _ in range(width)]
    return inside + [workers.OVERLOAD] * accounts
