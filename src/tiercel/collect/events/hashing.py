"""What visitors are known by, as keyed hashes: equal for the same device, id or address, and telling nothing of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b

from tiercel.collect.visits.remembering import LONGEST, remembered
from tiercel.core.errors import DataError
from tiercel.normal.emails import parse_email

DIGEST_BYTES = 16
_CACHED = 200_000
Hashed = Callable[[str, str], str]


@lru_cache(2)
def hashed_with(secret: str) -> Hashed:
    """A function from kind and value to their hash by this key, which is hexadecimal."""
    key = bytes.fromhex(secret)

    def digest(text: str) -> str:
        return blake2b(text.encode("utf-8", "replace"), key=key, digest_size=DIGEST_BYTES).hexdigest()

    again = lru_cache(_CACHED)(digest)

    def hashed(kind: str, value: str) -> str:
        text = f"{kind}:{value}"
        return again(text) if len(text) <= LONGEST else digest(text)

    return hashed


@remembered(_CACHED)
def address_in(text: str) -> str:
    """The mail address that a value is, in its normal form; "" where it is none."""
    if "@" not in text:
        return ""
    try:
        return parse_email(text)
    except DataError:
        return ""
