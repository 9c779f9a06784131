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


class Provider(Protocol):
    """A module of `providers/`."""

    LABEL: str  # for people
    PROOF: str  # SIGNATURE or PASSWORD

    def wrong_secret(self, secret: str) -> str:
        """What is wrong with a secret that somebody typed; "" where it can be one."""

    def wrong_with(self, said: Said, secret: str) -> str:
        """Why a request does not prove to be the provider's; "" where it does."""


def provider(name: str) -> Provider:
    found: Any = part(PROVIDERS, name)
    return found  # type: ignore[no-any-return]


def provider_names() -> tuple[str, ...]:
    return tuple(parts(PROVIDERS))
