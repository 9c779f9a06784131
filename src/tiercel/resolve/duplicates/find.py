"""Duplicates in a table: pairs with what speaks for them, and the clusters that they make."""

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from tiercel.resolve.duplicates.blocking import make_candidates, rules
from tiercel.resolve.duplicates.roles import ROLES, roles_of_who
from tiercel.resolve.duplicates.table import known_roles, load
from tiercel.resolve.duplicates.weights import KNOWN_ROWS, Weights, learn_weights, level_sql

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
LIKELY = 0.99
# Pairs less likely than that are not worth naming.
LEAST_LIKELY = 0.01
# Rows of which nothing brings two together: the first guess of how many have a double.
_FIRST_GUESS = 0.1


@dataclass(frozen=True)
class Duplicates:
    """What was found.

    cluster      for each row the number of its cluster, from 1, in the order of first rows
    pairs        `a`, `b` (row numbers from 0), `weight` (bits), `probability`, and by role its part of the weight,
                 the heaviest first; pairs of at least LEAST_LIKELY
    roles        what the rows were told apart by
    """

    cluster: Numbers
    pairs: pa.Table
    roles: tuple[str, ...]


def find_duplicates(table: pa.Table, roles: Mapping[str, str], likely: float = LIKELY) -> Duplicates:
    """Find the rows of a table that are the same.

    roles    role -> column, as `read_roles` gives them
    likely   pairs of at least this probability make clusters
    """
    with duckdb.connect() as engine:
        load(engine, table, roles)
        known = known_roles(engine)
        used = rules(known)
        if not used or table.num_rows < 2:
            return _nothing(table.num_rows, tuple(known))
        looked_at = {
            make_candidates(engine, rule, table.num_rows, f"candidates_{k}"): rule for k, rule in enumerate(used)
        }
        weights = learn_weights(engine, known, looked_at, table.num_rows)
        pairs = _weighed(engine, known, list(looked_at), weights, table.num_rows)
    return Duplicates(cluster_at(pairs, table.num_rows, likely), pairs, tuple(known))


def _weighed(
    engine: duckdb.DuckDBPyConnection, known: list[str], tables: list[str], weights: Weights, rows: int
) -> pa.Table:
    every = " union ".join(f"from {table}" for table in tables)
    parts = ", ".join(f"{_bits_sql(role, known, weights, rows)} as {role}" for role in known)
    bits = f"select a, b, {parts} from ({every}) p join rows l on l.row_no = p.a join rows r on r.row_no = p.b"
    summed = " + ".join(known)
    engine.execute(
        f"""create temp table weighed as select a, b, {", ".join(known)}, {summed} as evidence
        from ({_strongest_alone(bits, known)})"""
    )
    prior = _prior_bits(engine, rows)
    least = np.log2(LEAST_LIKELY / (1 - LEAST_LIKELY))
    rounded = ", ".join(f"round({role}, 3) as {role}" for role in known)
    return engine.sql(
        f"""select a, b, round(evidence + {prior}, 3) as weight,
        round(1 / (1 + pow(2, -(evidence + {prior}))), 6) as probability, {rounded}
        from weighed where evidence + {prior} >= {least} order by evidence desc, a, b"""
    ).to_arrow_table()


def _strongest_alone(bits: str, known: list[str]) -> str:
    """Of what says where two people are, the strongest alone counts for them.

    Colleagues share the domain, the switchboard, the city and the country: whoever shares the rarest of these mostly
    shares the others too, and they say nothing new. What speaks against it counts all the same.
    """
    who = roles_of_who(known)
    where = [role for role in known if role not in who] if who else []
    if len(where) < 2:
        return bits
    kept = ", ".join(f"if({role} > 0 and not ({_is_first(role, where)}), 0, {role}) as {role}" for role in where)
    return f"select * replace ({kept}) from (select *, greatest({', '.join(where)}) as strongest from ({bits}))"


def _is_first(role: str, where: list[str]) -> str:
    """Whether a role is the strongest, and of several equally strong ones the first."""
    before = [f"{each} < strongest" for each in where[: where.index(role)]]
    return " and ".join([f"{role} = strongest", *before])


def _bits_sql(role: str, known: list[str], weights: Weights, rows: int) -> str:
    """The bits of a role's level; of equal values the more the rarer they are (their own u in place of the mean)."""
    bits = weights.bits(role)
    cases = [f"when {k} then {value:.5f}" for k, value in enumerate(bits)]
    common = KNOWN_ROWS * ROLES[role].chance[0]
    whole = weights.m[role][0] * (rows + KNOWN_ROWS)
    cases[0] = f"when 0 then log2({whole:.6f} / (greatest(l.{role}_rows, 2) + {common}))"
    return f"case {level_sql(role, known)} {' '.join(cases)} else 0.0 end"


def _prior_bits(engine: duckdb.DuckDBPyConnection, rows: int) -> float:
    """The log-odds that two rows by chance are the same, such that it agrees with how many candidates then are."""
    evidence = engine.execute("select evidence from weighed").fetchnumpy()["evidence"]
    every = rows * (rows - 1) / 2
    prior = np.log2(_FIRST_GUESS * rows / every / 2)
    for _ in range(20):
        same = float((1 / (1 + np.exp2(-np.clip(evidence + prior, -500, 500)))).sum())
        share = np.clip(same / every, 1 / every, 0.5)
        prior = np.log2(share / (1 - share))
    return float(prior)


def cluster_at(pairs: pa.Table, rows: int, likely: float) -> Numbers:
    joined = pairs.filter(pc.greater_equal(pairs["probability"], likely))
    a, b = (joined[name].to_numpy() for name in ("a", "b"))
    graph = coo_matrix((np.ones(len(a), dtype=np.int8), (a, b)), shape=(rows, rows))
    labels = connected_components(graph, directed=False)[1]
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    order = np.empty(len(first), dtype=np.int64)
    order[np.argsort(first)] = np.arange(1, len(first) + 1)
    return order[inverse]


def _nothing(rows: int, known: tuple[str, ...]) -> Duplicates:
    empty = {"a": pa.int32(), "b": pa.int32(), "weight": pa.float64(), "probability": pa.float64()}
    schema = pa.schema([*empty.items(), *((role, pa.float64()) for role in known)])
    return Duplicates(np.arange(1, rows + 1), schema.empty_table(), known)
