"""Which rows cannot be taken, and why; which the source itself has given up."""

from collections.abc import Mapping

from tiercel.collect.columns.values import Values
from tiercel.collect.files.source import Source
from tiercel.collect.rows.staging_file import ADDRESSES, quoted, text
from tiercel.tables.column import Column, Table, Type

NEEDS = {
    "account": "a deal needs the account it is with",
    "name": "every row needs a name",
    "deal": "the row must say which deal it is about",
    "contact": "the row must say which contact it is about",
    "stage": "the row must say which stage was entered",
    "changed_at": "the row must say when the stage was entered",
    "started_on": "a subscription needs its first day",
    "happened_at": "a touch needs its time",
    "happened_on": "a trigger event needs its day",
    "answered_at": "an answer needs its time",
    "spent_on": "spend needs its day",
    "amount": "spend needs an amount of money",
    "touch": "the row must say which touch it is about",
}
REFERENCES = ("contact", "account", "deal")
PLACES = 10**12  # for the lines of one file
LONGEST_KEY = 500
ROUNDED = r"\d(\.\d+)?[Ee]\+\d+"


def left_out(aids: Mapping[str, str]) -> str:
    """SQL of why a row is left out; null for a row that counts."""
    cases = []
    if "deleted" in aids:
        cases.append(f"WHEN {aids['deleted']} THEN 'deleted in the source'")
    if "superseded_unless" in aids:
        cases.append(f"WHEN NOT {aids['superseded_unless']} THEN 'an older version'")
    if "only_field" in aids:
        cases.append(f"WHEN NOT coalesce({aids['only_field']}, FALSE) THEN 'a change of something else'")
    if "is_done" in aids:
        cases.append(f"WHEN NOT {aids['is_done']} THEN 'not done yet'")
    if "by_machine" in aids:
        cases.append(f"WHEN {aids['by_machine']} THEN 'made by a machine, says the source'")
    if "converted" in aids:
        cases.append(f"WHEN {aids['converted']} THEN 'a lead that is a contact now'")
    if "total" in aids:
        cases.append(f"WHEN {aids['total']} THEN 'a total, no row'")
    return f"CASE {' '.join(cases)} END" if cases else "NULL"


def judge_texts(values: Values, source: Source, found: Mapping[str, str]) -> None:
    """Fill `scratch.fates` with the rows that are out by what stands in the file."""
    values.db.execute(
        "CREATE OR REPLACE TABLE scratch.fates (line BIGINT, why VARCHAR, col VARCHAR, val VARCHAR, reason VARCHAR)"
    )
    why, rounded, said = found["_left_out"], "FALSE", "NULL"
    column, cell = "NULL", "NULL"
    if "external_id" in source.matches:
        name = source.matches["external_id"].columns[0]
        column, cell = text(name), values.cell(name)
        rounded = f"coalesce(contains({cell}, '+') AND regexp_full_match({cell}, '{ROUNDED}'), FALSE)"
        said = text(
            f"'{name}' holds an id that a spreadsheet has rounded (1.2E+17). "
            "Format that column as text, and export the file again."
        )
    if why == "NULL" and rounded == "FALSE":
        return
    values.db.execute(
        f"INSERT INTO scratch.fates SELECT r.line, {why}, {column}, {cell}, {said} "
        f"FROM {values.rows} {values.join_of(why)} WHERE ({why}) IS NOT NULL OR {rounded}"
    )


def judge_rows(values: Values, table: Table, source: Source, place: int) -> None:
    """Take rows that lack what they need out of their table again, and add them to `scratch.fates`."""
    cases = [_missing(values, table, source, name) for name in _needed(table, source)]
    if any(column.name == "external_id" for column in table.columns):
        lacks = IDENTITY.get(table.name, "it has no id and no name")
        said = f"Nothing tells this row from others: {lacks}. Fill one in, and import this row again."
        cases.append(("t.external_id IS NULL", text(_identity_column(source)), "NULL", text(said)))
    cases += _nobody(values, table, source)
    cases += [_too_long_to_tell(name, source) for name in ("external_id", "stage") if name in table.key]
    cases += [_too_long(column, source) for column in table.columns if column.longest]
    either = " OR ".join(case[0] for case in cases)
    column, value, reason = (
        "CASE " + " ".join(f"WHEN {case[0]} THEN {case[part]}" for case in cases) + " END" for part in (1, 2, 3)
    )
    name, mine = quoted(table.name), f"t.place BETWEEN {place} AND {place + PLACES - 1}"
    values.db.execute(
        f"INSERT INTO scratch.fates SELECT r.line, NULL, {column}, {value}, {reason} "
        f"FROM {name} t JOIN {values.rows} ON r.line = t.line {values.join_of(reason)} WHERE {mine} AND ({either})"
    )
    values.db.execute(f"DELETE FROM {name} AS t WHERE {mine} AND ({either})")


def _nobody(values: Values, table: Table, source: Source) -> list[tuple[str, str, str, str]]:
    """A row that says neither whose nor where, in a file that has a column for it."""
    named = [name for name in table.one_of if name in source.matches]
    if not named:
        return []
    keys = [f"t.{quoted(name)} IS NULL" for name in table.one_of if name in REFERENCES]
    columns = [source.matches[name].columns[0] for name in named]
    said = text(f"Nothing says whose this is. Fill in one of {', '.join(map(repr, columns))}, and import it again.")
    for found in values.maps:
        if found.field in named and found.problems:
            said = f"coalesce({found.name}.problem, {said})"
    lacks = " AND ".join([*keys, *(f"t.{name}_key IS NULL" for name in ADDRESSES if name in table.one_of)])
    return [(lacks, text(columns[0]), values.cell(columns[0]), said)]


def _too_long(column: Column, source: Source) -> tuple[str, str, str, str]:
    names = source.matches[column.name].columns if column.name in source.matches else (_identity_column(source),)
    said = f"This cell has more than {column.longest:,} characters. Shorten it, or look for a missing quotation mark."
    kept = f"t.{quoted(column.name)}"
    return f"length({kept}) > {column.longest}", text(names[0]), f"left({kept}, 80)", text(said)


def _too_long_to_tell(name: str, source: Source) -> tuple[str, str, str, str]:
    """Keys stand in indexes, which hold no pages of text."""
    column = _identity_column(source) if name == "external_id" else source.matches[name].columns[0]
    said = f"Rows are told apart by this value, and it has more than {LONGEST_KEY} characters. Shorten it."
    return f"length(t.{name}) > {LONGEST_KEY}", text(column), f"left(t.{name}, 80)", text(said)


def _needed(table: Table, source: Source) -> list[str]:
    """Required columns; and the account of a deal, where the file has a column for it."""
    also = ["account"] if table.name == "deals" and "account" in source.matches else []
    return [*table.required, *also]


def _missing(values: Values, table: Table, source: Source, name: str) -> tuple[str, str, str, str]:
    """When a row lacks a column, the column, what stands there, and why the row cannot be taken."""
    column = source.matches[name].columns[0]
    needs = (
        "a subscription needs its account"
        if (table.name, name) == ("subscriptions", "account")
        else NEEDS.get(name, "every row needs it")
    )
    reason = text(f"No {name.replace('_', ' ')}: {needs}. Fill in '{column}' and import this row again.")
    for found in values.maps:
        if found.field == name and found.problems:
            reason = f"coalesce({found.name}.problem, {reason})"
    kept = f"{name}_minor" if table.column(name).type is Type.MONEY else name
    return f"t.{quoted(kept)} IS NULL", text(column), values.cell(column), reason


IDENTITY = {
    "contacts": "it has no id, no mail address and no name",
    "people": "it has no id, no mail address and no name",
}


def _identity_column(source: Source) -> str:
    for name in ("external_id", "emails", "email", "name", "first_name", "last_name"):
        if name in source.matches:
            return source.matches[name].columns[0]
    return source.columns[0]
