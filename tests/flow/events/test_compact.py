"""What the collector stored stands in the lake once, whatever happens on the way, and names nobody there."""

import pytest
from tests.collect.events.asking import Ask, write_keys
from tests.collect.events.asking import Site as Collector
from tests.flow.events.conftest import NOON, Site, lake

from tiercel.collect.events import reading
from tiercel.core.settings import Settings
from tiercel.flow.events import compact, lake_files
from tiercel.flow.events.compact import compact_now, log_folder
from tiercel.flow.jobs import run_waiting
from tiercel.records.models import Account, EventFile, Job, Visitor


def test_events_of_the_log_stand_in_the_lake_by_day_and_the_log_is_empty(site: Site) -> None:
    site.page("phone")
    site.page("laptop", "https://www.example.com/")
    counts = site.put_away()
    assert (counts.events, counts.repeated) == (2, 0)
    assert lake("SELECT path, count(*) FROM events GROUP BY 1 ORDER BY 1") == [("/", 1), ("/pricing", 1)]
    assert EventFile.objects.get().path.startswith(f"lake/events/day={NOON:%Y-%m-%d}/")
    assert not list(log_folder().iterdir())


def test_an_event_that_was_sent_again_days_later_stands_there_once(site: Site) -> None:
    site.page("phone", as_id="0b1f8f4e-1c1d-4a9e-9a51-2f2c6f0d6a11")
    site.put_away()
    site.page("phone", as_id="0b1f8f4e-1c1d-4a9e-9a51-2f2c6f0d6a11")
    site.page("phone", as_id="0b1f8f4e-1c1d-4a9e-9a51-2f2c6f0d6a11")
    site.page("phone")
    counts = site.put_away()
    assert counts.events == 1
    assert lake("SELECT count(*) FROM events") == [(2,)]


class Killed(BaseException):
    """The process is gone; nothing is tidied up behind it."""


def cut_at(monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> None:
    def gone(*_args: object, **_kw: object) -> None:
        raise Killed

    monkeypatch.setattr(owner, name, gone)


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (lake_files, "write"),  # before the file
        (lake_files, "listed"),  # after it was renamed
        (compact, "forget"),  # after it was listed
    ],
)
def test_killed_anywhere_it_is_done_again_and_doubles_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch, owner: object, name: str
) -> None:
    site.page("phone")
    site.identify("phone", user="u-1", mail="ada@example.com")
    site.log()
    with monkeypatch.context() as cut:
        cut_at(cut, owner, name)
        with pytest.raises(Killed):
            compact_now()
    Job.objects.filter(state=Job.RUNNING).update(state=Job.STOPPED)
    site.page("phone")
    site.put_away()
    assert lake("SELECT count(*), count(DISTINCT id), count(DISTINCT visitor) FROM events") == [(3, 3, 1)]
    assert Visitor.objects.count() == 1
    assert not reading.closed_segments(log_folder())


def test_the_clear_columns_name_nobody(site: Site) -> None:
    site.page("phone", "https://www.example.com/welcome/ada%40example.com?email=ada@example.com&utm_campaign=spring")
    site.track("Asked ada@example.com back", "phone", ip="192.0.2.77")
    site.put_away()
    assert lake("SELECT path, campaign FROM events WHERE type = 'page'") == [("/welcome/…", "spring")]
    said = str(lake("SELECT * EXCLUDE (sealed, id) FROM events"))
    assert "ada" not in said
    assert "192.0.2.77" not in said


def test_what_no_dialect_understands_is_kept_and_counted(site: Site) -> None:
    site.send({"type": "heartbeat"}, "phone")
    assert site.put_away().unknown == 1
    assert lake("SELECT type, sealed IS NOT NULL FROM events") == [("unknown", True)]


def test_bots_are_marked_and_no_people(site: Site) -> None:
    site.page("crawler", agent="Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")
    site.identify("crawler", mail="spam@example.org", agent="Mozilla/5.0 (compatible; AhrefsBot/7.0)")
    site.page("phone")
    counts = site.put_away()
    assert (counts.bots, counts.contacts) == (2, 0)
    assert lake("SELECT count(*) FROM events WHERE NOT is_bot") == [(1,)]


@pytest.mark.django_db(transaction=True)
def test_the_clock_asks_for_a_job_only_where_something_waits(site: Site) -> None:
    assert not compact.look()
    site.page("phone")
    site.log()
    assert compact.look()
    assert compact.look()
    assert Job.objects.filter(kind=compact.KIND).count() == 1
    run_waiting()
    assert Job.objects.get(kind=compact.KIND).found == {"events": 1}


@pytest.mark.parametrize(("said", "is_kept"), [("drop", False), ("keep", True)])
def test_an_address_of_the_internet_is_dropped_or_sealed_as_the_workspace_says(
    site: Site, workspace: Settings, monkeypatch: pytest.MonkeyPatch, said: str, is_kept: bool
) -> None:
    from django.conf import settings

    from tiercel.flow.events.visitors.sealing import Seal

    monkeypatch.setattr(settings, "WORKSPACE", type(workspace)(**{**vars(workspace), "event_ips": said}))
    site.page("phone", ip="192.0.2.77")
    site.put_away()
    ((event_id, sealed),) = lake("SELECT id, sealed FROM events")
    opened = Seal(Visitor.objects.get().secret).open(sealed, event_id)
    assert (b"192.0.2.77" in opened) == is_kept


def test_contacts_that_events_made_are_matched_and_their_titles_read_next(site: Site) -> None:
    Account.objects.create(name="Acme", domain="example.com", received_at=NOON)
    site.page("phone")
    site.put_away()
    assert not Job.objects.filter(kind__in=("match_contacts", "read_roles")).exists()
    site.identify("phone", mail="ada@example.com")
    site.put_away()
    waiting = Job.objects.filter(kind__in=("match_contacts", "read_roles"), state=Job.QUEUED)
    assert sorted(waiting.values_list("kind", flat=True)) == ["match_contacts", "read_roles"]


def test_what_is_nested_as_deep_as_a_collector_can_go_is_put_away_with_all_that_came_after_it(site: Site) -> None:
    def nested(depth: int) -> bytes:
        said = b'{"type":"track","event":"x","messageId":"deep-%d","properties":' % depth
        return said + b"[" * depth + b"]" * depth + b"}"

    collector = Collector(log_folder().parent)
    write_keys(collector.lake)
    asks = [Ask("/v1/track", nested(depth), key="WRITEKEY") for depth in range(400, 1000, 3)]
    heard = [one.status for one in collector.ask(*asks)]
    assert {200, 400} == set(heard)
    site.page("after")
    site.put_away()
    assert lake("SELECT count(*), count(DISTINCT id) FROM events") == [(heard.count(200) + 1,) * 2]
    assert not any(log_folder().iterdir())
