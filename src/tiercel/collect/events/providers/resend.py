"""Resend, which signs as the Standard Webhooks do: the message's id, the time and the body."""

from base64 import b64encode

from tiercel.collect.events.provider import SIGNATURE, Said
from tiercel.collect.events.providers._checks import (
    NO_SIGNATURE,
    TOO_OLD,
    WRONG_SIGNATURE,
    hmac_sha256,
    is_stale,
    same,
    unpacked,
)

LABEL = "Resend"
PROOF = SIGNATURE
# Each attempt is signed anew.
SECONDS = 300.0
PREFIX = "whsec_"


def wrong_secret(secret: str) -> str:
    if secret.startswith(PREFIX) and len(_key(secret)) >= 16:
        return ""
    return "the signing secret of the webhook is wanted, as Resend shows it: it begins with whsec_."


def wrong_with(said: Said, secret: str) -> str:
    message, stamp, given = (said.header(f"svix-{name}") for name in ("id", "timestamp", "signature"))
    if not message or not stamp or not given:
        return NO_SIGNATURE
    expected = b64encode(hmac_sha256(_key(secret), f"{message}.{stamp}.".encode() + said.body))
    # While a secret is changed there are two, each with its version before it.
    if not any(same(each.encode(), b"v1," + expected) for each in given.split()):
        return WRONG_SIGNATURE
    return TOO_OLD if is_stale(stamp, said.now, SECONDS) else ""


def _key(secret: str) -> bytes:
    return unpacked(secret.removeprefix(PREFIX))
