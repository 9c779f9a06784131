"""Unisender Go, which writes a code over the body into the body, made with the key of its API."""

from hashlib import md5

import msgspec

from tiercel.collect.events.provider import SIGNATURE, Said
from tiercel.collect.events.providers._checks import NO_SIGNATURE, WRONG_SIGNATURE, same
from tiercel.collect.events.providers._checks import wrong_key as wrong_secret

LABEL = "Unisender Go"
PROOF = SIGNATURE


class _Signed(msgspec.Struct, frozen=True):
    auth: str


def wrong_with(said: Said, secret: str) -> str:
    try:
        given = msgspec.json.decode(said.body, type=_Signed).auth.encode()
    except (msgspec.MsgspecError, ValueError):
        return NO_SIGNATURE
    # The code stands where the key stood when it was made.
    expected = md5(said.body.replace(given, secret.encode()), usedforsecurity=False).hexdigest() if given else ""
    return "" if expected and same(given, expected.encode()) else WRONG_SIGNATURE


__all__ = ["LABEL", "PROOF", "wrong_secret", "wrong_with"]
