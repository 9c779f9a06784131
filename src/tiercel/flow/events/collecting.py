"""The collector of a workspace, in front of its pages or alone."""

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from hmac import compare_digest
from pathlib import Path
from typing import Any

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from tiercel.collect.events.app import Application, in_front_of
from tiercel.collect.events.intake import Intake
from tiercel.collect.events.write_keys import FILE_NAME
from tiercel.collect.tag import app as tag
from tiercel.collect.tag.key_file import KeyFile
from tiercel.flow.events.collector_measures import CollectorMeasures

HEALTH, METRICS = "/healthz", "/metrics"
LOOPBACK = ("127.0.0.1", "::1")
FORWARDED = (b"x-forwarded-for", b"forwarded", b"x-real-ip", b"via")

_Scope = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
_Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


@dataclass(frozen=True)
class Collecting:
    """What a web server runs, and what is called when it has ended: all is stored, the log's segments are closed.

    measures   what it took and refused, for whoever tells Prometheus
    """

    application: Application
    close: Callable[[], None]
    measures: CollectorMeasures


def lake_of(workspace: Path) -> Path:
    return workspace / "lake"


def collecting_before(pages: Application, workspace: Path) -> Collecting:
    """The workspace's pages, with the addresses of its clients taken by the collector."""
    intake = Intake(lake_of(workspace))
    return Collecting(in_front_of(pages, intake), intake.close, CollectorMeasures(intake))


def collecting_alone(workspace: Path, metrics_token: str = "") -> Collecting:
    """A collector without pages, for a machine or a process of its own; it has the web tag and its measures too.

    metrics_token   who sends it reads the measures from another machine; without, this machine alone
    """
    lake = lake_of(workspace)
    intake = Intake(lake)
    measures = CollectorMeasures(intake)
    others = tag.in_front_of(_Others(measures, metrics_token), KeyFile(lake / FILE_NAME))
    return Collecting(in_front_of(others, intake), intake.close, measures)


class _Others:
    """What a collector answers besides: that it lives, and how much it does."""

    def __init__(self, measures: CollectorMeasures, token: str) -> None:
        self._registry = CollectorRegistry(auto_describe=False)
        self._registry.register(measures)
        self._token = token

    async def __call__(self, scope: _Scope, _receive: _Receive, send: _Send) -> None:
        if scope["type"] == "http":
            await _text(send, *self._answer(scope))

    def _answer(self, scope: _Scope) -> tuple[int, bytes, str]:
        path = scope["path"]
        if path != METRICS:
            known = path in (HEALTH, "/")
            body = b"ok\n" if path == HEALTH else b"This is a collector of events; it has no pages.\n"
            return 200 if known else 404, body, "text/plain"
        if not _may_read(scope, self._token):
            refused = b"Metrics are open to this machine, and to who sends the setting metrics_token.\n"
            return 403, refused, "text/plain"
        return 200, generate_latest(self._registry), CONTENT_TYPE_LATEST


def _may_read(scope: _Scope, token: str) -> bool:
    """Whether it was asked on this machine, and not by a proxy that runs here too, or by who knows the token."""
    headers = dict(scope["headers"])
    client = scope.get("client")
    if client and client[0] in LOOPBACK and not any(name in headers for name in FORWARDED):
        return True
    kind, _, given = headers.get(b"authorization", b"").partition(b" ")
    return bool(token) and kind.lower() == b"bearer" and compare_digest(given.strip(), token.encode())


async def _text(send: _Send, status: int, body: bytes, kind: str) -> None:
    headers = [(b"content-type", kind.encode()), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
