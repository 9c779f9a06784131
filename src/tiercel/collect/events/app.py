"""The collector on the network: a bare ASGI application that takes the addresses of the dialects, and no other."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl

from tiercel.collect.events import counting
from tiercel.collect.events.bodies import Left, NotGzip, Receive, TooLong, body_of, unpacked
from tiercel.collect.events.cors import Headers, allowing, preflight
from tiercel.collect.events.dialect import Reply, Request
from tiercel.collect.events.intake import Came, Intake
from tiercel.collect.events.log.commit import NotStored, TooMuch
from tiercel.collect.events.routing import Found, Router

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

NOT_ALLOWED = Reply(405, b'{"message":"This address takes another method."}')
PREFLIGHT = Reply(204)
MOST_FIELDS_OF_A_QUERY = 200


def in_front_of(others: Application, intake: Intake) -> Application:
    """An application that hands the requests of clients to the intake, and everything else on."""
    find = Router().find

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        found = find(scope["path"]) if scope["type"] == "http" else None
        if found is None:
            await others(scope, receive, send)
        else:
            await _answer(intake, found, scope, receive, send)

    return answer


async def _answer(intake: Intake, found: Found, scope: Scope, receive: Receive, send: Send) -> None:
    headers = dict(scope["headers"])
    if scope["method"] == "OPTIONS" and not found.route.by_mail_key:
        await _send(send, PREFLIGHT, preflight(headers))
        return
    try:
        reply, more = await _reply(intake, found, scope, headers, receive)
    except Left:
        return
    origin = headers.get(b"origin")
    is_for_pages = origin is not None and not found.route.by_mail_key
    await _send(send, reply, [*allowing(origin), *more] if is_for_pages else more)


async def _reply(
    intake: Intake, found: Found, scope: Scope, headers: dict[bytes, bytes], receive: Receive
) -> tuple[Reply, Headers]:
    route = found.route
    counted = intake.counted
    if scope["method"] not in route.methods:
        counted.request(found.name, counting.WRONG_METHOD)
        return NOT_ALLOWED, []
    try:
        packed = await body_of(receive, route.most_bytes)
        came = Came(found, _request(scope, found, headers, packed), _address(scope))
        try:
            came.request.body = unpacked(packed, route.most_bytes)
        except NotGzip as error:
            return await intake.refuse(came, f"broken gzip: {error}"), []
        reply = await intake.take(came)
    except TooLong:
        counted.request(found.name, counting.TOO_LONG)
        return route.too_long, []
    except NotStored as error:
        counted.request(found.name, counting.TOO_MUCH if isinstance(error, TooMuch) else counting.DISK)
        return _not_now(error), [(b"retry-after", b"%d" % error.seconds)]
    return reply, [(b"retry-after", b"5")] if reply.status == 503 else []


def _not_now(error: NotStored) -> Reply:
    return Reply(429 if isinstance(error, TooMuch) else 503, b'{"success":false,"message":"%b"}' % str(error).encode())


def _request(scope: Scope, found: Found, headers: dict[bytes, bytes], body: bytes) -> Request:
    said = scope["query_string"].decode("latin-1")
    query: dict[str, str] = {}
    if said:
        try:
            query = dict(parse_qsl(said, keep_blank_values=True, max_num_fields=MOST_FIELDS_OF_A_QUERY))
        except ValueError:
            query = {}
    host = headers.get(b"host", b"").decode("latin-1")
    return Request(scope["method"], found.path, query, headers, body, host, scope["scheme"])


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return client[0] if client else ""


async def _send(send: Send, reply: Reply, more: Headers) -> None:
    headers = [
        (b"content-type", reply.content_type),
        (b"content-length", b"%d" % len(reply.body)),
        *reply.headers,
        *more,
    ]
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": reply.body})
