"""Postal, which signs the body with a key of the installation, of which we have the public half."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tiercel.collect.events.provider import SIGNATURE, Said
from tiercel.collect.events.providers._checks import NO_SIGNATURE, WRONG_SIGNATURE, unpacked

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

LABEL = "Postal"
PROOF = SIGNATURE


def wrong_secret(secret: str) -> str:
    try:
        _key(secret)
    except ValueError:
        return "the public key of the installation is wanted: what stands after p= in its DKIM record."
    return ""


def wrong_with(said: Said, secret: str) -> str:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.hashes import SHA1

    given = said.header("x-postal-signature")
    if not given:
        return NO_SIGNATURE
    try:
        _key(secret).verify(unpacked(given), said.body, PKCS1v15(), SHA1())  # noqa: S303 - so it signs
    except (InvalidSignature, ValueError):
        return WRONG_SIGNATURE
    return ""


@lru_cache(16)
def _key(secret: str) -> RSAPublicKey:
    """Raises ValueError for what is none."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    try:
        key = load_der_public_key(unpacked(secret))
    except UnsupportedAlgorithm as error:
        raise ValueError(str(error)) from None
    if not isinstance(key, RSAPublicKey):
        raise ValueError("this is a key of another kind")
    return key
