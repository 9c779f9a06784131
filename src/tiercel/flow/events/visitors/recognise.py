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
from typing import Any

from django.db import transaction

from tiercel.collect.events.known_by import DEVICE, MAIL, NOBODY, USER, KnownBy
from tiercel.flow.events.visitors.sealing import new_secret
from tiercel.records import plain_rows
from tiercel.records.bulk import reserve_keys
from tiercel.records.models import Visitor, VisitorIdentifier
from tiercel.records.models.base import active

# A visitor takes about a kilobyte.
AT_A_TIME, KEYS_AT_ONCE, MOST_KNOWN = 500, 1000, 300_000


@dataclass
class Known:
    """What is known of one visitor: their secret ("" once erased), and the persons that they said they are."""

    key: int
    secret: str
    users: set[str] = field(default_factory=set)
    mails: set[str] = field(default_factory=set)

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


@dataclass(slots=True)
class _Identifier:
    """By what a visitor is known from now on; it may have ended within the batch that began it."""

    kind: str
    digest: str
    visitor: int
    since: datetime
    ended: bool = False


class Visitors:
    """The visitors that the events of a job are about, as far as the records know them, and what is new of them."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._known: dict[int, Known] = {}
        # Hashes that were asked of the records already: while a job holds its lock, nobody else writes visitors.
        self._asked: set[str] = set()
        self._any_erased = False
        # Since when a device is whose; persons with all their visitors.
        self._devices: dict[str, list[tuple[datetime, int]]] = defaultdict(list)
        self._persons: dict[str, list[int]] = defaultdict(list)
        self._new: list[_Identifier] = []
        self._newest: dict[str, _Identifier] = {}
        self._left: list[str] = []
        self._keys: list[int] = []
        self._met_now: list[Known] = []

    def load(self, digests: Iterable[str]) -> None:
        """Read whom these hashes are known of, and what else those are known by; what was read before is known yet."""
        wanted = {digest for digest in digests if digest and digest not in self._asked}
        self._asked |= wanted
        named = {visitor for (visitor,) in _rows(sorted(wanted), "digest", "visitor")} - self._known.keys()
        found = sorted(_rows(sorted(named), "visitor", "since", "visitor", "visitor__secret", "kind", "digest"))
        for since, visitor, secret, kind, digest in found:
            known = self._known.setdefault(visitor, Known(visitor, secret))
            self._any_erased |= not secret
            self._note(known, kind, digest, since)
        for digest in {digest for *_, kind, digest in found if kind in (DEVICE, NOBODY)}:
            self._devices[digest].sort()

    @property
    def is_full(self) -> bool:
        """Whether so many are known that it is time to begin anew."""
        return len(self._known) > MOST_KNOWN

    def secret_of(self, visitor: int) -> str:
        return self._known[visitor].secret

    def name(self, who: KnownBy) -> int:
        """The visitor of an event that names somebody; who they are is noted."""
        history = self._devices.get(who.device, []) if who.device else []
        there = (self._known[visitor] for _since, visitor in reversed(history))
        found = next((known for known in there if known.is_named(who)), None)
        if found is None and history and (newest := self._known[history[-1][1]]).may_be(who):
            found = newest
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

    def owner_of(self, device: str) -> int | None:
        """Whose all that named nobody at a device is, where that takes no look at when; None where it does."""
        history = self._devices.get(device, ())
        return history[0][1] if len(history) == 1 and not self._any_erased else None

    def has_one_owner(self, device: str) -> bool:
        """Whether all that named nobody at a device, whenever it happened, is of the same visitor."""
        return len(self._devices.get(device, ())) == 1

    def is_erased(self, who: KnownBy) -> bool:
        """Whether an event is of somebody who was erased: then nobody is to know whose it is."""
        if not self._any_erased:
            return False
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
        now = plain_rows.instant(self._now)
        with transaction.atomic():
            met = ((known.key, known.secret, now) for known in self._met_now)
            plain_rows.put(Visitor, ("id", "secret", "made_at"), met)
            for start in range(0, len(self._left), AT_A_TIME):
                part = self._left[start : start + AT_A_TIME]
                held = VisitorIdentifier.objects.filter(active(), kind=DEVICE, digest__in=part)
                held.update(ended_at=self._now)
            rows = (
                (each.kind, each.digest, each.visitor, plain_rows.instant(each.since), now, now if each.ended else None)
                for each in self._new
            )
            plain_rows.put(VisitorIdentifier, ("kind", "digest", "visitor", "since", "made_at", "ended_at"), rows)
        self._met_now, self._new, self._left = [], [], []
        self._newest.clear()

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
        known = Known(self._keys.pop(), new_secret())
        self._known[known.key] = known
        self._met_now.append(known)
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
        self._newest[who.device] = self._begin(known, NOBODY if who.is_nobody else DEVICE, who.device, who.at)

    def _end(self, device: str) -> None:
        newest = self._newest.get(device)
        if newest is None:
            self._left.append(device)
        else:
            newest.ended = True

    def _says(self, known: Known, kind: str, digest: str, at: datetime) -> None:
        said = known.users if kind == USER else known.mails
        if digest and digest not in said:
            self._note(known, kind, digest, at)
            self._begin(known, kind, digest, at)

    def _note(self, known: Known, kind: str, digest: str, since: datetime) -> None:
        if kind in (DEVICE, NOBODY):
            self._devices[digest].append((since, known.key))
            return
        (known.users if kind == USER else known.mails).add(digest)
        if known.key not in self._persons[digest]:
            self._persons[digest].append(known.key)

    def _begin(self, known: Known, kind: str, digest: str, since: datetime) -> _Identifier:
        made = _Identifier(kind, digest, known.key, since)
        self._new.append(made)
        return made


def _rows(values: Sequence[str] | Sequence[int], column: str, *wanted: str) -> Iterator[tuple[Any, ...]]:
    """Plain values: an object for each would take longer than all else that is done for an event."""
    for start in range(0, len(values), AT_A_TIME):
        part = values[start : start + AT_A_TIME]
        yield from VisitorIdentifier.objects.filter(**{f"{column}__in": part}).values_list(*wanted)
