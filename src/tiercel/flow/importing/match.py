"""Everything that an import would do, worked out beside the records."""

from __future__ import annotations

from dataclasses import replace

import duckdb
from django.utils.translation import gettext as _

from tiercel.flow.importing.circles import Circle, find_circles
from tiercel.flow.importing.incoming import take_in
from tiercel.flow.importing.links import (
    ACCOUNT_PARENTS,
    CONTACT_ACCOUNTS,
    DEAL_CONTACTS,
    count_links,
    match_deal_accounts,
    match_links,
    match_stage_changes,
)
from tiercel.flow.importing.matching import load_known, teach_names
from tiercel.flow.importing.merged_rows import load_merged_rows
from tiercel.flow.importing.rows import Counts, Occasion, count, match_rows
from tiercel.flow.importing.shapes import SHAPES
from tiercel.flow.jobs import Held, Report


def match(duck: duckdb.DuckDBPyConnection, occasion: Occasion, holding: Held) -> tuple[dict[str, Counts], list[Circle]]:
    """Make the tables that `write` takes; returns what would be created, changed and left alone, by
    table, and the parents that would make an account own itself."""
    teach_names(duck)
    take_in(duck)
    load_known(duck, _systems(duck))
    load_merged_rows(duck)
    counts: dict[str, Counts] = {}
    for name, shape in SHAPES.items():
        holding.report(Report(_("Matching {table}").format(table=name)))
        counts[name] = match_rows(duck, shape, occasion)
    # Those who were only named stand among the people too.
    counts["people"] = replace(counts["people"], created=count(duck, "new_people"))
    waiting = match_links(duck, ACCOUNT_PARENTS)
    circles = find_circles(duck)
    counts["account_parents"] = count_links(duck, ACCOUNT_PARENTS, waiting, len(circles))
    for link in (CONTACT_ACCOUNTS, DEAL_CONTACTS):
        counts[link.name] = count_links(duck, link, match_links(duck, link))
    counts["deal_accounts"] = match_deal_accounts(duck)
    counts["stage_changes"] = match_stage_changes(duck, occasion)
    return counts, circles


def _systems(duck: duckdb.DuckDBPyConnection) -> set[str]:
    tables = [
        row[0] for row in duck.execute("SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'in_%'").fetchall()
    ]
    found = " UNION ".join(f"SELECT system FROM {table}" for table in tables)
    return {row[0] for row in duck.execute(found).fetchall()}
