"""MailerSend, which signs the body with the signing secret of the webhook."""

from tiercel.collect.events.provider import SIGNATURE, Said
from tiercel.collect.events.providers._checks import NO_SIGNATURE, WRONG_SIGNATURE, hmac_sha256, same
from tiercel.collect.events.providers._checks import wrong_key as wrong_secret

LABEL = "MailerSend"
PROOF = SIGNATURE


def wrong_with(said: Said, secret: str) -> str:
    given = said.header("signature")
    if not given:
        return NO_SIGNATURE
    return "" if same(given.encode(), hmac_sha256(secret.encode(), said.body).hex().encode()) else WRONG_SIGNATURE


__all__ = ["LABEL", "PROOF", "wrong_secret", "wrong_with"]
