"""The log keeps what it acknowledged through crashes, full disks and wrong clocks, and never half of anything."""

import asyncio
import errno
import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.awaited import awaited
from tests.collect.events.asking import Ask, Site, asking, pages, write_keys

from tiercel.collect.events.app import in_front_of
from tiercel.collect.events.intake import Intake
from tiercel.collect.events.log import segment
from tiercel.collect.events.log.commit import Disk, Limits, Log, NotStored, TooMuch
from tiercel.collect.events.log.line import Envelope, unnumbered
from tiercel.collect.events.reading import closed_segments, forget, is_whole, read_segment
from tiercel.collect.events.verify import verify
from tiercel.core.clock import utc_now


def track(message: str) -> Ask:
    return Ask("/v1/track", {"event": "x", "userId": "u", "messageId": message}, key="WRITEKEY")


def ids(site: Site) -> list[str]:
    return [one.id for one in site.stored()]


class Failing:
    """A disk that does what it is told: `after` bytes it is full; while `sick` a sync fails."""

    def __init__(self, after: int = 1 << 40) -> None:
        self.after = after
        self.sick = False
        self.is_stuck = False

    def disk(self) -> Disk:
        return Disk(self.write, self.sync, self.cut)

    def write(self, descriptor: int, pieces: Sequence[bytes | memoryview]) -> int:
        whole = b"".join(pieces)
        if not self.after:
            raise OSError(errno.ENOSPC, "No space left on device")
        done = os.write(descriptor, whole[: self.after])
        self.after -= done
        return done

    def sync(self, descriptor: int) -> None:
        if self.sick:
            raise OSError(errno.EIO, "Input/output error")
        os.fdatasync(descriptor)

    def cut(self, descriptor: int, length: int) -> None:
        if self.is_stuck:
            raise OSError(errno.EIO, "Input/output error")
        os.ftruncate(descriptor, length)


def in_one_run(site: Site, steps: list[Ask | Callable[[], None]]) -> list[int]:
    """The statuses of requests made one after the other to one collector, with things that happen in between."""

    async def run() -> list[int]:
        intake = Intake(site.lake, limits=site.limits, disk=site.disk, clock=site.clock)
        app, heard = in_front_of(pages, intake), []
        for step in steps:
            if isinstance(step, Ask):
                heard.append((await asking(app, step)).status)
            else:
                step()
        await asyncio.to_thread(intake.close)
        return heard

    return awaited(run())


def test_a_full_disk_is_said_and_nothing_half_stored_is_left(site: Site) -> None:
    failing = Failing(after=700)
    site.disk = failing.disk()
    heard = in_one_run(
        site, [*(track(f"before {n}") for n in range(5)), lambda: vars(failing).update(after=1 << 40), track("after")]
    )
    stored = sum(status == 200 for status in heard[:5])
    assert 0 < stored < 5
    assert heard == [200] * stored + [503] * (5 - stored) + [200]
    assert ids(site) == [*(f"before {n}" for n in range(stored)), "after"]
    assert verify(site.lake / "log").wrong == ()


def test_a_failed_sync_is_said_and_a_new_segment_begun(site: Site) -> None:
    failing = Failing()
    site.disk = failing.disk()

    def sick(now: bool) -> Callable[[], None]:
        return lambda: vars(failing).update(sick=now)

    assert in_one_run(site, [track("a"), sick(True), track("b"), sick(False), track("c")]) == [200, 503, 200]
    assert ids(site) == ["a", "c"]
    assert len(closed_segments(site.lake / "log")) == 2
    assert verify(site.lake / "log").wrong == ()


def test_while_what_failed_cannot_be_cut_nothing_else_is_written(site: Site) -> None:
    failing = Failing()
    site.disk = failing.disk()

    def now(**said: Any) -> Callable[[], None]:
        return lambda: vars(failing).update(said)

    steps = [track("a"), now(sick=True, is_stuck=True), track("b"), now(sick=False), track("c"), now(is_stuck=False)]
    assert in_one_run(site, [*steps, track("d")]) == [200, 503, 503, 200]
    assert ids(site) == ["a", "d"]


def test_a_client_hears_when_to_try_again(site: Site) -> None:
    failing = Failing(after=0)
    site.disk = failing.disk()
    full, *_ = site.ask(track("a"))
    assert (full.status, full.headers["retry-after"]) == (503, "5")
    site.disk, site.limits = None, Limits(waiting_bytes=600)
    heard = site.ask(*(track(str(n)) for n in range(20)))
    busy = [one for one in heard if one.status == 429]
    assert busy
    assert {one.headers["retry-after"] for one in busy} == {"2"}
    assert len(ids(site)) == sum(one.status == 200 for one in heard) > 0


def test_a_disk_that_is_really_full(site: Site, needs: Callable[[str, bool], None], tmp_path: Path) -> None:
    needs("a device that is always full", Path("/dev/full").exists())
    full = os.open("/dev/full", os.O_WRONLY)
    site.disk = Disk(write=lambda _, pieces: os.writev(full, pieces))
    [heard] = site.ask(track("a"))
    os.close(full)
    assert heard.status == 503
    assert ids(site) == []


def segment_of(site: Site, count: int = 5) -> Path:
    site.ask(*(track(f"m{n}") for n in range(count)))
    [path] = closed_segments(site.lake / "log")
    return path


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
        ones = [Intake(site.lake), Intake(site.lake)]
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


def test_not_stored_says_what_to_do() -> None:
    assert NotStored("x", seconds=5).seconds == 5


@pytest.mark.parametrize(
    ("harm", "line", "what"),
    [
        (lambda lines: [lines[0], lines[1].replace(b'"m1"', b'"mX"'), *lines[2:]], 2, "checksum"),
        (lambda lines: [lines[0], *lines[2:]], 2, "line 2 is missing"),
        (lambda lines: lines[:-1], 6, "cut off"),
        (lambda lines: [*lines[:3], b"nonsense\n", *lines[3:]], 4, "no line of a log"),
        (lambda lines: [*lines[:-1], lines[-1][:-5]], 6, "breaks off"),
        (lambda lines: [lines[1], lines[0], *lines[2:]], 1, "line 1 is missing"),
        (lambda lines: [*lines, lines[0]], 7, "after the end"),
    ],
)
def test_verify_says_which_line_is_not_as_it_was_written(
    site: Site, harm: Callable[[list[bytes]], list[bytes]], line: int, what: str
) -> None:
    path = segment_of(site)
    assert verify(site.lake / "log").wrong == ()
    path.write_bytes(b"".join(harm(path.read_bytes().splitlines(keepends=True))))
    wrong = verify(site.lake / "log").wrong
    assert wrong[0].path == path
    assert wrong[0].line == line
    assert what in wrong[0].what


def test_a_damaged_line_costs_no_other_and_its_segment_is_never_thrown_away(site: Site) -> None:
    path = segment_of(site)
    path.write_bytes(path.read_bytes().replace(b'"m1"', b'"mX"'))
    assert [one.id for one in read_segment(path)] == ["m0", "m2", "m3", "m4"]
    assert not is_whole(path)
    forget([path])
    assert closed_segments(site.lake / "log") == []
    assert (path.parent / "damaged" / path.name).exists()


def test_a_segment_that_is_whole_is_forgotten(site: Site) -> None:
    path = segment_of(site)
    assert is_whole(path)
    forget([path])
    forget([path])  # as a job does that runs again
    assert list((site.lake / "log").iterdir()) == []


def test_nobody_is_answered_before_the_sync_and_all_that_arrived_share_one(site: Site) -> None:
    import threading

    may_sync, syncs = threading.Event(), []

    def sync(descriptor: int) -> None:
        assert may_sync.wait(30)
        os.fdatasync(descriptor)
        syncs.append(descriptor)

    async def run() -> tuple[int, set[int]]:
        intake = Intake(site.lake, disk=Disk(sync=sync))
        app = in_front_of(pages, intake)
        asked = [asyncio.ensure_future(asking(app, track(f"m{n}"))) for n in range(50)]
        await asyncio.wait(asked, timeout=0.2)
        before = sum(one.done() for one in asked)
        may_sync.set()
        heard = {one.status for one in await asyncio.gather(*asked)}
        await asyncio.to_thread(intake.close)
        return before, heard

    assert awaited(run()) == (0, {200})
    assert len(syncs) <= 3
    assert len(ids(site)) == 50


def test_what_keeps_arriving_is_made_durable_by_one_sync_and_what_comes_alone_is_not_held_up(tmp_path: Path) -> None:
    syncs: list[int] = []

    def sync(descriptor: int) -> None:
        syncs.append(descriptor)
        os.fdatasync(descriptor)

    async def run() -> tuple[int, int]:
        log = Log(tmp_path, Limits(gathered_seconds=1e9), Disk(sync=sync))
        line = unnumbered(Envelope(at=utc_now(), key="k", source="s", dialect="segment", kind="track"), b'{"a":1}')
        waiting = []
        for _ in range(40):
            waiting.append(log.append(line))
            await asyncio.sleep(0)  # the next arrives in the next turn of the loop
        await asyncio.gather(*waiting)
        together = len(syncs)
        await log.append(line)
        await asyncio.to_thread(log.close)
        return together, len(syncs)

    assert awaited(run()) == (1, 2)
    proved = verify(tmp_path)
    assert (proved.requests, proved.wrong) == (41, ())


def test_where_syncs_are_due_nothing_waits_for_what_may_still_arrive(tmp_path: Path) -> None:
    async def run() -> None:
        log = Log(tmp_path, Limits(gathered_seconds=0))
        line = unnumbered(Envelope(at=utc_now(), key="k", source="s", dialect="segment", kind="track"), b'{"a":1}')
        first = log.append(line)
        while not first.done():
            log.append(line)
            await asyncio.sleep(0)
        await asyncio.to_thread(log.close)

    awaited(run())
    assert not verify(tmp_path).wrong
