"""Clusters of likely pairs: a chain of neighbours that hardly know each other is not one thing."""

from collections import defaultdict

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

Numbers = npt.NDArray[np.int64]
# Two clusters become one where at least this share of the pairs between them is likely by itself.
SUPPORT = 0.3
# Smaller ones have enough pairs as they are.
_LEAST_ROWS = 4


def cluster_at(pairs: pa.Table, rows: int, likely: float, leader: Numbers | None = None) -> Numbers:
    """For each row the number of its cluster, from 1, in the order of first rows.

    pairs   `a`, `b` and `probability`, the heaviest first; those of at least `likely` put rows together
    leader  for each row the first one that is equal to it: copies go where that one goes, and have no say
    """
    joined = pairs.filter(pc.greater_equal(pairs["probability"], likely))
    a, b = (joined[name].to_numpy() for name in ("a", "b"))
    first_of = np.arange(rows) if leader is None else leader
    copied, firsts = first_of[a] == first_of[b], (first_of[a] == a) & (first_of[b] == b)
    copies, (a, b) = b[copied & (first_of[a] == a)], (a[firsts], b[firsts])
    graph = coo_matrix((np.ones(len(a), dtype=np.int8), (a, b)), shape=(rows, rows))
    labels = connected_components(graph, directed=False)[1].astype(np.int64)
    large = (np.bincount(labels, minlength=1) >= _LEAST_ROWS)[labels[a]]
    _split(labels, a[large], b[large])
    labels[copies] = labels[first_of[copies]]
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    order = np.empty(len(first), dtype=np.int64)
    order[np.argsort(first)] = np.arange(1, len(first) + 1)
    return order[inverse]


def _split(labels: Numbers, a: Numbers, b: Numbers) -> None:
    """Build the large clusters anew from single rows, the heaviest pairs first, and give each a label of its own."""
    members = {row: [row] for row in np.unique(np.concatenate([a, b])).tolist()}
    cluster = {row: row for row in members}
    likely: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    edges = list(zip(a.tolist(), b.tolist(), strict=True))
    for one, other in edges:
        likely[one][other] += 1
        likely[other][one] += 1
    for one, other in edges:
        x, y = cluster[one], cluster[other]
        if x != y and likely[x][y] >= SUPPORT * len(members[x]) * len(members[y]):
            small, large = sorted((x, y), key=lambda each: len(members[each]))
            _merge(small, large, members, cluster, likely)
    free = len(labels)
    for label, together in members.items():
        labels[together] = free + label


def _merge(
    small: int,
    large: int,
    members: dict[int, list[int]],
    cluster: dict[int, int],
    likely: dict[int, dict[int, int]],
) -> None:
    for row in members[small]:
        cluster[row] = large
    members[large] += members.pop(small)
    for third, count in likely.pop(small).items():
        del likely[third][small]
        if third != large:
            likely[large][third] += count
            likely[third][large] += count
