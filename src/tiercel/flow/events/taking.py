"""A batch of events on its way into the lake: each once, with its visitor; and its visitors with their contacts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc
from django.conf import settings
from django.db import transaction

from tiercel.collect.events.columns import Columns
from tiercel.collect.events.prepare import UNKNOWN
from tiercel.collect.visits.network_kinds import COMPANY
from tiercel.flow import match_contacts, read_roles
from tiercel.flow.events import lake_files
from tiercel.flow.events.keys.keep_write_keys import note_heard
from tiercel.flow.events.rows import table_of
from tiercel.flow.events.visitors.companies import note_companies
from tiercel.flow.events.visitors.contacts import Contacts
from tiercel.flow.events.visitors.find import find_visitors
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
    events: Columns
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
        whose, told = find_visitors(new, visitors)
        visitors.save()
        written = lake_files.write(table_of(new, whose, visitors), batch.name) if len(new) else []
        with transaction.atomic():
            holding.confirm()
            lake_files.listed(written, self.now)
            contacts = Contacts(visitors, self.now, makes_new=settings.WORKSPACE.contacts_from_events)
            linked, made = contacts.save(told)
            told_of = note_companies(new, whose, contacts.linked)
            if made or told_of:
                match_contacts.queue_after(None)
            if made:
                read_roles.queue_after(None)
            link_organisations(_organisations(new), self.now)
            note_heard(_last_heard(batch.events))
            TakenSegment.objects.bulk_create(
                [TakenSegment(name=name, taken_at=self.now) for name in batch.segments], ignore_conflicts=True
            )
        self._count(batch.events, new, linked, made)

    def _count(self, rows: Columns, new: Columns, linked: int, made: int) -> None:
        counts = self.counts
        counts.events += len(new)
        counts.repeated += len(rows) - len(new)
        counts.bots += pc.sum(new.table.column("is_bot")).as_py() or 0
        counts.unknown += pc.sum(pc.equal(_plain(new, "type"), UNKNOWN)).as_py() or 0
        counts.visitors += linked
        counts.contacts += made


def once(rows: Columns) -> Columns:
    """Those whose ids stand neither earlier in the batch nor in the lake."""
    if not len(rows):
        return rows
    ids = rows.table.column("id").to_pylist()
    first = {id_: place for place, id_ in zip(range(len(ids) - 1, -1, -1), reversed(ids), strict=True)}
    happened = pc.min_max(rows.table.column("happened_at")).as_py()
    there = lake_files.already_there(list(first), happened["min"], happened["max"])
    if len(first) == len(ids) and not there:
        return rows
    return rows.only([place for place, id_ in enumerate(ids) if first[id_] == place and id_ not in there])


def _last_heard(rows: Columns) -> dict[str, datetime]:
    """When each source last sent something."""
    heard = pa.table({"source": _plain(rows, "source"), "at": rows.table.column("received_at")})
    found = heard.group_by("source").aggregate([("at", "max")])
    return dict(zip(found.column("source").to_pylist(), found.column("at_max").to_pylist(), strict=True))


def _organisations(rows: Columns) -> set[str]:
    """Those whose networks are companies' own."""
    companies = pc.equal(_plain(rows, "network"), COMPANY)
    return set(pc.unique(_plain(rows, "organisation").filter(companies)).to_pylist())


def _plain(rows: Columns, name: str) -> pa.ChunkedArray:
    return rows.table.column(name).cast(pa.string())
