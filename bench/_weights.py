"""What pages weigh as they come over the wire, measured by Chromium at a server of its own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import sleep
from typing import Any
from urllib.request import urlopen

FIRST_KB, LATER_KB = 150, 40
SECONDS_TO_START = 60


def weigh(client: Any, addresses: Sequence[str]) -> bool:
    """Print what each weighs on a first visit and a later one, for who is signed in there; says whether one is over."""
    from playwright.sync_api import sync_playwright

    session = client.cookies["sessionid"].value
    over = False
    with _server() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for address in addresses:
            context = browser.new_context()
            context.add_cookies([{"name": "sessionid", "value": session, "url": base}])
            first, later = _visit(context, base + address), _visit(context, base + address)
            context.close()
            over = over or first > FIRST_KB or later > LATER_KB
            said = f"first visit {first:6.1f} kB (limit {FIRST_KB}), later {later:5.1f} kB (limit {LATER_KB})"
            print(f"{address:>20}  {said}", flush=True)
        browser.close()
    return over


def _visit(context: Any, address: str) -> float:
    """kB that a page and all that it loads were sent as, headers and all; what the browser kept weighs nothing."""
    page = context.new_page()
    told = context.new_cdp_session(page)
    told.send("Network.enable")
    came: list[float] = []
    told.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))
    answer = page.goto(address, wait_until="networkidle")
    assert answer.ok, f"{address}: {answer.status}"
    assert answer.all_headers().get("content-encoding") == "br", f"{address} came uncompressed"
    page.close()
    return sum(came) / 1000


@contextmanager
def _server() -> Iterator[str]:
    """`tiercel serve` for the workspace and the database of this process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tiercel.show.cli", "serve", "--port", str(port), "--no-worker"]
    process = subprocess.Popen(command, env=dict(os.environ), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/sign-in")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _wait_for(address: str) -> None:
    for _ in range(SECONDS_TO_START * 4):
        try:
            with urlopen(address):
                return
        except OSError:
            sleep(0.25)
    raise TimeoutError(address)
