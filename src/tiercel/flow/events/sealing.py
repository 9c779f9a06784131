"""Events sealed with the secret of who did them: without it nobody reads them again, and no file is rewritten."""

from __future__ import annotations

import os
import secrets
import zlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tiercel.core.errors import DataError

SECRET_BYTES, NONCE_BYTES = 32, 12


def new_secret() -> str:
    return secrets.token_hex(SECRET_BYTES)


class Seal:
    """What seals and opens the events of one visitor."""

    def __init__(self, secret: str) -> None:
        self._cipher = AESGCM(bytes.fromhex(secret))

    def seal(self, event: bytes, about: bytes) -> bytes:
        """The event, packed and encrypted; `about` is the event's id, with which alone it opens again."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, zlib.compress(event, 1), about)

    def open(self, sealed: bytes, about: bytes) -> bytes:
        """The event as it came; raises DataError where another secret sealed it, or somebody changed it."""
        try:
            return zlib.decompress(self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], about))
        except (InvalidTag, ValueError, zlib.error):
            raise DataError(
                "This event cannot be opened: another visitor's secret sealed it, or it was changed."
            ) from None
