"""What `bench.collector` serves: the collector, the same work without storing, and an empty answer."""

import os
import sys
from pathlib import Path
from typing import Any

from tiercel.collect.events.app import in_front_of
from tiercel.collect.events.bodies import body_of, unpacked
from tiercel.collect.events.dialect import Request
from tiercel.collect.events.intake import Intake
from tiercel.collect.events.routing import Router

MOST = 500 * 1024


async def empty(_scope: Any, receive: Any, send: Any) -> None:
    """The least that a web server can be asked to do."""
    await receive()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


def parsing() -> Any:
    """A request is read and parsed as the collector does it, and forgotten."""
    find = Router().find

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        found = find(scope["path"])
        body = unpacked(await body_of(receive, MOST), MOST)
        request = Request(scope["method"], {}, {}, dict(scope["headers"]), body, "", "http")
        reply = found.route.take(request).reply if found else None
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
    apps = {"empty": empty, "parsed": parsing(), "durable": in_front_of(empty, intake)}
    uvicorn.run(apps[kind], port=port, log_level="warning", access_log=False, lifespan="off")


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
