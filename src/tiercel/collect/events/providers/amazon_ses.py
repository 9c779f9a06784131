"""Amazon SES, whose events come by a topic of Amazon SNS: signed, by a certificate that stands with Amazon alone.

That Amazon signed it says nothing of whose topic it is: anybody can have one. So the topic is named too.
"""

import re
from base64 import b64decode
from datetime import UTC, datetime

import msgspec

from tiercel.collect.events.provider import SIGNATURE, Said
from tiercel.collect.events.providers._checks import NO_SIGNATURE, SECONDS_AHEAD, TOO_OLD, WRONG_SIGNATURE
from tiercel.collect.events.signing_certificates import Outside

LABEL = "Amazon SES"
PROOF = SIGNATURE
# It tries for an hour at most to tell somebody who does not answer; the day leaves room for queues of one's own.
SECONDS = 25 * 3600.0
OTHER_TOPIC = "another topic than the one that was named"
WRONG_CERTIFICATE = "a certificate that is not Amazon's"
NOTIFICATION, GREETING = "Notification", "SubscriptionConfirmation"
# What is signed of a message, in this order, each name and value on a line; of those that there are.
_SIGNED = {
    NOTIFICATION: ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
    GREETING: ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"),
    "UnsubscribeConfirmation": ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"),
}
_TOPIC = re.compile(r"arn:aws(?:-[a-z-]+)?:sns:([a-z]{2}(?:-[a-z]+)+-\d{1,2}):\d{12}:[\w.-]{1,256}")
_HOST = r"https://sns\.{region}\.amazonaws\.com(?:\.cn)?/"
outside = Outside()


class _Message(msgspec.Struct, frozen=True):
    Type: str
    MessageId: str
    TopicArn: str
    Timestamp: str
    Message: str
    SignatureVersion: str
    Signature: str
    SigningCertURL: str
    Subject: str | None = None
    SubscribeURL: str | None = None
    Token: str | None = None

    @property
    def signed(self) -> bytes:
        named = ((name, getattr(self, name)) for name in _SIGNED[self.Type])
        return "".join(f"{name}\n{value}\n" for name, value in named if value is not None).encode()


_read = msgspec.json.Decoder(_Message)


def wrong_secret(secret: str) -> str:
    if _TOPIC.fullmatch(secret):
        return ""
    return "the ARN of the SNS topic is wanted, as arn:aws:sns:eu-west-1:123456789012:mails."


def wrong_with(said: Said, secret: str) -> str:
    """Raises NotYet until Amazon's certificate is here."""
    message = _message(said.body)
    if message is None:
        return NO_SIGNATURE
    if message.TopicArn != secret:
        return OTHER_TOPIC
    if not _is_of_amazon(message.SigningCertURL, r"SimpleNotificationService-[0-9a-f]{16,64}\.pem", secret):
        return WRONG_CERTIFICATE
    certificate = outside.certificate(message.SigningCertURL, said.now)
    if certificate is None:
        return WRONG_CERTIFICATE
    if not _is_signed(message, certificate.public_key()):
        return WRONG_SIGNATURE
    return TOO_OLD if _is_stale(message.Timestamp, said.now) else ""


def greets(body: bytes, secret: str) -> bool:
    """Whether a message that proved itself asks only to be let in, which is done by a visit to its address."""
    message = _message(body)
    if message is None or message.Type != GREETING:
        return False
    if _is_of_amazon(message.SubscribeURL or "", r"\?Action=ConfirmSubscription&[\w.~%:=&-]+", secret):
        outside.visit(message.SubscribeURL or "")
    return True


def _message(body: bytes) -> _Message | None:
    try:
        message = _read.decode(body)
    except (msgspec.MsgspecError, ValueError):
        return None  # nor is it one where the topic delivers raw messages, which carry no signature
    return message if message.Type in _SIGNED else None


def _is_of_amazon(address: str, path: str, topic: str) -> bool:
    """Whether an address lies with Amazon's own service, in the topic's region; a name like it is not enough."""
    found = _TOPIC.fullmatch(topic)
    return bool(found and re.fullmatch(_HOST.format(region=re.escape(found[1])) + path, address, re.ASCII))


def _is_signed(message: _Message, key: object) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.hashes import SHA1, SHA256

    # The topic says which; Amazon still signs by the first unless it is told otherwise.
    hashes = {"1": SHA1(), "2": SHA256()}  # noqa: S303
    if not isinstance(key, RSAPublicKey) or message.SignatureVersion not in hashes:
        return False
    try:
        signature = b64decode(message.Signature, validate=True)
        key.verify(signature, message.signed, PKCS1v15(), hashes[message.SignatureVersion])
    except (InvalidSignature, ValueError):
        return False
    return True


def _is_stale(stamp: str, now: datetime) -> bool:
    try:
        said = datetime.fromisoformat(stamp)
    except ValueError:
        return True
    age = (now - (said if said.tzinfo else said.replace(tzinfo=UTC))).total_seconds()
    return not -SECONDS_AHEAD <= age <= SECONDS
