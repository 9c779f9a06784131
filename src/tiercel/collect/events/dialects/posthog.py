"""PostHog's capture API: servers, browsers and phones."""

from base64 import b64decode
from binascii import Error as NotBase64
from typing import Any
from urllib.parse import parse_qs

import msgspec

from tiercel.collect.events.dialect import MEGABYTE, Batch, Refused, Reply, Request, Route, Taken
from tiercel.collect.events.dialects._posthog_messages import messages_of
from tiercel.collect.events.dialects._posthog_settings import config, config_script, flags
from tiercel.collect.events.fields import map_of, text_of
from tiercel.collect.events.reading_json import decoded
from tiercel.collect.events.times import read_instant

LABEL = "PostHog"
MOST_BYTES = 20 * MEGABYTE
MOST_BYTES_OF_AN_EVENT = MEGABYTE

STORED = Reply(200, b'{"status":"Ok"}')
UNKNOWN_KEY = Reply(
    401,
    b'{"type":"authentication_error","code":"invalid_api_key","detail":"This project API key is unknown or has ended.",'
    b'"attr":null}',
)
NOT_UNDERSTOOD = Reply(
    400, b'{"type":"validation_error","code":"invalid_payload","detail":"This is no JSON of events.","attr":null}'
)
TOO_LONG = Reply(
    413, b'{"type":"validation_error","code":"payload_too_large","detail":"A batch may hold 20 MB.","attr":null}'
)


class _Head(msgspec.Struct, gc=False):
    uuid: str | None = None


class _Batch(msgspec.Struct, gc=False):
    batch: list[_Head]
    api_key: str | None = None
    token: str | None = None


class _Loose(msgspec.Struct):
    batch: list[msgspec.Raw]
    sent_at: msgspec.Raw = msgspec.Raw(b"null")


_batch = msgspec.json.Decoder(_Batch)
_loose = msgspec.json.Decoder(_Loose)
_any = msgspec.json.Decoder()


def capture(request: Request) -> Taken | Refused:
    """A batch, a list of events or one event; plain, or in the field `data` of a form, as older browsers do."""
    try:
        found = _batch.decode(request.body)
    except msgspec.MsgspecError:
        return _unusual(request)
    key = found.api_key or found.token or _key_of_query(request)
    if not key or len(request.body) > MOST_BYTES_OF_AN_EVENT:
        return _one_by_one(request, request.body)
    return Taken(key, request.body, [event.uuid for event in found.batch], "", STORED)


def _unusual(request: Request) -> Taken | Refused:
    body = _out_of_form(request)
    try:
        whole = _any.decode(body)
    except msgspec.MsgspecError:
        return Refused(NOT_UNDERSTOOD, "not JSON", _key_of_query(request))
    if isinstance(whole, dict) and isinstance(whole.get("batch"), list):
        return _one_by_one(request, body)
    if not isinstance(whole, dict | list):
        return Refused(NOT_UNDERSTOOD, "no JSON of events", _key_of_query(request))
    return _one_by_one(request, _as_batch(request, body, whole))


def _out_of_form(request: Request) -> bytes:
    said = request.query.get("data", "").encode() if not request.body else request.body
    if said.startswith(b"data="):
        said = parse_qs(said.decode("utf-8", "replace")).get("data", [""])[0].encode()
    if said.startswith((b"{", b"[")):
        return said
    try:
        return b64decode(said.replace(b" ", b"+"))
    except (NotBase64, ValueError):
        return said


def _as_batch(request: Request, body: bytes, whole: dict[str, Any] | list[Any]) -> bytes:
    """Events that came without the envelope of a batch, in one; their own text stays as it is."""
    sent = whole.get("sent_at") if isinstance(whole, dict) else None
    sent = sent or request.query.get("_")
    events = body.strip() if isinstance(whole, list) else b"[%b]" % body.strip()
    return b'{"sent_at":%b,"batch":%b}' % (msgspec.json.encode(sent), events)


def _one_by_one(request: Request, body: bytes) -> Taken | Refused:
    events = _loose.decode(body).batch
    aside = {place: wrong for place, raw in enumerate(events) if (wrong := _wrong_with(bytes(raw))) is not None}
    read = [{} if place in aside else _any.decode(raw) for place, raw in enumerate(events)]
    keys = (_key_of_event(event) for event in [map_of(_any.decode(body)), *read])
    key = next((key for key in keys if key), "") or _key_of_query(request)
    return Taken(key, body, [text_of(event.get("uuid")) or None for event in read], "", STORED, aside)


def _wrong_with(event: bytes) -> str | None:
    if event == b"null":
        return ""
    if len(event) > MOST_BYTES_OF_AN_EVENT:
        return "an event of more than 1 MB"
    return None if event.startswith(b"{") else "no JSON object"


def _key_of_event(event: dict[str, Any]) -> str:
    properties = map_of(event.get("properties"))
    said = (event.get("api_key"), event.get("token"), properties.get("token"), properties.get("api_key"))
    return next((text_of(one) for one in said if one), "")


def _key_of_query(request: Request) -> str:
    return request.query.get("api_key") or request.query.get("token") or ""


def batch_of(body: bytes, kind: str) -> Batch:  # noqa: ARG001 - all addresses take the same
    found = _loose.decode(body)
    events = [bytes(raw) for raw in found.batch]
    ids = [text_of(map_of(decoded(event)).get("uuid")) if event.startswith(b"{") else "" for event in events]
    return Batch(events, ids, read_instant(decoded(bytes(found.sent_at))))


def _key_of_body(request: Request) -> str:
    try:
        said = map_of(_any.decode(_out_of_form(request)))
    except msgspec.MsgspecError:
        said = {}
    return _key_of_event(said) or _key_of_query(request)


def _key_of_path(request: Request) -> str:
    return request.path["key"]


def _not_recorded(_request: Request) -> Reply:
    """Recordings of screens, which nobody here looks at."""
    return STORED


CAPTURE = ("/batch", "/e", "/i/v0/e", "/capture")
ROUTES = (
    *(Route(path, capture, TOO_LONG, ("POST", "GET"), MOST_BYTES) for path in CAPTURE),
    *(Route(path, flags, TOO_LONG, ("POST", "GET"), of_key=_key_of_body) for path in ("/flags", "/decide")),
    Route("/array/{key}/config", config, TOO_LONG, ("GET",), of_key=_key_of_path),
    Route("/array/{key}/config.js", config_script, TOO_LONG, ("GET",), of_key=_key_of_path),
    Route("/s", _not_recorded, TOO_LONG, most_bytes=MOST_BYTES),
)

__all__ = ["LABEL", "ROUTES", "UNKNOWN_KEY", "batch_of", "messages_of"]
