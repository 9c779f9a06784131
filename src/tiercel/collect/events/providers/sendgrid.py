"""SendGrid, whose Signed Event Webhook signs the time and the body with a key of which we have the public half."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tiercel.collect.events.provider import SIGNATURE, Said
from tiercel.collect.events.providers._checks import NO_SIGNATURE, TOO_OLD, WRONG_SIGNATURE, is_stale, unpacked

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

LABEL = "SendGrid"
PROOF = SIGNATURE
# It tries for a day to tell somebody who does not answer.
SECONDS = 25 * 3600.0
SIGNATURE_HEADER = "x-twilio-email-event-webhook-signature"
TIME_HEADER = "x-twilio-email-event-webhook-timestamp"


def wrong_secret(secret: str) -> str:
    try:
        _key(secret)
    except ValueError:
        return "the verification key of the signed webhook is wanted, as SendGrid shows it: it begins with MFkw."
    return ""


def wrong_with(said: Said, secret: str) -> str:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
    from cryptography.hazmat.primitives.hashes import SHA256

    signature, stamp = said.header(SIGNATURE_HEADER), said.header(TIME_HEADER)
    if not signature or not stamp:
        return NO_SIGNATURE
    try:
        _key(secret).verify(unpacked(signature), stamp.encode() + said.body, ECDSA(SHA256()))
    except (InvalidSignature, ValueError):
        return WRONG_SIGNATURE
    return TOO_OLD if is_stale(stamp, said.now, SECONDS) else ""


@lru_cache(16)
def _key(secret: str) -> EllipticCurvePublicKey:
    """Raises ValueError for what is none."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    try:
        key = load_der_public_key(unpacked(secret))
    except UnsupportedAlgorithm as error:
        raise ValueError(str(error)) from None
    if not isinstance(key, EllipticCurvePublicKey):
        raise ValueError("this is a key of another kind")
    return key
