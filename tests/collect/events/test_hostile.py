"""Whatever is sent, the collector answers, stays up, and keeps its memory."""

import gzip
import json
import tracemalloc
import zlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.collect.events.asking import Ask, Site, write_keys

from tiercel.collect.events.bodies import NotGzip, TooLong, unpacked
from tiercel.collect.events.verify import verify

PATHS = ("/v1/batch", "/v1/track", "/v1/identify", "/batch/", "/e/", "/flags/", "/com.snowplowanalytics.snowplow/tp2")

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
KNOWN = (
    *("type", "event", "messageId", "userId", "anonymousId", "traits", "context", "properties", "timestamp", "sentAt"),
    *("groupId", "previousId", "name", "uuid", "distinct_id", "$set", "eid", "e", "aid", "uid", "dtm", "stm", "ttm"),
    *("cx", "co", "ue_pr", "ue_px", "url", "page", "writeKey", "api_key", "token"),
)
event = st.dictionaries(st.sampled_from(KNOWN), anything, max_size=8)
batches = st.fixed_dictionaries(
    {},
    optional={
        "batch": st.lists(event | anything, max_size=4),
        "data": st.lists(event | anything, max_size=4),
        "sentAt": anything,
        "sent_at": anything,
        "context": anything,
        "api_key": anything,
        "writeKey": anything,
    },
)


@settings(max_examples=40)
@given(path=st.sampled_from(PATHS), said=batches | event | anything, zipped=st.booleans())
def test_any_json_is_answered_and_what_is_stored_can_be_read(
    path: str, said: Any, zipped: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    site = Site(tmp_path_factory.mktemp("any") / "lake")
    write_keys(site.lake)
    [heard] = site.ask(Ask(path, said, key="WRITEKEY", zipped=zipped))
    assert heard.status in (200, 400, 401)
    stored = site.stored()
    assert all(json.loads(one.event) is not None for one in stored)
    for message in site.messages():
        assert message.happened_at <= message.received_at
        assert all(isinstance(text, str) for text in (message.user_id, message.anonymous_id, message.name, message.id))
        assert isinstance(message.properties, dict)
        assert isinstance(message.context, dict)
    assert verify(site.lake / "log").wrong == ()


@settings(max_examples=40)
@given(path=st.sampled_from(PATHS), body=st.binary(max_size=200))
def test_any_bytes_are_answered(path: str, body: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    site = Site(tmp_path_factory.mktemp("bytes") / "lake")
    write_keys(site.lake)
    [plain, zipped] = site.ask(Ask(path, body, key="WRITEKEY"), Ask(path, b"\x1f\x8b" + body, key="WRITEKEY"))
    assert plain.status in (200, 400, 401)
    assert zipped.status in (200, 400, 401)


def test_a_zip_bomb_is_put_down_before_it_fills_the_memory(site: Site) -> None:
    bomb = gzip.compress(b"0" * 60_000_000)
    assert len(bomb) < 100_000
    tracemalloc.start()
    heard = site.ask(Ask("/v1/batch", bomb, key="WRITEKEY"), Ask("/v1/track", bomb[:30_000], key="WRITEKEY"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [one.status for one in heard] == [400, 400]
    assert peak < 20_000_000


def test_gzip_in_several_members_and_broken_gzip() -> None:
    assert unpacked(gzip.compress(b"a") + gzip.compress(b"b"), 10) == b"ab"
    for broken in (gzip.compress(b"a" * 100)[:-9], b"\x1f\x8b" + zlib.compress(b"a")):
        with pytest.raises(NotGzip):
            unpacked(broken, 1000)
    with pytest.raises(TooLong):
        unpacked(gzip.compress(b"a" * 8) + gzip.compress(b"b" * 8), 10)


def test_headers_and_addresses_that_are_no_text(site: Site) -> None:
    strange = {"authorization": "Basic ÿÿÿ", "user-agent": "ÿ\x01", "origin": "null", "content-encoding": "br"}
    heard = site.ask(
        Ask("/v1/track?writeKey=WRITEKEY&%ff=%00&a=1&a=2", {"event": "x", "messageId": "m"}, headers=strange),
        Ask("/v1/track?" + "&".join(["a=1"] * 1000), {"event": "x", "writeKey": "WRITEKEY"}, headers=strange),
        Ask("/v1/projects/%00%ff/settings", method="GET"),
        Ask("/i?" + "e=" * 5000, method="GET"),
    )
    assert [one.status for one in heard] == [200, 200, 401, 401]
    assert len(site.stored()) == 2
