"""The log keeps what it acknowledged through crashes and wrong clocks, beside others, and never half of anything."""

import asyncio
import os
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.awaited import awaited
from tests.collect.events.asking import Site, asking, ids, in_one_run, pages, segment_of, track, write_keys
from tests.waiting import SECONDS_OF_PATIENCE

from tiercel.collect.events.app import in_front_of
from tiercel.collect.events.intake import Intake
from tiercel.collect.events.log import segment
from tiercel.collect.events.log.commit import Disk, Limits, Log, TooMuch
from tiercel.collect.events.log.line import Envelope, unnumbered
from tiercel.collect.events.reading import closed_segments, forget
from tiercel.collect.events.verify import verify
from tiercel.core.clock import utc_now


def reopened(path: Path) -> Path:
    """As a crash leaves it: open, with nobody who holds its lock."""
    return path.rename(path.with_suffix(segment.OPEN))


@settings(max_examples=20)
@given(cut=st.integers(0, 2000), noise=st.binary(max_size=40))
def test_wherever_a_crash_tears_the_last_line_the_whole_ones_are_kept(
    cut: int, noise: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    site = Site(tmp_path_factory.mktemp("torn") / "lake")
    write_keys(site.lake)
    path = reopened(segment_of(site))
    whole = path.read_bytes()
    kept = whole[: min(cut, len(whole))]
    path.write_bytes(kept + noise.replace(b"\n", b" "))
    assert ids(site) == [f"m{n}" for n in range(5)][: kept.count(b"\n")]
    assert verify(site.lake / "log").wrong == ()


@pytest.mark.parametrize("damaged", range(5))
def test_what_is_damaged_before_a_crash_is_found_costs_no_other_event(damaged: int, site: Site) -> None:
    """The collector was killed, and the disk has changed a bit of what it had acknowledged."""
    path = reopened(segment_of(site))
    lines = path.read_bytes().splitlines(keepends=True)
    lines[damaged] = lines[damaged].replace(b'"x"', b'"y"')
    path.write_bytes(b"".join(lines[:5]) + b'{"crc":"broken off')
    assert ids(site) == [f"m{n}" for n in range(5) if n != damaged]
    [wrong] = verify(site.lake / "log").wrong
    assert (wrong.line, wrong.what) == (damaged + 1, "it does not fit its checksum")


def test_a_segment_of_one_damaged_line_is_not_thrown_away(site: Site) -> None:
    path = reopened(segment_of(site, 1))
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0].replace(b'"x"', b'"y"'))
    assert ids(site) == []
    assert [wrong.line for wrong in verify(site.lake / "log").wrong] == [1]


@pytest.mark.parametrize(("becomes", "segments", "wrong"), [("closed", 1, 0), ("damaged", 1, 1), ("gone", 0, 0)])
def test_what_becomes_of_a_segment_while_the_log_is_proved_is_no_error(
    becomes: str, segments: int, wrong: int, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = segment_of(site)
    if becomes == "damaged":
        path.write_bytes(path.read_bytes().replace(b'"x"', b'"y"', 1))
    listed, before = path.with_suffix(segment.OPEN) if becomes == "closed" else path, Path.glob

    def glob(folder: Path, pattern: str) -> list[Path]:
        """What stood there a moment ago."""
        found = list(before(folder, pattern)) if pattern != "*" else [listed]
        if pattern != "*" and becomes != "closed":
            forget([path])
        return found

    monkeypatch.setattr(Path, "glob", glob)
    proved = verify(site.lake / "log")
    assert (proved.segments, len(proved.wrong)) == (segments, wrong)


def test_a_segment_whose_writer_lives_is_left_alone(site: Site) -> None:
    descriptor, path = segment.make_open(site.lake / "log", utc_now())
    assert closed_segments(site.lake / "log") == []
    assert path.exists()
    os.close(descriptor)
    assert closed_segments(site.lake / "log") == []
    assert not path.exists()  # nothing stood in it


def test_an_open_segment_of_another_machine_is_taken_over_only_when_it_is_old(site: Site) -> None:
    path = segment_of(site)
    other = path.rename(
        path.parent / path.name.replace(path.name.split("-")[1], "elsewhere").replace(".jsonl", ".open")
    )
    assert closed_segments(site.lake / "log") == []
    hours_ago = other.stat().st_mtime - 7200
    os.utime(other, (hours_ago, hours_ago))
    assert len(closed_segments(site.lake / "log")) == 1


def test_two_collectors_write_side_by_side(site: Site) -> None:
    async def both() -> list[int]:
        ones = [Intake(site.lake, limits=site.limits) for _ in range(2)]
        apps = [in_front_of(pages, one) for one in ones]
        asks = (asking(apps[n % 2], track(f"m{n % 40}")) for n in range(60))
        heard = await asyncio.gather(*asks)
        for one in ones:
            await asyncio.to_thread(one.close)
        return [one.status for one in heard]

    assert set(awaited(both())) == {200}
    assert len(closed_segments(site.lake / "log")) == 2
    assert sorted(ids(site)) == sorted(f"m{n}" for n in range(40))
    assert verify(site.lake / "log").wrong == ()


def test_a_clock_that_goes_back_loses_nothing(site: Site) -> None:
    now = [datetime(2026, 11, 22, 12, tzinfo=UTC)]

    def earlier() -> datetime:
        now[0] -= timedelta(minutes=10)
        return now[0]

    site.clock, site.limits = earlier, Limits(segment_bytes=1)
    assert in_one_run(site, [track(f"m{n}") for n in range(5)]) == [200] * 5
    assert sorted(ids(site)) == [f"m{n}" for n in range(5)]
    assert len(closed_segments(site.lake / "log")) == 5


def test_segments_roll_by_size_and_by_age(site: Site) -> None:
    site.limits = Limits(segment_bytes=500)
    in_one_run(site, [track(f"m{n}") for n in range(6)])
    closed = closed_segments(site.lake / "log")
    assert len(closed) > 1
    assert max(path.stat().st_size for path in closed) < 1500

    async def idle() -> int:
        log = Log(site.lake / "idle", Limits(segment_seconds=0.05))
        await log.append(unnumbered(Envelope(at=utc_now(), key="k", source="s", dialect="segment"), b"{}"))
        while not (closed := closed_segments(site.lake / "idle")):
            await asyncio.sleep(0.01)
        await asyncio.to_thread(log.close)
        return len(closed)

    assert awaited(idle()) == 1


def test_what_waits_when_a_collector_is_stopped_is_stored(site: Site) -> None:
    async def stopped() -> list[object]:
        log = Log(site.lake / "log")
        line = unnumbered(Envelope(at=utc_now(), key="k", source="s", dialect="segment", kind="track"), b'{"a":1}')
        waiting = [log.append(line) for _ in range(50)]
        await asyncio.to_thread(log.close)
        with pytest.raises(TooMuch):
            log.append(line)
        return await asyncio.gather(*waiting)

    assert awaited(stopped()) == [None] * 50
    assert len(ids(site)) == 50


def test_nobody_is_answered_before_the_sync_and_all_that_arrived_share_one(site: Site) -> None:
    may_sync, syncs = threading.Event(), []

    def sync(descriptor: int) -> None:
        assert may_sync.wait(SECONDS_OF_PATIENCE)
        os.fdatasync(descriptor)
        syncs.append(descriptor)

    async def run() -> tuple[int, set[int]]:
        intake = Intake(site.lake, disk=Disk(sync=sync))
        app = in_front_of(pages, intake)
        asked = [asyncio.ensure_future(asking(app, track(f"m{n}"))) for n in range(50)]
        for _ in range(1000):  # turns of the loop in which all of them get to where they wait
            await asyncio.sleep(0)
        before = sum(one.done() for one in asked)
        may_sync.set()
        heard = {one.status for one in await asyncio.gather(*asked)}
        await asyncio.to_thread(intake.close)
        return before, heard

    assert awaited(run()) == (0, {200})
    assert len(syncs) <= 3
    assert len(ids(site)) == 50
