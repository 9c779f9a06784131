"""Segment's HTTP tracking API, which RudderStack's clients speak too: servers, browsers and phones."""

from typing import Any

import msgspec

from tiercel.collect.events.dialect import KILOBYTE, Batch, Refused, Reply, Request, Route, Taken
from tiercel.collect.events.dialects._segment_messages import messages_of
from tiercel.collect.events.dialects._segment_plain import plain_of, seen_in
from tiercel.collect.events.dialects._segment_settings import settings, source_config
from tiercel.collect.events.fields import key_of_header, map_of
from tiercel.collect.events.reading_json import decoded
from tiercel.collect.events.times import read_instant

LABEL = "Segment, RudderStack"
MOST_BYTES_OF_AN_EVENT = 32 * KILOBYTE
MOST_BYTES_OF_A_BATCH = 500 * KILOBYTE
MOST_EVENTS_OF_A_BATCH = 2_500

STORED = Reply(200, b'{"success":true}')
UNKNOWN_KEY = Reply(
    401, b'{"success":false,"code":"invalid_write_key","message":"This write key is unknown or has ended."}'
)
NOT_JSON = Reply(400, b'{"success":false,"code":"invalid_request","message":"This is not the JSON of an event."}')
TOO_LONG = Reply(
    400, b'{"success":false,"code":"payload_too_large","message":"An event may hold 32 KB, a batch 500 KB."}'
)
CALLS = {"i": "identify", "t": "track", "p": "page", "s": "screen", "g": "group", "a": "alias"}


class _Head(msgspec.Struct, gc=False):
    messageId: str | None = None  # noqa: N815 - as clients write it
    writeKey: str | None = None  # noqa: N815


class _Batch(msgspec.Struct, gc=False):
    batch: list[_Head]
    writeKey: str | None = None  # noqa: N815


class _Loose(msgspec.Struct):
    """A batch of which only the outline is believed."""

    batch: list[msgspec.Raw]
    writeKey: Any = None  # noqa: N815
    sentAt: msgspec.Raw = msgspec.Raw(b"null")  # noqa: N815
    context: msgspec.Raw = msgspec.Raw(b"null")


_head = msgspec.json.Decoder(_Head)
_batch = msgspec.json.Decoder(_Batch)
_loose = msgspec.json.Decoder(_Loose)
_any = msgspec.json.Decoder()


def batch(request: Request) -> Taken | Refused:
    try:
        found = _batch.decode(request.body)
    except msgspec.MsgspecError:
        return _one_by_one(request)
    if len(found.batch) > MOST_EVENTS_OF_A_BATCH or _has_one_too_long(request.body):
        return _one_by_one(request)
    key = key_of_header(request) or found.writeKey or request.query.get("writeKey", "")
    return Taken(key, request.body, [event.messageId for event in found.batch], "batch", STORED)


def _has_one_too_long(body: bytes) -> bool:
    if len(body) <= MOST_BYTES_OF_AN_EVENT:
        return False
    return max(map(len, _loose.decode(body).batch), default=0) > MOST_BYTES_OF_AN_EVENT


def single(call: str) -> Route:
    """The address of one call, `/v1/track` or `/v1/t`, which takes one event."""
    kind = CALLS.get(call, call)

    def take(request: Request) -> Taken | Refused:
        try:
            found = _head.decode(request.body)
        except msgspec.ValidationError:
            return _unusual(request, kind)
        except msgspec.MsgspecError:
            return Refused(NOT_JSON, "not JSON", key_of_header(request))
        key = key_of_header(request) or found.writeKey or request.query.get("writeKey", "")
        return Taken(key, request.body, [found.messageId], kind, STORED)

    return Route(f"/v1/{call}", take, TOO_LONG, most_bytes=MOST_BYTES_OF_AN_EVENT)


def _unusual(request: Request, kind: str) -> Taken | Refused:
    """An event whose id or key is no text: taken, if it is an object at all."""
    found = _any.decode(request.body)
    if not isinstance(found, dict):
        return Refused(NOT_JSON, "no JSON object", key_of_header(request))
    key = key_of_header(request) or str(found.get("writeKey") or "") or request.query.get("writeKey", "")
    return Taken(key, request.body, [_id_of(request.body) or None], kind, STORED)


def _one_by_one(request: Request) -> Taken | Refused:
    """A batch not all of whose events are as they should be: each is looked at by itself."""
    try:
        found = _loose.decode(request.body)
    except msgspec.MsgspecError:
        return Refused(NOT_JSON, "no JSON object with a list named batch", key_of_header(request))
    aside = {
        place: wrong for place, raw in enumerate(found.batch) if (wrong := _wrong_with(place, bytes(raw))) is not None
    }
    ids = [None if place in aside else _id_of(bytes(raw)) or None for place, raw in enumerate(found.batch)]
    key = key_of_header(request) or str(found.writeKey or "") or request.query.get("writeKey", "")
    return Taken(key, request.body, ids, "batch", STORED, aside)


def _wrong_with(place: int, event: bytes) -> str | None:
    """Why an event is not taken; "" for one that its client has deleted, None where nothing is wrong."""
    if event == b"null":
        return ""
    if place >= MOST_EVENTS_OF_A_BATCH:
        return f"more than {MOST_EVENTS_OF_A_BATCH} events in a batch"
    if len(event) > MOST_BYTES_OF_AN_EVENT:
        return f"an event of more than {MOST_BYTES_OF_AN_EVENT // KILOBYTE} KB"
    return None if event.startswith(b"{") else "no JSON object"


def _id_of(event: bytes) -> str:
    try:
        return _head.decode(event).messageId or ""
    except msgspec.ValidationError:
        said = map_of(_any.decode(event)).get("messageId")
        return str(said) if isinstance(said, int | float) else ""


def batch_of(body: bytes, kind: str) -> Batch:
    if kind != "batch":
        return Batch([body], [_id_of(body)])
    found = _loose.decode(body)
    events = [bytes(raw) for raw in found.batch]
    ids = [_id_of(event) if event.startswith(b"{") else "" for event in events]
    context = decoded(bytes(found.context))
    return Batch(events, ids, read_instant(decoded(bytes(found.sentAt))), {"context": context} if context else {})


def _heard(_request: Request) -> Reply:
    """What clients say of themselves, which nobody here needs."""
    return STORED


def _key_of_path(request: Request) -> str:
    return request.path["key"]


def _key_of_config(request: Request) -> str:
    return key_of_header(request) or request.query.get("writeKey", "")


BATCHES = ("batch", "import", "b")
ROUTES = (
    *(single(call) for pair in CALLS.items() for call in pair),
    *(Route(f"/v1/{call}", batch, TOO_LONG, most_bytes=MOST_BYTES_OF_A_BATCH) for call in BATCHES),
    Route("/v1/m", _heard, TOO_LONG),
    Route("/v1/projects/{key}/settings", settings, TOO_LONG, ("GET",), of_key=_key_of_path),
    Route("/sourceConfig", source_config, TOO_LONG, ("GET",), of_key=_key_of_config),
)

__all__ = ["LABEL", "ROUTES", "UNKNOWN_KEY", "batch_of", "messages_of", "plain_of", "seen_in"]
