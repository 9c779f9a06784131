"""What a mail provider is: by what it proves that an event comes from it, and no stranger who has learnt an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from tiercel.core.parts import part, parts

PROVIDERS = "tiercel.collect.events.providers"
# What proves a request: a signature over it, or a name and password that come with it.
SIGNATURE, PASSWORD = "signature", "password"


@dataclass(frozen=True)
class Said:
    """A request of a provider, as it came.

    addresses   the whole addresses by which it may have been sent here, for who signs the address too
    now         when it came
    """

    headers: Mapping[bytes, bytes]
    body: bytes
    addresses: tuple[str, ...]
    now: datetime

    def header(self, name: str) -> str:
        return self.headers.get(name.encode(), b"").decode("latin-1")


class NotYet(Exception):  # noqa: N818 - it is on its way
    """What it takes to check a request is still being got: the provider shall try again."""


class Provider(Protocol):
    """A module of `providers/`.

    One may have `greets(body, secret)` besides: whether a request that proved itself tells no event, and only wants to
    be let in; and `once(said)`, what may prove one event and no other.
    """

    LABEL: str  # for people
    PROOF: str  # SIGNATURE or PASSWORD

    def wrong_secret(self, secret: str) -> str:
        """What is wrong with a secret that somebody typed; "" where it can be one."""

    def wrong_with(self, said: Said, secret: str) -> str:
        """Why a request does not prove to be the provider's; "" where it does. May raise NotYet."""


def provider(name: str) -> Provider:
    found: Any = part(PROVIDERS, name)
    return found  # type: ignore[no-any-return]


def provider_names() -> tuple[str, ...]:
    return tuple(parts(PROVIDERS))
