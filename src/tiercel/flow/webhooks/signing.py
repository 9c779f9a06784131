"""Signatures of messages, as the Standard Webhooks write them (standardwebhooks.com, version 1)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable

PREFIX = "whsec_"
BYTES = 32


def new_secret() -> str:
    """A fresh secret: `whsec_` and 32 random bytes in base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def signed_headers(secret_or_two: Iterable[str], message: str, timestamp: int, body: str) -> dict[str, str]:
    """The three headers of a message; while a secret is changed, both sign, and either is enough.

    timestamp   when it is sent, in whole seconds since 1970
    """
    content = f"{message}.{timestamp}.{body}".encode()
    signatures = [_signature(secret, content) for secret in secret_or_two if secret]
    return {
        "webhook-id": message,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signatures),
    }


def _signature(secret: str, content: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
