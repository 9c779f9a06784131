"""Mandrill (Mailchimp Transactional), which signs the address that it sends to, and every field of the form."""

import hashlib
import hmac
from base64 import b64encode
from urllib.parse import parse_qsl

from tiercel.collect.events.provider import SIGNATURE, Said
from tiercel.collect.events.providers._checks import NO_SIGNATURE, WRONG_SIGNATURE, same
from tiercel.collect.events.providers._checks import wrong_key as wrong_secret

LABEL = "Mandrill"
PROOF = SIGNATURE


def wrong_with(said: Said, secret: str) -> str:
    given = said.header("x-mandrill-signature")
    if not given:
        return NO_SIGNATURE
    try:
        fields = dict(parse_qsl(said.body.decode(), keep_blank_values=True))
    except ValueError:
        return WRONG_SIGNATURE
    form = "".join(name + fields[name] for name in sorted(fields))
    is_signed = any(same(given.encode(), _code(secret, address + form)) for address in said.addresses)
    return "" if is_signed else WRONG_SIGNATURE


def _code(secret: str, signed: str) -> bytes:
    return b64encode(hmac.new(secret.encode(), signed.encode(), hashlib.sha1).digest())


__all__ = ["LABEL", "PROOF", "wrong_secret", "wrong_with"]
