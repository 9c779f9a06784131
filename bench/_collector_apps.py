"""What `bench.collector` serves: the collector, the same work without storing, and an empty answer."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from tiercel.collect.events.app import in_front_of
from tiercel.collect.events.bodies import body_of, unpacked
from tiercel.collect.events.dialect import Reply, Request
from tiercel.collect.events.dialects.segment import STORED
from tiercel.collect.events.intake import Intake
from tiercel.collect.events.routing import Router

MOST = 500 * 1024
_find = Router().find


async def empty(_scope: Any, receive: Any, send: Any) -> None:
    """The least that a web server can be asked to do."""
    await receive()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


def as_collected(path: str, request: Request) -> Reply | None:
    """What the collector looks for in a request: the ids and keys of its events."""
    found = _find(path)
    return found.route.take(request).reply if found else None


def into_values(_path: str, request: Request) -> Reply:
    """All that a request says, as values of Python."""
    if request.body:
        msgspec.json.decode(request.body)
    return STORED


def parsing(parse: Callable[[str, Request], Reply | None]) -> Any:
    """A request is read as the collector does it, parsed, and forgotten."""

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        body = unpacked(await body_of(receive, MOST), MOST)
        request = Request(scope["method"], {}, {}, dict(scope["headers"]), body, "", "http")
        reply = parse(scope["path"], request)
        said = reply.body if reply else b""
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(said))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": said})

    return answer


def serve(kind: str, port: int, lake: Path, core: int) -> None:
    """Serve one of them, on one core."""
    import uvicorn

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {core})
    intake = Intake(lake)
    apps = {
        "empty": empty,
        "parsed": parsing(as_collected),
        "values": parsing(into_values),
        "durable": in_front_of(empty, intake),
    }
    uvicorn.run(apps[kind], port=port, log_level="warning", access_log=False, lifespan="off")


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
