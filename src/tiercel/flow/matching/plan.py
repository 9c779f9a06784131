"""What a run of the rules would do: who comes to an account, who leaves one, who moves, who waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass

import duckdb

from tiercel.flow.matching.reading import contacts_table, opened, read_accounts, read_contacts
from tiercel.flow.strategy.documents import Document
from tiercel.records.models import ContactAccount, MatchRun
from tiercel.records.reading import read
from tiercel.resolve.matching.match import Matcher
from tiercel.resolve.matching.rules import Rules, read_rules

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Counts:
    """How many contacts.

    looked_at  had the rules looked at; the others were decided by a person, or their CRM goes first
    attached   had no account and get one
    moved      go from one account to another
    detached   leave an account that the rules do not find any more
    kept       stay where the rules had put them
    waiting    wait for a person
    nothing    have nothing that would say where they work
    """

    looked_at: int = 0
    attached: int = 0
    moved: int = 0
    detached: int = 0
    kept: int = 0
    waiting: int = 0
    nothing: int = 0

    @property
    def changes(self) -> int:
        return self.attached + self.moved + self.detached

    def as_values(self) -> dict[str, int]:
        return asdict(self)


@dataclass(frozen=True)
class Plan:
    """Tables beside the records: `begins`, `ends(id)`, `waits`; and `after(contact, account)` for every contact."""

    duck: duckdb.DuckDBPyConnection
    counts: Counts
    by_method: dict[str, int]


def make_plan(document: Document, progress: Progress | None = None, *, most: int = 0) -> Plan:
    """Run the rules of a document over the records as they are, and write nothing.

    most   look at so many contacts at most, chosen evenly; 0 for all
    """
    rules = read_rules(document.body)
    duck = opened()
    read_contacts(duck)
    if most:
        duck.execute(f"DELETE FROM contacts WHERE id NOT IN (SELECT id FROM contacts ORDER BY hash(id) LIMIT {most})")
    duck.execute(f"CREATE TABLE free AS SELECT id AS contact FROM contacts WHERE {_is_free(rules)}")
    _find(duck, rules, progress)
    _hold_back_undone(duck, document.version)
    _compare(duck)
    return Plan(duck, _count(duck), dict(duck.execute("SELECT method, count(*) FROM begins GROUP BY 1").fetchall()))


def _is_free(rules: Rules) -> str:
    """SQL: the contacts on which the rules may decide."""
    crm = "AND id NOT IN (SELECT contact FROM now WHERE NOT is_ruled)" if rules.crm_goes_first else ""
    return f"NOT is_decided {crm}"


def _find(duck: duckdb.DuckDBPyConnection, rules: Rules, progress: Progress | None) -> None:
    """Make `found`, what the rules say of every free contact."""
    wanted = contacts_table(duck, "id IN (SELECT contact FROM free)")
    done = 0

    def more(rows: int) -> None:
        nonlocal done
        done += rows
        if progress:
            progress(done, wanted.num_rows)

    matcher = Matcher(read_accounts(duck), rules)
    duck.register("found_then", matcher.all(wanted, more))
    duck.execute("CREATE TABLE found AS SELECT * FROM found_then")
    duck.unregister("found_then")


def _hold_back_undone(duck: duckdb.DuckDBPyConnection, version: int) -> None:
    """What somebody took back is not made again by the same rules: it waits."""
    runs = list(MatchRun.objects.filter(undone_at__isnull=False, version=version).values_list("pk", flat=True))
    if runs:
        where = f"run_id IN ({', '.join(['%s'] * len(runs))})"
        duck.register("undone", read(ContactAccount, ["contact_id", "account_id"], where, runs))
        duck.execute("""
            UPDATE found SET rank = 1 WHERE rank = 0
            AND (contact, account) IN (SELECT (contact_id, account_id) FROM undone)
        """)
        duck.unregister("undone")


def _compare(duck: duckdb.DuckDBPyConnection) -> None:
    duck.execute("""
        CREATE TABLE begins AS
        SELECT f.contact, f.account, f.method, f.confidence, f.evidence, n.id IS NOT NULL AS has_moved
        FROM found f LEFT JOIN now n ON n.contact = f.contact
        WHERE f.rank = 0 AND n.account IS DISTINCT FROM f.account
    """)
    duck.execute("""
        CREATE TABLE ends AS
        SELECT n.id, n.contact FROM now n JOIN free USING (contact)
        WHERE n.contact IN (SELECT contact FROM begins)
            OR (is_ruled AND n.contact NOT IN (SELECT contact FROM found WHERE rank = 0))
    """)
    # A contact that the CRM has put somewhere waits for nobody, whatever the rules would rather have.
    duck.execute("""
        CREATE TABLE waits AS
        SELECT contact, rank, account, method, confidence, evidence FROM found
        WHERE rank > 0 AND contact NOT IN (SELECT contact FROM now WHERE NOT is_ruled)
    """)
    duck.execute("""
        CREATE TABLE after AS
        SELECT c.id AS contact, coalesce(b.account, CASE WHEN e.id IS NULL THEN n.account END) AS account
        FROM contacts c LEFT JOIN begins b ON b.contact = c.id LEFT JOIN now n ON n.contact = c.id
        LEFT JOIN ends e ON e.id = n.id
    """)


def _count(duck: duckdb.DuckDBPyConnection) -> Counts:
    def count(query: str) -> int:
        return int(duck.execute(query).fetchall()[0][0])

    looked_at = count("SELECT count(*) FROM free")
    return Counts(
        looked_at=looked_at,
        attached=count("SELECT count(*) FROM begins WHERE NOT has_moved"),
        moved=count("SELECT count(*) FROM begins WHERE has_moved"),
        detached=count("SELECT count(*) FROM ends WHERE contact NOT IN (SELECT contact FROM begins)"),
        kept=count("SELECT count(*) FROM found JOIN now USING (contact, account) WHERE rank = 0"),
        waiting=count("SELECT count(DISTINCT contact) FROM waits"),
        nothing=looked_at - count("SELECT count(DISTINCT contact) FROM found"),
    )
