"""Columns of which nobody knows what they mean: what their agreement says, the pairs that are known well tell.

Of candidates that the other columns call the same, how many agree in this one; and how many of those that they call
different. Candidates are no strangers: they share a name or a town, and so what merely goes with a town says nothing
here. Such columns have no say in what the others learn, and go with each other (a source fills all of its own): of
those that speak for a pair the strongest counts alone, and so of those that speak against it.
"""

from collections.abc import Mapping, Sequence

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tiercel.resolve.duplicates.agreement import Levels, levels_of
from tiercel.resolve.duplicates.blocking import Candidates
from tiercel.resolve.duplicates.copies import Copies
from tiercel.resolve.duplicates.roles import OTHERS, levels, plain
from tiercel.resolve.duplicates.table import Rows, kept_beside

Floats = npt.NDArray[np.float64]
# Before any pair is seen a column says nothing; that is worth so many pairs.
_KNOWN_PAIRS = 20.0
# No column whose meaning is unknown says more than sixteen to one.
_MOST_BITS = 4.0


def agreed_in_others(
    engine: duckdb.DuckDBPyConnection, table: pa.Table, columns: Sequence[str], candidates: Candidates, copies: Copies
) -> dict[str, Levels]:
    """Column -> how far the candidates agree in it."""
    slots = OTHERS[: len(columns)]
    given = [table[column].cast(pa.string()).take(pa.array(copies.first)) for column in columns]
    engine.register("others_given", pa.table(dict(zip(slots, given, strict=True))))
    forms = ", ".join(f"{plain(slot, slot)} as {slot}" for slot in slots)
    hashed = [f"if({slot} is null, 0, hash({slot})) as {slot}_value" for slot in slots]
    wanted = ", ".join([*slots, *(part for slot in slots for part in kept_beside(slot)), *hashed])
    read = engine.sql(f"select {wanted} from (select {forms} from others_given)").to_arrow_table()
    texts = {name: read[name].combine_chunks() for name in read.column_names}
    values = {slot: read[f"{slot}_value"].to_numpy() for slot in slots}
    rows = Rows(len(copies.first), values, {}, texts, np.argsort(copies.rank))
    found = levels_of(engine, rows, slots, candidates.a, candidates.b)
    return dict(zip(columns, found.values(), strict=True))


def weigh_others(agreed: Mapping[str, Levels], probability: Floats) -> dict[str, Floats]:
    """Column -> what it says of each candidate, in bits.

    probability  of the candidates, by what is known of the other columns
    """
    slots = dict(zip(agreed, OTHERS, strict=False))
    said = [
        _learnt(level, len(levels(slots[column])) + 1, probability)[level] if len(level) else np.empty(0)
        for column, level in agreed.items()
    ]
    parts = np.column_stack(said)
    every = np.arange(len(parts))
    kept = np.zeros_like(parts)
    for strongest in (np.argmax(parts, axis=1), np.argmin(parts, axis=1)):
        kept[every, strongest] = parts[every, strongest]
    return dict(zip(agreed, kept.T, strict=True))


def _learnt(level: Levels, size: int, probability: Floats) -> Floats:
    """The bits of each level, the last one, which is found by -1, being that one of the two is not known."""
    known = level >= 0
    same, different = (
        np.bincount(level[known], weights=weight[known], minlength=size) for weight in (probability, 1 - probability)
    )
    chance = (different + 1) / (different + 1).sum()
    usual = (same + _KNOWN_PAIRS * chance) / (same.sum() + _KNOWN_PAIRS)
    return np.append(np.clip(np.log2(usual / chance), -_MOST_BITS, _MOST_BITS), 0.0)
