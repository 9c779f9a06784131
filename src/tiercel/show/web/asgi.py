"""What a web server runs: the collector of events, and the pages behind a limit on what anybody may send."""

import json
import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.core.asgi import get_asgi_application

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

MEGABYTE = 1024 * 1024
# A form, and a strategy document as text.
FORM_MEGABYTES = 5
FILES_AT_ONCE = 8
UPLOADS = ("/data/upload", "/api/v1/imports")
OF_PROGRAMS = "/api/"


def limited(application: Application, file_megabytes: int) -> Application:
    """Answer 413 to bodies that are too long: Django would first write all of one down, whoever sent it."""

    async def answer(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        most = MEGABYTE * (file_megabytes * FILES_AT_ONCE if scope["path"] in UPLOADS else FORM_MEGABYTES)
        said = dict(scope["headers"]).get(b"content-length", b"0")
        if not said.isdigit() or int(said) > most:
            await _too_long(scope["path"], send)
            return
        await application(scope, _counted(receive, most), send)

    return answer


def _counted(receive: Receive, most: int) -> Receive:
    """Bodies without a stated length are counted as they come; the client of one that is too long is gone for us."""
    came = 0

    async def next_message() -> Message:
        nonlocal came
        message = await receive()
        came += len(message.get("body", b""))
        return {"type": "http.disconnect"} if came > most else message

    return next_message


async def _too_long(path: str, send: Send) -> None:
    text = "This is more than one request may hold. Send less at a time, or raise max_file_mb in tiercel.toml."
    kind, body = "text/plain", text
    if path.startswith(OF_PROGRAMS):
        # As show/api/problems.py writes them, which this place cannot ask: Django has not seen the request.
        said = {"type": "/api#too-long", "title": "Payload too long", "status": 413, "detail": text}
        kind, body = "application/problem+json", json.dumps(said)
    await send({"type": "http.response.start", "status": 413, "headers": [(b"content-type", kind.encode())]})
    await send({"type": "http.response.body", "body": body.encode()})


def _application() -> Application:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tiercel.show.web.settings")
    pages: Any = get_asgi_application()
    from django.conf import settings

    from tiercel.flow.events.collecting import collecting_before
    from tiercel.show.web import metrics, warm
    from tiercel.show.web.told import accounted

    warm.load_addresses()
    ours = accounted(limited(pages, settings.WORKSPACE.max_file_mb))
    collecting = collecting_before(ours, settings.WORKSPACE.workspace)
    metrics.REGISTRY.register(collecting.measures)
    return collecting.application


application = _application()
