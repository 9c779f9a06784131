"""Events as columns say what each event said, in whatever parts they came."""

from datetime import UTC, datetime

from tiercel.collect.events.archive import read_raw
from tiercel.collect.events.columns import Columns, columns_of, joined
from tiercel.collect.events.prepare import How, Prepared, prepare

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOW = How(ranges=(), secret="ab" * 32, with_address=False)


def prepared(*raws: bytes) -> list[Prepared]:
    found = [read_raw(raw, "segment", "archive", NOW) for raw in raws]
    return list(prepare([each for each in found if not isinstance(each, str)], HOW, NOW))


def some(count: int, first: int = 0) -> list[Prepared]:
    """Pages of devices, and of every third event somebody who says who they are and where they work."""
    return prepared(*(
        b'{"type":"%b","messageId":"message-number-%09d","anonymousId":"d%d","properties":{"seconds":%d},'
        b'"traits":{"email":"p%d@example.com","company":"Acme %d"}}'
        % (b"page" if n % 3 else b"identify", n, n % 4, n, n, n)
        for n in range(first, first + count)
    ))  # fmt: skip


def said(columns: Columns) -> list[dict[str, object]]:
    """Each row, with what was said beside it."""
    rows: list[dict[str, object]] = columns.table.to_pylist()
    return [
        row | {"traits": columns.traits.get(place), "told_of": columns.company.get(place)}
        for place, row in enumerate(rows)
    ]


def test_every_column_says_what_the_event_said() -> None:
    events = some(6)
    for event, row in zip(events, said(columns_of(events)), strict=True):
        assert (row["id"], row["type"], row["happened_at"]) == (event.id, event.type, event.happened_at)
        assert (row["device"], row["mail"], row["tells"]) == (event.who.device, event.who.mail, event.who.tells)
        assert (row["seconds"], row["is_bot"], row["packed"]) == (event.clear.seconds, False, event.packed)
        assert (row["traits"] or {}, row["told_of"] or {}) == (event.traits, event.company)


def test_parts_that_are_joined_say_the_same_as_the_whole() -> None:
    parts = [columns_of(some(5, first)) for first in (0, 5, 10)]
    assert said(joined(parts)) == said(columns_of(some(15)))


def test_rows_that_are_taken_out_keep_what_was_said_beside_them() -> None:
    whole = columns_of(some(9))
    assert said(whole.only([6, 1, 3])) == [said(whole)[place] for place in (6, 1, 3)]
    assert len(whole.only([])) == 0


def test_an_address_that_is_no_text_leaves_its_place_to_the_page() -> None:
    page = b'"context":{"page":{"url":"https://www.example.com/a","path":"/b"}}'
    [event] = prepared(b'{"type":"page","anonymousId":"d","properties":{"path":{"x":1},"url":[1]},%b}' % page)
    assert (event.clear.place.host, event.clear.place.path) == ("www.example.com", "/b")


def test_an_address_that_a_campaign_is_told_beside_has_both() -> None:
    page = b'"page":{"url":"https://www.example.com/a?utm_source=mail&utm_campaign=spring"}'
    told = b'"campaign":{"source":"search","medium":"cpc"}'
    [event] = prepared(b'{"type":"page","anonymousId":"d","context":{%b,%b}}' % (page, told))
    place = event.clear.place
    assert (place.campaign, place.campaign_source, place.campaign_medium) == ("spring", "search", "cpc")
