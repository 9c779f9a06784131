"""From the texts of one file to rows of one table: converted, keyed, and judged one by one."""

import re
from dataclasses import dataclass, replace
from datetime import UTC
from zoneinfo import ZoneInfo

import duckdb

from tiercel.collect.columns.attributes import attributes_of
from tiercel.collect.columns.completing import complete
from tiercel.collect.columns.conversions import (
    ACTIVITY,
    CHANNEL,
    COMPARED,
    CURRENCY,
    DIRECTION,
    IS_DONE,
    IS_STAGE_FIELD,
    OUTCOME,
    OUTCOME_OF_STAGE,
    conversion_of,
)
from tiercel.collect.columns.deciding import Decided, zone_of
from tiercel.collect.columns.kinds import GENERIC, PRESETS, fields_of
from tiercel.collect.columns.outcomes import TYPES
from tiercel.collect.columns.parsers import Reading
from tiercel.collect.columns.values import Values
from tiercel.collect.files.source import Source
from tiercel.collect.rows.converted import BECAME, is_converted, note_converted
from tiercel.collect.rows.judging import PLACES, judge_rows, judge_texts, left_out
from tiercel.collect.rows.keys import natural_key
from tiercel.collect.rows.staged import StageOptions
from tiercel.collect.rows.staging_file import NAMED, columns_of, quoted, text
from tiercel.core.parts import part
from tiercel.normal.currencies import CODES
from tiercel.normal.text import compared
from tiercel.tables.catalogue import TABLES
from tiercel.tables.column import Column, Table, Type

IN_WORDS = {
    ("touches", "type"): ACTIVITY,
    ("touches", "channel"): CHANNEL,
    ("touches", "direction"): DIRECTION,
    ("spend", "channel"): CHANNEL,
}
LEAVE_OUT = ("deleted", "superseded_unless", "only_field", "is_done", "by_machine")
SEVERAL = (Type.TEXTS, Type.EMAILS, Type.PHONES, Type.DOMAINS)
SPLIT_BY_COMMAS = ("technologies", "products")
HAN = r"[\x{4e00}-\x{9fff}]"


@dataclass(frozen=True)
class Taken:
    """rows  staged; the rest was rejected or left out, as `scratch.fates` says of each line."""

    rows: int
    values: Values


def take(
    db: duckdb.DuckDBPyConnection,
    raw: str,
    source: Source,
    *,
    decided: Decided,
    untidy: frozenset[str],
    options: StageOptions,
    place: int,
) -> Taken:
    """Write the rows of a file that can be taken to their table.

    raw     the scratch table with the file's texts
    untidy  columns in which some cell has spaces or characters to tidy
    place   of the file in this run: earlier files go first where two say different things
    """
    table = TABLES[source.table or ""]
    zone = zone_of(source, options.zone)
    reading = Reading(
        decimal=decided.decimal,
        day_first=decided.day_first,
        zone=UTC if zone == "UTC" else ZoneInfo(zone),
        currency=options.currency,
    )
    values = Values(db, raw, source.columns, untidy)
    found = _expressions(values, table, source, reading, options)
    found["custom"] = (
        attributes_of(db, raw, values, source, reading, options.declared)
        if options.keep_unknown and table.custom
        else "NULL"
    )
    start = place * PLACES
    found |= {
        "id_source": text(source.keys),
        "file": text(source.name),
        "line": "r.line",
        "place": f"{start} + r.line",
    }
    judge_texts(values, source, found)
    names = columns_of(table)
    into = ", ".join(quoted(name) for name in names)
    chosen = ", ".join(found.get(name, "NULL") for name in names)
    out = (
        " ANTI JOIN scratch.fates USING (line)" if db.execute("SELECT 1 FROM scratch.fates LIMIT 1").fetchall() else ""
    )
    db.execute(f"INSERT INTO {quoted(table.name)} ({into}) SELECT {chosen} FROM {values.rows}{out} {values.joins}")
    judge_rows(values, table, source, start)
    if "became" in source.matches:
        note_converted(values, source, found["external_id"], _reference(values, BECAME, source, reading)["became"])
    mine = f"place BETWEEN {start} AND {start + PLACES - 1}"
    rows = db.execute(f"SELECT count(*) FROM {quoted(table.name)} WHERE {mine}").fetchall()[0][0]
    return Taken(int(rows), values)


def _expressions(
    values: Values, table: Table, source: Source, reading: Reading, options: StageOptions
) -> dict[str, str]:
    """Staged column -> SQL."""
    found: dict[str, str] = {}
    currency = _aid(values, source, "currency", reading)
    # The country first: phone numbers are read in it.
    for column in sorted(table.columns, key=lambda column: column.type is not Type.COUNTRY):
        if column.name in source.matches:
            mine = _reading_for(column, table, source, reading, options)
            found |= _column(values, column, source, mine, currency=currency, found=found)
    _complete(values, table, source, reading, found)
    complete(values, table, source, reading, found)
    found["_left_out"] = left_out(
        {name: _aid(values, source, name, reading) for name in LEAVE_OUT if name in source.matches}
        | ({"total": _is_total(values, source)} if table.name == "spend" else {})
        | is_converted(values, source, _aid(values, source, "is_converted", reading))
    )
    if table.name in NAMED and "name" in found:
        found["name_key"] = _compared_name(values, source, reading, found)
    if "external_id" in fields_of(table.name) and any(column.name == "external_id" for column in table.columns):
        given = found.get("external_id")
        own = natural_key(table.name, found)
        found["external_id"] = f"coalesce({given}, {own})" if given else own
    return found


def _aid(values: Values, source: Source, name: str, reading: Reading) -> str:
    match = source.matches.get(name)
    if match is None:
        return ""
    conversion = {"currency": CURRENCY, "only_field": IS_STAGE_FIELD, "is_done": IS_DONE}.get(name) or conversion_of(
        Type.FLAG, reading
    )
    sql = values.value(name, match.columns[0], conversion, reading)
    if name == "currency":
        # A currency that nobody knows must not become the workspace's: the amount beside it is refused as well.
        return f"coalesce({sql}, {values.cell(match.columns[0])}, {text(reading.currency)})"
    return sql


def _is_total(values: Values, source: Source) -> str:
    """Ad platforms end their exports with sums."""
    cells = (values.cell(column) for column in dict.fromkeys((source.columns[0], source.mapping["spent_on"])))
    return " OR ".join(rf"coalesce(regexp_matches({cell}, '^(?i)total\b'), FALSE)" for cell in cells)


def _reading_for(column: Column, table: Table, source: Source, reading: Reading, options: StageOptions) -> Reading:
    words = {compared(word): ours for word, ours in source.values.get(column.name, {}).items()}
    if table.name == "deals" and column.name == "type":
        words = TYPES | words
    words |= {
        value: new
        for (where, name, value), new in options.corrections.items()
        if (where, name) == (table.name, column.name)
    }
    header = source.matches[column.name].columns[0].casefold()
    percent = "%" in header or "percent" in header or "pct" in header
    return replace(reading, words=words or None, percent=percent, commas_split=column.name in SPLIT_BY_COMMAS)


def _column(
    values: Values, column: Column, source: Source, reading: Reading, *, currency: str, found: dict[str, str]
) -> dict[str, str]:
    columns = source.matches[column.name].columns
    if column.type is Type.MONEY:
        currency = currency or _currency_of(columns[0])
        sql = values.value(column.name, columns[0], conversion_of(Type.MONEY, reading), reading, extra=currency)
        return {f"{column.name}_minor": f"({sql}).minor", f"{column.name}_currency": f"({sql}).currency"}
    if column.type is Type.REFERENCE or column.name == "external_id":
        return _reference(values, column, source, reading)
    if (source.table, column.name) == ("deals", "outcome"):
        return {"outcome": values.value("outcome", columns[0], OUTCOME, reading)}
    extra = found.get("country", "") if column.type is Type.PHONES else ""
    conversion = IN_WORDS.get((source.table or "", column.name)) or conversion_of(column.type, reading)
    parts = [values.value(column.name, name, conversion, reading, extra=extra) for name in columns]
    if column.type in SEVERAL and len(parts) > 1:
        whole = " || ".join(f"coalesce({part_}, [])" for part_ in parts)
        return {column.name: f"nullif(list_filter({whole}, lambda x, i: list_position({whole}, x) = i), [])"}
    return {column.name: parts[0] if len(parts) == 1 else f"coalesce({', '.join(parts)})"}


def _reference(values: Values, column: Column, source: Source, reading: Reading) -> dict[str, str]:
    name = source.matches[column.name].columns[0]
    sql = values.value(column.name, name, conversion_of(Type.REFERENCE, reading), reading)
    preset = part(PRESETS, source.preset or GENERIC)
    if hasattr(preset, "id_sql"):
        sql = preset.id_sql(values.derive(sql))
    if column.name in source.only:
        sql = f"CASE WHEN regexp_matches({sql}, {text(source.only[column.name])}) THEN {sql} END"
    if column.name == "external_id":
        return {"external_id": sql}
    if column.name != "account" or "external_id" in source.matches:
        return {column.name: sql}
    # The key of a row without an id is made of its account's name.
    return {column.name: sql, "account_key": values.value(column.name, name, COMPARED, reading)}


def _currency_of(header: str) -> str:
    """SQL of the currency that a header names, as in "Amount spent (EUR)"; "" where it names none."""
    code = re.search(r"\(([A-Z]{3})\)\s*$", header)
    return text(code[1]) if code and code[1] in CODES else ""


def _compared_name(values: Values, source: Source, reading: Reading, found: dict[str, str]) -> str:
    if "name" in source.matches:
        key = values.value("name", source.matches["name"].columns[0], COMPARED, reading)
        return f"coalesce(nullif({key}, ''), lower({found['name']}))"
    return f"lower({found['name']})"


def _complete(values: Values, table: Table, source: Source, reading: Reading, found: dict[str, str]) -> None:
    """What follows from other columns: a full name, a margin, an outcome."""
    if table.name in ("contacts", "people"):
        found |= _full_name(values, source, reading, found)
    if table.name == "deals":
        found["outcome"] = _outcome(values, source, reading, found)
        if {"amount_minor", "cost_minor"} <= found.keys():
            alike = f"{found['amount_currency']} = {found['cost_currency']}"
            gap = f"CASE WHEN {alike} THEN {found['amount_minor']} - {found['cost_minor']} END"
            found["margin_minor"] = f"coalesce({found['margin_minor']}, {gap})" if "margin_minor" in found else gap
            own = found.get("margin_currency", "NULL")
            found["margin_currency"] = (
                f"coalesce({own}, CASE WHEN ({gap}) IS NOT NULL THEN {found['amount_currency']} END)"
            )


def _full_name(values: Values, source: Source, reading: Reading, found: dict[str, str]) -> dict[str, str]:
    parts = {}
    for name in ("first_name", "last_name"):
        if name in source.matches:
            column = source.matches[name].columns[0]
            parts[name] = found.get(name) or values.value(name, column, conversion_of(Type.TEXT, reading), reading)
    if not parts:
        return {}
    first, last = parts.get("first_name", "NULL"), parts.get("last_name", "NULL")
    # Chinese names are written family name first, without a space.
    western = f"concat_ws(' ', {first}, {last})"
    both = f"CASE WHEN regexp_matches({last}, '{HAN}') THEN concat({last}, {first}) ELSE {western} END"
    made = f"nullif(trim({both}), '')"
    return {"name": f"coalesce({found['name']}, {made})" if "name" in found else made}


def _outcome(values: Values, source: Source, reading: Reading, found: dict[str, str]) -> str:
    """As stated, else by the flags, else by the words of the stage; never a guess, and nothing where nothing says."""
    by_stage = "NULL::VARCHAR"
    if "stage" in source.matches:
        by_stage = values.value("stage", source.matches["stage"].columns[0], OUTCOME_OF_STAGE, reading)
    won, closed = _aid(values, source, "is_won", reading), _aid(values, source, "is_closed", reading)
    cases = [f"WHEN {won} THEN 'won'"] if won else []
    if closed:
        known = f"AND {won} = FALSE" if won else f"AND {by_stage} <> 'open'"
        cases += [f"WHEN {closed} {known} THEN {repr('lost') if won else by_stage}", f"WHEN NOT {closed} THEN 'open'"]
    if won:
        cases.append(f"WHEN {won} = FALSE AND coalesce({by_stage}, 'won') = 'won' THEN 'open'")
    by_flags = f"CASE {' '.join(cases)} ELSE {by_stage} END" if cases else by_stage
    return f"coalesce({found['outcome']}, {by_flags})" if "outcome" in found else by_flags
