"""Snowplow's trackers; the write key is the tracker's application id."""

from base64 import b64decode
from typing import Any

import msgspec

from tiercel.collect.events.dialect import MEGABYTE, Batch, Refused, Reply, Request, Route, Taken
from tiercel.collect.events.dialects._snowplow_messages import messages_of
from tiercel.collect.events.fields import map_of, text_of
from tiercel.collect.events.reading_json import decoded
from tiercel.collect.events.times import read_instant

LABEL = "Snowplow"
SCHEMA = "iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4"

STORED = Reply(200, b"ok", b"text/plain")
PIXEL = Reply(200, b64decode("R0lGODlhAQABAPAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw=="), b"image/gif")
UNKNOWN_KEY = Reply(401, b"This application id is no write key that is known, or it has ended.", b"text/plain")
NOT_UNDERSTOOD = Reply(400, b"This is no payload of a tracker.", b"text/plain")
TOO_LONG = Reply(413, b"A request may hold 1 MB.", b"text/plain")


class _Head(msgspec.Struct, gc=False):
    eid: str | None = None
    aid: str | None = None


class _Payload(msgspec.Struct, gc=False):
    data: list[_Head]


class _Loose(msgspec.Struct):
    data: list[msgspec.Raw]


_payload = msgspec.json.Decoder(_Payload)
_loose = msgspec.json.Decoder(_Loose)
_any = msgspec.json.Decoder()


def post(request: Request) -> Taken | Refused:
    try:
        events = _payload.decode(request.body).data
    except msgspec.MsgspecError:
        return _one_by_one(request)
    said = next((event.aid for event in events if event.aid), "")
    return Taken(request.query.get("key") or said, request.body, [event.eid for event in events], "", STORED)


def pixel(request: Request) -> Taken | Refused:
    """One event in the query of an image's address."""
    if not request.query.get("e"):
        return Refused(NOT_UNDERSTOOD, "the query names no event", keep=False)
    body = msgspec.json.encode({"schema": SCHEMA, "data": [request.query]})
    return Taken(request.query.get("aid", ""), body, [request.query.get("eid") or None], "", PIXEL)


def _one_by_one(request: Request) -> Taken | Refused:
    try:
        events = _loose.decode(request.body).data
    except msgspec.MsgspecError:
        return Refused(NOT_UNDERSTOOD, "no JSON object with a list named data", request.query.get("key", ""))
    read = [map_of(_any.decode(raw)) for raw in events]
    aside = {
        place: "" if bytes(raw) == b"null" else "no JSON object" for place, raw in enumerate(events) if not read[place]
    }
    said = next((text_of(event["aid"]) for event in read if event.get("aid")), "")
    ids = [text_of(event.get("eid")) or None for event in read]
    return Taken(request.query.get("key") or said, request.body, ids, "", STORED, aside)


def batch_of(body: bytes, kind: str) -> Batch:  # noqa: ARG001 - all addresses take the same
    events = [bytes(raw) for raw in _loose.decode(body).data]
    read: list[dict[str, Any]] = [map_of(decoded(event)) for event in events]
    sent = next((event["stm"] for event in read if event.get("stm")), None)
    return Batch(events, [text_of(event.get("eid")) for event in read], read_instant(sent))


ROUTES = (
    Route("/com.snowplowanalytics.snowplow/tp2", post, TOO_LONG, most_bytes=MEGABYTE),
    Route("/i", pixel, TOO_LONG, ("GET",)),
)

__all__ = ["LABEL", "ROUTES", "UNKNOWN_KEY", "batch_of", "messages_of"]
