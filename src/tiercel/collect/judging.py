"""Which rows cannot be taken, and why; which the source itself has given up."""

from collections.abc import Mapping
from dataclasses import dataclass

from tiercel.collect.source import Source
from tiercel.collect.staging_file import text
from tiercel.collect.values import Values
from tiercel.tables.column import Table, Type

NEEDS = {
    "account": "a deal needs the account it is with",
    "name": "every row needs a name",
    "deal": "the row must say which deal it is about",
    "contact": "the row must say which contact it is about",
    "stage": "the row must say which stage was entered",
    "changed_at": "the row must say when the stage was entered",
    "started_on": "a subscription needs its first day",
}
ROUNDED = r"\d(\.\d+)?[Ee]\+\d+"


@dataclass(frozen=True)
class Judgement:
    """SQL over the rows of a file.

    left_out   why the source itself has given the row up, or null
    column     the column for which a row is rejected, or null
    value      what stands there
    reason     why, as a sentence that says what to do
    """

    left_out: str
    column: str
    value: str
    reason: str

    @property
    def any(self) -> str:
        return f"({self.left_out}) IS NOT NULL OR ({self.reason}) IS NOT NULL"


def left_out(aids: Mapping[str, str]) -> str:
    """SQL of why a row is left out; null for a row that counts."""
    cases = []
    if "deleted" in aids:
        cases.append(f"WHEN {aids['deleted']} THEN 'deleted in the source'")
    if "superseded_unless" in aids:
        cases.append(f"WHEN NOT {aids['superseded_unless']} THEN 'an older version'")
    if "only_field" in aids:
        cases.append(f"WHEN NOT coalesce({aids['only_field']}, FALSE) THEN 'a change of something else'")
    return f"CASE {' '.join(cases)} END" if cases else "NULL"


def judge(values: Values, table: Table, source: Source, found: Mapping[str, str]) -> Judgement:
    cases = [_missing(values, table, source, name, found) for name in _needed(table, source)]
    if "external_id" in source.matches:
        column = source.matches["external_id"].columns[0]
        said = f"'{column}' holds an id that a spreadsheet has rounded (1.2E+17). Export the file again, and format that column as text."
        cases.append((f"regexp_full_match({values.cell(column)}, '{ROUNDED}')", column, values.cell(column), text(said)))
    if any(column.name == "external_id" for column in table.columns):
        said = f"Nothing tells this row from others: {_identity(table.name)}. Fill one in, and import this row again."
        cases.append((f"({found['external_id']}) IS NULL", _identity_column(table.name, source), "NULL", text(said)))
    if not cases:
        return Judgement(found["_left_out"], "NULL", "NULL", "NULL")
    return Judgement(
        found["_left_out"],
        "CASE " + " ".join(f"WHEN {when} THEN {text(column)}" for when, column, _, _ in cases) + " END",
        "CASE " + " ".join(f"WHEN {when} THEN {value}" for when, _, value, _ in cases) + " END",
        "CASE " + " ".join(f"WHEN {when} THEN {reason}" for when, _, _, reason in cases) + " END",
    )


def _needed(table: Table, source: Source) -> list[str]:
    """Required columns; and the account of a deal, where the file has a column for it."""
    also = ["account"] if table.name == "deals" and "account" in source.matches else []
    return [*table.required, *also]


def _missing(values: Values, table: Table, source: Source, name: str, found: Mapping[str, str]) -> tuple[str, str, str, str]:
    column = source.matches[name].columns[0]
    needs = NEEDS.get(name, "every row needs it") if table.name != "subscriptions" or name != "account" else "a subscription needs its account"
    blank = f"No {table.column(name).name.replace('_', ' ')}: {needs}. Fill in '{column}' and import this row again."
    reason = text(blank)
    cell = values.cell(column)
    for found_map in values.maps:
        if found_map.field == name and found_map.problems:
            reason = f"coalesce({found_map.name}.problem, {reason})"
    sql = found[f"{name}_minor"] if table.column(name).type is Type.MONEY else found[name]
    return f"({sql}) IS NULL", column, cell, reason


def _identity(table: str) -> str:
    return {
        "contacts": "it has no id, no mail address and no name",
        "people": "it has no id, no mail address and no name",
        "deals": "it has no id and no name",
    }.get(table, "it has no id and no name")


def _identity_column(table: str, source: Source) -> str:
    for name in ("external_id", "emails", "email", "name", "first_name", "last_name"):
        if name in source.matches:
            return source.matches[name].columns[0]
    return source.columns[0]
