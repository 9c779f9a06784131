"""Accounts and contacts of the records as matching reads them: merges followed, what people taught beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb
import pyarrow as pa

from tiercel.records.merged import load_merged
from tiercel.records.models import (
    Account,
    AccountAlias,
    AccountParent,
    Contact,
    ContactAccount,
    ExternalKey,
    MatchDecision,
    WaitingRow,
)
from tiercel.records.reading import read
from tiercel.resolve.matching.tables import ACCOUNTS, CONTACTS

_LIST = "'[\"VARCHAR\"]'"


def opened() -> duckdb.DuckDBPyConnection:
    """A DuckDB with `merged(kind, old, current)` and `now(id, contact, account, method, is_ruled)`, the links in force.

    account    as merged
    is_ruled   whether a run of the rules made it; else the CRM or a person said so
    """
    duck = duckdb.connect()
    load_merged(duck)
    _take(duck, "links", ContactAccount, ["id", "contact_id", "account_id", "method", "run_id"], "ended_at IS NULL")
    duck.execute("""
        CREATE TABLE now AS
        SELECT l.id, contact_id AS contact, coalesce(m.current, account_id) AS account, method,
            run_id IS NOT NULL AS is_ruled
        FROM links l LEFT JOIN merged m ON m.kind = 'accounts' AND m.old = l.account_id
    """)
    return duck


def read_accounts(duck: duckdb.DuckDBPyConnection) -> pa.Table:
    """Every account in the form of resolve.matching.tables.ACCOUNTS; `duck` is one that `opened` gave."""
    columns = ["id", "name", "other_names", "domains", "country", "city", "employees", "archived_at", "phones"]
    _take(duck, "accounts", Account, columns)
    _take(duck, "parents", AccountParent, ["account_id", "parent_id"], "ended_at IS NULL")
    _take(duck, "taught", AccountAlias, ["account_id", "value"], "ended_at IS NULL AND kind = 'domain'")
    _take(duck, "phones_of", Contact, ["id", "phones"], "archived_at IS NULL")
    duck.execute(f"""
        CREATE OR REPLACE TABLE read_accounts AS
        SELECT id, coalesce(m.current, id) AS stands, name, from_json(other_names, {_LIST}) AS other_names,
            from_json(domains, {_LIST}) AS domains, from_json(phones, {_LIST}) AS phones,
            country, city, employees, archived_at IS NULL AS is_live
        FROM accounts a LEFT JOIN merged m ON m.kind = 'accounts' AND m.old = a.id
    """)
    return _shaped(duck.sql("""
        WITH old AS (
            SELECT stands, flatten(list(list_prepend(name, other_names))) AS names, flatten(list(domains)) AS domains,
                flatten(list(phones)) AS phones
            FROM read_accounts WHERE stands <> id GROUP BY stands
        ), said AS (
            SELECT coalesce(m.current, account_id) AS stands, list(value ORDER BY value) AS domains
            FROM taught t LEFT JOIN merged m ON m.kind = 'accounts' AND m.old = t.account_id GROUP BY 1
        ), above AS (
            SELECT coalesce(m.current, account_id) AS stands, any_value(coalesce(n.current, parent_id)) AS parent
            FROM parents p LEFT JOIN merged m ON m.kind = 'accounts' AND m.old = p.account_id
            LEFT JOIN merged n ON n.kind = 'accounts' AND n.old = p.parent_id GROUP BY 1
        ), there AS (
            -- Only those that the CRM or a person put there: what rules found must not lead rules on.
            SELECT account AS stands, count(*) AS contacts,
                flatten(list(from_json(c.phones, '["VARCHAR"]') ORDER BY c.id)) AS phones
            FROM now JOIN phones_of c ON c.id = now.contact WHERE NOT is_ruled GROUP BY 1
        )
        SELECT a.id, a.name, a.other_names, old.names AS alias_names, a.domains,
            list_concat(coalesce(said.domains, []), coalesce(old.domains, [])) AS alias_domains,
            list_distinct(list_concat(coalesce(a.phones, []), coalesce(old.phones, []), coalesce(there.phones, [])))
                AS phones, nullif(above.parent, a.id) AS parent, a.country, a.city, a.employees,
            coalesce(there.contacts, 0) AS contacts, a.is_live
        FROM read_accounts a LEFT JOIN old USING (stands) LEFT JOIN said USING (stands) LEFT JOIN above USING (stands)
        LEFT JOIN there USING (stands)
        WHERE a.id = a.stands ORDER BY a.id
    """), ACCOUNTS)  # fmt: skip


def read_contacts(duck: duckdb.DuckDBPyConnection, only: Sequence[int] = ()) -> None:
    """Make `contacts`, in the form of resolve.matching.tables.CONTACTS, with `is_decided`, in order of their keys.

    A contact whose company no import could find waits with the company's name; matching reads it there.
    """
    where, params = "archived_at IS NULL", list[Any]()
    if only:
        where += f" AND id IN ({', '.join(['%s'] * len(only))})"
        params = list(only)
    columns = ["id", "emails", "phones", "websites", "company", "country", "city"]
    duck.register("contacts_then", read(Contact, columns, where, params))
    _take(duck, "decided", MatchDecision, ["contact_id"], "ended_at IS NULL")
    _take(duck, "waiting_rows", WaitingRow, ["source", "payload", "id"], "\"table\" = 'contact_accounts'")
    _take_keys(duck)
    duck.execute(f"""
        CREATE OR REPLACE TABLE contacts AS
        SELECT c.id, from_json(emails, {_LIST}) AS emails, from_json(phones, {_LIST}) AS phones,
            from_json(websites, {_LIST}) AS websites,
            coalesce(nullif(company, ''), w.written, '') AS company, country, city,
            c.id IN (SELECT contact_id FROM decided) AS is_decided
        FROM contacts_then c LEFT JOIN (
            SELECT k.row, arg_max(payload->>'account', w.id) AS written
            FROM waiting_rows w JOIN contact_keys k ON k.source = w.source AND k.external_id = payload->>'contact'
            GROUP BY k.row
        ) w ON w.row = c.id
        WHERE c.id NOT IN (SELECT old FROM merged WHERE kind = 'contacts') ORDER BY c.id
    """)
    duck.unregister("contacts_then")


def contacts_table(duck: duckdb.DuckDBPyConnection, where: str) -> pa.Table:
    """Those of `contacts` for which an SQL condition holds."""
    return _shaped(duck.sql(f"SELECT * FROM contacts WHERE {where} ORDER BY id"), CONTACTS)


def _take_keys(duck: duckdb.DuckDBPyConnection) -> None:
    """The sources' ids of contacts, only where some contact waits for its account."""
    if duck.execute("SELECT count(*) FROM waiting_rows").fetchall()[0][0]:
        _take(duck, "contact_keys", ExternalKey, ["source", "external_id", "row"], "kind = 'contacts'")
    else:
        duck.execute("CREATE OR REPLACE TABLE contact_keys (source VARCHAR, external_id VARCHAR, row BIGINT)")


def _take(duck: duckdb.DuckDBPyConnection, name: str, model: Any, columns: list[str], where: str = "") -> None:
    duck.register("rows_then", read(model, columns, where))
    duck.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM rows_then")
    duck.unregister("rows_then")


def _shaped(found: duckdb.DuckDBPyRelation, schema: pa.Schema) -> pa.Table:
    return found.to_arrow_table().select(schema.names).cast(schema)
