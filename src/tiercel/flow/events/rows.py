"""Events as rows of the lake: what may be read by all in clear, and the event as it came, sealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any

import msgspec
import pyarrow as pa

from tiercel.collect.events.clear import Clear, clear_of
from tiercel.collect.events.message import Message, Stored
from tiercel.collect.network import Networks
from tiercel.flow.events.known_by import KnownBy
from tiercel.flow.events.lake_files import SCHEMA
from tiercel.flow.events.sealing import Seal
from tiercel.flow.events.visitors import Visitors

# What the collector took and no dialect understands is kept all the same, sealed, and counted.
UNKNOWN = "unknown"
# Shorter ids are a client's own count, which another client of the workspace may have reached too.
SHORTEST_GLOBAL = 20


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


@dataclass(slots=True)
class Row:
    """One event on its way into the lake; `visitor` None where whoever did it was erased."""

    id: bytes
    stored: Stored
    message: Message
    who: KnownBy
    clear: Clear
    visitor: int | None = None


_encode = msgspec.json.Encoder().encode


def id_of(stored: Stored, place: int) -> bytes:
    """The event's id, the same however often it came; `place` tells apart several that one was."""
    key = "" if len(stored.id) >= SHORTEST_GLOBAL else stored.key
    return blake2b(f"{key}\0{stored.id}\0{place}".encode("utf-8", "replace"), digest_size=16).digest()


def unknown(stored: Stored) -> Message:
    """What stands for an event that says nothing of anybody, or that no dialect understands."""
    return Message(
        type=UNKNOWN,
        id=stored.id,
        happened_at=stored.received_at,
        received_at=stored.received_at,
        source=stored.source,
        dialect=stored.dialect,
    )


def clear_columns(message: Message, networks: Networks) -> Clear:
    return clear_of(message, networks.of(message.ip))


def kept(stored: Stored, message: Message, *, with_address: bool) -> bytes:
    """The event as it came, to be sealed; without the visitor's address where the workspace drops those."""
    whole = _encode(
        _Kept(
            at=stored.received_at,
            event=msgspec.Raw(stored.event),
            key=stored.key,
            kind=stored.kind,
            ip=stored.ip,
            agent=stored.user_agent,
            sent_at=stored.sent_at,
            headers=stored.headers,
            shared=stored.shared,
        )
    )
    if with_address:
        return whole
    for address in {stored.ip, message.ip} - {""}:
        whole = whole.replace(_encode(address), b'""')
    return whole


def table_of(rows: Sequence[Row], visitors: Visitors, *, with_address: bool) -> pa.Table:
    """The rows as they stand in a file, each sealed with its visitor's secret."""
    seals: dict[int, Seal] = {}
    columns: dict[str, list[Any]] = {name: [] for name in SCHEMA.names}
    add = [columns[name].append for name in SCHEMA.names]
    for row in rows:
        sealed = None
        if row.visitor is not None:
            seal = seals.get(row.visitor)
            if seal is None:
                seal = seals[row.visitor] = Seal(visitors.secret_of(row.visitor))
            sealed = seal.seal(kept(row.stored, row.message, with_address=with_address), row.id)
        for put, value in zip(add, _values(row, sealed), strict=True):
            put(value)
    arrays = [pa.array(columns[field.name], _plain(field.type)).cast(field.type) for field in SCHEMA]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)


def _values(row: Row, sealed: bytes | None) -> tuple[Any, ...]:
    message, clear = row.message, row.clear
    return (
        row.id,
        message.received_at,
        message.happened_at,
        message.type,
        clear.name,
        message.source,
        message.dialect,
        row.visitor,
        clear.host,
        clear.path,
        clear.referrer_host,
        clear.campaign,
        clear.campaign_source,
        clear.campaign_medium,
        clear.seconds,
        clear.form,
        bool(clear.bot),
        clear.bot,
        clear.organisation,
        clear.network,
        sealed,
    )


def _plain(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind
