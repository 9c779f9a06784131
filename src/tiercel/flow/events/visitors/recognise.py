"""Who did what: events of a batch find their visitors, and visitors who say who they are bring their past along.

A visitor is one person at one device. A device that nobody has named themselves at is one visitor's; who names
themselves there first is that visitor, from the beginning. Another person who names themselves at the same device is
another visitor, whose the device is from that moment of events on. A person at two devices is two visitors, who are
the same contact.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from tiercel.collect.events.known_by import DEVICE, MAIL, NOBODY, USER, KnownBy
from tiercel.flow.events.visitors.sealing import new_secret
from tiercel.records.bulk import reserve_keys
from tiercel.records.models import Visitor, VisitorIdentifier
from tiercel.records.models.base import active

AT_A_TIME, KEYS_AT_ONCE = 500, 1000


@dataclass
class Known:
    """What is known of one visitor: their secret ("" once erased), and the persons that they said they are."""

    key: int
    secret: str
    users: set[str] = field(default_factory=set)
    mails: set[str] = field(default_factory=set)
    is_new: bool = False

    def may_be(self, who: KnownBy) -> bool:
        """Whether this visitor can be who an event names: nobody is two persons, but a person may change addresses."""
        if not self.secret:
            return False
        if who.user and self.users:
            return who.user in self.users
        if who.mail_hash and self.mails:
            return who.mail_hash in self.mails
        return True

    def is_named(self, who: KnownBy) -> bool:
        return who.user in self.users if who.user else who.mail_hash in self.mails


class Visitors:
    """The visitors that a batch of events is about, as far as the records know them, and what is new of them."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._known: dict[int, Known] = {}
        # Since when a device is whose; persons with all their visitors.
        self._devices: dict[str, list[tuple[datetime, int]]] = defaultdict(list)
        self._persons: dict[str, list[int]] = defaultdict(list)
        self._new: list[VisitorIdentifier] = []
        self._left: list[str] = []
        self._keys: list[int] = []

    def load(self, digests: Iterable[str]) -> None:
        """Read whom these hashes are known of, and what else those are known by."""
        wanted = sorted({digest for digest in digests if digest})
        named = {row.visitor_id for row in _rows(wanted, "digest")}
        for row in sorted(_rows(sorted(named), "visitor"), key=lambda row: row.since):
            known = self._known.setdefault(row.visitor_id, Known(row.visitor_id, row.visitor.secret))
            self._note(known, row.kind, row.digest, row.since)
        for history in self._devices.values():
            history.sort()

    def secret_of(self, visitor: int) -> str:
        return self._known[visitor].secret

    def name(self, who: KnownBy) -> int:
        """The visitor of an event that names somebody; who they are is noted."""
        history = self._devices.get(who.device, []) if who.device else []
        there = [self._known[visitor] for _since, visitor in reversed(history)]
        found = next((known for known in there if known.is_named(who)), None)
        if found is None and there and there[0].may_be(who):
            found = there[0]
        if found is None and not who.device:
            found = self._without_device(who)
        if found is None:
            found = self._met()
        if who.device:
            self._takes(who, found)
        for kind, digest in ((USER, who.user), (MAIL, who.mail_hash)):
            self._says(found, kind, digest, who.at)
        return found.key

    def meet(self, who: KnownBy) -> int:
        """The visitor of an event that names nobody: whose the device was when it happened."""
        history = self._devices.get(who.device)
        if history:
            place = bisect_right(history, who.at, key=lambda entry: entry[0]) - 1
            return history[max(place, 0)][1]
        found = self._met()
        self._takes(who, found)
        return found.key

    def is_erased(self, who: KnownBy) -> bool:
        """Whether an event is of somebody who was erased: then nobody is to know whose it is."""
        if any(not self._known[visitor].secret for digest in (who.user, who.mail_hash) for visitor in self._of(digest)):
            return True
        history = self._devices.get(who.device, []) if who.device else []
        if who.names_somebody or not history:
            return False
        place = bisect_right(history, who.at, key=lambda entry: entry[0]) - 1
        return not self._known[history[max(place, 0)][1]].secret

    def others_of(self, visitor: int) -> list[int]:
        """All visitors that said they are the same person as this one, this one among them."""
        known = self._known[visitor]
        found = {other for digest in known.users | known.mails for other in self._persons[digest]}
        return sorted(found | {visitor})

    def save(self) -> None:
        """Write what is new. Done twice, or cut off and done again, it comes to the same."""
        met = [known for known in self._known.values() if known.is_new]
        with transaction.atomic():
            Visitor.objects.bulk_create(
                [Visitor(pk=known.key, secret=known.secret, made_at=self._now) for known in met], batch_size=AT_A_TIME
            )
            for start in range(0, len(self._left), AT_A_TIME):
                part = self._left[start : start + AT_A_TIME]
                held = VisitorIdentifier.objects.filter(active(), kind=DEVICE, digest__in=part)
                held.update(ended_at=self._now)
            VisitorIdentifier.objects.bulk_create(self._new, batch_size=AT_A_TIME)
        for known in met:
            known.is_new = False
        self._new, self._left = [], []

    def _of(self, digest: str) -> list[int]:
        return self._persons.get(digest, []) if digest else []

    def _without_device(self, who: KnownBy) -> Known | None:
        """Whom a server names without a device is the visitor whom it named so before, if any."""
        named = [self._known[visitor] for visitor in self._of(who.user) + self._of(who.mail_hash)]
        return next((known for known in named if known.may_be(who)), None)

    def _met(self) -> Known:
        if not self._keys:
            first = reserve_keys(Visitor, KEYS_AT_ONCE)
            self._keys = list(range(first + KEYS_AT_ONCE - 1, first - 1, -1))
        known = Known(self._keys.pop(), new_secret(), is_new=True)
        self._known[known.key] = known
        return known

    def _takes(self, who: KnownBy, known: Known) -> None:
        """The device is this visitor's from the event on; what came late takes it from nobody."""
        history = self._devices[who.device]
        if history and (history[-1][1] == known.key or who.at <= history[-1][0]):
            return
        if history:
            # A link of this batch ends where the next begins; those of the records are ended when it is written.
            self._end(who.device)
        history.append((who.at, known.key))
        self._new.append(self._link(known, NOBODY if who.is_nobody else DEVICE, who.device, who.at))

    def _end(self, device: str) -> None:
        for row in self._new:
            if row.digest == device and row.ended_at is None:
                row.ended_at = self._now
                return
        self._left.append(device)

    def _says(self, known: Known, kind: str, digest: str, at: datetime) -> None:
        said = known.users if kind == USER else known.mails
        if digest and digest not in said:
            self._note(known, kind, digest, at)
            self._new.append(self._link(known, kind, digest, at))

    def _note(self, known: Known, kind: str, digest: str, since: datetime) -> None:
        if kind in (DEVICE, NOBODY):
            self._devices[digest].append((since, known.key))
            return
        (known.users if kind == USER else known.mails).add(digest)
        if known.key not in self._persons[digest]:
            self._persons[digest].append(known.key)

    def _link(self, known: Known, kind: str, digest: str, since: datetime) -> VisitorIdentifier:
        return VisitorIdentifier(
            kind=kind, digest=digest, visitor_id=known.key, since=since, made_at=self._now, origin=None
        )


def _rows(values: Sequence[str] | Sequence[int], column: str) -> Iterator[VisitorIdentifier]:
    for start in range(0, len(values), AT_A_TIME):
        part = values[start : start + AT_A_TIME]
        yield from VisitorIdentifier.objects.filter(**{f"{column}__in": part}).select_related("visitor")
