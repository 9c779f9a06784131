"""What a list of targets changes against the links that there are, and how that looks tier by tier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from tiercel.records.models import Target

GONE = "gone"  # the rule where an account was archived or merged away


@dataclass(frozen=True)
class TierPlan:
    """What would become of one tier.

    at_least, at_most   what the tiers document aims at; at_most None: the rest
    room                how many it may hold by size and by people; None: no limit
    before, after       accounts in it
    enters              come from no tier; `moves_in` from another
    leaves              are in no tier afterwards; `moves_out` go to another
    """

    tier: int
    name: str
    at_least: int
    at_most: int | None
    room: int | None
    before: int
    after: int
    enters: int
    moves_in: int
    leaves: int
    moves_out: int
    chosen_by_hand: int


class Compared:
    """A new list beside the links in force.

    accounts   as they went in
    placed     account, tier, rule, worker, as they came out
    links      id, account_id, tier, state, owner_id of the links in force
    """

    def __init__(self, accounts: pa.Table, placed: pa.Table, links: pa.Table) -> None:
        self._duck = duckdb.connect()
        self._duck.register("asked", accounts)
        self._duck.register("placed", placed)
        self._duck.register("links", links)
        self._duck.execute(f"""
            CREATE TABLE compared AS
            SELECT coalesce(placed.account, links.account_id) AS account,
                CASE WHEN links.state <> '{Target.REJECTED}' THEN links.tier END AS before, placed.tier AS after,
                coalesce(placed.rule, '{GONE}') AS rule, links.owner_id AS worker_before, placed.worker,
                value_minor, value_low, value_high, value_currency, chance, links.id AS link,
                CASE WHEN placed.tier IS NOT NULL THEN row_number() OVER best_first END AS place
            FROM placed JOIN asked USING (account) FULL JOIN links ON links.account_id = placed.account
            WINDOW best_first AS (PARTITION BY placed.tier ORDER BY worth DESC NULLS LAST, placed.account)
        """)  # noqa: S608
        # A link that was rejected ends in any case; when the account may be proposed again, another begins.
        self._duck.execute("ALTER TABLE compared ADD COLUMN moves BOOLEAN")
        self._duck.execute("""UPDATE compared SET moves = before IS DISTINCT FROM after
            OR (link IS NOT NULL AND before IS NULL)""")

    def changes(self) -> pa.Table:
        """One row for each account that enters, moves, leaves or gets another person; the first tier first."""
        return self._table("""
            SELECT account, before, after, rule, worker_before, worker, value_minor, value_currency, chance, place
            FROM compared WHERE before IS DISTINCT FROM after
                OR (after IS NOT NULL AND worker IS DISTINCT FROM worker_before)
            ORDER BY after NULLS LAST, place, account
        """)

    def placed(self) -> pa.Table:
        """account, tier: every account that is in a tier afterwards."""
        return self._table("SELECT account, after AS tier FROM compared WHERE after IS NOT NULL ORDER BY account")

    def begin(self, tiers_version: int, score_run: int | None) -> pa.Table:
        """The links that begin, with the numbers that they begin with."""
        return self._table(f"""
            SELECT account AS account_id, after AS tier, worker AS owner_id,
                {int(tiers_version)}::BIGINT AS tiers_version,
                CAST(json_object('rule', rule, 'place', place, 'chance', chance, 'value_minor', value_minor,
                    'value_low', value_low, 'value_high', value_high, 'value_currency', value_currency,
                    'score_run', {"NULL" if score_run is None else int(score_run)}, 'before', before) AS VARCHAR) AS why
            FROM compared WHERE moves AND after IS NOT NULL ORDER BY after, place
        """)  # noqa: S608

    def end(self) -> pa.Table:
        """The keys of the links that end."""
        return self._table("SELECT link AS id FROM compared WHERE moves AND link IS NOT NULL ORDER BY id")

    def owners(self) -> pa.Table:
        """Links that stay and get another person."""
        return self._table("""
            SELECT link AS id, worker AS owner_id, worker_before AS old FROM compared
            WHERE NOT moves AND link IS NOT NULL AND worker IS DISTINCT FROM worker_before ORDER BY id
        """)

    def left_out(self) -> dict[str, int]:
        """By rule, how many accounts are in no tier, most first."""
        rows = self._duck.execute("""SELECT rule, count(*) FROM compared
            WHERE after IS NULL GROUP BY rule ORDER BY count(*) DESC, rule""").fetchall()
        return {str(rule): int(count) for rule, count in rows}

    def stays(self) -> int:
        """How many accounts keep their tier and their person."""
        return self._count("after IS NOT NULL AND NOT moves AND worker IS NOT DISTINCT FROM worker_before")

    def tier_plan(self, tier: dict[str, Any], room: int | None) -> TierPlan:
        """One tier, as the tiers document describes it."""
        here, was = f"after = {int(tier['tier'])}", f"before = {int(tier['tier'])}"
        return TierPlan(
            tier=tier["tier"],
            name=tier["name"],
            at_least=tier["at_least"],
            at_most=tier["at_most"],
            room=room,
            before=self._count(was),
            after=self._count(here),
            enters=self._count(f"{here} AND before IS NULL"),
            moves_in=self._count(f"{here} AND before <> after"),
            leaves=self._count(f"{was} AND after IS NULL"),
            moves_out=self._count(f"{was} AND after <> before"),
            chosen_by_hand=self._count(f"{here} AND rule = 'chosen'"),
        )

    def _count(self, where: str) -> int:
        return int(self._duck.execute(f"SELECT count(*) FROM compared WHERE {where}").fetchall()[0][0])  # noqa: S608

    def _table(self, query: str) -> pa.Table:
        return self._duck.sql(query).to_arrow_table()
