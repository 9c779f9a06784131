"""Events sealed with the secret of who did them: without it nobody reads them again, and no file is rewritten."""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext as _

from tiercel.collect.events.packing import unpack
from tiercel.core.errors import DataError

SECRET_BYTES, NONCE_BYTES = 32, 12


def new_secret() -> str:
    return secrets.token_hex(SECRET_BYTES)


class Seal:
    """What seals and opens the events of one visitor."""

    def __init__(self, secret: str) -> None:
        self._cipher = AESGCM(bytes.fromhex(secret))

    def seal(self, packed: bytes, about: bytes, nonce: bytes) -> bytes:
        """A packed event, encrypted; `about` is the event's id, with which alone it opens again.

        nonce   NONCE_BYTES from chance, never used before
        """
        return nonce + self._cipher.encrypt(nonce, packed, about)

    def open(self, sealed: bytes, about: bytes) -> bytes:
        """The event as it came; raises DataError where another secret sealed it, or somebody changed it."""
        try:
            return unpack(self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], about))
        except (InvalidTag, ValueError, OSError):
            said = _("This event cannot be opened: another visitor's secret sealed it, or it was changed.")
            raise DataError(said) from None
