"""A batch of events on its way into the lake: each once, with its visitor; and its visitors with their contacts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from tiercel.collect.events.prepare import UNKNOWN, Prepared
from tiercel.collect.visits.network_kinds import COMPANY
from tiercel.flow import match_contacts, read_roles
from tiercel.flow.events import lake_files
from tiercel.flow.events.keys.keep_write_keys import note_heard
from tiercel.flow.events.rows import table_of
from tiercel.flow.events.visitors.companies import note_companies
from tiercel.flow.events.visitors.contacts import Contacts, Told
from tiercel.flow.events.visitors.organisations import link_organisations
from tiercel.flow.events.visitors.recognise import Visitors
from tiercel.flow.jobs import Held
from tiercel.records.models import TakenSegment


@dataclass
class Counts:
    """What became of the events so far."""

    events: int = 0
    repeated: int = 0
    bots: int = 0
    unknown: int = 0
    visitors: int = 0
    contacts: int = 0

    def as_values(self) -> dict[str, int]:
        return {name: count for name, count in vars(self).items() if count}


@dataclass(frozen=True)
class Batch:
    """Events to be taken together, whose name is always the same; `segments` are done with once they are in."""

    name: str
    events: Sequence[Prepared]
    segments: Sequence[str] = ()


class Taker:
    """What takes the batches of a job, and counts; whom one batch was about, the next knows still."""

    def __init__(self, now: datetime, counts: Counts) -> None:
        self.now = now
        self.counts = counts
        self._visitors = Visitors(now)

    def take(self, batch: Batch, holding: Held) -> None:
        """Put a batch into the lake; cut off anywhere and done again, it comes to the same."""
        new = once(batch.events)
        if self._visitors.is_full:
            self._visitors = Visitors(self.now)
        visitors = self._visitors
        told = find_visitors(new, visitors)
        visitors.save()
        written = lake_files.write(table_of(new, visitors), batch.name) if new else []
        with transaction.atomic():
            holding.confirm()
            lake_files.listed(written, self.now)
            contacts = Contacts(visitors, self.now, makes_new=settings.WORKSPACE.contacts_from_events)
            linked, made = contacts.save(told)
            told_of = note_companies(new, contacts.linked)
            if made or told_of:
                match_contacts.queue_after(None)
            if made:
                read_roles.queue_after(None)
            link_organisations({row.clear.organisation for row in new if row.clear.network == COMPANY}, self.now)
            note_heard(_last_heard(batch.events))
            TakenSegment.objects.bulk_create(
                [TakenSegment(name=name, taken_at=self.now) for name in batch.segments], ignore_conflicts=True
            )
        self._count(batch.events, new, linked, made)

    def _count(self, rows: Sequence[Prepared], new: Sequence[Prepared], linked: int, made: int) -> None:
        counts = self.counts
        counts.events += len(new)
        counts.repeated += len(rows) - len(new)
        counts.bots += sum(bool(row.clear.bot) for row in new)
        counts.unknown += sum(row.type == UNKNOWN for row in new)
        counts.visitors += linked
        counts.contacts += made


def _last_heard(rows: Sequence[Prepared]) -> dict[str, datetime]:
    """When each source last sent something."""
    heard: dict[str, datetime] = {}
    for row in rows:
        heard[row.source] = max(row.received_at, heard.get(row.source, row.received_at))
    return heard


def once(rows: Sequence[Prepared]) -> list[Prepared]:
    """Those whose ids stand neither earlier in the batch nor in the lake."""
    first = {row.id: row for row in reversed(rows)}
    if not first:
        return []
    happened = [row.happened_at for row in first.values()]
    there = lake_files.already_there(list(first), min(happened), max(happened))
    return [row for row in rows if row.id not in there and first[row.id] is row]


def find_visitors(rows: Sequence[Prepared], visitors: Visitors) -> list[Told]:
    """Give every row its visitor; returns who said who they are.

    Those that name somebody go first, in the order in which they happened: they decide whose a device was when.
    """
    visitors.load(digest for row in rows for digest in (row.who.device, row.who.user, row.who.mail_hash))
    told = []
    named = sorted((row for row in rows if row.who.names_somebody), key=lambda row: row.happened_at)
    for row in named:
        if not visitors.is_erased(row.who):
            row.visitor = visitors.name(row.who)
            told.append(Told(row.visitor, row.who, row.traits, bool(row.clear.bot)))
    # In the order in which they happened, so that a device is its visitor's from the first event on.
    others = sorted((row for row in rows if not row.who.names_somebody), key=lambda row: row.happened_at)
    for row in others:
        if not visitors.is_erased(row.who):
            row.visitor = visitors.meet(row.who)
    return told
