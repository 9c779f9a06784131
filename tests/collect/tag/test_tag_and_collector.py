"""The web tag in Chromium with the real collector behind it: what a page sent is in the log, understood."""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn
from tests.collect.tag.sites import CHOICES, serving
from tests.waiting import wait_until

from tiercel.collect.events.reading import closed_segments, messages_of, read_all
from tiercel.flow.events.collecting import collecting_alone

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser]
TIMES = re.compile(rb'"Time Spent","properties":\{"seconds":[0-9.]+,"path":"([^"]+)"')


@contextmanager
def collecting(lake: Path) -> Iterator[str]:
    """A collector on a machine of its own, which has the tag too; where it is."""
    lake.mkdir()
    keys = {key: {"name": f"Site {key}"} | choices for key, choices in CHOICES.items()}
    (lake / "write_keys.json").write_text(json.dumps({"keys": keys}))
    alone = collecting_alone(lake.parent)
    server = uvicorn.Server(uvicorn.Config(alone.application, port=0, log_config=None, lifespan="off"))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()))
    thread.start()
    wait_until(lambda: server.started, "the collector")
    try:
        yield f"http://localhost:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        alone.close()


def was_told_all(lake: Path) -> bool:
    """Whether the log, which a collector still writes, says how long both pages were looked at: their last events."""
    try:
        text = b"".join(path.read_bytes() for path in (lake / "log").iterdir())
    except FileNotFoundError:  # a segment was closed, and has another name now
        return False
    return set(TIMES.findall(text)) == {b"/pricing", b"/thanks"}


def test_what_a_page_sent_until_its_tab_closed_is_in_the_log_and_understood(page: Page, tmp_path: Path) -> None:
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
        wait_until(lambda: was_told_all(lake), "what a closing tab sends")
    messages = [message for stored in read_all(closed_segments(lake / "log")) for message in messages_of(stored)]
    assert [message.name for message in messages if message.type == "track"].count("Form Submitted") == 1
    assert {message.source for message in messages} == {"Site mail"}
    # What a page sends as it goes may be stored after what the next one sends.
    pages = {message.properties["path"]: message for message in messages if message.type == "page"}
    assert sorted(pages) == ["/pricing", "/thanks"]
    assert pages["/pricing"].context["campaign"] == {"name": "spring"}
    (identified,) = (message for message in messages if message.type == "identify")
    assert identified.traits == {"email": "ada@example.com"}
    assert len({message.anonymous_id for message in messages}) == 1
    assert len({message.id for message in messages}) == len(messages)
    times = [(m.properties["path"], m.properties["seconds"]) for m in messages if m.name == "Time Spent"]
    assert {path for path, _seconds in times} == {"/pricing", "/thanks"}
    assert sum(seconds for path, seconds in times if path == "/pricing") >= 1
    assert all("Mozilla" in message.user_agent and message.ip for message in messages)
