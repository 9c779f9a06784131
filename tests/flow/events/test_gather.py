"""Many small files become one, and whoever reads meanwhile finds every event once."""

from datetime import timedelta

import pytest
from tests.flow.events.conftest import Site, lake
from tests.flow.events.test_compact import Killed, cut_at

from tiercel.core.clock import utc_now
from tiercel.flow.events import gather, lake_files
from tiercel.flow.events.compact import compact_now
from tiercel.records.models import EventFile, Job


@pytest.fixture
def crowded(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Three files of a day, of which two are too many."""
    for device in ("one", "two", "three"):
        site.page(device)
        site.put_away()
    monkeypatch.setattr(gather, "MOST_SMALL", 2)
    return site


def test_a_crowded_day_is_gathered_into_one_file_with_the_same_events(crowded: Site) -> None:
    before = lake("SELECT * EXCLUDE (day) FROM events ORDER BY id")
    compact_now()
    assert EventFile.objects.filter(ended_at=None).count() == 1
    assert lake("SELECT * EXCLUDE (day) FROM events ORDER BY id") == before
    crowded.page("one", as_id="message-number-00000001")
    assert crowded.put_away().repeated == 1


def test_killed_before_it_is_listed_the_small_ones_stay_in_force(
    crowded: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as cut:
        cut_at(cut, lake_files, "listed")
        with pytest.raises(Killed):
            compact_now()
    Job.objects.filter(state=Job.RUNNING).update(state=Job.STOPPED)
    assert lake("SELECT count(*) FROM events") == [(3,)]
    compact_now()
    assert lake("SELECT count(*) FROM events") == [(3,)]


def test_what_was_superseded_goes_a_while_later(crowded: Site) -> None:
    compact_now()
    folder = crowded.workspace / lake_files.FOLDER
    assert len(list(folder.glob("*/*.parquet"))) == 4
    lake_files.sweep(utc_now() + 2 * lake_files.KEPT_FOR + timedelta(minutes=1))
    assert len(list(folder.glob("*/*.parquet"))) == 1
    assert lake("SELECT count(*) FROM events") == [(3,)]
