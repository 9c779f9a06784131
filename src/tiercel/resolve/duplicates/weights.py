"""How much each agreement and disagreement says, in bits, learnt from the rows themselves.

Fellegi & Sunter (A theory for record linkage, JASA 64, 1969): u, how often two different ones agree so, from pairs
drawn by chance; m, how often two that are the same agree so, by expectation and maximisation over candidates, for each
field from candidates that were brought together by another one.

Where few rows are the same, most candidates are neighbours: colleagues, who share a domain, a city and a switchboard,
and are no more alike in who they are than any two. They are a class of their own beside the same and the strangers
(Larsen & Rubin, Iterative automated record linkage using mixture models, JASA 96, 2001), and m is kept within what we
know before a table is seen: how often the same thing is called something else altogether (Winkler, Advanced methods
for record linkage, 1994, bounds the m of expectation and maximisation in the same way).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import numpy.typing as npt

from tiercel.resolve.duplicates.agreement import Levels, levels_of
from tiercel.resolve.duplicates.blocking import Flags, Numbers, Rule
from tiercel.resolve.duplicates.roles import ROLES, levels, roles_of_who
from tiercel.resolve.duplicates.table import Rows

Floats = npt.NDArray[np.float64]
Matrix = npt.NDArray[np.int64]
Patterns = tuple[Matrix, Floats]
_BY_CHANCE = 400_000
# Of each rule's candidates so many count at most: else the rule that asks least has most to say.
_LEARNT_FROM = 200_000
_ROUNDS = 30
# Before anything is learnt: those that are the same mostly agree. Worth so many pairs, so that few pairs teach little.
_START_M, _START_PAIRS = 0.7, 20.0
# Of neighbours at most this share is alike in who they are without being the same.
_ALIKE = 0.1
# What we know of chance before a table is seen is worth so many pairs, and so many rows of its values.
KNOWN_PAIRS, KNOWN_ROWS = 20_000, 20_000


@dataclass(frozen=True)
class Weights:
    """For each role the m and u of its levels, the strongest first, the last being disagreement."""

    m: Mapping[str, Floats]
    u: Mapping[str, Floats]

    def bits(self, role: str) -> Floats:
        return np.log2(self.m[role] / self.u[role])


def learn_weights(
    engine: duckdb.DuckDBPyConnection, rows: Rows, used: Sequence[tuple[Rule, Flags]], agreed: Mapping[str, Levels]
) -> Weights:
    """Learn from the rows and their candidates.

    used    the rules, each with which of the candidates it brought together
    agreed  role -> the levels of the candidates
    """
    u = _by_chance(engine, rows, tuple(agreed))
    matrix, place = _patterns(agreed)
    sums: dict[str, list[tuple[float, Floats]]] = {role: [] for role in agreed}
    for rule, flags in used:
        counts = np.bincount(place[flags], minlength=len(matrix)).astype(np.float64)
        counts *= min(1.0, _LEARNT_FROM / max(counts.sum(), 1.0))
        columns = [k for k, role in enumerate(agreed) if role not in rule.equal]
        seen = counts > 0
        if not columns or not seen.any():
            continue
        learnable = [tuple(agreed)[k] for k in columns]
        for role, found in _maximise((matrix[seen][:, columns], counts[seen]), learnable, u).items():
            sums[role].append(found)
    m = {role: _mixed(role, found, len(u[role])) for role, found in sums.items()}
    return Weights(m, u)


def _by_chance(engine: duckdb.DuckDBPyConnection, rows: Rows, known: Sequence[str]) -> dict[str, Floats]:
    """How often rows that have nothing to do with each other agree; equality from the counts of values, exactly."""
    a, b = rows.by_rank[np.random.default_rng(5).integers(0, rows.count, (2, min(_BY_CHANCE, rows.count * 40)))]
    agreed = levels_of(engine, rows, known, a[a != b], b[a != b])
    found = {}
    for role, level in agreed.items():
        seen = np.bincount(level[level >= 0], minlength=len(levels(role)) + 1).astype(np.float64)
        seen[0] = _equal_by_chance(rows, role) * seen.sum()
        chance = np.array(ROLES[role].chance)
        expected = KNOWN_PAIRS * np.append(chance, 1 - chance.sum())
        found[role] = (seen + expected) / (seen.sum() + KNOWN_PAIRS)
    return found


def _equal_by_chance(rows: Rows, role: str) -> float:
    """The share of pairs of different rows whose values are equal, of those that know both."""
    often = rows.often[role][rows.values[role] > 0].astype(np.float64)
    return max(float((often - 1).sum()), 1.0) / max(len(often) * (len(often) - 1.0), 1.0)


def _patterns(agreed: Mapping[str, Levels]) -> tuple[Matrix, Numbers]:
    """Which combinations of levels occur, and for each pair which of them it has."""
    sizes = [len(levels(role)) + 2 for role in agreed]
    code = np.zeros(len(next(iter(agreed.values()))), dtype=np.int64)
    for size, level in zip(sizes, agreed.values(), strict=True):
        code = code * size + (level + 1)
    codes, place = np.unique(code, return_inverse=True)
    return np.column_stack(np.unravel_index(codes, sizes)).astype(np.int64) - 1, place


def _maximise(patterns: Patterns, roles: Sequence[str], u: Mapping[str, Floats]) -> dict[str, tuple[float, Floats]]:
    """m of each role with the number of same pairs behind it, by EM with u held fast."""
    who = roles_of_who(u) & set(roles)
    m = {role: _start(role, len(u[role])) for role in roles}
    beside = {role: u[role] if role in who else _start("", len(u[role])) for role in roles}
    shares = np.array([0.3, 0.3 if who else 0.0, 0.4 if who else 0.7])
    matrix, counts = patterns
    for _ in range(_ROUNDS):
        likely = np.column_stack([_likelihood(matrix, roles, each) for each in (m, beside, u)]) * shares
        parts = counts[:, None] * likely / likely.sum(axis=1, keepdims=True)
        shares = np.clip(parts.sum(axis=0) / counts.sum(), 1e-6 * (shares > 0), 1.0)
        for k, role in enumerate(roles):
            before = _START_PAIRS * _start(role, len(u[role]))
            m[role] = _bounded(role, _seen(matrix[:, k], parts[:, 0], before))
            near = _seen(matrix[:, k], parts[:, 1], before)
            beside[role] = _of_neighbours(near, u[role]) if role in who else near
    same = parts[:, 0]
    return {role: (float(same[matrix[:, k] >= 0].sum()), m[role]) for k, role in enumerate(roles)}


def _likelihood(matrix: npt.NDArray[np.int64], roles: Sequence[str], chances: Mapping[str, Floats]) -> Floats:
    """How likely each pattern is, where levels have these chances; what is unknown says nothing: index -1."""
    found = np.ones(len(matrix))
    for k, role in enumerate(roles):
        found *= np.append(chances[role], 1.0)[matrix[:, k]]
    return found


def _seen(column: npt.NDArray[np.int64], pairs: Floats, before: Floats) -> Floats:
    """The shares of the levels among pairs, with those that were known before."""
    seen = before.copy()
    np.add.at(seen, column[column >= 0], pairs[column >= 0])
    return np.asarray(seen / seen.sum())


def _bounded(role: str, m: Floats) -> Floats:
    """The likeliest m of which the disagreement stays within its bound: the other levels keep their proportions."""
    most = ROLES[role].differs
    if m[-1] <= most:
        return m
    return np.append(m[:-1] * (1 - most) / m[:-1].sum(), most)


def _of_neighbours(seen: Floats, u: Floats) -> Floats:
    """Who neighbours are is equal as often as of strangers; it may be a little more alike: their names are of one
    language."""
    near = seen[1:-1] * min(1.0, _ALIKE / max(seen[1:-1].sum(), 1e-12))
    return np.concatenate([u[:1], near, [1 - u[0] - near.sum()]])


def _mixed(role: str, found: Sequence[tuple[float, Floats]], size: int) -> Floats:
    """The mean over the rules, each by how many pairs it learnt from; the start where none could learn."""
    total = sum(pairs for pairs, _ in found)
    if not total:
        return _start(role, size)
    return np.asarray(sum(pairs * m for pairs, m in found) / total)


def _start(role: str, size: int) -> Floats:
    m = np.full(size, (1 - _START_M) / (size - 1))
    m[0] = _START_M
    return _bounded(role, m) if role else m
