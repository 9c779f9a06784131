"""Events made ready for the lake: what may stand there in clear, by what who did it is known, and the whole, packed.

It asks no database, so that several processes can do it side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import msgspec

from tiercel.collect.events.clear import Clear, clear_of, well_formed
from tiercel.collect.events.company_told import TELLS_OF_A_COMPANY, company_told
from tiercel.collect.events.hashing import hashed_with
from tiercel.collect.events.known_by import KnownBy, known_by
from tiercel.collect.events.message import Stored
from tiercel.collect.events.packing import pack
from tiercel.collect.events.seen import Seen
from tiercel.collect.visits.network import Networks, open_networks
from tiercel.collect.visits.remembering import remembered

# What the collector took and no dialect understands is kept all the same, sealed, and counted.
UNKNOWN = "unknown"
# Shorter ids are a client's own count, which another client of the workspace may have reached too.
SHORTEST_GLOBAL = 20
_CACHED = 20_000


@dataclass(frozen=True)
class How:
    """With what events are made ready.

    ranges        files that say whose networks are whose
    secret        the key of the hashes
    with_address  whether the visitors' addresses are kept, within what is sealed
    """

    ranges: tuple[str, ...]
    secret: str
    with_address: bool


class Prepared(msgspec.Struct, gc=False):
    """One event on its way into the lake.

    traits   what they told of themselves, where they said who they are
    company  what was said of the company that they are at
    packed   the event as it came, to be sealed
    """

    id: bytes
    type: str
    happened_at: datetime
    received_at: datetime
    source: str
    dialect: str
    who: KnownBy
    clear: Clear
    traits: dict[str, str]
    packed: bytes
    company: dict[str, str] = {}


class _Kept(msgspec.Struct, omit_defaults=True):
    """What is sealed: the event, byte for byte as it came, and what the collector knew of it."""

    at: datetime
    event: msgspec.Raw
    key: str = ""
    kind: str = ""
    ip: str = ""
    agent: str = ""
    sent_at: datetime | None = None
    headers: dict[str, str] = {}
    shared: dict[str, Any] = {}


_encode = msgspec.json.Encoder().encode


def prepare(
    events: Iterable[tuple[Stored, Sequence[Seen]]], how: How, received_at: datetime | None = None
) -> Iterator[Prepared]:
    """received_at   when they were received, where that is not what the collector noted (of an archive: now)"""
    network_of, hashed = _networks(how.ranges).of, hashed_with(how.secret)
    for stored, every in events:
        for place, seen in enumerate(every or (_unknown(stored),)):
            received, kind = received_at or seen.received_at, seen.type
            who = known_by(seen, hashed, received)
            yield Prepared(
                _id_of(stored, place),
                kind,
                seen.happened_at,
                received,
                _source(seen.source),
                seen.dialect,
                who,
                clear_of(seen, network_of(seen.ip)),
                _texts(seen.traits) if who.tells else {},
                pack(_kept(stored, seen.ip, received_at, with_address=how.with_address)),
                company_told(seen) if kind in TELLS_OF_A_COMPANY else {},
            )


_source = remembered(_CACHED)(well_formed)


def _texts(traits: dict[str, Any]) -> dict[str, str]:
    return {well_formed(name): well_formed(said) for name, said in traits.items() if isinstance(said, str)}


@lru_cache(2)
def _networks(ranges: tuple[str, ...]) -> Networks:
    return open_networks(ranges)


def _id_of(stored: Stored, place: int) -> bytes:
    """The event's id, the same however often it came; `place` tells apart several that one was."""
    key = "" if len(stored.id) >= SHORTEST_GLOBAL else stored.key
    return blake2b(f"{key}\0{stored.id}\0{place}".encode("utf-8", "replace"), digest_size=16).digest()


def _unknown(stored: Stored) -> Seen:
    """What stands for an event that says nothing of anybody, or that no dialect understands."""
    return Seen(UNKNOWN, stored.received_at, stored.received_at, stored.source, stored.dialect)


def _kept(stored: Stored, ip: str, received_at: datetime | None, *, with_address: bool) -> bytes:
    """The event as it came, to be sealed; without the visitor's address where the workspace drops those."""
    whole = _encode(
        _Kept(
            received_at or stored.received_at,
            msgspec.Raw(stored.event),
            stored.key,
            stored.kind,
            stored.ip,
            stored.user_agent,
            stored.sent_at,
            stored.headers,
            stored.shared,
        )
    )
    if with_address:
        return whole
    if stored.ip:
        whole = whole.replace(_quoted(stored.ip), b'""')
    if ip and ip != stored.ip:
        whole = whole.replace(_quoted(ip), b'""')
    return whole


def _quoted(address: str) -> bytes:
    return _encode(address if address.isascii() else well_formed(address))
