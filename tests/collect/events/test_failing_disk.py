"""A disk that is full, or fails, is said to whoever sends; nothing half stored is left, and the next is stored."""

import asyncio
import errno
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.awaited import awaited
from tests.collect.events.asking import Site, asking, ids, in_one_run, pages, track

from tiercel.collect.events.app import in_front_of
from tiercel.collect.events.intake import Intake
from tiercel.collect.events.log import segment
from tiercel.collect.events.log.commit import Disk, Limits
from tiercel.collect.events.reading import closed_segments
from tiercel.collect.events.verify import verify


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


def test_what_a_neighbour_is_about_to_store_is_not_known_yet(site: Site) -> None:
    failing, statuses = Failing(), list[int]()
    failing.sick = failing.is_stuck = True

    async def run() -> None:
        one = Intake(site.lake, disk=failing.disk())
        statuses.append((await asking(in_front_of(pages, one), track("a"))).status)
        # Its lines stand in the file, and will be cut.
        another = Intake(site.lake)
        failing.sick = failing.is_stuck = False
        await asyncio.to_thread(one.close)
        statuses.append((await asking(in_front_of(pages, another), track("a"))).status)
        await asyncio.to_thread(another.close)

    awaited(run())
    assert statuses == [503, 200]
    assert ids(site) == ["a"]


def test_where_the_memory_ends_everybody_hears_it_and_the_next_is_stored(site: Site) -> None:
    is_full = [True]

    def write(descriptor: int, pieces: Sequence[bytes | memoryview]) -> int:
        if is_full.pop() if is_full else False:
            os.write(descriptor, b"half a line")
            raise MemoryError
        return os.writev(descriptor, pieces)

    site.disk = Disk(write=write)
    assert in_one_run(site, [track("a"), track("b")]) == [503, 200]
    assert ids(site) == ["b"]
    assert verify(site.lake / "log").wrong == ()


def test_an_end_for_which_the_disk_has_no_room_is_written_by_an_heir(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        full.setattr(segment.os, "write", lambda descriptor, line: os.writev(descriptor, [line[:5]]))
        assert in_one_run(site, [track("a")]) == [200]
    assert len(closed_segments(site.lake / "log")) == 1
    assert ids(site) == ["a"]
    assert verify(site.lake / "log").wrong == ()
