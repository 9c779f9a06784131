"""Which word of one name is which of the other: the pairing that is worth most in all."""

from collections.abc import Sequence
from functools import cache
from itertools import permutations

# Up to so many words on both sides every pairing is tried: names are short, and a solver costs more than to begin it.
_FEW = 3
Pairing = tuple[tuple[int, int], ...]


def best_pairing(value: Sequence[Sequence[float]]) -> Pairing:
    """The pairs (row, column), each row and each column once at most, whose values sum to most.

    value   what each row is worth with each column; at least one of both

    >>> best_pairing([[0.9, 0.8], [0.8, 0.0]])
    ((0, 1), (1, 0))
    """
    rows, columns = len(value), len(value[0])
    if max(rows, columns) > _FEW:
        return _solved(value)
    return max(_pairings(rows, columns), key=lambda pairs: sum(value[row][column] for row, column in pairs))


def _solved(value: Sequence[Sequence[float]]) -> Pairing:
    # Loaded where a name is that long: it takes longer to load than most imports take in all.
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    found = linear_sum_assignment(np.array(value), maximize=True)
    return tuple(zip(*(axis.tolist() for axis in found), strict=True))


@cache
def _pairings(rows: int, columns: int) -> tuple[Pairing, ...]:
    if rows <= columns:
        return tuple(tuple(enumerate(chosen)) for chosen in permutations(range(columns), rows))
    return tuple(
        tuple((row, column) for column, row in enumerate(chosen)) for chosen in permutations(range(rows), columns)
    )
