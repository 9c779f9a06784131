"""What arrived of events, by day, source and type; what could not be taken, and why; whose networks strangers used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
from django.conf import settings

from tiercel.collect.events.aside import reasons_in
from tiercel.collect.events.prepare import UNKNOWN
from tiercel.collect.events.reading import closed_segments
from tiercel.collect.visits.network_kinds import COMPANY
from tiercel.flow.events.compact import log_folder
from tiercel.flow.events.keep_networks import ranges_in_use
from tiercel.flow.events.visitors.contacts import in_parts
from tiercel.flow.events.visitors.links_then import known_visitors
from tiercel.flow.sight import seen_accounts, sees_all
from tiercel.records.models import EventFile, OrganisationAccount, User
from tiercel.records.models.base import active

DAYS, MOST_ORGANISATIONS, MOST_REASONS, MOST_STRANGERS = 30, 50, 20, 20_000
ASIDE = "lake/aside"


@dataclass(frozen=True)
class DayRow:
    """A UTC day; `people` counts the events that are not of bots."""

    day: date
    events: int
    people: int


@dataclass(frozen=True)
class KindRow:
    source: str
    type: str
    events: int
    newest_at: datetime


@dataclass(frozen=True)
class RefusedRow:
    """Why requests or events were not taken, how many, and when the last of them came."""

    reason: str
    count: int
    newest_at: datetime


@dataclass(frozen=True)
class StrangersRow:
    """Visitors whom nobody knows, by whose network they came from; `account` where one is called so."""

    organisation: str
    visitors: int
    looks: int
    newest_at: datetime
    account: tuple[int, str] | None = None


@dataclass(frozen=True)
class EventsPage:
    """The last days; `bots` is the share of events that no person did, `not_understood` how many said nothing to us."""

    days: tuple[DayRow, ...]
    kinds: tuple[KindRow, ...]
    refused: tuple[RefusedRow, ...]
    strangers: tuple[StrangersRow, ...]
    events: int
    bots: float
    not_understood: int
    waiting: int
    knows_networks: bool
    has_any: bool


def see_events(by: User | None, now: datetime) -> EventsPage:
    """What arrived in the last DAYS days.

    Who does not see all accounts is told of the networks of those that they see, and of no others.
    """
    since = datetime.combine(now.date() - timedelta(days=DAYS - 1), datetime.min.time(), UTC)
    files = list(EventFile.objects.filter(ended_at__isnull=True, day__gte=since.date()).values_list("path", flat=True))
    duck = _lake(files) if files else None
    days = _days(duck) if duck else ()
    events = sum(row.events for row in days)
    return EventsPage(
        days=days,
        kinds=_kinds(duck) if duck else (),
        refused=_refused(since),
        strangers=_strangers(duck, by) if duck else (),
        events=events,
        bots=sum(row.events - row.people for row in days) / events if events else 0.0,
        not_understood=_not_understood(duck) if duck else 0,
        waiting=len(closed_segments(log_folder())),
        knows_networks=bool(ranges_in_use()),
        has_any=bool(files) or EventFile.objects.exists(),
    )


def _lake(files: Iterable[str]) -> duckdb.DuckDBPyConnection:
    duck = duckdb.connect()
    duck.execute("SET TimeZone = 'UTC'")
    workspace = Path(settings.WORKSPACE.workspace)
    duck.execute("SET VARIABLE files = ?", [[str(workspace / path) for path in files]])
    duck.execute("CREATE VIEW events AS SELECT * FROM read_parquet(getvariable('files'))")
    return duck


def _days(duck: duckdb.DuckDBPyConnection) -> tuple[DayRow, ...]:
    found = duck.execute("""
        SELECT timezone('UTC', received_at)::DATE, count(*), count(*) FILTER (WHERE NOT is_bot)
        FROM events GROUP BY 1 ORDER BY 1 DESC
    """).fetchall()
    return tuple(DayRow(*row) for row in found)


def _kinds(duck: duckdb.DuckDBPyConnection) -> tuple[KindRow, ...]:
    found = duck.execute("""
        SELECT source, type, count(*), timezone('UTC', max(received_at))
        FROM events GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT 100
    """).fetchall()
    return tuple(KindRow(source, kind, count, _utc(newest)) for source, kind, count, newest in found)


def _not_understood(duck: duckdb.DuckDBPyConnection) -> int:
    return int(duck.execute("SELECT count(*) FROM events WHERE type = ?", [UNKNOWN]).fetchall()[0][0])


def _strangers(duck: duckdb.DuckDBPyConnection, by: User | None) -> tuple[StrangersRow, ...]:
    accounts = _accounts(by)
    found = duck.execute(
        """
        SELECT organisation, visitor, count(*) FILTER (WHERE type IN ('page', 'screen')),
            timezone('UTC', max(received_at))
        FROM events WHERE NOT is_bot AND network = ? AND organisation <> '' AND visitor IS NOT NULL
        GROUP BY 1, 2 ORDER BY 4 DESC LIMIT ?
        """,
        [COMPANY, MOST_STRANGERS],
    ).fetchall()
    somebodys = known_visitors({row[1] for row in found}, None)
    by_name: dict[str, list[tuple[Any, ...]]] = {}
    for row in found:
        if row[1] not in somebodys and (sees_all(by) or row[0] in accounts):
            by_name.setdefault(row[0], []).append(row)
    rows = [
        StrangersRow(
            name, len(group), sum(row[2] for row in group), _utc(max(row[3] for row in group)), accounts.get(name)
        )
        for name, group in by_name.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.visitors, row.organisation))[:MOST_ORGANISATIONS])


def _accounts(by: User | None) -> dict[str, tuple[int, str]]:
    """The account of each organisation, among those that this user sees."""
    links = dict(OrganisationAccount.objects.filter(active()).values_list("organisation", "account"))
    names: dict[int, str] = {}
    for part in in_parts(sorted(set(links.values()))):
        names |= dict(seen_accounts(by).filter(pk__in=part).values_list("pk", "name"))
    return {name: (account, names[account]) for name, account in links.items() if account in names}


def _refused(since: datetime) -> tuple[RefusedRow, ...]:
    """What the collector kept aside since then, by the reason."""
    folder = Path(settings.WORKSPACE.workspace) / ASIDE
    if not folder.is_dir():
        return ()
    counts: Counter[str] = Counter()
    newest: dict[str, datetime] = {}
    for reason, at in reasons_in(folder):
        if at >= since:
            counts[reason] += 1
            newest[reason] = max(at, newest.get(reason, at))
    return tuple(RefusedRow(reason, count, newest[reason]) for reason, count in counts.most_common(MOST_REASONS))


def _utc(instant: datetime) -> datetime:
    return instant.replace(tzinfo=UTC)
