"""What mail providers tell of the mails they sent: delivered, opened, clicked, bounced, unsubscribed.

The provider and the write key stand in the address, for providers can be told an address and nothing else. What the
events mean is known only where Django is (`flow/events/mail.py`); here each event of a request is told from the others.
"""

from hashlib import blake2b
from urllib.parse import parse_qsl

import msgspec

from tiercel.collect.events.dialect import MEGABYTE, Batch, Refused, Reply, Request, Route, Taken
from tiercel.collect.events.message import Message, Stored

LABEL = "Mail providers"
PROVIDERS = (
    *("brevo", "mailersend", "mailgun", "mailjet", "mandrill", "postal", "postmark", "resend", "sendgrid"),
    *("sparkpost", "unisender_go"),
)
MANDRILL = "mandrill_events"

STORED = Reply(200, b"ok", b"text/plain")
UNKNOWN_KEY = Reply(401, b"The write key in this address is unknown, or has ended.", b"text/plain")
UNKNOWN_PROVIDER = Reply(
    404, b"The address names no provider that is known: %b." % ", ".join(PROVIDERS).encode(), b"text/plain"
)
NOT_UNDERSTOOD = Reply(400, b"This is neither JSON nor a form.", b"text/plain")
TOO_LONG = Reply(413, b"A request may hold 5 MB.", b"text/plain")


class _Body(msgspec.Struct):
    """What is stored: the events, and whether the provider sent a list of them."""

    events: list[msgspec.Raw]
    in_list: bool = False


_body = msgspec.json.Decoder(_Body)
_events = msgspec.json.Decoder(list[msgspec.Raw])


def take(request: Request) -> Taken | Refused | Reply:
    provider, key = request.path["provider"], request.path["key"]
    if provider not in PROVIDERS:
        return UNKNOWN_PROVIDER
    if request.method != "POST":
        return STORED  # some look whether anybody is there before they send
    try:
        events, in_list = _told_apart(request.body)
    except (msgspec.MsgspecError, ValueError):
        return Refused(NOT_UNDERSTOOD, "neither JSON nor a form", key)
    stored = msgspec.json.encode(_Body([msgspec.Raw(event) for event in events], in_list))
    return Taken(key, stored, [_id_of(event) for event in events], provider, STORED)


def _told_apart(said: bytes) -> tuple[list[bytes], bool]:
    text = said.strip()
    if text.startswith(b"["):
        return [bytes(raw) for raw in _events.decode(text)], True
    if text.startswith(b"{"):
        msgspec.json.decode(text)
        return [text], False
    form = dict(parse_qsl(text.decode(), keep_blank_values=True, strict_parsing=True))
    if MANDRILL in form:
        return [bytes(raw) for raw in _events.decode(form[MANDRILL].encode())], True
    return [msgspec.json.encode(form)], False


def _id_of(event: bytes) -> str:
    """A provider that heard no answer sends the same again, to the letter."""
    return blake2b(event, digest_size=16).hexdigest()


def batch_of(body: bytes, kind: str) -> Batch:  # noqa: ARG001 - providers differ in what an event holds
    found = _body.decode(body)
    events = [bytes(raw) for raw in found.events]
    return Batch(events, [_id_of(event) for event in events], shared={"in_list": found.in_list})


def messages_of(stored: Stored) -> list[Message]:  # noqa: ARG001
    return []


ROUTES = (Route("/mail/{provider}/{key}", take, TOO_LONG, ("POST", "GET", "HEAD"), 5 * MEGABYTE),)
