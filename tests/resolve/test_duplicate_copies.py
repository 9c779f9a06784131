"""Rows that are told several times: they are one, however often, and change nothing for the others."""

from itertools import combinations

import numpy as np
import pyarrow as pa
import pytest
from bench.duplicates import ROLES as BENCH_ROLES
from bench.duplicates import make_market

from tiercel.resolve.duplicates.copies import copies_of
from tiercel.resolve.duplicates.find import Duplicates, find_duplicates

HEADERS = ("name", "domain", "city", "country")
ACME = ("Acme Freight Ltd", "acme.example", "London", "GB")


def found_in(rows: list[tuple[str, ...]], headers: tuple[str, ...] = HEADERS) -> Duplicates:
    columns = zip(*rows, strict=True)
    table = pa.table({h: pa.array([v or None for v in c], pa.string()) for h, c in zip(headers, columns, strict=True)})
    return find_duplicates(table, {h: h for h in headers})


def test_thousands_of_one_row_are_one_and_each_stands_beside_the_first_alone() -> None:
    found = found_in([ACME] * 5000)
    assert set(found.cluster.tolist()) == {1}
    assert found.pairs["a"].to_pylist() == [0] * 4999
    assert sorted(found.pairs["b"].to_pylist()) == list(range(1, 5000))


def test_copies_are_found_among_others_whatever_their_form() -> None:
    others = [(f"Account {k * 7919 % 10007:05d}", f"a{k}.example", f"City {k % 9}", "GB") for k in range(300)]
    cluster = found_in([*others, ACME, ("ACME FREIGHT", "https://www.acme.example/", "london", "gb"), *others]).cluster
    assert cluster[300] == cluster[301]
    assert (cluster[:300] == cluster[302:]).all()
    assert len(set(cluster.tolist())) == 301


@pytest.mark.parametrize(
    ("headers", "row"),
    [
        (HEADERS, ("", "", "", "GB")),
        (HEADERS, ("", "", "", "")),
        (("first_name", "last_name", "country"), ("", "Smith", "GB")),
    ],
)
def test_rows_that_say_too_little_are_no_copies(headers: tuple[str, ...], row: tuple[str, ...]) -> None:
    others = [tuple(f"{h}{k}" if h != "country" else "GB" for h in headers) for k in range(200)]
    assert len(set(found_in([*others, *[row] * 50], headers).cluster.tolist())) == 250


def together(found: Duplicates, kinds: np.ndarray) -> set[tuple[int, int]]:
    """Which kinds of rows are together."""
    by_cluster: dict[int, set[int]] = {}
    for cluster, kind in zip(found.cluster.tolist(), kinds.tolist(), strict=True):
        by_cluster.setdefault(cluster, set()).add(kind)
    return {pair for members in by_cluster.values() for pair in combinations(sorted(members), 2)}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_neither_their_order_nor_how_often_copies_are_told_changes_which_are_together(seed: int) -> None:
    table = make_market(1500).table
    columns = {role: np.unique([t or "" for t in table[name].to_pylist()], return_inverse=True)[1].astype(np.uint64)
               for role, name in BENCH_ROLES.items()}  # fmt: skip
    copies = copies_of(columns)
    draw = np.random.default_rng(seed)
    copied = copies.first[copies.with_copies]
    again = np.concatenate([np.arange(table.num_rows), draw.choice(copied, 200), np.full(400, copied[0])])
    draw.shuffle(again)
    before = together(find_duplicates(table, BENCH_ROLES), copies.of)
    assert before
    assert together(find_duplicates(table.take(pa.array(again)), BENCH_ROLES), copies.of[again]) == before


def test_a_row_told_a_thousand_times_teaches_no_more_than_told_twice() -> None:
    table = make_market(1500).table
    pairs = [find_duplicates(table.take(pa.array([*range(1500), *[7] * times])), BENCH_ROLES).pairs.to_pylist()
             for times in (1, 1000)]  # fmt: skip
    two, thousand = ([pair for pair in found if pair["b"] < 1500] for found in pairs)
    assert two == thousand


def test_rows_are_equal_only_where_all_their_values_are() -> None:
    one = np.array([1, 1, 2, 1, 0], dtype=np.uint64)
    other = np.array([1, 2, 1, 1, 0], dtype=np.uint64)
    copies = copies_of({"name": one, "city": other})
    assert copies.leader.tolist() == [0, 1, 2, 0, 4]
    assert copies.with_copies.tolist() == [0]
    assert copies.pairs_of(0, 0).tolist() == [[0, 3]]
    assert copies.pairs_of(0, 1).tolist() == [[0, 1], [3, 1]]
