"""A real client for browsers on a page in Chromium, sending until it is ended.

_browser_clients.py FOLDER CLIENT PORT FILE    FOLDER has the clients (npm install); what the collector said it stored
                                               goes to FILE, an id a line
"""

from __future__ import annotations

import gzip
import json
import shutil
import sys
import threading
from base64 import b64decode
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

from playwright.sync_api import sync_playwright

# Where each client's own build for pages stands, and what a site writes to use it. `send(n)` is called ever again.
CLIENTS = {
    "segment": (
        "@segment/analytics-next/dist/umd/index.js",
        """const client = AnalyticsNext.AnalyticsBrowser.load({ writeKey: "WRITEKEY", cdnURL: host });
        window.send = (n) => client.track("Demo Requested", { n });""",
    ),
    "rudder": (
        "@rudderstack/analytics-js/dist/npm/modern/bundled/umd/index.js",
        """const client = new rudderanalytics.RudderAnalytics();
        client.load("WRITEKEY", host, { configUrl: host });
        window.send = (n) => client.track("Demo Requested", { n });""",
    ),
    "posthog": (
        "posthog-js/dist/array.js",
        """const often = { flush_interval_ms: 250 };
        // A browser without a window is a bot to it.
        posthog.init("phc_KEY", { api_host: host, opt_out_useragent_filter: true, request_queue_config: often });
        window.send = (n) => posthog.capture("demo_requested", { n });""",
    ),
    "snowplow": (
        "@snowplow/browser-tracker/dist/index.umd.js",
        """const snowplow = snowplowBrowserTracking;
        snowplow.newTracker("ns", host, { appId: "abm", bufferSize: 5 });
        window.send = (n) => snowplow.trackStructEvent({ category: "demo", action: "request", value: n });""",
    ),
}
# They send by fetch or XMLHttpRequest: whatever they do with an answer, this is what they were told.
NOTES = """(() => {
  const bytesOf = async (body) => {
    let text = "";
    for (const byte of new Uint8Array(await new Response(body).arrayBuffer())) text += String.fromCharCode(byte);
    return btoa(text);
  };
  const ask = window.fetch;
  window.fetch = async (address, options) => {
    const request = new Request(address, options);
    const copy = request.method === "POST" ? request.clone() : null;
    const heard = await ask(request);
    if (copy && heard.status === 200) told(await bytesOf(await copy.arrayBuffer()));
    return heard;
  };
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (body) {
    if (body) this.addEventListener("load", async () => { if (this.status === 200) told(await bytesOf(body)); });
    return send.call(this, body);
  };
})();"""
PAGE = "<!doctype html><title>A shop</title><h1>A shop</h1><script src='/{script}'></script>"


def main() -> None:
    folder, name, port, file = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), Path(sys.argv[4])
    script, use = CLIENTS[name]
    with file.open("a", buffering=1) as told, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.expose_function("told", lambda body: told.write("".join(f"{one}\n" for one in ids_in(b64decode(body)))))
        page.add_init_script(NOTES)
        page.goto(f"{site_with(folder / 'node_modules', script)}/shop.html")
        page.evaluate(f"(host) => {{ {use} }}", f"http://127.0.0.1:{port}")
        page.evaluate("() => { let n = 0; setInterval(() => send(n++), 50); }")
        page.wait_for_event("close", timeout=0)


def site_with(folder: Path, script: str) -> str:
    """A site of one page that has the script; where it is."""

    class Site(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path != "/shop.html":
                super().do_GET()
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(PAGE.format(script=script).encode())

        def log_message(self, *_said: object) -> None:
            """Nobody asks."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Site, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def ids_in(body: bytes) -> list[str]:
    """Of the events in what was sent: JSON, gzipped or not, or in the field `data` of a form."""
    if body.startswith(b"\x1f\x8b"):
        body = gzip.decompress(body)
    if body.startswith(b"data="):
        body = b64decode(parse_qs(body.decode())["data"][0])
    try:
        said = json.loads(body)
    except ValueError:
        return []
    events = said if isinstance(said, list) else said.get("batch") or said.get("data") or [said]
    found = (one.get("messageId") or one.get("uuid") or one.get("eid") for one in events)
    return [one for one in found if one]


if __name__ == "__main__":
    main()
