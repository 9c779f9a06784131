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

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import numpy.typing as npt

from tiercel.resolve.duplicates.blocking import Rule
from tiercel.resolve.duplicates.roles import ROLES, levels, roles_of_who

Floats = npt.NDArray[np.float64]
Patterns = tuple[npt.NDArray[np.int64], Floats]
UNKNOWN = -1
_BY_CHANCE = 400_000
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


def level_sql(role: str, known: Collection[str]) -> str:
    """The level of a pair in a role: 0 the strongest, the number of levels where they disagree, -1 where unknown."""
    cases = " ".join(f"when {condition} then {k}" for k, condition in enumerate(levels(role, known)))
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
        patterns = _patterns(engine, table, learnable, known) if learnable else None
        if patterns is None or not len(patterns[1]):
            continue
        for role, found in _maximise(patterns, learnable, u).items():
            sums[role].append(found)
    m = {role: _mixed(role, found, len(u[role])) for role, found in sums.items()}
    return Weights(m, u)


def _by_chance(engine: duckdb.DuckDBPyConnection, known: Sequence[str], rows: int) -> dict[str, Floats]:
    """How often rows that have nothing to do with each other agree; equality from the counts of values, exactly."""
    drawn = min(_BY_CHANCE, rows * 40)
    pairs = f"""select (random() * {rows})::int % {rows} as a, (random() * {rows})::int % {rows} as b
        from range({drawn})"""
    engine.execute("select setseed(0.5)").fetchall()
    engine.execute(f"create or replace temp table by_chance as select a, b from ({pairs}) where a <> b")
    matrix, counts = _patterns(engine, "by_chance", known, known)
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


def _patterns(engine: duckdb.DuckDBPyConnection, pairs: str, roles: Sequence[str], known: Collection[str]) -> Patterns:
    """Which combinations of levels occur among pairs, and how often."""
    selected = ", ".join(f"{level_sql(role, known)} as {role}" for role in roles)
    query = f"""select {", ".join(roles)}, count(*) as n from (
        select {selected} from (from {pairs} limit {_LEARNT_FROM}) p
        join rows l on l.row_no = p.a join rows r on r.row_no = p.b) group by all order by all"""
    found = engine.sql(query).to_arrow_table()
    columns = [found[name].to_numpy() for name in roles]
    return np.column_stack(columns).astype(np.int64), found["n"].to_numpy().astype(np.float64)


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
