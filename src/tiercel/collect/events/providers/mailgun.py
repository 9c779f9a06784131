"""Mailgun, which signs a time and a token that it uses once; not the event beside them."""

from urllib.parse import parse_qsl

import msgspec

from tiercel.collect.events.provider import SIGNATURE, Said
from tiercel.collect.events.providers._checks import (
    NO_SIGNATURE,
    TOO_OLD,
    WRONG_SIGNATURE,
    hmac_sha256,
    is_stale,
    same,
)
from tiercel.collect.events.providers._checks import wrong_key as wrong_secret

LABEL = "Mailgun"
PROOF = SIGNATURE
# It tries for eight hours to tell somebody who does not answer.
SECONDS = 12 * 3600.0


class _Signature(msgspec.Struct, frozen=True):
    timestamp: str | int
    token: str
    signature: str


class _Signed(msgspec.Struct, frozen=True):
    signature: _Signature


def wrong_with(said: Said, secret: str) -> str:
    found = _signature(said.body)
    if found is None:
        return NO_SIGNATURE
    stamp = str(found.timestamp)
    expected = hmac_sha256(secret.encode(), f"{stamp}{found.token}".encode()).hex()
    if not same(found.signature.encode(), expected.encode()):
        return WRONG_SIGNATURE
    return TOO_OLD if is_stale(stamp, said.now, SECONDS) else ""


def once(said: Said) -> str:
    """What may prove one event and no other, for the signature says nothing of the event."""
    found = _signature(said.body)
    return found.token if found else ""


def _signature(body: bytes) -> _Signature | None:
    try:
        if body.lstrip().startswith(b"{"):
            return msgspec.json.decode(body, type=_Signed).signature
        # As it told events before 2018: the three stand among the event's own fields, the last of each counts.
        return msgspec.convert(dict(parse_qsl(body.decode())), _Signature)
    except (msgspec.MsgspecError, ValueError):
        return None


__all__ = ["LABEL", "PROOF", "once", "wrong_secret", "wrong_with"]
