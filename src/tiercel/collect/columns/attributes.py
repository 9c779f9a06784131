"""Columns that mean nothing to us, kept as attributes of the workspace's own: their names and what their values are."""

import re
from collections.abc import Mapping, Sequence

import duckdb

from tiercel.collect.columns.conversions import conversion_of
from tiercel.collect.columns.kinds import header_key
from tiercel.collect.columns.parsers import MISSING, Reading
from tiercel.collect.columns.values import Values
from tiercel.collect.files.source import Source
from tiercel.collect.rows.staging_file import text
from tiercel.core.errors import DataError
from tiercel.normal.dates import parse_date
from tiercel.normal.flags import NO, YES
from tiercel.normal.numbers import parse_number
from tiercel.tables.column import Type

BOOKKEEPING = ("_fivetran", "_airbyte", "_dlt", "_sdc", "_etl", "_row")  # what loaders note for themselves
MOST = 400
SAMPLE = 5_000
FEW = 60
KINDS = {"number": Type.NUMBER, "date": Type.DATE, "flag": Type.FLAG, "category": Type.CATEGORY, "text": Type.TEXT}


def attributes_of(  # noqa: PLR0917 - what it reads, and how
    db: duckdb.DuckDBPyConnection,
    raw: str,
    values: Values,
    source: Source,
    reading: Reading,
    declared: Mapping[tuple[str, str], str],
) -> str:
    """SQL of the JSON object of a row's unknown columns; declares them in `attributes` on the way.

    Columns beyond the first `MOST` are left out: nobody keeps thousands of facts of an account by hand.
    """
    pairs: list[str] = []
    used: set[str] = set()
    for column in kept_columns(source)[:MOST]:
        cell = values.cell(column)
        seen = [
            row[0]
            for row in db.execute(
                f"SELECT DISTINCT {cell} FROM {raw} r WHERE {cell} IS NOT NULL LIMIT {SAMPLE}"
            ).fetchall()
        ]
        if not seen:
            continue
        kind = kind_of(seen, int(db.execute(f"SELECT count({cell}) FROM {raw} r").fetchall()[0][0]), reading)
        name = attribute_name(column)
        if name in used:
            continue
        used.add(name)
        kind = widened(declared.get((source.table or "", name), kind), kind)
        _declare(db, source.table or "", name, column, kind)
        sql = values.value(name, column, conversion_of(KINDS[kind], reading), reading)
        pairs.append(f"{text(name)}, {sql}")
    # A merge patch drops the nulls: what a row does not say is absent.
    return f"nullif(json_merge_patch('{{}}', json_object({', '.join(pairs)})), '{{}}'::JSON)" if pairs else "NULL"


def widened(before: str, now: str) -> str:
    """The type that holds both what an attribute was and what its column is now.

    >>> widened("number", "category"), widened("category", "number"), widened("date", "date")
    ('text', 'category', 'date')
    """
    return before if before in ("category", "text") or before == now else "text"


def kept_columns(source: Source) -> list[str]:
    """The unknown columns that are the source's own, and no bookkeeping of a loader."""
    return [column for column in source.unknown if not column.startswith(BOOKKEEPING)]


def attribute_name(label: str) -> str:
    """The name of an attribute by the label of its column.

    >>> attribute_name("Shipping volume (t)"), attribute_name("___")
    ('shipping_volume_t', 'attribute')
    """
    return header_key(label).replace(" ", "_")[:60] or "attribute"


def kind_of(seen: Sequence[str], filled: int, reading: Reading) -> str:
    """number, date, flag, category or text, by the distinct values of a column and how many cells are filled.

    >>> kind_of(["12", "1,5"], 9, Reading()), kind_of(["yes", "no"], 9, Reading()), kind_of(["007", "12"], 9, Reading())
    ('number', 'flag', 'category')
    """
    said = [value for value in seen if value.casefold() not in MISSING]
    if not said:
        return "text"
    if all(value.casefold() in YES | NO for value in said) and len(said) <= 4:
        return "flag"
    if all(_is_number(value, reading) for value in said):
        return "number"
    if all(_is_date(value, reading) for value in said):
        return "date"
    short = max(map(len, said)) <= 80
    return "category" if short and len(said) <= FEW and (len(said) * 2 <= filled or len(said) <= 5) else "text"


def _is_number(value: str, reading: Reading) -> bool:
    # 007 is a code: as a number it would lose its zeros.
    if re.match(r"^[-+]?0\d", value) or len(value) > 18:
        return False
    try:
        parse_number(value, reading.decimal)
    except DataError:
        return False
    return True


def _is_date(value: str, reading: Reading) -> bool:
    if re.fullmatch(r"\d+(?:\.\d+)?", value):
        return False
    try:
        parse_date(value, reading.day_first, reading.zone)
    except DataError:
        return False
    return True


def _declare(db: duckdb.DuckDBPyConnection, table: str, name: str, label: str, kind: str) -> None:
    before = db.execute('SELECT type FROM attributes WHERE "table" = ? AND name = ?', [table, name]).fetchall()
    if not before:
        db.execute("INSERT INTO attributes VALUES (?, ?, ?, ?)", [table, name, label, kind])
    elif before[0][0] != kind:
        db.execute('UPDATE attributes SET type = ? WHERE "table" = ? AND name = ?', ["text", table, name])
