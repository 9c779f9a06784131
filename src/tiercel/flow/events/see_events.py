"""What arrived of events, by day, source and type; what could not be taken, and why; whose networks strangers used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from tiercel.collect.events.aside import reasons_in
from tiercel.collect.events.prepare import UNKNOWN
from tiercel.collect.events.reading import closed_segments
from tiercel.collect.visits.network_kinds import COMPANY
from tiercel.flow.events.compact import log_folder
from tiercel.flow.events.counts import Counted, counted
from tiercel.flow.events.keep_networks import ranges_in_use
from tiercel.flow.events.read_again import read_again
from tiercel.flow.events.visitors.contacts import in_parts
from tiercel.flow.events.visitors.links_then import known_visitors
from tiercel.flow.one_duckdb import reader
from tiercel.flow.sight import seen_accounts, sees_all
from tiercel.records.models import EventFile, OrganisationAccount, User
from tiercel.records.models.base import active

DAYS, MOST_ORGANISATIONS, MOST_REASONS, MOST_STRANGERS, MOST_KINDS = 30, 50, 20, 20_000, 100
ASIDE = "lake/aside"
STRANGERS = """
    SELECT organisation, visitor, count(*) FILTER (WHERE type IN ('page', 'screen')),
        timezone('UTC', max(received_at))
    FROM read_parquet(?) WHERE NOT is_bot AND network = ? AND organisation <> '' AND visitor IS NOT NULL
    GROUP BY 1, 2 ORDER BY 4 DESC LIMIT ?
"""


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
    found = counted(since.date())
    days = _days(found)
    events = sum(row.events for row in days)
    return EventsPage(
        days=days,
        kinds=_kinds(found),
        refused=_refused(since),
        strangers=_strangers(since.date(), by) if found else (),
        events=events,
        bots=sum(row.events - row.people for row in days) / events if events else 0.0,
        not_understood=sum(row.events for row in found if row.type == UNKNOWN),
        waiting=len(closed_segments(log_folder())),
        knows_networks=bool(ranges_in_use()),
        has_any=bool(found) or EventFile.objects.exists(),
    )


def _days(found: Sequence[Counted]) -> tuple[DayRow, ...]:
    events, people = Counter[date](), Counter[date]()
    for row in found:
        events[row.day] += row.events
        people[row.day] += 0 if row.is_bot else row.events
    return tuple(DayRow(day, events[day], people[day]) for day in sorted(events, reverse=True))


def _kinds(found: Sequence[Counted]) -> tuple[KindRow, ...]:
    kinds: dict[tuple[str, str], KindRow] = {}
    for row in found:
        known = kinds.get((row.source, row.type), KindRow(row.source, row.type, 0, row.newest_at))
        newest = max(known.newest_at, row.newest_at)
        kinds[row.source, row.type] = KindRow(row.source, row.type, known.events + row.events, newest)
    ordered = sorted(kinds.values(), key=lambda row: (-row.events, row.source, row.type))
    return tuple(ordered[:MOST_KINDS])


def _strangers(since: date, by: User | None) -> tuple[StrangersRow, ...]:
    accounts = _accounts(by)
    found = read_again(lambda: _of_companies(since))
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


def _of_companies(since: date) -> list[tuple[Any, ...]]:
    """Visitors from the networks of companies: the network, who, how many looks, and when the last was received."""
    files = EventFile.objects.filter(ended_at__isnull=True, day__gte=since).values_list("path", flat=True)
    workspace = Path(settings.WORKSPACE.workspace)
    asked = [[str(workspace / path) for path in files], COMPANY, MOST_STRANGERS]
    return reader().execute(STRANGERS, asked).fetchall()


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
