"""Every request that real clients were seen to send is taken and understood."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.collect.events.asking import Ask, Heard, Site

from tiercel.collect.events.message import Message

pytestmark = pytest.mark.real_data
CAPTURED = 41


def captures(real_data: Path) -> list[Path]:
    found = sorted((real_data / "client_captures").glob("*.http"))
    assert len(found) == CAPTURED
    return found


def ask_of(path: Path) -> Ask:
    head, _, body = path.read_bytes().partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ")
    headers = dict(line.split(": ", 1) for line in lines)
    return Ask(target, body, method, headers=headers)


def events_of(path: Path) -> list[dict[str, Any]]:
    body = json.loads(path.with_suffix(".json").read_text())["body"]
    if not body:
        return []
    events: list[dict[str, Any]] = body.get("batch") or body.get("data") or [body]
    return events


def id_of(event: dict[str, Any]) -> str:
    return event.get("messageId") or event.get("uuid") or event["eid"]


@pytest.fixture(scope="module")
def all_sent(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, list[Heard], list[Path]]:
    from tests.collect.events.asking import write_keys

    site = Site(tmp_path_factory.mktemp("captures") / "lake")
    write_keys(site.lake)
    paths = captures(real_data)
    return site, site.ask(*map(ask_of, paths)), paths


def test_every_captured_request_is_answered_well(all_sent: tuple[Site, list[Heard], list[Path]]) -> None:
    _, heard, paths = all_sent
    assert {path.name: one.status for path, one in zip(paths, heard, strict=True) if one.status not in (200, 204)} == {}


def test_every_captured_event_is_stored_once_as_it_came(all_sent: tuple[Site, list[Heard], list[Path]]) -> None:
    site, _, paths = all_sent
    wanted = {id_of(event): event for path in paths for event in events_of(path)}
    stored = site.stored()
    assert len(stored) == len(wanted) > 500
    assert {one.id: json.loads(one.event) for one in stored} == wanted


def test_every_captured_event_is_understood(all_sent: tuple[Site, list[Heard], list[Path]]) -> None:
    site, _, _ = all_sent
    messages = site.messages()
    assert len(messages) == len(site.stored())
    assert all(
        message.user_id or message.anonymous_id or message.type == "group" for message in messages if _names(message)
    )
    assert {message.source for message in messages} == {"Website", "App", "Shop"}
    assert {message.type for message in messages} >= {"identify", "track", "page", "group"}


def _names(message: Message) -> bool:
    # The captured run of Snowplow's tracker for Node set no user.
    return message.context.get("library") != {"name": "node-4.8.0"}


def test_what_the_same_person_did_reads_alike_in_every_dialect(
    all_sent: tuple[Site, list[Heard], list[Path]],
) -> None:
    site, _, _ = all_sent
    messages = site.messages()
    pages = [message for message in messages if message.type == "page" and message.context.get("page")]
    assert {message.dialect for message in pages} == {"segment", "posthog", "snowplow"}
    assert {message.context["page"]["path"] for message in pages} == {"/index.html", "/p"}
    identified = [message for message in messages if message.type == "identify"]
    assert {message.traits["email"] for message in identified} == {"ada@example.com", "a@b.c"}
    browsers = [message for message in messages if message.user_agent.startswith("Mozilla")]
    assert {message.ip for message in browsers} == {"203.0.113.9"}
    assert {message.group_id for message in messages if message.type == "group"} == {"acct-9"}


def test_a_servers_address_is_not_taken_for_the_persons(all_sent: tuple[Site, list[Heard], list[Path]]) -> None:
    site, _, _ = all_sent
    servers = [message for message in site.messages() if not message.user_agent.startswith("Mozilla")]
    assert {message.ip for message in servers} == {"", "203.0.113.7"}
