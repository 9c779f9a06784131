"""Which mail providers may tell us of their mails, and by what they prove that it is they.

The pages write the file, collectors read it. It holds no key, only what tells whether a key is the one:
{"address": "https://tiercel.example.com",
 "keys": {"SHA-256 OF THE KEY": {"name": "Campaigns", "provider": "mailgun", "shown": "mk_1a2b3c4d", "secret": "…"}}}
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from hashlib import blake2b, sha256
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

import msgspec

from tiercel.collect.events.dialect import Request
from tiercel.collect.events.provider import Said, provider
from tiercel.collect.watched_file import WatchedFile

FILE_NAME = "mail_keys.json"
PREFIX = "mk_"
SHOWN = len(PREFIX) + 8  # by so much of it people and events know a key
MOST_TOKENS = 50_000
USED_BEFORE = "a signature that was used before"


class MailKey(msgspec.Struct, frozen=True):
    """A key as collectors know it; `shown` is how it begins, which events carry in place of it."""

    name: str
    provider: str
    shown: str
    secret: str = ""
    ended: bool = False


class _File(msgspec.Struct, frozen=True):
    keys: dict[str, MailKey]
    address: str = ""


class Unproved(NamedTuple):
    """The key is right, and yet the request does not prove to be the provider's."""

    key: MailKey
    reason: str


def digest_of_key(key: str) -> str:
    return sha256(key.encode("utf-8", "replace")).hexdigest()


class MailKeys:
    """Opens to providers what is theirs."""

    def __init__(self, path: Path, seconds: Callable[[], float] = monotonic) -> None:
        self._file = WatchedFile(path, msgspec.json.Decoder(_File).decode, seconds)
        self._used: dict[str, bytes] = {}

    def is_there(self) -> bool:
        """False where no key was ever made, or none could be read yet: then nobody can say that a key is wrong."""
        return self._file.content() is not None

    def opened(self, request: Request, now: datetime) -> MailKey | Unproved | None:
        """The key by which a provider's request comes in; None where it names no living key of that provider.

        raises   NotYet where the request cannot be checked before something has been got
        """
        file = self._file.content()
        key = file.keys.get(digest_of_key(request.path["key"])) if file else None
        if file is None or key is None or key.ended or key.provider != request.path["provider"]:
            return None
        # A HEAD or GET only looks whether anybody is there.
        reason = self._wrong_with(key, _said(request, file.address, now)) if request.method == "POST" else ""
        return Unproved(key, reason) if reason else key

    def greets(self, request: Request, key: MailKey) -> bool:
        """Whether a request that came in by this key tells no event, and only wants to be let in."""
        spoken: Any = provider(key.provider)
        return bool(key.secret and hasattr(spoken, "greets") and spoken.greets(request.body, key.secret))

    def _wrong_with(self, key: MailKey, said: Said) -> str:
        if not key.secret:
            return ""  # nothing was agreed with this provider: the address alone is the secret
        spoken: Any = provider(key.provider)
        reason: str = spoken.wrong_with(said, key.secret)
        token = "" if reason or not hasattr(spoken, "once") else spoken.once(said)
        return USED_BEFORE if token and not self._is_of_one(token, said.body) else reason

    def _is_of_one(self, token: str, body: bytes) -> bool:
        """Whether a token came with this body alone: told again is fine, told with something else is not."""
        digest = blake2b(body, digest_size=16).digest()
        if len(self._used) >= MOST_TOKENS:
            del self._used[next(iter(self._used))]
        return self._used.setdefault(token, digest) == digest


def _said(request: Request, address: str, now: datetime) -> Said:
    path = f"/mail/{request.path['provider']}/{request.path['key']}"
    bases = (address, f"https://{request.host}", f"{request.scheme}://{request.host}")
    addresses = tuple(dict.fromkeys(base + end for base in bases if base for end in (path, f"{path}/")))
    return Said(request.headers, request.body, addresses, now)
