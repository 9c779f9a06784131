"""A file of messages goes through the same door as live events."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Cast
from tests.flow.events.conftest import Site, lake, pages_of

from tiercel.core.errors import AccessError, DataError
from tiercel.flow.events.replay import Replayed, replay_now
from tiercel.records.models import AuditEntry, Contact

MESSAGES: list[dict[str, Any]] = [
    {
        "type": "page",
        "messageId": "5b1d8b3c-1111-4222-8333-944455556666",
        "anonymousId": "phone",
        "originalTimestamp": "2025-03-01T09:00:00Z",
        "sentAt": "2025-03-01T09:00:10Z",
        "receivedAt": "2025-03-01T08:00:10Z",  # the client's clock was an hour fast
        "context": {"page": {"url": "https://www.example.com/pricing"}, "ip": "192.0.2.7"},
    },
    {
        "type": "identify",
        "messageId": "5b1d8b3c-1111-4222-8333-944455557777",
        "anonymousId": "phone",
        "traits": {"email": "ada@example.com"},
        "timestamp": "2025-03-01T09:05:00Z",
    },
]


def take(path: Path) -> Replayed:
    return replay_now([path], "segment", "", None)


def as_lines(path: Path) -> bytes:
    return "\n".join(map(json.dumps, MESSAGES)).encode()


def as_array(path: Path) -> bytes:
    return json.dumps(MESSAGES, indent=2).encode()


def as_batch(path: Path) -> bytes:
    return json.dumps({"batch": MESSAGES}).encode()


def as_gzip(path: Path) -> bytes:
    return gzip.compress(as_lines(path))


def as_batches(path: Path) -> bytes:
    """As whoever archives requests has them: a batch a line."""
    return b"\n".join(
        json.dumps({"batch": MESSAGES[start : start + 2]}).encode() for start in range(0, len(MESSAGES), 2)
    )


def as_indented_batch(path: Path) -> bytes:
    return json.dumps({"batch": MESSAGES}, indent=1).encode()


@pytest.mark.parametrize("write", [as_lines, as_array, as_batch, as_batches, as_indented_batch, as_gzip])
def test_an_archive_in_any_form_brings_touches_when_they_happened_and_received_now(
    site: Site, tmp_path: Path, write: Any
) -> None:
    path = tmp_path / "archive.json"
    path.write_bytes(write(path))
    assert take(path).counts.events == 2
    ((happened, is_now),) = lake(
        "SELECT timezone('UTC', happened_at), received_at > now() - INTERVAL 1 HOUR FROM events WHERE type = 'page'"
    )
    assert happened.replace(tzinfo=UTC) == datetime(2025, 3, 1, 8, tzinfo=UTC)
    assert is_now
    assert pages_of(Contact.objects.get()) == ["/pricing"]


def test_taken_twice_and_sent_live_too_every_message_is_there_once(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "archive.jsonl"
    path.write_bytes(as_lines(path))
    take(path)
    again = take(path)
    assert (again.counts.events, again.counts.repeated) == (0, 2)
    site.now = datetime(2025, 3, 1, 7, 59, tzinfo=UTC)
    site.page("phone", as_id=MESSAGES[0]["messageId"])
    site.put_away()
    assert lake("SELECT count(*) FROM events") == [(2,)]
    assert AuditEntry.objects.filter(action="events.imported").count() == 2


def test_a_segment_of_our_own_log_can_be_taken_too(site: Site, tmp_path: Path) -> None:
    site.page("phone")
    site.page("laptop")
    kept = tmp_path / "kept.jsonl"
    site.log().rename(kept)
    assert take(kept).counts.events == 2
    assert lake("SELECT DISTINCT source FROM events") == [("Website",)]


def test_what_cannot_be_taken_stands_aside_with_its_reason_and_the_rest_goes_in(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "archive.jsonl"
    path.write_bytes(as_lines(path) + b'\nnot json\n{"type": "heartbeat"}\n')
    done = take(path)
    assert done.counts.events == 2
    assert done.refused == {"It is no JSON object.": 1, "It says nothing of anybody: no type that is known.": 1}
    lines = [json.loads(line) for line in Path(done.aside).read_text().splitlines()]
    assert [(line["line"], line["begins"]) for line in lines] == [(3, "not json"), (4, '{"type": "heartbeat"}')]


def test_a_dry_run_keeps_nothing(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "archive.jsonl"
    path.write_bytes(as_lines(path))
    assert replay_now([path], "segment", "", None, dry_run=True).counts.events == 2
    assert not Contact.objects.exists()


def test_only_managers_and_only_files_that_are_there(site: Site, cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(AccessError):
        replay_now([], "segment", "", cast.ben)
    with pytest.raises(DataError, match=r"no file gone\.json"):
        take(tmp_path / "gone.json")
    wrong = tmp_path / "wrong.json"
    wrong.write_text("[1, 2")
    with pytest.raises(DataError, match="array of messages"):
        take(wrong)


def test_half_a_sign_and_nul_stop_nothing(site: Site, tmp_path: Path) -> None:
    """JSON may hold what no database and no Parquet file takes."""
    path = tmp_path / "archive.jsonl"
    broken = {
        "type": "identify",
        "anonymousId": "a\ud800",
        "traits": {"email": "eve@example.com", "name": "E\ud800\x00ve"},
    }
    named = {"type": "track", "event": "Half \udfff a sign\x00", "anonymousId": "a\ud800"}
    path.write_text(f"{json.dumps(broken)}\n{json.dumps(named)}\n")
    assert take(path).counts.events == 2
    assert Contact.objects.get().name == "E?ve"
    assert lake("SELECT name FROM events WHERE type = 'track'") == [("Half ? a sign",)]
