"""Prometheus reads how much the collector took and refused, and reads no key, no name and no address in it."""

import asyncio
import json
from pathlib import Path
from typing import Any

from prometheus_client.parser import text_string_to_metric_families
from tests.awaited import awaited
from tests.collect.events.asking import Ask, Heard, asking, mail_keys, scope_of, write_keys

from tiercel.flow.events.collecting import Collecting, collecting_alone

TOKEN = "a-token-of-sixteen"
EVENT = {"event": "Demo Requested", "messageId": "m-1", "userId": "ada@example.com"}
GOOD = {"Authorization": f"Bearer {TOKEN}"}


def heard(collecting: Collecting, *asked: Ask) -> list[Heard]:
    async def one_by_one() -> list[Heard]:
        found = [await asking(collecting.application, ask) for ask in asked]
        await asyncio.to_thread(collecting.close)
        return found

    return awaited(one_by_one())


def samples(text: bytes) -> dict[tuple[str, ...], float]:
    return {
        (sample.name.removeprefix("tiercel_collector_"), *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
    }


def test_what_came_is_counted_by_what_became_of_it(tmp_path: Path) -> None:
    write_keys(tmp_path / "lake", {"WRITEKEY": {"name": "Website", "origins": ["https://www.example.com"]}})
    mail_keys(tmp_path / "lake", campaigns=("mailgun", "key-0123456789abcdef"))
    batch = {"batch": [EVENT, EVENT | {"messageId": "m-2"}, "no object", None], "writeKey": "WRITEKEY"}
    *_, metrics = heard(
        collecting_alone(tmp_path, TOKEN),
        Ask("/v1/batch", batch),
        Ask("/v1/track", EVENT | {"messageId": "m-3"}, key="WRITEKEY"),
        Ask("/v1/track", EVENT | {"messageId": "m-3"}, key="WRITEKEY"),
        Ask("/v1/track", EVENT, key="UNKNOWN"),
        Ask("/v1/track", EVENT, key="WRITEKEY", headers={"Origin": "https://elsewhere.example"}),
        Ask("/v1/track", b"{", key="WRITEKEY"),
        Ask("/v1/track", b"x" * 40_000, key="WRITEKEY"),
        Ask("/v1/track", method="GET"),
        Ask("/mail/mailgun/campaigns", {"event-data": {}}),
        Ask("/metrics", method="GET", headers=GOOD),
    )
    assert metrics.status == 200
    found = samples(metrics.body)
    expected = {
        ("events_total", "segment", "accepted"): 3,
        ("events_total", "segment", "duplicate"): 1,
        ("events_total", "segment", "kept_aside"): 1,
        ("requests_total", "segment", "stored"): 2,
        ("requests_total", "segment", "again"): 1,
        ("refused_total", "segment", "unknown_key"): 1,
        ("refused_total", "segment", "wrong_site"): 1,
        ("refused_total", "segment", "not_understood"): 1,
        ("refused_total", "segment", "too_long"): 1,
        ("refused_total", "segment", "wrong_method"): 1,
        ("refused_total", "mail", "not_proved"): 1,
        ("commit_seconds_count",): 2,
        ("backlog_segments",): 1,
        ("waiting_bytes",): 0,
    }
    assert {name: found.get(name) for name in expected} == expected
    assert found["bytes_total", "segment"] == len(json.dumps(batch)) + 2 * len(json.dumps(EVENT))
    assert found["backlog_bytes",] == found["log_bytes_total",] > found["bytes_total", "segment"]
    assert 0 < found["commit_seconds_sum",] < 60
    said = metrics.body.decode()
    assert not any(each in said for each in ("WRITEKEY", "UNKNOWN", "Website", "example", "campaigns", "203.0.113"))


def test_measures_are_for_this_machine_and_for_who_has_the_token(tmp_path: Path) -> None:
    def status(token: str, client: str, **headers: str) -> int:
        application = collecting_alone(tmp_path, token).application
        scope = scope_of(Ask("/metrics", method="GET", headers=headers)) | {"client": (client, 1)}
        sent: list[Any] = []

        async def ask() -> None:
            async def receive() -> Any:
                return {"type": "http.request"}

            async def send(message: Any) -> None:
                sent.append(message)

            await application(scope, receive, send)

        awaited(ask())
        return int(sent[0]["status"])

    assert status("", "127.0.0.1") == 200
    assert status("", "203.0.113.9") == 403
    assert status("", "203.0.113.9", authorization="Bearer ") == 403
    assert status("", "127.0.0.1", **{"x-forwarded-for": "203.0.113.9"}) == 403
    assert status(TOKEN, "203.0.113.9", authorization=f"bearer {TOKEN}") == 200
    assert status(TOKEN, "203.0.113.9", authorization="Bearer another") == 403
    assert status(TOKEN, "203.0.113.9", authorization=f"Basic {TOKEN}") == 403
