"""Everything that an import would do, worked out beside the records."""

from __future__ import annotations

from dataclasses import replace

import duckdb
from django.utils.translation import gettext as _

from tiercel.flow.importing.circles import Circle, find_circles
from tiercel.flow.importing.converted import know_contacts_by_leads, know_leads_by_contacts
from tiercel.flow.importing.fills import FILLS, fill
from tiercel.flow.importing.incoming import take_in
from tiercel.flow.importing.links import (
    ACCOUNT_PARENTS,
    CONTACT_ACCOUNTS,
    DEAL_CONTACTS,
    TOUCH_CONTACTS,
    count_links,
    match_links,
    match_stage_changes,
)
from tiercel.flow.importing.matching import load_known, teach_names
from tiercel.flow.importing.merged_rows import load_merged_rows
from tiercel.flow.importing.own_rows import know_own_rows
from tiercel.flow.importing.rows import Counts, Occasion, count, match_rows
from tiercel.flow.importing.shapes import SHAPES
from tiercel.flow.importing.technology_lists import list_technologies
from tiercel.flow.jobs import Held, Report
from tiercel.tables.catalogue import TABLES

OFTEN = ("people", "products", "accounts", "contacts", "deals")


def match(duck: duckdb.DuckDBPyConnection, occasion: Occasion, holding: Held) -> tuple[dict[str, Counts], list[Circle]]:
    """Make the tables that `write` takes; returns what would be created, changed and left alone, by
    table, and the parents that would make an account own itself."""
    teach_names(duck)
    take_in(duck)
    rows = _filled(duck)
    load_known(duck, _systems(duck), rows | {column.refers_to for name in rows for column in TABLES[name].columns})
    know_own_rows(duck)
    load_merged_rows(duck)
    counts: dict[str, Counts] = {}
    for name, shape in SHAPES.items():
        if name not in rows:
            continue
        holding.report(Report(_("Matching {table}").format(table=name)))
        if name == "contacts":
            know_contacts_by_leads(duck)
        counts[name] = match_rows(duck, shape, occasion)
        if name == "contacts":
            know_leads_by_contacts(duck)
    # Those who were only named stand among the people too.
    counts["people"] = replace(counts["people"], created=count(duck, "new_people"))
    waiting = match_links(duck, ACCOUNT_PARENTS)
    circles = find_circles(duck)
    counts["account_parents"] = count_links(duck, ACCOUNT_PARENTS, waiting, len(circles))
    for link in (CONTACT_ACCOUNTS, DEAL_CONTACTS, TOUCH_CONTACTS):
        if link.left[1] in rows:
            counts[link.name] = count_links(duck, link, match_links(duck, link))
    for gap in FILLS:
        if gap.left[1] in rows:
            counts[gap.name] = fill(duck, gap)
    counts["stage_changes"] = match_stage_changes(duck, occasion)
    if "technologies" in rows:
        list_technologies(duck, occasion)
    return counts, circles


def _filled(duck: duckdb.DuckDBPyConnection) -> set[str]:
    """The tables that this import has to do with: those that have rows, those that nearly all speak of, and of a table
    of references the one that they belong to."""
    found = {name for name in TABLES if name in OFTEN or count(duck, f"in_{name}")}
    return (
        found
        | {gap.left[1] for gap in FILLS if gap.name in found}
        | ({"touches"} if "touch_contacts" in found else set())
    )


def _systems(duck: duckdb.DuckDBPyConnection) -> set[str]:
    tables = [
        row[0] for row in duck.execute("SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'in_%'").fetchall()
    ]
    found = " UNION ".join(f"SELECT system FROM {table}" for table in tables)
    found += " UNION SELECT id_source FROM staged.also_known"
    return {row[0] for row in duck.execute(found).fetchall()}
