"""What a proposal of targets is made from: accounts with their scores, the team's capacity, and the tiers document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb
import pyarrow as pa
from django.utils.translation import gettext as _

from tiercel.flow.strategy import documents
from tiercel.flow.targets.target_capacity import stated_rooms
from tiercel.flow.words import means
from tiercel.records.models import (
    Account,
    AccountScore,
    Alias,
    HandChoice,
    Person,
    SignOff,
    Subscription,
    Target,
)
from tiercel.records.reading import read
from tiercel.score.tiers import ACCOUNTS, Rule, Rules, Tier

AGAIN_AFTER_DAYS = 180
WORTH = {"expected_value": "s.value_minor", "cautious_value": "s.value_low", "chance": "s.chance"}
ACCOUNT_COLUMNS = ("id", "owner_id", "type", "lifecycle", "do_not_sell", "country", "region", "employees")
LINK_COLUMNS = ("id", "account_id", "tier", "state", "made_at", "owner_id")
SCORE_COLUMNS = ("account_id", "chance", "value_minor", "value_low", "value_high", "value_currency")


@dataclass(frozen=True)
class Inputs:
    """Everything that a proposal needs to know.

    accounts    columns of score.tiers.ACCOUNTS, and the score's value_minor, value_low, value_high, value_currency
    links       the target links in force: id, account_id, tier, state, made_at, owner_id
    warnings    what somebody should know about these inputs, for people
    """

    accounts: pa.Table
    links: pa.Table
    people: pa.Table
    rules: Rules
    tiers: documents.Document
    icp_version: int | None
    warnings: tuple[str, ...]


def gather(now: datetime, tiers: documents.Document | None = None) -> Inputs:
    """Read all of it; `tiers` is the document in force unless another is given, as a draft."""
    document = tiers or documents.current("tiers")
    icp = documents.find("icp")
    ranked = icp is not None and icp.body["verdict"] == "signal"
    warnings = list(_about_scores(icp)) if ranked else [_no_ranking(has_profile=icp is not None, body=document.body)]
    by = document.body["ranking"]["by"] if ranked else document.body["ranking"]["without_a_signal"]
    people, wrong = stated_rooms(document.body)
    links = read(Target, LINK_COLUMNS, "ended_at IS NULL")
    return Inputs(
        accounts=_accounts(now, document.body, by, links),
        links=links,
        people=people,
        rules=_rules(document.body, ranked=ranked),
        tiers=document,
        icp_version=icp.version if icp else None,
        warnings=(*warnings, *wrong),
    )


def _about_scores(icp: documents.Document | None) -> Iterator[str]:
    """Whether there are scores, and by the profile in force."""
    score = AccountScore.objects.select_related("run__document").order_by("account").first()
    if score is None:
        yield _("No account is scored yet. Score them first: tiercel refresh")
    elif icp is not None and score.run.document and score.run.document.version != icp.version:
        yield _("The scores are by version {old} of the profile, and {new} is in force: tiercel refresh").format(
            old=score.run.document.version, new=icp.version
        )


def _no_ranking(*, has_profile: bool, body: dict[str, Any]) -> str:
    fallback = body["ranking"]["without_a_signal"]
    if has_profile:
        why = _("The profile finds nothing that tells won from lost deals, so accounts are not ranked by it.")
    else:
        why = _("There is no profile yet (tiercel icp learn), so accounts are not ranked by it.")
    if fallback == "none":
        return why + " " + _("Only accounts chosen by hand get a tier.")
    return why + " " + _("As the tiers document asks, they are ranked by {fallback}.").format(fallback=fallback)


def _rules(body: dict[str, Any], *, ranked: bool) -> Rules:
    fallback = body["ranking"]["without_a_signal"] != "none"
    tiers = tuple(
        Tier(
            number=tier["tier"],
            at_most=tier["at_most"],
            # A chance that says nothing must not keep anybody out.
            minimum_lift=tier["minimum_lift"] if ranked else 0.0,
            minimum_chance=tier["minimum_chance"] if ranked else 0.0,
        )
        for tier in body["tiers"]
    )
    return Rules(
        tiers=tiers,
        is_ranked=ranked or fallback,
        stay_margin=body["ranking"]["stay_margin"],
        stay_at_least_days=body["changes"]["stay_at_least_days"],
        follows_owner=body["changes"]["when_the_owner_changes"] == "follow",
    )


def _accounts(now: datetime, body: dict[str, Any], by: str, links: pa.Table) -> pa.Table:
    duck = duckdb.connect()
    duck.execute("SET TimeZone = 'UTC'")
    duck.register("a", read(Account, ACCOUNT_COLUMNS, "archived_at IS NULL"))
    duck.register("s", read(AccountScore, SCORE_COLUMNS))
    duck.register("t", links)
    duck.register("h", read(HandChoice, ["account_id", "tier"], "ended_at IS NULL"))
    duck.register("team", read(Person, ["id"], "archived_at IS NULL AND is_active IS NOT FALSE"))
    duck.register("merged", read(Alias, ["old"], "kind = 'accounts' AND ended_at IS NULL"))
    duck.register("paying", read(Subscription, ["account_id"], *_running(now)))
    duck.register("rejected", _rejected(body, now))
    duck.register("words", _barred_words(duck, body["exclusions"]))
    duck.register("revenue", _revenue(by))
    subscribers = next((e["name"] for e in body["exclusions"] if e["exclude"] and e["running_subscription"]), None)
    query = f"""
        SELECT a.id AS account, CAST({_worth(duck, by)} AS DOUBLE) AS worth, s.chance,
            CASE WHEN a.do_not_sell THEN '{Rule.DO_NOT_SELL}'
                WHEN words.barred IS NOT NULL THEN words.barred
                WHEN paying.account_id IS NOT NULL AND CAST($subscribers AS VARCHAR) IS NOT NULL THEN $subscribers
                WHEN rejected.account IS NOT NULL THEN '{Rule.REJECTED}' END AS barred,
            CASE WHEN h.account_id IS NOT NULL THEN coalesce(h.tier, 0) END AS hand,
            CASE WHEN t.state <> '{Target.REJECTED}' THEN t.tier END AS present,
            greatest(0, date_diff('second', CAST(t.made_at AS TIMESTAMPTZ), CAST($now AS TIMESTAMPTZ)) // 86400)
                AS stayed_days,
            team.id AS owner, CASE WHEN t.state <> '{Target.REJECTED}' THEN t.owner_id END AS worker,
            nullif(concat_ws('/', nullif(a.country, ''), nullif(a.region, '')), '') AS territory,
            s.value_minor, s.value_currency, s.value_low, s.value_high
        FROM a
        LEFT JOIN team ON team.id = a.owner_id
        LEFT JOIN s ON s.account_id = a.id
        LEFT JOIN t ON t.account_id = a.id
        LEFT JOIN h ON h.account_id = a.id
        LEFT JOIN words ON words.type = a.type AND words.lifecycle = a.lifecycle
        LEFT JOIN (SELECT DISTINCT account_id FROM paying) paying ON paying.account_id = a.id
        LEFT JOIN rejected ON rejected.account = a.id
        LEFT JOIN revenue ON revenue.id = a.id
        WHERE a.id NOT IN (SELECT old FROM merged)
        ORDER BY a.id
    """  # noqa: S608
    found = duck.sql(query, params={"subscribers": subscribers, "now": now.isoformat()}).to_arrow_table()
    shared = [pa.field(field.name, field.type) for field in found.schema if field.name not in ACCOUNTS.names]
    return found.cast(pa.schema([*ACCOUNTS, *shared]))


def _worth(duck: duckdb.DuckDBPyConnection, by: str) -> str:
    """SQL for what accounts are ranked by."""
    if by in ("employees", "revenue"):
        return "a.employees" if by == "employees" else "revenue.revenue"
    if by == "none":
        return "NULL"
    # Where no deal has an amount there is no value, and the chance alone tells accounts apart.
    known = duck.execute("SELECT count(value_minor) FROM s").fetchall()[0][0]
    return f"CASE WHEN s.chance IS NOT NULL THEN greatest(coalesce({WORTH[by]}, 0), 0) END" if known else "s.chance"


def _revenue(by: str) -> pa.Table:
    """Revenue in one currency, where it is asked for."""
    if by != "revenue":
        return pa.table({"id": pa.array([], pa.int64()), "revenue": pa.array([], pa.float64())})
    from tiercel.flow import read_tables

    return read_tables.accounts().select(["id", "revenue"])


def _running(now: datetime) -> tuple[str, list[Any]]:
    """A clause for subscriptions that run today."""
    today = now.date().isoformat()
    return "archived_at IS NULL AND started_on <= %s AND (ended_on IS NULL OR ended_on > %s)", [today, today]


def _rejected(body: dict[str, Any], now: datetime) -> pa.Table:
    """Accounts that were rejected so lately that they are not proposed again yet."""
    wait = {entry["reason"]: entry["again_after_days"] for entry in body["sign_off"]["reject_reasons"]}
    newest = SignOff.objects.filter(ended_at__isnull=True).order_by("account", "-made_at", "-pk")
    latest: dict[int, tuple[str, str, datetime]] = {}
    for account, decision, reason, made_at in newest.values_list("account", "decision", "reason", "made_at"):
        latest.setdefault(account, (decision, reason, made_at))
    kept_out = [
        account
        for account, (decision, reason, made_at) in latest.items()
        if decision == Target.REJECTED and (now - made_at).days < wait.get(reason, AGAIN_AFTER_DAYS)
    ]
    return pa.table({"account": pa.array(sorted(kept_out), pa.int64())})


def _barred_words(duck: duckdb.DuckDBPyConnection, exclusions: list[dict[str, Any]]) -> pa.Table:
    """Each pair of type and lifecycle that an exclusion means, with the exclusion's name."""
    pairs = duck.execute("SELECT DISTINCT type, lifecycle FROM a ORDER BY ALL").fetchall()
    rows = [(kind, stage, barred) for kind, stage in pairs if (barred := _barred_by(kind, stage, exclusions))]
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    names = ("type", "lifecycle", "barred")
    return pa.table({name: pa.array(values, pa.string()) for name, values in zip(names, columns, strict=True)})


def _barred_by(kind: str | None, stage: str | None, exclusions: list[dict[str, Any]]) -> str:
    """The first exclusion that means an account of this type and lifecycle, "" where none does.

    >>> _barred_by("Customer - Direct", "", [{"name": "customers", "exclude": True, "words": ["customer*"]}])
    'customers'
    """
    for exclusion in exclusions:
        if exclusion["exclude"] and any(means(text or "", exclusion["words"]) for text in (kind, stage)):
            return str(exclusion["name"])
    return ""
