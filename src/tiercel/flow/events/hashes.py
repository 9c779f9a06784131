"""What visitors are known by, as keyed hashes: equal for the same device, id or address, and telling nothing of it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b

from django.db import transaction

from tiercel.core.errors import DataError
from tiercel.normal.emails import parse_email
from tiercel.records.models import HashKey

VISITORS = "visitors"
DIGEST_BYTES = 16
_CACHED = 200_000
Hashed = Callable[[str, str], str]


def hashes(now: datetime) -> Hashed:
    """A function from kind and value to their hash, by the workspace's own key; the first call makes the key."""
    with transaction.atomic():
        key, _made = HashKey.objects.get_or_create(
            name=VISITORS, defaults={"secret": secrets.token_hex(32), "made_at": now}
        )
    secret = bytes.fromhex(key.secret)

    @lru_cache(_CACHED)
    def hashed(kind: str, value: str) -> str:
        return blake2b(f"{kind}:{value}".encode("utf-8", "replace"), key=secret, digest_size=DIGEST_BYTES).hexdigest()

    return hashed


@lru_cache(_CACHED)
def address_in(text: str) -> str:
    """The mail address that a value is, in its normal form; "" where it is none."""
    if "@" not in text:
        return ""
    try:
        return parse_email(text)
    except DataError:
        return ""
