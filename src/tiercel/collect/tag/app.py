"""The web tag where no pages are served: in front of a collector on a machine of its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from tiercel.collect.tag.key_file import KeyFile
from tiercel.collect.tag.tag import PATH, Answer, answer

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]


def in_front_of(others: Application, file: KeyFile) -> Application:
    """An application that answers who asks for the tag, and hands everything else on."""

    async def application(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != PATH or scope["method"] not in ("GET", "HEAD"):
            await others(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        await _send(send, answer(scope["query_string"].decode("latin-1"), headers, file.keys()))

    return application


async def _send(send: Send, found: Answer) -> None:
    headers = [(name.encode(), value.encode()) for name, value in found.headers.items()]
    headers.append((b"content-length", b"%d" % len(found.body)))
    await send({"type": "http.response.start", "status": found.status, "headers": headers})
    await send({"type": "http.response.body", "body": found.body})
