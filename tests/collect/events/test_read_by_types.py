"""Events of Segment's clients that are read by their types say the same as those that are read as any event can be."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tiercel.collect.events import archive, reading
from tiercel.collect.events.archive import read_raw
from tiercel.collect.events.dialects._segment_messages import TYPES
from tiercel.collect.events.dialects._segment_plain import plain_of
from tiercel.collect.events.message import Stored
from tiercel.collect.events.prepare import How, Prepared, prepare
from tiercel.collect.events.reading import seen_in

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOWS = [How((), "ab" * 32, with_address=kept) for kept in (False, True)]

TEXTS = st.one_of(
    st.sampled_from(
        ["", "a", "ada@example.com", "/pricing", "https://www.example.com/a?utm_source=x&utm_medium=email"]
    ),
    st.sampled_from(["2026-03-01T09:00:00Z", "2026-03-01T12:30:00+03:30", "1795324803115", "192.0.2.7", "Mozilla/5.0"]),
    st.text(max_size=8),
)
ANYTHING = st.one_of(
    TEXTS,
    st.none(),
    st.booleans(),
    st.integers(-(10**25), 10**25),
    st.floats(),
    st.lists(TEXTS, max_size=2),
    st.dictionaries(TEXTS, TEXTS, max_size=2),
)
SAID = st.one_of(TEXTS, TEXTS, TEXTS, ANYTHING)


def maps(*names: str, **others: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A map of some of these names, mostly with texts; now and then no map at all."""
    found = st.fixed_dictionaries({}, optional=dict.fromkeys(names, SAID) | others)
    return st.one_of(found, found, found, found, ANYTHING)


TRAITS = maps("email", "mail", "name", "company", "website", "country", "company_name")
PROPERTIES = maps("path", "url", "page_url", "referrer", "name", "seconds", "form", "form_id", "active_seconds")
CONTEXT = maps(
    "ip",
    "userAgent",
    "device",
    "locale",
    "consent",
    page=maps("url", "path", "referrer", "title"),
    campaign=maps("name", "source", "medium"),
    traits=TRAITS,
)
TIMES = ("receivedAt", "received_at", "sentAt", "originalTimestamp", "timestamp")
EVENTS = maps(
    *TIMES, "messageId", "uuid", "anonymousId", "userId", "previousId", "groupId", "event", "name",
    type=st.one_of(st.sampled_from([*sorted(TYPES), "Page", "IDENTIFY"]), SAID),
    properties=PROPERTIES, traits=TRAITS, context=CONTEXT,
)  # fmt: skip


def without_types(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (archive, reading):
        monkeypatch.setattr(module, "quick", lambda _dialect: None)


def of_an_archive(raw: bytes, how: How) -> list[Prepared] | str:
    found = read_raw(raw, "segment", "archive", NOW)
    return found if isinstance(found, str) else list(prepare([found], how, NOW))


def of_the_log(stored: Stored, how: How) -> list[Prepared]:
    return list(prepare([(stored, seen_in(stored))], how))


def stored_as(raw: bytes, agent: str, sent_at: datetime | None, shared: dict[str, Any]) -> Stored:
    return Stored(received_at=NOW, source="Website", key="k", dialect="segment", kind="track", id="m", ip="192.0.2.9",
                  user_agent=agent, sent_at=sent_at, event=raw, headers={}, shared=shared)  # fmt: skip


def test_what_clients_send_is_read_by_its_types() -> None:
    assert plain_of(b'{"type":"page","anonymousId":"a","context":{"page":{"url":"/"},"library":{"name":"x"}}}')
    assert plain_of(b'{"type":"track","userId":17}')
    assert plain_of(b'{"type":"track","anonymousId":["a"]}') is None


@given(EVENTS, st.booleans(), st.sampled_from(HOWS))
@example(
    {"type": "group", "context": {"traits": {"email": "a@b.example"}}, "traits": {"email": "c@d.example"}},
    True,
    HOWS[0],
)
@example({"type": "track", "userId": 10**24, "properties": {"seconds": float("inf"), "path": "/\ud800"}}, True, HOWS[0])
@settings(max_examples=300)
def test_any_message_of_an_archive_gives_the_same_rows_both_ways(said: Any, escaped: bool, how: How) -> None:
    raw = json.dumps(said, ensure_ascii=escaped).encode("utf-8", "surrogatepass")
    found = of_an_archive(raw, how)
    with pytest.MonkeyPatch.context() as patch:
        without_types(patch)
        assert found == of_an_archive(raw, how)


@given(
    EVENTS,
    st.sampled_from(["", "Mozilla/5.0 (X11)", "analytics-python/2"]),
    st.sampled_from([None, NOW - timedelta(hours=1)]),
    st.sampled_from([{}, {}, {"context": {"ip": "192.0.2.3"}}]),
)
@settings(max_examples=200)
def test_any_event_of_the_log_gives_the_same_rows_both_ways(
    said: Any, agent: str, sent_at: datetime | None, shared: dict[str, Any]
) -> None:
    stored = stored_as(json.dumps(said).encode(), agent, sent_at, shared)
    found = of_the_log(stored, HOWS[0])
    with pytest.MonkeyPatch.context() as patch:
        without_types(patch)
        assert found == of_the_log(stored, HOWS[0])


@pytest.mark.parametrize(
    "raw",
    [
        b'{"type":"page","anonymousId":"a","other":"\xff"}',
        b'{"type":"page","anonymousId":"a","\xff":1}',
        b'{"type":"page","anonymousId":"a","other":"\\ud83d"}',
        b'{"type":"page","anonymousId":"a","other":"\\x"}',
        b'{"type":"page","anonymousId":"a","other":1e999}',
        b'{"type":"page","anonymousId":"a","other":' + b"9" * 5000 + b"}",
        b'{"type":"page","anonymousId":"a","type":7}',
        b'{"type":7,"anonymousId":"a","type":"page"}',
        b'{"type":"page","anonymousId":"a","other":[1,]}',
        b'{"type":"page","anonymousId":"a"} {}',
        b'{"type":"heartbeat"}',
        b"[]",
        b"null",
    ],
)
def test_what_is_broken_where_nobody_looks_is_refused_or_taken_both_ways(
    raw: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = of_an_archive(raw, HOWS[0])
    without_types(monkeypatch)
    assert found == of_an_archive(raw, HOWS[0])
