"""What arrives, in two forms: as it was stored, and as every dialect's events become alike."""

from datetime import datetime
from typing import Any

import msgspec


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """One event as it came, with what only the collector knew of it.

    event      JSON, byte for byte as the client sent it
    kind       what the address said of it ("track" of /v1/track), "" where the event says so itself
    key        the write key it came with, and `source` the name that this had then
    sent_at    when the client believed to send it, which tells how wrong its clock was
    shared     what a batch said once for all its events (a context, say)
    said       the event as values, where whoever made this had to read it; it is not read twice
    plain      the same by its types (dialect.py), where it was read so
    """

    received_at: datetime
    source: str
    key: str
    dialect: str
    kind: str
    id: str
    ip: str
    user_agent: str
    sent_at: datetime | None
    event: bytes
    headers: dict[str, str]
    shared: dict[str, Any]
    said: dict[str, Any] | None = None
    plain: Any = None


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One event in the form that all dialects share; texts are "" and maps empty where nothing was said.

    type          identify, track, page, screen, group or alias
    happened_at   by the client's clock, corrected by what its `sent_at` says of that clock, never after `received_at`
    consent       what the client said of consent and of Global Privacy Control
    """

    type: str
    id: str
    happened_at: datetime
    received_at: datetime
    source: str = ""
    dialect: str = ""
    anonymous_id: str = ""
    user_id: str = ""
    previous_id: str = ""
    group_id: str = ""
    name: str = ""
    properties: dict[str, Any] = msgspec.field(default_factory=dict)
    traits: dict[str, Any] = msgspec.field(default_factory=dict)
    context: dict[str, Any] = msgspec.field(default_factory=dict)
    ip: str = ""
    user_agent: str = ""
    consent: dict[str, Any] = msgspec.field(default_factory=dict)
