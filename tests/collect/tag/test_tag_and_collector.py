"""The web tag in Chromium with the real collector behind it: what a page sent is in the log, understood."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn
from tests.collect.tag.sites import CHOICES, serving

from tiercel.collect.tag import app as tag_app
from tiercel.collect.tag.key_file import KeyFile

if TYPE_CHECKING:
    from playwright.sync_api import Page

collector = pytest.importorskip("tiercel.collect.events.app")
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


async def nothing(_scope: Any, _receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b""})


@contextmanager
def collecting(lake: Path) -> Iterator[str]:
    """The collector with the tag in front of it, as a machine of its own runs them; where it is."""
    from tiercel.collect.events.intake import Intake

    lake.mkdir()
    keys = {key: {"name": f"Site {key}"} | choices for key, choices in CHOICES.items()}
    (lake / "write_keys.json").write_text(json.dumps({"keys": keys}))
    intake = Intake(lake)
    app = tag_app.in_front_of(collector.in_front_of(nothing, intake), KeyFile(lake / "write_keys.json"))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()))
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://localhost:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        intake.close()


def test_what_a_page_sent_until_its_tab_closed_is_in_the_log_and_understood(page: Page, tmp_path: Path) -> None:
    from tiercel.collect.events.reading import closed_segments, messages_of, read_all

    lake = tmp_path / "lake"
    with collecting(lake) as address, serving() as sites:
        sites.collector, sites.key = address, "mail"
        page.goto(sites.page("/pricing?utm_campaign=spring&token=hush"))
        page.locator("[name=mail]").fill("ada@example.com")
        page.wait_for_timeout(1_000)
        page.locator("button").click()
        page.wait_for_url("**/thanks**")
        page.wait_for_timeout(600)
        page.close()
        time.sleep(0.5)
    messages = [message for stored in read_all(closed_segments(lake / "log")) for message in messages_of(stored)]
    assert [message.name for message in messages if message.type == "track"].count("Form Submitted") == 1
    assert {message.source for message in messages} == {"Site mail"}
    pages = [message for message in messages if message.type == "page"]
    assert [message.properties["path"] for message in pages] == ["/pricing", "/thanks"]
    assert pages[0].context["campaign"] == {"name": "spring"}
    (identified,) = (message for message in messages if message.type == "identify")
    assert identified.traits == {"email": "ada@example.com"}
    assert len({message.anonymous_id for message in messages}) == 1
    assert len({message.id for message in messages}) == len(messages)
    times = [message.properties["seconds"] for message in messages if message.name == "Time Spent"]
    assert len(times) == 2
    assert 1 <= times[0] < 10
    assert all("Mozilla" in message.user_agent and message.ip for message in messages)
