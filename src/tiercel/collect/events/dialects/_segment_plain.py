"""Events of Segment's clients that are as they should be, read by their types: in a quarter of the time of any other.

What does not fit (a number where a text belongs, half a letter, a batch with a context of its own) is read as every
event can be, by `_segment_messages`; both say the same of whatever both understand, and a test compares them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from tiercel.collect.events.dialects._segment_messages import TYPES
from tiercel.collect.events.fields import text_in, text_of
from tiercel.collect.events.message import Stored
from tiercel.collect.events.seen import NO_PAGE, Campaign, Page, Seen
from tiercel.collect.events.times import corrected, read_instant


class _Context(msgspec.Struct, gc=False):
    page: Page | None = None
    campaign: Campaign | None = None
    ip: str | None = None
    userAgent: str | None = None  # noqa: N815 - as clients write it
    traits: dict[str, Any] | None = None
    device: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


class Plain(msgspec.Struct, gc=False):
    """What is read of an event; all else that it says is passed over, and stays in what is sealed."""

    type: str | None = None
    messageId: str | None = None  # noqa: N815
    uuid: str | None = None
    receivedAt: str | None = None  # noqa: N815
    received_at: str | None = None
    sentAt: str | None = None  # noqa: N815
    originalTimestamp: str | None = None  # noqa: N815
    timestamp: str | None = None
    anonymousId: str | None = None  # noqa: N815
    userId: str | int | None = None  # noqa: N815
    previousId: str | int | None = None  # noqa: N815
    event: str | None = None
    name: str | None = None
    properties: dict[str, Any] | None = None
    traits: dict[str, Any] | None = None
    context: _Context | None = None

    @property
    def own_id(self) -> str:
        return self.messageId or self.uuid or ""

    @property
    def received(self) -> datetime | None:
        """When it came to whoever archived it; where nobody says so, when it was sent."""
        for said in (self.receivedAt, self.received_at, self.sentAt):
            if said and (at := read_instant(said)):
                return at
        return None


_decode = msgspec.json.Decoder(Plain).decode
_NO_CONTEXT = _Context()


def plain_of(event: bytes) -> Plain | None:
    """The event by its types; None where it does not fit them."""
    try:
        if not event.isascii():
            # Texts that are passed over are not looked into; one that is no text makes the whole event none.
            event.decode()
        return _decode(event)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def seen_in(plain: Plain, stored: Stored) -> Seen | None:
    """What it says; None where that takes more than its types tell."""
    kind = plain.type.casefold() if plain.type else stored.kind
    if kind not in TYPES or stored.shared:
        return None
    context = plain.context or _NO_CONTEXT
    is_ours = context.device is not msgspec.UNSET or stored.user_agent.startswith("Mozilla/")
    properties, own, known = plain.properties or {}, plain.traits or {}, context.traits or {}
    is_group = kind == "group"
    traits = own if is_group or not known else known | own
    return Seen(
        kind,
        corrected(
            read_instant(plain.originalTimestamp or plain.timestamp),
            stored.sent_at or read_instant(plain.sentAt),
            stored.received_at,
        ),
        stored.received_at,
        stored.source,
        stored.dialect,
        plain.anonymousId or "",
        text_of(plain.userId),
        text_of(plain.previousId),
        _name(kind, plain, properties),
        properties,
        context.page or NO_PAGE,
        context.campaign,
        traits,
        known if is_group else traits,
        context.ip or (stored.ip if is_ours else ""),
        context.userAgent or (stored.user_agent if is_ours else ""),
    )


def _name(kind: str, plain: Plain, properties: dict[str, Any]) -> str:
    if kind == "track":
        return plain.event or ""
    return plain.name or text_in(properties, "name")
