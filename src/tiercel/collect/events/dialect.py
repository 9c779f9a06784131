"""What a dialect is: the addresses that its clients know, and what their events mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from tiercel.collect.events.message import Message, Stored
from tiercel.core.parts import part, parts

if TYPE_CHECKING:
    from tiercel.collect.events.seen import Seen

DIALECTS = "tiercel.collect.events.dialects"
KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE


class Request(msgspec.Struct, gc=False):
    """What a client sent: its body unpacked, in `path` what stood where a route has `{…}`."""

    method: str
    path: dict[str, str]
    query: dict[str, str]
    headers: dict[bytes, bytes]
    body: bytes
    host: str
    scheme: str


class Reply(msgspec.Struct, frozen=True, gc=False):
    status: int
    body: bytes = b""
    content_type: bytes = b"application/json"
    headers: tuple[tuple[bytes, bytes], ...] = ()


class Taken(msgspec.Struct, frozen=True, gc=False):
    """Events to be stored.

    key     the write key that came with them
    body    the JSON that is stored, of which `batch_of` later makes events
    ids     the id of each event in their order; None where none came
    kind    what the address says of them
    aside   events that are not taken, by their place, with the reason; they are kept aside
    reply   what the client hears once they are durable
    """

    key: str
    body: bytes
    ids: Sequence[str | None]
    kind: str
    reply: Reply
    aside: dict[int, str] = {}


class Refused(msgspec.Struct, frozen=True, gc=False):
    """A request that cannot be taken; what came is kept aside where `keep` says so."""

    reply: Reply
    reason: str
    key: str = ""
    keep: bool = True


@dataclass(frozen=True, slots=True)
class Route:
    """One address: `/v1/batch`, or `/v1/projects/{key}/settings`.

    take        makes events of a request, or an answer that needs none (settings that a client asks for)
    most_bytes  the longest body, packed or unpacked
    too_long    what a client of a longer one hears
    of_key      the write key that must be alive for an answer that stores nothing
    by_mail_key whether a mail provider's own key opens it, and no write key does: those stand in web pages
    """

    path: str
    take: Callable[[Request], Taken | Refused | Reply]
    too_long: Reply
    methods: tuple[str, ...] = ("POST",)
    most_bytes: int = 500 * KILOBYTE
    of_key: Callable[[Request], str] | None = None
    by_mail_key: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """The events of one stored body, each as it came; `ids` has "" where none came."""

    events: list[bytes]
    ids: list[str]
    sent_at: datetime | None = None
    shared: dict[str, Any] = field(default_factory=dict)


class Dialect(Protocol):
    """A module of `dialects/`."""

    LABEL: str  # for people
    ROUTES: Sequence[Route]
    UNKNOWN_KEY: Reply  # what a client hears whose key is unknown or has ended

    def batch_of(self, body: bytes, kind: str) -> Batch:
        """The events of a stored body."""

    def messages_of(self, stored: Stored) -> list[Message]:
        """What one event says, in the common form; none where it says nothing about anybody."""


class Plain(Protocol):
    """An event as it should be, read by the types of its fields."""

    @property
    def own_id(self) -> str: ...

    @property
    def received(self) -> datetime | None: ...


class Quick(Protocol):
    """What a module of `dialects/` may have besides: a way to read events that are as they should be in less time."""

    def plain_of(self, event: bytes) -> Plain | None:
        """The event by its types; None where it does not fit them."""

    def seen_in(self, plain: Plain, stored: Stored) -> Seen | None:
        """What it says: the same as by `messages_of`; None where only that can tell."""


@cache
def quick(name: str) -> Quick | None:
    found: Any = parts(DIALECTS).get(name)
    return found if hasattr(found, "plain_of") else None


def dialect(name: str) -> Dialect:
    found: Any = part(DIALECTS, name)
    return found  # type: ignore[no-any-return]
