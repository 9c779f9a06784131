"""Which pairs of rows are worth a look: those that share something that few share."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

# So many candidates for each row at most, by each rule; larger groups share what says little (a free mail's domain).
PAIRS_A_ROW = 6
LARGEST_GROUP = 200
# A word that so few rows have tells them from others.
RARE = 12


@dataclass(frozen=True)
class Rule:
    """Rows with the same key are candidates.

    key     an expression of SQL over `rows`, or over `rows` and its words `word`; null brings no one together
    equal   the roles that are equal in every pair it brings together, and so cannot be learnt from it
    """

    key: str
    equal: frozenset[str]
    by_word: str = ""


def rules(known: Sequence[str]) -> list[Rule]:
    """The rules that the roles allow."""
    place = next((role for role in ("postal_code", "city", "country") if role in known), "")
    found = [Rule(role, frozenset({role})) for role in ("domain", "email", "phone") if role in known]
    for name in (role for role in ("name", "person") if role in known):
        found.append(Rule(f"replace({name}, ' ', '')", frozenset({name})))
        found.append(Rule("word", frozenset({name}), by_word=name))
        if place:
            found.append(Rule(f"{name}[1:5] || '|' || {place}", frozenset({name, place})))
    if "address" in known:
        found.append(Rule("address", frozenset({"address"})))
        street = "nullif(address_number, '') || '|' || address_words[-1]"
        found.append(Rule(street, frozenset({"address"})))
    return found


def make_candidates(engine: duckdb.DuckDBPyConnection, rule: Rule, rows: int, name: str) -> str:
    """The pairs (`a` < `b`) that a rule brings together, kept within bounds: the name of a table that holds them."""
    keyed = f"select row_no, {rule.key} as key from rows"
    if rule.by_word:
        keyed = f"select row_no, unnest(list_distinct({rule.by_word}_words)) as key from rows"
    keyed = f"select row_no, key from ({keyed}) where key is not null and key <> ''"
    most = RARE if rule.by_word else LARGEST_GROUP
    kept = f"select row_no, key, count(*) over (partition by key) as size from ({keyed})"
    engine.execute(f"create or replace temp table kept as {kept} qualify size between 2 and {most}")
    joined = f"kept x join kept y on x.key = y.key and x.row_no < y.row_no where x.size <= {_largest(engine, rows)}"
    engine.execute(f"create temp table {name} as select distinct x.row_no as a, y.row_no as b from {joined}")
    return name


def _largest(engine: duckdb.DuckDBPyConnection, rows: int) -> int:
    """The largest size of a group of `kept` up to which all groups together stay within the bound."""
    sizes = engine.execute(
        "select size, count(*) * (size - 1) / 2 as pairs from kept group by size order by size"
    ).fetchall()
    total, largest = 0.0, 2
    for size, pairs in sizes:
        total += pairs
        if total > PAIRS_A_ROW * max(rows, 1000):
            break
        largest = size
    return largest
