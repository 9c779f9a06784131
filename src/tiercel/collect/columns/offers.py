"""Values that are one slip away from another: offered for correction, never changed."""

from collections.abc import Mapping, Sequence

import duckdb
from rapidfuzz.distance import OSA

from tiercel.collect.columns.well_known import WELL_KNOWN
from tiercel.collect.rows.staging_file import quoted
from tiercel.normal.countries import english_names
from tiercel.normal.text import compared, tidy
from tiercel.tables.catalogue import TABLES
from tiercel.tables.column import Type

MOST_VALUES = 2_000
SHORTEST = 5


def make_offers(db: duckdb.DuckDBPyConnection, known: Mapping[tuple[str, str], Sequence[str]]) -> int:
    """Fill the table `offers`; returns how many there are."""
    count = 0
    filled = [
        table for table in TABLES.values() if db.execute(f"SELECT 1 FROM {quoted(table.name)} LIMIT 1").fetchall()
    ]
    for table in filled:
        # Of accounts and deals: "customer" is a type of them, and none of a touch.
        words = WELL_KNOWN if table.custom else {}
        for column in table.columns:
            if column.type is Type.CATEGORY or (table.name, column.name) == ("deals", "products"):
                counts = _counts(db, table.name, column.name, column.type)
                lists = [*known.get((table.name, column.name), ()), *_names(db, column.name)]
                found = near_misses(counts, lists, words.get(column.name, ()))
                rows = [
                    [table.name, column.name, value, suggestion, counts[value]] for value, suggestion in found.items()
                ]
                if rows:
                    db.executemany("INSERT INTO offers VALUES (?, ?, ?, ?, ?)", rows)
                count += len(rows)
    return count + _offer_countries(db)


def _offer_countries(db: duckdb.DuckDBPyConnection) -> int:
    """Countries that could not be read, and are a slip away from one that can."""
    rows = db.execute(
        "SELECT \"table\", field, value, count(*) FROM rejects WHERE field = 'country' "
        f"GROUP BY ALL ORDER BY 4 DESC, 1, 3 LIMIT {MOST_VALUES}"
    ).fetchall()
    names = list(english_names())
    found = [
        [table, field, tidy(value), near_misses({value: 1}, names).get(value), count]
        for table, field, value, count in rows
    ]
    offers = [offer for offer in found if offer[3]]
    if offers:
        db.executemany("INSERT INTO offers VALUES (?, ?, ?, ?, ?)", offers)
    return len(offers)


def near_misses(counts: Mapping[str, int], known: Sequence[str], words: Sequence[str] = ()) -> dict[str, str]:
    """Value -> what was probably meant.

    counts   how often each value occurs
    known    values that are right by themselves (the catalogue of products, what is in the records)
    words    words that everyone spells alike; they correct a value, and are no reason to change one they do not know

    >>> near_misses({"technolgy": 12, "retail": 17}, [], ["technology", "retail"])
    {'technolgy': 'technology'}
    >>> near_misses({"Logistcs": 20, "Logistics": 571}, [], ["logistics"])
    {'Logistcs': 'Logistics'}
    >>> near_misses({"GTXPro": 1480, "GTX Basic": 1866}, ["GTX Pro", "GTX Basic"])
    {'GTXPro': 'GTX Pro'}
    """
    right = dict.fromkeys(known) | dict.fromkeys(words)
    found: dict[str, str] = {}
    for value, count in counts.items():
        if value in right or any(
            compared(value) == compared(word) and value.casefold() == word.casefold() for word in words
        ):
            continue
        sure = [word for word in right if _is_slip(value, word)]
        usual = [
            other for other, times in counts.items() if times > 3 * count and other != value and _is_slip(value, other)
        ]
        better = sure or usual
        if better:
            best = min(better, key=lambda word: (OSA.distance(compared(value), compared(word)), -counts.get(word, 0)))
            found[value] = best if best in known else _as_written(best, value, counts)
    return found


def _as_written(word: str, value: str, counts: Mapping[str, int]) -> str:
    """The word in the letters that the column uses for it, else with a capital where the value has one: a correction
    must not make a second category.
    """
    same = [other for other in counts if other.casefold() == word.casefold()]
    if same:
        return max(same, key=lambda other: counts[other])
    return word[:1].upper() + word[1:] if value[:1].isupper() else word


def _is_slip(value: str, word: str) -> bool:
    one, other = compared(value), compared(word)
    if value == word or not one or not other:
        return False
    if one.replace(" ", "") == other.replace(" ", ""):
        return True
    # Plan 1 and Plan 2, Q1 and Q2: a different number is a different thing.
    if _digits(one) != _digits(other) or min(len(one), len(other)) < SHORTEST:
        return False
    allowed = 1 if min(len(one), len(other)) < 9 else 2
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _counts(db: duckdb.DuckDBPyConnection, table: str, column: str, kind: Type) -> dict[str, int]:
    name = f"unnest({quoted(column)})" if kind is Type.TEXTS else quoted(column)
    rows = db.execute(
        f"SELECT v, count(*) FROM (SELECT {name} AS v FROM {quoted(table)}) WHERE v IS NOT NULL "
        f"GROUP BY v ORDER BY 2 DESC, 1 LIMIT {MOST_VALUES + 1}"
    ).fetchall()
    # A column of thousands of values is no list that people keep.
    return {} if len(rows) > MOST_VALUES else dict(rows)


def _names(db: duckdb.DuckDBPyConnection, column: str) -> list[str]:
    if column not in ("products", "product"):
        return []
    return [row[0] for row in db.execute("SELECT DISTINCT name FROM products LIMIT 5000").fetchall()]
