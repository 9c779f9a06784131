"""A site with the web tag in its pages, and what hears it: two servers on this machine, told apart by their ports."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.waiting import wait_until

from tiercel.collect.tag import tag

# What each key of these tests may send, as the file of keys has it.
CHOICES = {
    "wait": {},
    "now": {"consent": "until_refused"},
    "none": {"consent": "until_refused", "storage": "none"},
    "anonymous": {"consent": "until_refused", "on_gpc": "anonymous", "forms": "mail"},
    "names": {"consent": "until_refused", "forms": "names"},
    "mail": {"consent": "until_refused", "forms": "mail"},
    "ended": {"ended": True},
}
PAGE = """<!doctype html><html lang="fa" dir="rtl"><head><meta charset="utf-8"><title>صفحه</title>
<link rel="icon" href="data:,"><script src="/before.js"></script>
<script defer src="{tag}" {more}></script></head>
<body><a href="/next">بعدی</a><form id="trial" action="/thanks">
<input name="company"><input name="mail" type="email"><input name="secret" type="password">
<input name="card" autocomplete="cc-number"><input name="csrf" type="hidden" value="hidden-token">
<textarea name="words"></textarea><button name="go">go</button></form></body></html>"""
# Calls that a page makes before the tag has come wait for it.
BEFORE = "window.tiercel = window.tiercel || function () { (tiercel.q = tiercel.q || []).push(arguments) };"


@dataclass
class Heard:
    """What came to the collector: each request with its headers.

    fails    so many requests are answered with 503 first
    refused  the bodies of those
    """

    requests: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    fails: int = 0
    refused: list[bytes] = field(default_factory=list)

    @property
    def events(self) -> list[dict[str, Any]]:
        """Each event once by its id: one whose answer a page did not hear comes again, and collectors know it."""
        came = [event for method, _headers, body in self.requests if method == "POST" for event in batch_of(body)]
        return list({event["messageId"]: event for event in came}.values())

    def of(self, name: str) -> list[dict[str, Any]]:
        """The events of a type, or of a name."""
        return [event for event in self.events if name in (event["type"], event.get("event"))]

    def wait_for(self, enough: Callable[[Heard], bool]) -> None:
        """Until it is heard; what never comes fails the test with what did come."""
        try:
            wait_until(lambda: enough(self), "what the page sends")
        except AssertionError as error:
            raise AssertionError(f"{error}: {[(one['type'], one.get('event')) for one in self.events]}") from None


def batch_of(body: bytes) -> list[dict[str, Any]]:
    batch: list[dict[str, Any]] = json.loads(body)["batch"]
    return batch


@dataclass
class Sites:
    """The two servers: `page` gives the address of a page, under a key's name in CHOICES and a path."""

    site: str
    collector: str
    heard: Heard
    key: str = "now"
    more: str = ""

    def page(self, path: str = "/") -> str:
        return self.site + path


@contextmanager
def serving() -> Iterator[Sites]:
    heard = Heard()
    with _server(_collector(heard)) as collector:
        sites = Sites("", f"http://localhost:{collector}", heard)
        with _server(_site(sites)) as site:
            # By another name, so that the collector is another site to the browser, not another port of the same.
            sites.site = f"http://127.0.0.1:{site}"
            yield sites


@contextmanager
def _server(handler: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    server = ThreadingHTTPServer(("", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


class _Quiet(BaseHTTPRequestHandler):
    def log_message(self, *_args: Any) -> None:
        """Nothing."""

    def say(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _site(sites: Sites) -> type[BaseHTTPRequestHandler]:
    class Handler(_Quiet):
        def do_GET(self) -> None:
            if self.path == "/before.js":
                self.say(200, {"Content-Type": "text/javascript"}, BEFORE.encode())
                return
            policy = (
                f"default-src 'none'; script-src 'self' {sites.collector}; connect-src {sites.collector}; "
                "img-src data:; form-action 'self'; require-trusted-types-for 'script'"
            )
            text = PAGE.format(tag=f"{sites.collector}/t.js?key={sites.key}", more=sites.more)
            headers = {"Content-Type": "text/html", "Content-Security-Policy": policy, "Cache-Control": "no-store"}
            self.say(200, headers, text.encode())

    return Handler


def _collector(heard: Heard) -> type[BaseHTTPRequestHandler]:
    class Handler(_Quiet):
        def do_GET(self) -> None:
            given = {name.lower(): value for name, value in self.headers.items()}
            found = tag.answer(self.path.partition("?")[2], given, CHOICES)
            self.say(found.status, dict(found.headers) | {"cache-control": "no-store"}, found.body)

        def do_OPTIONS(self) -> None:
            heard.requests.append(("OPTIONS", {}, b""))
            self.say(204, {})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.fails -= 1
            if heard.fails >= 0:
                heard.refused.append(body)
                self.say(503, {"Access-Control-Allow-Origin": "*"})
                return
            given = {name.lower(): value for name, value in self.headers.items()}
            heard.requests.append(("POST", given | {"path": self.path}, body))
            self.say(200, {"Access-Control-Allow-Origin": "*"})

    return Handler
