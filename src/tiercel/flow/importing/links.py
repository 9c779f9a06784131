"""Links between rows: those that begin, those that end because another takes their place, and those that wait."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
from django.db import models

from tiercel.flow.importing.matching import resolve
from tiercel.flow.importing.rows import Counts, Occasion, count
from tiercel.flow.importing.waiting import count_waiting, payload
from tiercel.records.models import (
    AccountParent,
    ContactAccount,
    DealContact,
    MatchDecision,
    StageChange,
    TouchContact,
)
from tiercel.records.reading import read


@dataclass(frozen=True)
class LinkShape:
    """One table of links.

    left, right   reference column and the table it refers to
    one           whether the left has one right at a time (a contact works at one account)
    extras        columns that the link carries
    """

    name: str
    model: type[models.Model]
    left: tuple[str, str]
    right: tuple[str, str]
    one: bool
    extras: tuple[str, ...] = ()


ACCOUNT_PARENTS = LinkShape("account_parents", AccountParent, ("account", "accounts"), ("parent", "accounts"), one=True)
CONTACT_ACCOUNTS = LinkShape(
    "contact_accounts", ContactAccount, ("contact", "contacts"), ("account", "accounts"), one=True
)
DEAL_CONTACTS = LinkShape(
    "deal_contacts", DealContact, ("deal", "deals"), ("contact", "contacts"), one=False, extras=("role", "is_primary")
)
TOUCH_CONTACTS = LinkShape("touch_contacts", TouchContact, ("touch", "touches"), ("contact", "contacts"), one=False)


def match_links(duck: duckdb.DuckDBPyConnection, shape: LinkShape) -> int:
    """Make `new_<links>` and `end_<links>`; rows whose other side has not come go to `waiting`. Returns how many."""
    name, (left, lefts), right = shape.name, shape.left, shape.right[0]
    if shape.one:
        # Where a contact works is said by its latest version.
        stale = f"SELECT (system, external_id) FROM stale_{lefts}"
        duck.execute(f'DELETE FROM in_{name} WHERE waiting_id IS NULL AND (system, "{left}") IN ({stale})')
    waiting = find_both_sides(duck, name, shape.left, shape.right, shape.extras)
    _load_links(duck, shape)
    duck.execute(f"""
        CREATE TABLE one_{name} AS SELECT * FROM at_{name}
        QUALIFY row_number() OVER (PARTITION BY {"l" if shape.one else "l, r"} ORDER BY origin_id DESC, line) = 1
    """)
    if shape is CONTACT_ACCOUNTS:
        _leave_decided(duck, name)
    together = "n.l = a.l" if shape.one else "n.l = a.l AND n.r = a.r"
    extras_same = (f"(a.{column} IS NULL OR a.{column} IS NOT DISTINCT FROM n.{column})" for column in shape.extras)
    same = "n.r = a.r" if shape.one else " AND ".join(extras_same) or "true"
    # What the new link does not say, the one that it takes the place of still says.
    columns = "".join(f", coalesce(a.{column}, n.{column}) AS {column}" for column in shape.extras)
    duck.execute(f"""
        CREATE TABLE new_{name} AS
        SELECT a.l AS {left}_id, a.r AS {right}_id, a.origin_id, a.line{columns}
        FROM one_{name} a LEFT JOIN now_{name} n ON {together} WHERE n.l IS NULL OR NOT ({same})
    """)
    both = "" if shape.one else f"AND n.r = a.{right}_id"
    duck.execute(f"""
        CREATE TABLE end_{name} AS SELECT n.id FROM now_{name} n JOIN new_{name} a ON n.l = a.{left}_id {both}
    """)
    return waiting


def _leave_decided(duck: duckdb.DuckDBPyConnection, name: str) -> None:
    """What a person decided of a contact stays, whatever the CRM says again, until they take it back."""
    duck.register("decided_then", read(MatchDecision, ["contact_id"], "ended_at IS NULL"))
    duck.execute(f"DELETE FROM one_{name} WHERE l IN (SELECT contact_id FROM decided_then)")
    duck.unregister("decided_then")


def count_links(duck: duckdb.DuckDBPyConnection, shape: LinkShape, waiting: int, set_aside: int = 0) -> Counts:
    """What the tables that `match_links` made would do."""
    begun, ended, rows = (count(duck, f"{kind}_{shape.name}") for kind in ("new", "end", "one"))
    return Counts(created=begun - ended, changed=ended, left_alone=rows - begun - set_aside, waiting=waiting)


def _load_links(duck: duckdb.DuckDBPyConnection, shape: LinkShape) -> None:
    """Make `now_<links>(id, l, r, …)`: those that have not ended."""
    left, right = f"{shape.left[0]}_id", f"{shape.right[0]}_id"
    kinds = {"role": "nullif(role, '')", "is_primary": "is_primary"}
    extras = "".join(f", {kinds[column]} AS {column}" for column in shape.extras)
    # Links of rows that nobody speaks of need no look: of those who took part in touches there may be millions.
    where = "ended_at IS NULL" if count(duck, f"at_{shape.name}") else "1 = 0"
    duck.register("links_then", read(shape.model, ["id", left, right, *shape.extras], where))
    duck.execute(f"CREATE TABLE now_{shape.name} AS SELECT id, {left} AS l, {right} AS r{extras} FROM links_then")
    duck.unregister("links_then")


def find_both_sides(
    duck: duckdb.DuckDBPyConnection, name: str, left: tuple[str, str], right: tuple[str, str], extras: tuple[str, ...]
) -> int:
    """Make `at_<links>(l, r, …)` of the rows whose two sides are known; the others wait. Returns how many wait."""
    rows = f"in_{name}"
    lefts, rights = (resolve(duck, rows, column, target) for column, target in (left, right))
    joined = f"""
        FROM {rows} s
        JOIN {lefts} a ON a.system = s.system AND a.ref = s."{left[0]}"
        JOIN {rights} b ON b.system = s.system AND b.ref = s."{right[0]}"
    """
    columns = "".join(f", s.{column}" for column in extras)
    duck.execute(f"""
        CREATE TABLE at_{name} AS
        SELECT a.row AS l, b.row AS r, s.origin_id, s.line, s.waiting_id{columns} {joined}
        WHERE a.row IS NOT NULL AND b.row IS NOT NULL
    """)
    duck.execute(f"""
        INSERT INTO waiting
        SELECT '{name}', s.system, {payload(duck, rows)},
            CASE WHEN a.row IS NULL THEN s."{left[0]}" ELSE s."{right[0]}" END, s.origin_id, s.line, s.waiting_id
        {joined}
        WHERE a.row IS NULL OR b.row IS NULL
    """)
    return count_waiting(duck, name)


def match_stage_changes(duck: duckdb.DuckDBPyConnection, occasion: Occasion) -> Counts:
    """Make `new_stage_changes` of the moves that the records do not have yet."""
    rows = "in_stage_changes"
    joined = f"FROM {rows} s JOIN {resolve(duck, rows, 'deal', 'deals')} d ON d.system = s.system AND d.ref = s.deal"
    duck.execute(f"""
        CREATE TABLE at_stage_changes AS
        SELECT d.row AS deal_id, s.stage, s.changed_at, s.origin_id, s.line {joined} WHERE d.row IS NOT NULL
    """)
    duck.execute(f"""
        INSERT INTO waiting
        SELECT 'stage_changes', s.system, {payload(duck, rows)}, s.deal, s.origin_id, s.line, s.waiting_id {joined}
        WHERE d.row IS NULL
    """)
    duck.register("moves_then", read(StageChange, ["deal_id", "stage", "changed_at"], "archived_at IS NULL"))
    at = occasion.now.replace(tzinfo=None)
    duck.execute(
        """
        CREATE TABLE new_stage_changes AS
        SELECT DISTINCT ON (deal_id, stage, changed_at) *, ?::TIMESTAMP AS received_at
        FROM at_stage_changes ANTI JOIN (
            SELECT deal_id, stage, CAST(timezone('UTC', CAST(changed_at AS TIMESTAMPTZ)) AS TIMESTAMP) AS changed_at
            FROM moves_then
        ) USING (deal_id, stage, changed_at)
        """,
        [at],
    )
    duck.unregister("moves_then")
    created = count(duck, "new_stage_changes")
    left_alone = count(duck, "at_stage_changes") - created
    return Counts(created=created, left_alone=left_alone, waiting=count_waiting(duck, "stage_changes"))
