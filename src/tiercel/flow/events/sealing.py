"""Events sealed with the secret of who did them: without it nobody reads them again, and no file is rewritten."""

from __future__ import annotations

import os
import secrets

import pyarrow as pa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tiercel.core.errors import DataError

SECRET_BYTES, NONCE_BYTES, LENGTH_BYTES = 32, 12, 4
# Each event is packed by itself, so what counts is how soon a packer begins: thirty times as soon as zlib.
_PACKER = pa.Codec("lz4_raw")


def new_secret() -> str:
    return secrets.token_hex(SECRET_BYTES)


class Seal:
    """What seals and opens the events of one visitor."""

    def __init__(self, secret: str) -> None:
        self._cipher = AESGCM(bytes.fromhex(secret))

    def seal(self, event: bytes, about: bytes) -> bytes:
        """The event, packed and encrypted; `about` is the event's id, with which alone it opens again."""
        nonce = os.urandom(NONCE_BYTES)
        packed = len(event).to_bytes(LENGTH_BYTES) + _PACKER.compress(event, asbytes=True)
        return nonce + self._cipher.encrypt(nonce, packed, about)

    def open(self, sealed: bytes, about: bytes) -> bytes:
        """The event as it came; raises DataError where another secret sealed it, or somebody changed it."""
        try:
            packed = self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], about)
            length = int.from_bytes(packed[:LENGTH_BYTES])
            opened: bytes = _PACKER.decompress(packed[LENGTH_BYTES:], length, asbytes=True)
        except (InvalidTag, ValueError, OSError):
            raise DataError(
                "This event cannot be opened: another visitor's secret sealed it, or it was changed."
            ) from None
        return opened
