"""A client of the collector without a network: it asks the application as a web server would."""

import asyncio
import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.awaited import awaited

from tiercel.collect.events.app import Application, in_front_of
from tiercel.collect.events.intake import Intake
from tiercel.collect.events.log.commit import Disk, Limits
from tiercel.collect.events.message import Message, Stored
from tiercel.collect.events.reading import closed_segments, messages_of, read_all
from tiercel.core.clock import utc_now

KEYS = {
    "WRITEKEY": {"name": "Website", "ended": False},
    "phc_KEY": {"name": "App", "ended": False},
    "abm": {"name": "Shop", "ended": False},
    "OLD": {"name": "Old site", "ended": True},
}


@dataclass(frozen=True)
class Heard:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def said(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Ask:
    """One request; `key` goes into Basic authorization, as servers' clients do."""

    path: str
    body: Any = b""
    method: str = "POST"
    key: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    zipped: bool = False


async def pages(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 299, "headers": []})
    await send({"type": "http.response.body", "body": b"pages"})


@dataclass
class Site:
    """A workspace's lake with a collector that can be stopped, and begun again.

    limits   unless a test says otherwise, segments end with their collector, however long a busy machine takes
    """

    lake: Path
    limits: Limits = field(default_factory=lambda: Limits(segment_seconds=3600))
    disk: Disk | None = None
    clock: Callable[[], datetime] = utc_now
    intake: Intake | None = None

    def ask(self, *asked: Ask) -> list[Heard]:
        """Ask all at once, hear the answers in their order, and stop the collector."""
        return awaited(self._ask(asked))

    async def _ask(self, asked: tuple[Ask, ...]) -> list[Heard]:
        self.intake = Intake(self.lake, limits=self.limits, disk=self.disk, clock=self.clock)
        app = in_front_of(pages, self.intake)
        heard = await asyncio.gather(*(asking(app, one) for one in asked))
        await asyncio.to_thread(self.intake.close)
        return heard

    def stored(self) -> list[Stored]:
        return list(read_all(closed_segments(self.lake / "log")))

    def messages(self) -> list[Message]:
        return [message for stored in self.stored() for message in messages_of(stored)]


async def asking(app: Application, ask: Ask) -> Heard:
    body = ask.body if isinstance(ask.body, bytes) else json.dumps(ask.body).encode()
    body = gzip.compress(body) if ask.zipped else body
    sent: list[Any] = []
    pieces = [body[start : start + 65536] for start in range(0, len(body), 65536)] or [b""]

    async def receive() -> Any:
        piece = pieces.pop(0) if pieces else b""
        return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope_of(ask), receive, send)
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return Heard(sent[0]["status"], headers, sent[1]["body"])


def scope_of(ask: Ask) -> dict[str, Any]:
    from base64 import b64encode

    parts = urlsplit(ask.path)
    basic = {"authorization": f"Basic {b64encode(f'{ask.key}:'.encode()).decode()}"} if ask.key else {}
    headers = {"host": "tiercel.example", **basic, **ask.headers}
    return {
        "type": "http",
        "method": ask.method,
        "path": parts.path,
        "query_string": parts.query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "client": ("203.0.113.9", 4711),
        "scheme": "https",
    }


def write_keys(lake: Path, keys: dict[str, Any] | None = None) -> None:
    lake.mkdir(parents=True, exist_ok=True)
    (lake / "write_keys.json").write_text(json.dumps({"keys": KEYS if keys is None else keys}))


def mail_keys(lake: Path, **keys: tuple[str, str]) -> None:
    """Mail keys by themselves: each the provider whose it is, and the secret by which that proves itself."""
    found = {
        sha256(key.encode()).hexdigest(): {
            "name": f"By {key}",
            "provider": name,
            "shown": f"mk_{key}",
            "secret": secret,
        }
        for key, (name, secret) in keys.items()
    }
    lake.mkdir(parents=True, exist_ok=True)
    (lake / "mail_keys.json").write_text(json.dumps({"address": "https://tiercel.example", "keys": found}))


def track(message: str) -> Ask:
    return Ask("/v1/track", {"event": "x", "userId": "u", "messageId": message}, key="WRITEKEY")


def ids(site: Site) -> list[str]:
    return [one.id for one in site.stored()]


def in_one_run(site: Site, steps: list[Ask | Callable[[], None]]) -> list[int]:
    """The statuses of requests made one after the other to one collector, with things that happen in between."""

    async def run() -> list[int]:
        intake = Intake(site.lake, limits=site.limits, disk=site.disk, clock=site.clock)
        app, heard = in_front_of(pages, intake), []
        for step in steps:
            if isinstance(step, Ask):
                heard.append((await asking(app, step)).status)
            else:
                step()
        await asyncio.to_thread(intake.close)
        return heard

    return awaited(run())


def segment_of(site: Site, count: int = 5) -> Path:
    site.ask(*(track(f"m{n}") for n in range(count)))
    [path] = closed_segments(site.lake / "log")
    return path
