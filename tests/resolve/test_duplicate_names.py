"""A table of names alone: the same names come together, others do not, and the likelihood claims no certainty."""

import numpy as np
import pyarrow as pa
import pytest

from tiercel.resolve.duplicates.find import Duplicates, find_duplicates
from tiercel.resolve.duplicates.names_alone import in_this_table

NAMES = [
    "Birkdale Freight GmbH", "Birkdle Freight", "Siemens AG", "Siemens Aktiengesellschaft", "Acme Bank", "Apex Bank",
    "شركة الأفق للتجارة", "الأفق للتجارة ذ.م.م", "Acme Bank",
]  # fmt: skip


def found_in(names: list[str | None], likely: float | None = None, role: str = "name") -> Duplicates:
    return find_duplicates(pa.table({role: pa.array(names, pa.string())}), {role: role}, likely)


def test_names_that_are_the_same_come_together_and_others_do_not() -> None:
    assert found_in(list(NAMES)).cluster.tolist() == [1, 1, 2, 2, 3, 4, 5, 5, 3]


def test_a_name_alone_is_never_certain() -> None:
    found = found_in(list(NAMES))
    assert 0.9 < max(found.pairs["probability"].to_pylist()) < 0.95
    assert len(set(found_in(list(NAMES), 0.99).cluster.tolist())) == len(NAMES)


def test_where_most_that_is_alike_is_two_the_same_name_says_less() -> None:
    """Likelihoods of tables with many doubles do not hold in one with few; nothing makes them larger than they were."""
    few, many = np.append(np.full(5000, 0.2), np.full(50, 0.92)), np.full(500, 0.92)
    assert in_this_table(few)[-1] < 0.8
    assert in_this_table(many)[0] == pytest.approx(0.92)
    assert (np.diff(in_this_table(np.linspace(0.01, 0.92, 50))) > 0).all()


def test_people_come_together_whatever_the_order_of_their_names() -> None:
    names: list[str | None] = ["Ada Marsh", "Marsh, Ada", "Ben Vogel", "Bea Vogt"]
    assert found_in(names, role="person").cluster.tolist() == [1, 1, 2, 3]


def test_planted_slips_are_found_among_many() -> None:
    draw = np.random.default_rng(4)
    letters = [("bcdfghklmnprstvz", "aeiou")[place % 2] for place in range(9)]
    own = ["".join(draw.choice(list(kind)) for kind in letters).title() for _ in range(300)]
    names: list[str | None] = [f"{name} {('Foods', 'Bank', 'Media')[k % 3]}" for k, name in enumerate(own)]
    slips = range(0, len(names), 10)
    told_again = [f"{(names[k] or '')[:6]}{(names[k] or '')[7:]} Ltd" for k in slips]
    cluster = found_in([*names, *told_again]).cluster.tolist()
    right = sum(cluster[k] == cluster[300 + place] for place, k in enumerate(slips))
    assert right >= 24
    assert len(set(cluster[:300])) >= 290


@pytest.mark.parametrize("names", [[None, None], ["...", "---"], ["x" * 100_000, "x" * 99_999 + "y"]])
def test_hostile_names_are_names(names: list[str | None]) -> None:
    assert len(found_in(names).cluster) == 2
