"""What several providers check alike: a name with a password, a code over the body, the age of what was signed."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64decode
from binascii import Error as NotBase64
from datetime import datetime

from tiercel.collect.events.provider import Said

SHORTEST_PASSWORD, SHORTEST_KEY = 12, 16
# A clock there may go a little before ours.
SECONDS_AHEAD = 300.0

NO_SIGNATURE = "no signature"
WRONG_SIGNATURE = "a signature that is not the provider's"
TOO_OLD = "a signature that is too old"
WRONG_PASSWORD = "not the name and password of this address"  # noqa: S105 - a reason
NO_KEY = f"at least {SHORTEST_KEY} characters are wanted."


def wrong_password(secret: str) -> str:
    """Whether this is no `name:password`, as Basic authorization has it."""
    name, _, password = secret.partition(":")
    if name and len(password) >= SHORTEST_PASSWORD and secret.isascii() and "@" not in secret and "/" not in secret:
        return ""
    return f"NAME:PASSWORD is wanted, the password of {SHORTEST_PASSWORD} characters or more, without @ and /."


def not_by_password(said: Said, secret: str) -> str:
    kind, _, given = said.header("authorization").partition(" ")
    return "" if kind.casefold() == "basic" and same(_decoded(given.strip()), secret.encode()) else WRONG_PASSWORD


def wrong_key(secret: str) -> str:
    return "" if len(secret) >= SHORTEST_KEY and secret.isascii() else NO_KEY


def hmac_sha256(secret: bytes, said: bytes) -> bytes:
    return hmac.new(secret, said, hashlib.sha256).digest()


def same(one: bytes, other: bytes) -> bool:
    """Compared in a time that tells nothing of how far they agree."""
    return hmac.compare_digest(one, other)


def is_stale(stamp: str, now: datetime, seconds: float) -> bool:
    """Whether a count of seconds since 1970 is longer ago than `seconds`, ahead of us, or none."""
    if not stamp.isascii() or not stamp.isdigit():
        return True
    age = now.timestamp() - int(stamp[:12])
    return age > seconds or age < -SECONDS_AHEAD


def unpacked(text: str) -> bytes:
    """What a text in base64 holds; b"" where it is none, which fits no signature."""
    return _decoded(text)


def _decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (NotBase64, ValueError):
        return b""
