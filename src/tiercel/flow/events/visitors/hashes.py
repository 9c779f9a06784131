"""The workspace's own key, by which its visitors' ids and addresses are hashed."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from tiercel.records.models import HashKey

VISITORS = "visitors"


def hash_key(now: datetime) -> str:
    """The key, in hexadecimal; the first call makes it."""
    with transaction.atomic():
        key, _made = HashKey.objects.get_or_create(
            name=VISITORS, defaults={"secret": secrets.token_hex(32), "made_at": now}
        )
    return key.secret
