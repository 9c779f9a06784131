"""How much each agreement and disagreement says, in bits, learnt from the rows themselves.

Fellegi & Sunter (A theory for record linkage, JASA 64, 1969): u, how often two different ones agree so, from pairs
drawn by chance; m, how often two that are the same agree so, by expectation and maximisation over candidates, for each
field from candidates that were brought together by another one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import numpy.typing as npt

from tiercel.resolve.duplicates.blocking import Rule
from tiercel.resolve.duplicates.roles import ROLES, levels

Floats = npt.NDArray[np.float64]
Patterns = tuple[npt.NDArray[np.int64], Floats]
UNKNOWN = -1
_BY_CHANCE = 400_000
_LEARNT_FROM = 200_000
_ROUNDS = 30
# Before anything is learnt: those that are the same mostly agree. Worth so many pairs, so that few pairs teach little.
_START_M, _START_PAIRS = 0.7, 20.0
# What we know of chance before a table is seen is worth so many pairs, and so many rows of its values.
KNOWN_PAIRS, KNOWN_ROWS = 20_000, 20_000


@dataclass(frozen=True)
class Weights:
    """For each role the m and u of its levels, the strongest first, the last being disagreement."""

    m: Mapping[str, Floats]
    u: Mapping[str, Floats]

    def bits(self, role: str) -> Floats:
        return np.log2(self.m[role] / self.u[role])


def level_sql(role: str) -> str:
    """The level of a pair in a role: 0 the strongest, the number of levels where they disagree, -1 where unknown."""
    cases = " ".join(f"when {condition} then {k}" for k, condition in enumerate(levels(role)))
    return f"case when l.{role} is null or r.{role} is null then {UNKNOWN} {cases} else {len(levels(role))} end"


def learn_weights(
    engine: duckdb.DuckDBPyConnection, known: Sequence[str], pairs: Mapping[str, Rule], rows: int
) -> Weights:
    """Learn from the rows and their candidates.

    pairs    the tables that hold the candidates, each with the rule that brought them together
    """
    u = _by_chance(engine, known, rows)
    sums: dict[str, list[tuple[float, Floats]]] = {role: [] for role in known}
    for table, rule in pairs.items():
        learnable = [role for role in known if role not in rule.equal]
        patterns = _patterns(engine, table, learnable) if learnable else None
        if patterns is None or not len(patterns[1]):
            continue
        for role, found in _maximise(patterns, learnable, u).items():
            sums[role].append(found)
    m = {role: _mixed(found, len(u[role])) for role, found in sums.items()}
    return Weights(m, u)


def _by_chance(engine: duckdb.DuckDBPyConnection, known: Sequence[str], rows: int) -> dict[str, Floats]:
    """How often rows that have nothing to do with each other agree; equality from the counts of values, exactly."""
    drawn = min(_BY_CHANCE, rows * 40)
    pairs = f"""select (random() * {rows})::int % {rows} as a, (random() * {rows})::int % {rows} as b
        from range({drawn})"""
    engine.execute("select setseed(0.5)").fetchall()
    engine.execute(f"create or replace temp table by_chance as select a, b from ({pairs}) where a <> b")
    matrix, counts = _patterns(engine, "by_chance", known)
    found = {}
    for k, role in enumerate(known):
        seen = np.zeros(len(levels(role)) + 1)
        np.add.at(seen, matrix[matrix[:, k] >= 0, k], counts[matrix[:, k] >= 0])
        seen[0] = _equal_by_chance(engine, role) * seen.sum()
        chance = np.array(ROLES[role].chance)
        expected = KNOWN_PAIRS * np.append(chance, 1 - chance.sum())
        found[role] = (seen + expected) / (seen.sum() + KNOWN_PAIRS)
    return found


def _equal_by_chance(engine: duckdb.DuckDBPyConnection, role: str) -> float:
    """The share of pairs of different rows whose values are equal, of those that know both."""
    [row] = engine.execute(
        f"""select sum(n * (n - 1.0)), sum(n)
        from (select count(*)::double as n from rows where {role} is not null group by {role})"""
    ).fetchall()
    same, known = row
    return max(float(same or 0), 1.0) / max(float(known) * (float(known) - 1), 1.0)


def _patterns(engine: duckdb.DuckDBPyConnection, pairs: str, roles: Sequence[str]) -> Patterns:
    """Which combinations of levels occur among pairs, and how often."""
    selected = ", ".join(f"{level_sql(role)} as {role}" for role in roles)
    query = f"""select {", ".join(roles)}, count(*) as n from (
        select {selected} from (from {pairs} limit {_LEARNT_FROM}) p
        join rows l on l.row_no = p.a join rows r on r.row_no = p.b) group by all order by all"""
    found = engine.sql(query).to_arrow_table()
    columns = [found[name].to_numpy() for name in roles]
    return np.column_stack(columns).astype(np.int64), found["n"].to_numpy().astype(np.float64)


def _maximise(patterns: Patterns, roles: Sequence[str], u: Mapping[str, Floats]) -> dict[str, tuple[float, Floats]]:
    """m of each role with the number of same pairs behind it, by EM with u held fast."""
    matrix, counts = patterns
    m = {role: _start(len(u[role])) for role in roles}
    share = 0.3
    for _ in range(_ROUNDS):
        odds = np.full(len(counts), share / (1 - share))
        for k, role in enumerate(roles):
            ratio = np.append(m[role] / u[role], 1.0)  # what is unknown says nothing: index -1
            odds *= ratio[matrix[:, k]]
        same = counts * odds / (1 + odds)
        share = float(np.clip(same.sum() / counts.sum(), 1e-6, 1 - 1e-6))
        for k, role in enumerate(roles):
            seen = _START_PAIRS * _start(len(u[role]))
            np.add.at(seen, matrix[matrix[:, k] >= 0, k], same[matrix[:, k] >= 0])
            m[role] = seen / seen.sum()
    return {role: (float(same[matrix[:, k] >= 0].sum()), m[role]) for k, role in enumerate(roles)}


def _mixed(found: Sequence[tuple[float, Floats]], size: int) -> Floats:
    """The mean over the rules, each by how many pairs it learnt from; the start where none could learn."""
    total = sum(pairs for pairs, _ in found)
    if not total:
        return _start(size)
    return np.asarray(sum(pairs * m for pairs, m in found) / total)


def _start(size: int) -> Floats:
    m = np.full(size, (1 - _START_M) / (size - 1))
    m[0] = _START_M
    return m
