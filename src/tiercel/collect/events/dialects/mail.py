"""What mail providers tell of the mails they sent: delivered, opened, clicked, bounced, unsubscribed.

The provider and a key of its own stand in the address, for providers can be told an address and little else; that the
request is the provider's was proved before it comes here (`mail_keys.py`). What the events mean is known only where
Django is (`flow/events/mail.py`); here each event of a request is told from the others.
"""

from contextlib import suppress
from hashlib import blake2b
from urllib.parse import parse_qsl

import msgspec

from tiercel.collect.events.dialect import MEGABYTE, Batch, Refused, Reply, Request, Route, Taken
from tiercel.collect.events.message import Message, Stored

LABEL = "Mail providers"
MANDRILL = "mandrill_events"

STORED = Reply(200, b"ok", b"text/plain")
UNKNOWN_KEY = Reply(
    401,
    b"The key in this address is unknown, has ended, or is another provider's. See Settings, Collecting.",
    b"text/plain",
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
    if request.method != "POST":
        return STORED  # some look whether anybody is there before they send
    try:
        events, in_list = _told_apart(request.body)
    except (msgspec.MsgspecError, ValueError):
        return Refused(NOT_UNDERSTOOD, "neither JSON nor a form")
    stored = msgspec.json.encode(_Body([msgspec.Raw(event) for event in events], in_list))
    provider = request.path["provider"]
    return Taken("", stored, [_id_of(event, provider) for event in events], provider, STORED)


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


class _Signed(msgspec.Struct):
    """An event of Mailgun, without what signs it."""

    event: msgspec.Raw = msgspec.field(name="event-data")


_signed = msgspec.json.Decoder(_Signed)


class _Notified(msgspec.Struct):
    """An event of Amazon, which has an id of its own."""

    id: str = msgspec.field(name="MessageId")


_notified = msgspec.json.Decoder(_Notified)


def _id_of(event: bytes, provider: str) -> str:
    """A provider that heard no answer sends the same again, to the letter; two of them with another signature."""
    if provider == "amazon_ses":
        with suppress(msgspec.MsgspecError):
            event = _notified.decode(event).id.encode()
    if provider == "mailgun":
        with suppress(msgspec.MsgspecError):
            event = bytes(_signed.decode(event).event)
    return blake2b(event, digest_size=16).hexdigest()


def batch_of(body: bytes, kind: str) -> Batch:
    found = _body.decode(body)
    events = [bytes(raw) for raw in found.events]
    return Batch(events, [_id_of(event, kind) for event in events], shared={"in_list": found.in_list})


def messages_of(stored: Stored) -> list[Message]:  # noqa: ARG001
    return []


ROUTES = (Route("/mail/{provider}/{key}", take, TOO_LONG, ("POST", "GET", "HEAD"), 5 * MEGABYTE, by_mail_key=True),)
