"""Many small files become one, and whoever reads meanwhile finds every event once."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.flow.events.conftest import NOON, Site, lake
from tests.flow.events.lake_rows import event, file_of
from tests.flow.events.test_compact import Killed, cut_at

from tiercel.core.clock import utc_now
from tiercel.core.settings import Settings
from tiercel.flow.events import compact, gather, lake_files
from tiercel.flow.events.compact import compact_now
from tiercel.flow.events.counts import OF_A_FILE, counted
from tiercel.flow.events.visitors.links_then import Whose
from tiercel.flow.events.web_touches import web_touches
from tiercel.flow.events.who_is_in import SUFFIX, touches_in
from tiercel.flow.jobs import held
from tiercel.flow.one_duckdb import reader
from tiercel.records.models import EventFile, Job

NEXT_DAY, IN_SUMMER = NOON + timedelta(days=1), NOON + timedelta(days=120)
DAY = 24 * 60


@pytest.fixture
def crowded(site: Site, that_day: object, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Three files of a day, of which two are too many."""
    for device in ("one", "two", "three"):
        site.page(device)
        site.put_away()
    monkeypatch.setattr(gather, "MOST_SMALL", 2)
    return site


def in_force() -> int:
    return EventFile.objects.filter(ended_at=None).count()


def test_a_crowded_day_is_gathered_into_one_file_with_the_same_events(crowded: Site) -> None:
    before = lake("SELECT * EXCLUDE (day) FROM events ORDER BY id")
    compact_now()
    assert in_force() == 1
    assert lake("SELECT * EXCLUDE (day) FROM events ORDER BY id") == before
    crowded.page("one", as_id="message-number-00000001")
    assert crowded.put_away().repeated == 1


STEPS: list[tuple[object, str]] = [
    (lake_files, "name_for"),  # before anything is written
    (lake_files, "sync"),  # while it is written
    (gather, "forget_who"),  # written, under no name that anybody knows
    (gather, "who_is_in"),  # under its name, without who is in it
    (gather, "summed"),  # with all that belongs to it
    (lake_files, "listed"),  # in the transaction that lists it
]


@pytest.mark.parametrize(("owner", "name"), STEPS, ids=[name for _, name in STEPS])
def test_killed_anywhere_the_small_ones_stay_in_force_and_nothing_is_doubled(
    crowded: Site, that_day: Callable[[datetime], None], monkeypatch: pytest.MonkeyPatch, owner: object, name: str
) -> None:
    before = lake("SELECT * EXCLUDE (day) FROM events ORDER BY id")
    that_day(NEXT_DAY)
    with monkeypatch.context() as cut:
        cut_at(cut, owner, name)
        # Who is killed takes nothing away, either.
        cut.setattr(Path, "unlink", lambda *_args, **_how: None)
        with pytest.raises(Killed):
            compact_now()
    Job.objects.filter(state=Job.RUNNING).update(state=Job.STOPPED)
    assert in_force() == 3
    assert lake("SELECT * EXCLUDE (day) FROM events ORDER BY id") == before
    compact_now()
    assert in_force() == 1
    assert lake("SELECT * EXCLUDE (day) FROM events ORDER BY id") == before
    lake_files.sweep(utc_now() + 3 * lake_files.KEPT_FOR)
    (path,) = lake_files.paths()
    assert sorted(map(str, (crowded.workspace / lake_files.FOLDER).glob("*/*"))) == [path, path + SUFFIX]


def test_what_was_superseded_goes_a_while_later(crowded: Site) -> None:
    compact_now()
    folder = crowded.workspace / lake_files.FOLDER
    assert len(list(folder.glob("*/*.parquet"))) == 4
    lake_files.sweep(utc_now() + 2 * lake_files.KEPT_FOR + timedelta(minutes=1))
    assert len(list(folder.glob("*/*.parquet"))) == 1
    assert lake("SELECT count(*) FROM events") == [(3,)]


@pytest.mark.django_db(transaction=True)
def test_a_day_that_is_over_becomes_one_file_though_nothing_more_arrives(
    site: Site, that_day: Callable[[datetime], None]
) -> None:
    for device in ("one", "two"):
        site.page(device)
        site.put_away()
    that_day(NOON.replace(hour=23, minute=59))
    assert not compact.look()
    that_day(NEXT_DAY.replace(hour=0, minute=30))
    assert not compact.look()
    that_day(NEXT_DAY.replace(hour=1, minute=1))
    assert compact.look()
    compact_now()
    assert in_force() == 1
    assert not compact.look()


def test_what_comes_late_joins_its_day(site: Site, that_day: Callable[[datetime], None]) -> None:
    site.page("one")
    site.put_away()
    that_day(NEXT_DAY)
    site.page("two")
    site.put_away()
    assert in_force() == 1
    assert lake("SELECT count(*) FROM events") == [(2,)]


def gathered(now: datetime) -> None:
    with held(compact.KIND, {}) as holding:
        while gather.gather(holding, now):
            pass


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> int:
    """After how many days all that was before is long over."""
    monkeypatch.setattr(gather, "DAYS_LONG_OVER", 3)
    return 3


def days_of_events(*days: int) -> None:
    for place, day in enumerate(days):
        file_of(f"file-{day}-{place}", [event(day * DAY, 1, id=b"%016d" % place)])


def days_in_force() -> list[tuple[str, int]]:
    days = EventFile.objects.filter(ended_at=None).order_by("day").values_list("day", "rows")
    return [(f"{day:%m-%d}", rows) for day, rows in days]


def test_a_month_that_is_long_over_becomes_one_file_and_later_days_stay_days(
    db: None, workspace: Settings, soon: int
) -> None:
    days_of_events(0, 3, 3, 29, 30, 95, 95, 96, 97)
    gathered(IN_SUMMER)
    assert days_in_force() == [("03-02", 4), ("04-01", 1), ("06-05", 2), ("06-06", 1), ("06-07", 1)]
    assert workspace.workspace


def test_a_clock_that_runs_ahead_gathers_no_month_of_which_the_days_are_still_told_apart(
    db: None, workspace: Settings, soon: int
) -> None:
    """Whether it is the clock of who gathers alone, or also that by which the last events were received."""
    days_of_events(0, 0, 1, 2, 2)
    gathered(NOON + timedelta(days=300))
    assert days_in_force() == [("03-02", 2), ("03-03", 1), ("03-04", 2)]
    days_of_events(300, 301)
    gathered(NOON + timedelta(days=400))
    assert days_in_force() == [("03-02", 2), ("03-03", 1), ("03-04", 2), ("12-27", 1), ("12-28", 1)]
    assert workspace.workspace


def test_a_clock_that_runs_behind_gathers_less_and_spoils_nothing(db: None, workspace: Settings, soon: int) -> None:
    days_of_events(0, 0, 1, 50, 51, 52)
    gathered(NOON - timedelta(days=2))
    assert in_force() == 6
    gathered(NOON + timedelta(days=100))
    assert days_in_force()[0] == ("03-02", 3)
    assert workspace.workspace


def test_large_files_stay_as_they_are_and_no_more_is_read_at_once_than_the_memory_holds(
    db: None, workspace: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gather, "SMALL_ROWS", 5)
    monkeypatch.setattr(gather, "MOST_ROWS_AT_ONCE", 8)
    for rows in (9, 4, 3, 4, 4, 2, 4):
        file_of(f"file-{random.random()}", [event(minute, 1) for minute in range(rows)])
    with held(compact.KIND, {}) as holding:
        assert gather.gather(holding, NEXT_DAY) == 2
    gathered(NEXT_DAY)
    files = EventFile.objects.filter(ended_at=None).values_list("rows", flat=True)
    assert sorted(files) == [6, 7, 8, 9]
    assert sum(row.events for row in counted(NOON.date())) == 30
    assert workspace.workspace


def some_events(chance: random.Random, day: int) -> list[dict[str, Any]]:
    """Of one day, of which some happened up to three days before they were received."""
    return [
        event(
            at := (day + chance.random()) * DAY,
            chance.choice([1, 1, 2, 3, None]),
            chance.choice(["/a", "/b"]),
            happened_at=event(at - chance.choice([0, 0, 3 * DAY]) * chance.random(), None)["happened_at"],
            id=chance.randbytes(16),
            type=chance.choice(["page", "page", "screen", "identify"]),
            organisation=chance.choice(["", "Acme", "Other"]),
            is_bot=chance.random() < 0.1,
        )
        for _ in range(chance.randrange(1, 20))
    ]


@pytest.mark.parametrize("seed", range(2))
def test_gathered_or_not_everybody_who_reads_finds_the_same(
    db: None, workspace: Settings, soon: int, seed: int
) -> None:
    """Timelines of today and as of days within what was gathered, counts of touches, of kinds, and every row."""
    chance = random.Random(seed)
    for n in range(24):
        file_of(f"file-{n}", some_events(chance, chance.choice([0, 1, 2, 5, 29, 30, 31, 33, 95, 95, 100])))
    days_of_events(*range(101, 101 + soon))
    alone, all_of_them = Whose({2: 12}, (), {12: "Ben"}), Whose({1: 11, 2: 12}, ("Acme",), {11: "Ada", 12: "Ben"})

    def everything() -> list[Any]:
        days = [None, *(event(day * DAY + 77, None)["happened_at"] for day in (2, 20, 96))]
        return [
            lake("SELECT * EXCLUDE (day) FROM events ORDER BY id"),
            touches_in(lake_files.paths(), {1, 2, 3}),
            *(web_touches(whose, day, most) for whose in (alone, all_of_them) for day in days for most in (3, 500)),
        ]

    before, files = everything(), in_force()
    gathered(IN_SUMMER)
    assert in_force() <= 5 + soon < files
    assert everything() == before
    for path, counts in EventFile.objects.filter(ended_at=None).values_list("path", "counts"):
        asked = {"files": [str(workspace.workspace / path)]}
        assert sorted(tuple(row[1:]) for row in reader().execute(OF_A_FILE, asked).fetchall()) == [
            tuple(row) for row in counts or ()
        ]
