"""What a page says of how much arrived is what stands in the lake, whether it was counted before or is counted now."""

from datetime import UTC, datetime

import pytest
from tests.flow.events.conftest import Site, lake

from tiercel.flow.events import gather
from tiercel.flow.events.compact import compact_now
from tiercel.flow.events.counts import Counted, counted
from tiercel.records.models import EventFile

pytestmark = pytest.mark.usefixtures("that_day")
CRAWLER = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


def busy(site: Site) -> None:
    """Two days, in three files; a bot among people, and what nobody understands."""
    site.page("one")
    site.page("two", agent=CRAWLER)
    site.put_away()
    site.track("Seen", "one")
    site.send({"type": "nonsense"}, "one")
    site.put_away()
    site.now = site.now.replace(hour=23, minute=58)
    for device in ("one", "two", "three"):
        site.page(device)
    site.put_away()


def in_the_lake() -> list[tuple[object, ...]]:
    return lake("""
        SELECT received_at::DATE, source, type, is_bot, count(*), timezone('UTC', max(received_at))
        FROM events GROUP BY ALL ORDER BY ALL
    """)


def told() -> list[tuple[object, ...]]:
    """What is counted, of one day and kind together."""
    found: dict[tuple[object, ...], tuple[int, datetime]] = {}
    for row in counted(datetime(2026, 1, 1, tzinfo=UTC).date()):
        alike = row.day, row.source, row.type, row.is_bot
        events, newest = found.get(alike, (0, row.newest_at))
        found[alike] = events + row.events, max(newest, row.newest_at)
    return [(*alike, events, newest.replace(tzinfo=None)) for alike, (events, newest) in sorted(found.items(), key=str)]


def test_counts_are_those_of_the_lake_by_day_source_kind_and_bots(site: Site) -> None:
    busy(site)
    assert not EventFile.objects.filter(counts__isnull=True).exists()
    assert told() == sorted(in_the_lake(), key=str)
    assert {row[0] for row in told()} == {datetime(2026, 3, day, tzinfo=UTC).date() for day in (2, 3)}


def test_a_file_from_before_counts_were_kept_is_counted_when_it_is_asked_for(site: Site) -> None:
    busy(site)
    EventFile.objects.filter(pk=EventFile.objects.order_by("pk")[0].pk).update(counts=None)
    assert told() == sorted(in_the_lake(), key=str)


@pytest.mark.parametrize("known", [True, False])
def test_gathered_files_count_what_the_small_ones_did(site: Site, monkeypatch: pytest.MonkeyPatch, known: bool) -> None:
    busy(site)
    before = told()
    if not known:
        EventFile.objects.filter(pk=EventFile.objects.order_by("pk")[0].pk).update(counts=None)
    monkeypatch.setattr(gather, "MOST_SMALL", 1)
    compact_now()
    assert EventFile.objects.filter(ended_at=None).count() == 2
    assert told() == before


def test_days_before_the_asked_one_are_left_out(site: Site) -> None:
    busy(site)
    found: list[Counted] = counted(datetime(2026, 3, 3, tzinfo=UTC).date())
    assert {row.day.day for row in found} == {3}
    assert sum(row.events for row in found) > 0
