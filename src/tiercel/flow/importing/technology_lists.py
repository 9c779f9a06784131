"""The short list of technologies that an account shows follows the rows that say what was seen there and when."""

from __future__ import annotations

import duckdb

from tiercel.flow.importing.rows import Occasion, count
from tiercel.records.models import Account
from tiercel.records.reading import read


def list_technologies(duck: duckdb.DuckDBPyConnection, occasion: Occasion) -> None:
    """Make `upd_account_technologies(id, technologies)`, and fill in accounts that are new themselves.

    What is in use now is on the list, what has ended is not; what somebody else put there stays.
    """
    duck.execute("CREATE TABLE upd_account_technologies (id BIGINT, technologies VARCHAR[])")
    if not count(duck, "new_technologies") and not count(duck, "upd_technologies"):
        return
    _load_seen(duck, occasion)
    _add(duck, "new_accounts", "UPDATE new_accounts SET technologies = listed.list FROM listed WHERE {same}")
    _load_lists(duck)
    _add(
        duck,
        "listed_then",
        """INSERT INTO changes SELECT 'accounts', listed.id, 'technologies', CAST(to_json(technologies) AS VARCHAR),
               CAST(to_json(listed.list) AS VARCHAR), listed.origin_id, listed.line
           FROM listed_then JOIN listed ON {same} WHERE listed.list IS DISTINCT FROM technologies""",
        """INSERT INTO upd_account_technologies SELECT listed.id, listed.list
           FROM listed_then JOIN listed ON {same} WHERE listed.list IS DISTINCT FROM technologies""",
    )


def _load_seen(duck: duckdb.DuckDBPyConnection, occasion: Occasion) -> None:
    """Make `seen(account_id, name, is_used, origin_id, line)` of the rows that this import brings or changes."""
    day = f"DATE '{occasion.now.date()}'"
    duck.execute(f"""
        CREATE TEMP TABLE seen AS
        SELECT account_id, name, "until" IS NULL OR "until" > {day} AS is_used, origin_id, line FROM new_technologies
        UNION ALL SELECT b.account_id, b.name, b."until" IS NULL OR b."until" > {day}, b.origin_id, b.line
        FROM both_technologies b JOIN upd_technologies u ON u.id = b.id
    """ if count(duck, "upd_technologies") else f"""
        CREATE TEMP TABLE seen AS
        SELECT account_id, name, "until" IS NULL OR "until" > {day} AS is_used, origin_id, line FROM new_technologies
    """)  # fmt: skip


def _load_lists(duck: duckdb.DuckDBPyConnection) -> None:
    """Make `listed_then(id, technologies)`: what the records list, or will when this import has changed the account."""
    ids = [row[0] for row in duck.execute("SELECT DISTINCT account_id FROM seen ANTI JOIN new_accounts n "
                                          "ON n.id = account_id").fetchall()]  # fmt: skip
    where = f"id IN ({', '.join(['%s'] * len(ids))})" if ids and len(ids) <= 20_000 else "" if ids else "1 = 0"
    duck.register("accounts_then", read(Account, ["id", "technologies"], where, ids if len(ids) <= 20_000 else []))
    duck.execute("""
        CREATE TEMP TABLE listed_then AS
        SELECT a.id, coalesce(u.technologies, from_json(a.technologies, '["VARCHAR"]'), []) AS technologies
        FROM accounts_then a LEFT JOIN upd_accounts u ON u.id = a.id
    """)
    duck.unregister("accounts_then")


def _add(duck: duckdb.DuckDBPyConnection, rows: str, *statements: str) -> None:
    """Make `listed(id, list, …)` of the accounts in `rows`, then do what is to be done with it."""
    duck.execute(f"""
        CREATE OR REPLACE TEMP TABLE listed AS
        WITH both_sides AS (
            SELECT r.id, any_value(s.origin_id) AS origin_id, any_value(s.line) AS line,
                coalesce(any_value(r.technologies), [])
                    || coalesce(list(s.name ORDER BY s.name) FILTER (s.is_used), []) AS named,
                coalesce(list(lower(s.name)) FILTER (NOT s.is_used), []) AS ended
            FROM {rows} r JOIN seen s ON s.account_id = r.id GROUP BY r.id
        ), lowered AS (SELECT *, list_transform(named, lambda x: lower(x)) AS low FROM both_sides)
        SELECT id, origin_id, line,
            list_filter(
                named, lambda x, i: list_position(low, lower(x)) = i AND NOT list_contains(ended, lower(x))
            ) AS list
        FROM lowered
    """)
    for statement in statements:
        duck.execute(statement.format(same=f"listed.id = {rows}.id"))
