"""Duplicates in a table: pairs with what speaks for them, and the clusters that they make."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tiercel.resolve.duplicates.agreement import Levels, levels_of
from tiercel.resolve.duplicates.blocking import Candidates, Keys, Numbers, rules
from tiercel.resolve.duplicates.clusters import cluster_at
from tiercel.resolve.duplicates.columns import join_parts
from tiercel.resolve.duplicates.copies import Copies
from tiercel.resolve.duplicates.names_alone import are_alone, least_likely_same, likelihoods, name_rules
from tiercel.resolve.duplicates.others import agreed_in_others, weigh_others
from tiercel.resolve.duplicates.roles import OTHER, PLACE, ROLES, roles_of_who
from tiercel.resolve.duplicates.sure import Line, log_odds, prior_bits, probability, sure_of
from tiercel.resolve.duplicates.table import Rows, find_copies, load, read_rows
from tiercel.resolve.duplicates.weights import KNOWN_ROWS, Weights, learn_weights

Floats = npt.NDArray[np.float64]
# How much agreement in a second fact about the place of a company is worth beside the first.
NEXT_STRONGEST = 0.6
# Where many rows of a table are, it is mostly because the table is of that place: to be there too says what it says in
# this table, by the lower limit of its share, however rare the place is in others.
REGION = frozenset({"postal_code", "city", "state", "country"})
# Pairs less likely than that are not worth naming.
LEAST_LIKELY = 0.01


@dataclass(frozen=True)
class Duplicates:
    """What was found.

    cluster      for each row the number of its cluster, from 1, in the order of first rows
    pairs        `a`, `b` (row numbers from 0), `weight` (bits), `probability`, and by role its part of the weight,
                 the heaviest first; pairs of at least LEAST_LIKELY
    roles        what the rows were told apart by; of other columns "other" and their names
    leader       for each row the first one that is equal to it
    """

    cluster: Numbers
    pairs: pa.Table
    roles: tuple[str, ...]
    leader: Numbers


def find_duplicates(
    table: pa.Table, roles: Mapping[str, str], likely: float | None = None, others: Sequence[str] = ()
) -> Duplicates:
    """Find the rows of a table that are the same.

    roles    role -> column, as `read_roles` gives them, the parts of an address and a date of birth among them
    likely   pairs of at least this probability make clusters; left out, what suits the columns (`sure_of`), and of
             names alone those that are the same by the comparison of names
    others   columns without a role that may say more, as `read_others` gives them
    """
    table, roles = join_parts(table, roles)
    with duckdb.connect() as engine:
        load(engine, table, roles)
        copies, values = find_copies(engine)
        known = tuple(values)
        alone = are_alone(known)
        used = rules(known) + (name_rules(known[0]) if alone else [])
        if not used or table.num_rows < 2:
            return _nothing(table.num_rows, known)
        rows, candidates = read_rows(engine, values, used, copies)
        if alone:
            pairs = _named_alike(table[roles[known[0]]], known[0], candidates, copies)
            usual = least_likely_same(known[0])
        else:
            agreed = levels_of(engine, rows, known, candidates.a, candidates.b)
            weights = learn_weights(engine, rows, list(zip(used, candidates.found, strict=True)), agreed)
            beside = agreed_in_others(engine, table, others, candidates, copies) if others else {}
            told = dict(zip(agreed, _parts(rows, candidates.a, agreed, weights).T, strict=True))
            sure = sure_of(known, _telling(values))
            told, weight = _weighed(told, sure.line, rows.count + len(copies.with_copies), beside)
            pairs, usual = _pairs(candidates, weight, told, copies), sure.likely
    cluster = cluster_at(pairs, table.num_rows, usual if likely is None else likely, copies.leader)
    return Duplicates(cluster, pairs, tuple(pairs.column_names[4:]), copies.leader)


def _telling(values: Mapping[str, Keys]) -> int:
    """How many roles there are but for places that are the same in every row; two at least."""
    same = [role for role in REGION & set(values) if len(np.unique(values[role][values[role] != 0])) < 2]
    return max(2, len(values) - len(same))


def _named_alike(column: pa.ChunkedArray, role: str, candidates: Candidates, copies: Copies) -> pa.Table:
    names = [name or "" for name in column.take(pa.array(copies.first)).to_pylist()]
    weight = log_odds(likelihoods(role, names, candidates))
    return _pairs(candidates, weight, {role: weight}, copies)


def _weighed(
    told: dict[str, Floats], line: Line, rows: int, beside: Mapping[str, Levels]
) -> tuple[dict[str, Floats], Floats]:
    """What holds of what each role says of the pairs, and then of what other columns say; and the weights."""
    evidence = np.asarray(sum(told.values()))
    weight = evidence + prior_bits(evidence, rows)
    if beside:
        more = weigh_others(beside, probability(weight))
        evidence = evidence + sum(more.values())
        weight = evidence + prior_bits(evidence, rows)
        told = told | {f"{OTHER} {column}": bits for column, bits in more.items()}
    held = {role: bits * line.worth for role, bits in told.items()}
    return held, line.worth * (weight - line.less)


def _pairs(candidates: Candidates, weight: Floats, parts: Mapping[str, Floats], copies: Copies) -> pa.Table:
    """The pairs that are worth naming, the heaviest first; of equals in an order that their values decide."""
    kept = np.flatnonzero(weight >= log_odds(np.array(LEAST_LIKELY)))
    ranks = (copies.rank[side[kept]] for side in (candidates.b, candidates.a))
    kept = kept[np.lexsort((*ranks, -weight[kept]))]
    a, b, kept = _in_table(candidates, kept, copies)
    return pa.table(
        {
            "a": pa.array(np.minimum(a, b), pa.int32()),
            "b": pa.array(np.maximum(a, b), pa.int32()),
            "weight": np.round(weight[kept], 3),
            "probability": np.round(probability(weight[kept]), 6),
            **{role: np.round(bits[kept], 3) for role, bits in parts.items()},
        }
    )


def _in_table(candidates: Candidates, kept: Numbers, copies: Copies) -> tuple[Numbers, Numbers, Numbers]:
    """The kept candidates by the rows of the table, with their places; copies of a row stand beside what it does."""
    a, b = candidates.a[kept], candidates.b[kept]
    copied = np.flatnonzero(np.isin(a, copies.with_copies) | np.isin(b, copies.with_copies))
    more = [copies.pairs_of(int(a[place]), int(b[place])) for place in copied]
    times = np.ones(len(kept), dtype=np.int64)
    times[copied] = [len(pairs) for pairs in more]
    rows, others = np.repeat(copies.first[a], times), np.repeat(copies.first[b], times)
    for end, pairs in zip(np.cumsum(times)[copied], more, strict=True):
        rows[end - len(pairs) : end], others[end - len(pairs) : end] = pairs.T
    return rows, others, np.repeat(kept, times)


def _parts(rows: Rows, a: Numbers, agreed: Mapping[str, Levels], weights: Weights) -> Floats:
    """What each role says of pairs, in bits."""
    parts = np.column_stack([_bits(role, rows, a, level, weights) for role, level in agreed.items()])
    _count_families_once(parts, tuple(agreed))
    _count_strongest_whole(parts, tuple(agreed))
    return parts


def _count_strongest_whole(parts: Floats, known: tuple[str, ...]) -> None:
    """Of what says where two rows are, the strongest counts whole, the rest in part.

    Colleagues share the domain, the switchboard, the city and the country: whoever shares the rarest of these mostly
    shares the others too, and they say nothing new. So do companies at one address, though less: a branch has its own
    telephone. What speaks against it counts all the same.
    """
    who = roles_of_who(known)
    where = [k for k, role in enumerate(known) if (role not in who if who else role in PLACE)]
    if len(where) < 2:
        return
    strongest = np.argmax(parts[:, where], axis=1)
    for place, k in enumerate(where):
        parts[(strongest != place) & (parts[:, k] > 0), k] *= 0.0 if who else NEXT_STRONGEST


def _count_families_once(parts: Floats, known: tuple[str, ...]) -> None:
    """Where first names differ, a surname and the place where it lives are one fact: relatives share both."""
    if not {"first_name", "last_name"} <= set(known):
        return
    first, last = known.index("first_name"), known.index("last_name")
    where = [k for k, role in enumerate(known) if role in PLACE]
    if where:
        surname = np.minimum(parts[:, last], np.maximum(parts[:, where].max(axis=1), 0.0))
        parts[:, last] -= np.where((parts[:, first] < 0) & (surname > 0), surname, 0.0)


def _bits(role: str, rows: Rows, a: Numbers, level: Levels, weights: Weights) -> Floats:
    """The bits of a role's level; of equal values the more the rarer they are (their own u in place of the mean)."""
    bits = np.append(weights.bits(role), 0.0)[level]  # what is not known, -1, says nothing
    equal = np.flatnonzero(level == 0)
    often = rows.often[role][a[equal]]
    common = KNOWN_ROWS * ROLES[role].chance[0]
    chance = (np.maximum(often, 2) + common) / (rows.count + KNOWN_ROWS)
    if role in REGION:
        chance = np.maximum(chance, (often - 2 * np.sqrt(often)) / rows.count)
    bits[equal] = np.log2(weights.m[role][0] / chance)
    return np.asarray(bits)


def _nothing(rows: int, known: tuple[str, ...]) -> Duplicates:
    empty = {"a": pa.int32(), "b": pa.int32(), "weight": pa.float64(), "probability": pa.float64()}
    schema = pa.schema([*empty.items(), *((role, pa.float64()) for role in known)])
    return Duplicates(np.arange(1, rows + 1), schema.empty_table(), known, np.arange(rows))
