"""The collector of a workspace, in front of its pages or alone."""

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tiercel.collect.events.app import Application, in_front_of
from tiercel.collect.events.intake import Intake
from tiercel.collect.events.write_keys import FILE_NAME
from tiercel.collect.tag import app as tag
from tiercel.collect.tag.key_file import KeyFile

HEALTH = "/healthz"


@dataclass(frozen=True)
class Collecting:
    """What a web server runs, and what is called when it has ended: all is stored, the log's segments are closed."""

    application: Application
    close: Callable[[], None]


def lake_of(workspace: Path) -> Path:
    return workspace / "lake"


def collecting_before(pages: Application, workspace: Path) -> Application:
    """The workspace's pages, with the addresses of its clients taken by the collector."""
    return in_front_of(pages, Intake(lake_of(workspace)))


def collecting_alone(workspace: Path) -> Collecting:
    """A collector without pages, for a machine or a process of its own; it has the web tag too."""
    lake = lake_of(workspace)
    intake = Intake(lake)
    others = tag.in_front_of(_nothing_else, KeyFile(lake / FILE_NAME))
    return Collecting(in_front_of(others, intake), intake.close)


async def _nothing_else(
    scope: MutableMapping[str, Any],
    _receive: Callable[[], Awaitable[MutableMapping[str, Any]]],
    send: Callable[[MutableMapping[str, Any]], Awaitable[None]],
) -> None:
    if scope["type"] != "http":
        return
    path = scope["path"]
    body = b"ok\n" if path == HEALTH else b"This is a collector of events; it has no pages.\n"
    headers = [(b"content-type", b"text/plain"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200 if path in (HEALTH, "/") else 404, "headers": headers})
    await send({"type": "http.response.body", "body": body})
