"""What a column as a whole says about its doubtful values: which number is the day, which mark is the decimal."""

import json
from dataclasses import dataclass

import duckdb

from tiercel.collect.files.looking import is_loaded
from tiercel.collect.files.source import Source
from tiercel.normal.dates import day_comes_first, is_doubtful
from tiercel.normal.numbers import decimal_mark
from tiercel.tables.catalogue import TABLES
from tiercel.tables.column import Type

DATES = (Type.DATE, Type.INSTANT)
AMOUNTS = (Type.MONEY, Type.NUMBER, Type.INTEGER, Type.SHARE)
MOST_VALUES = 200_000


@dataclass(frozen=True)
class Decided:
    """day_first  what 03/04/2016 means in this file
    decimal    its mark for decimals
    said       what a person should know
    """

    day_first: bool
    decimal: str
    said: tuple[str, ...] = ()


def decide(db: duckdb.DuckDBPyConnection, raw: str, source: Source, day_first: bool | None) -> Decided:
    """By all values of all dates and amounts of the file; a mended file keeps what was decided before."""
    dates = _values(db, raw, source, DATES, r"\d{1,2}[-/]\d{1,2}[-/]\d{2,4}")
    amounts = _values(db, raw, source, AMOUNTS, r"[.,٫٬]")
    before = source.decided
    mark = str(before.get("decimal") or decimal_mark(amounts))
    seen = day_comes_first(dates)
    if isinstance(before.get("day_first"), bool):
        return Decided(bool(before["day_first"]), mark)
    if seen is not None:
        return Decided(seen, mark)
    chosen = bool(day_first)
    doubtful = next((value for value in dates if is_doubtful(value)), None)
    if doubtful is None or day_first is not None:
        return Decided(chosen, mark)
    said = f"Dates such as {doubtful} are read with the month first, since no value tells: say if the day comes first."
    return Decided(chosen, mark, (said,))


def as_json(source: Source, decided: Decided) -> str:
    """How the file was read, for its file of rejects."""
    mapping = {name: "+".join(match.columns) for name, match in source.matches.items() if match.how == "given"}
    record = {
        "table": source.table,
        "preset": source.preset,
        "day_first": decided.day_first,
        "decimal": decided.decimal,
    }
    said = {name: value for name, value in (("mapping", mapping), ("kind", source.kind)) if value}
    return json.dumps(record | said, ensure_ascii=False)


def zone_of(source: Source, zone: str) -> str:
    """Warehouse loaders write UTC; people's exports are told in their own time."""
    return "UTC" if is_loaded(source.columns) else zone


def _values(
    db: duckdb.DuckDBPyConnection, raw: str, source: Source, kinds: tuple[Type, ...], pattern: str
) -> list[str]:
    found: list[str] = []
    types = {column.name: column.type for column in TABLES[source.table or ""].columns}
    for name, match in source.matches.items():
        if types.get(name) in kinds:
            for column in match.columns:
                cell = f"c{source.columns.index(column)}"
                rows = db.execute(
                    f"SELECT DISTINCT {cell} FROM {raw} WHERE regexp_matches({cell}, ?) LIMIT {MOST_VALUES}", [pattern]
                )
                found += [row[0] for row in rows.fetchall()]
    return found
