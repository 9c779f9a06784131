"""A single event that is taken in must never stop those that come after it."""

from datetime import UTC, datetime

import pytest

from tiercel.collect.events.dialect import Request, Taken
from tiercel.collect.events.log.line import Envelope, numbered, parsed, unnumbered
from tiercel.collect.events.message import Stored
from tiercel.collect.events.prepare import How, Prepared, prepare
from tiercel.collect.events.reading import _events_of, seen_in
from tiercel.collect.events.routing import Router

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
DIGITS = "1" + "0" * 400
ALWAYS = '"type":"track","event":"e","messageId":"m","anonymousId":"a"'


def taken(path: str, body: str) -> list[Stored]:
    """What the log gives back of a request that the collector took."""
    found = Router().find(path)
    assert found is not None
    asked = Request("POST", found.path, {}, {}, body.encode(), "example.com", "https")
    reply = found.route.take(asked)
    assert isinstance(reply, Taken)
    said = Envelope(at=NOON, key="k", source="web", dialect=found.name, kind=reply.kind, ip="192.0.2.1")
    return list(_events_of(parsed(numbered(1, unnumbered(said, reply.body)))))


def ready(stored: list[Stored]) -> list[Prepared]:
    return list(prepare([(each, seen_in(each)) for each in stored], How((), "00" * 16, with_address=False)))


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/batch", f'{{"writeKey":"k","context":1e999,"batch":[{{{ALWAYS}}}]}}'),
        ("/v1/batch", f'{{"writeKey":"k","sentAt":1e999,"batch":[{{{ALWAYS}}}]}}'),
        ("/v1/track", f'{{{ALWAYS},"writeKey":"k","properties":{{"seconds":{DIGITS}}}}}'),
        ("/batch", '{"api_key":"k","batch":[{"event":"e","distinct_id":"d","properties":{"a":1e999}}]}'),
        ("/batch", '{"api_key":"k","sent_at":1e999,"batch":[{"event":"e","distinct_id":"d"}]}'),
        ("/com.snowplowanalytics.snowplow/tp2", '{"data":[{"e":"pv","aid":"k","duid":"d","dtm":1e999}]}'),
    ],
)
def test_numbers_that_nothing_can_hold_do_not_stop_an_event(path: str, body: str) -> None:
    [event] = ready(taken(path, body))
    assert event.type in {"track", "page"}
    assert event.who.device or event.who.user


def test_a_body_whose_events_cannot_be_told_apart_is_kept_whole() -> None:
    said = Envelope(at=NOON, key="k", source="web", dialect="segment", kind="batch", skip=[0])
    stored = list(_events_of(parsed(numbered(1, unnumbered(said, b'{"batch":1}')))))
    assert [each.event for each in stored] == [b'{"batch":1}']
    assert [each.type for each in ready(stored)] == ["unknown"]


def test_what_came_in_a_dialect_of_another_version_stays_and_stops_nothing() -> None:
    said = Envelope(at=NOON, key="k", source="web", dialect="of_tomorrow", kind="batch")
    stored = list(_events_of(parsed(numbered(1, unnumbered(said, b'{"batch":1}')))))
    assert [(each.dialect, each.event) for each in stored] == [("of_tomorrow", b'{"batch":1}')]
    assert [each.type for each in ready(stored)] == ["unknown"]
