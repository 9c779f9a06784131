"""Lines wait for company and never longer than a sync takes: what is handed to the disk, when, and what ends it."""

import asyncio
import os
import threading
from contextlib import suppress
from pathlib import Path

from tests.awaited import awaited
from tests.waiting import SECONDS_OF_PATIENCE

from tiercel.collect.events.log.commit import Disk, Limits, Log, TooMuch
from tiercel.collect.events.log.line import Envelope, unnumbered
from tiercel.collect.events.verify import verify
from tiercel.core.clock import utc_now


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


def test_of_what_comes_at_once_a_part_is_stored_while_the_rest_is_taken_in(tmp_path: Path) -> None:
    began, first_may, others_may = threading.Event(), threading.Event(), threading.Event()

    def sync(descriptor: int) -> None:
        may = others_may if began.is_set() else first_may
        began.set()
        assert may.wait(SECONDS_OF_PATIENCE)
        os.fdatasync(descriptor)

    async def run() -> list[bool]:
        log = Log(tmp_path, Limits(gathered_seconds=0.01), Disk(sync=sync))
        line = unnumbered(Envelope(at=utc_now(), key="k", source="s", dialect="segment", kind="track"), b'{"a":1}')
        waiting = []
        for _ in range(2000):  # all in one turn of the loop, in which no other part of it runs
            waiting.append(log.append(line))
            if began.wait(0.001):
                break
        assert began.wait(SECONDS_OF_PATIENCE)
        waiting.append(log.append(line))
        first_may.set()
        await waiting[0]
        told = [one.done() for one in (waiting[0], waiting[-1])]
        others_may.set()
        await asyncio.gather(*waiting)
        await asyncio.to_thread(log.close)
        return told

    assert awaited(run()) == [True, False]
    assert not verify(tmp_path).wrong


def test_what_is_handed_over_while_a_collector_stops_is_stored(tmp_path: Path) -> None:
    async def run() -> int:
        log = Log(tmp_path, Limits(gathered_seconds=0.001))
        line = unnumbered(Envelope(at=utc_now(), key="k", source="s", dialect="segment", kind="track"), b'{"a":1}')
        stopping, waiting = asyncio.ensure_future(asyncio.to_thread(log.close)), []
        while not stopping.done():
            with suppress(TooMuch):
                waiting.append(log.append(line))
            await asyncio.sleep(0)
        await asyncio.gather(*waiting)
        return len(waiting)

    stored = awaited(run())
    assert verify(tmp_path).requests == stored
    assert not verify(tmp_path).wrong


def test_where_syncs_are_due_nothing_waits_for_what_may_still_arrive(tmp_path: Path) -> None:
    async def run() -> None:
        log = Log(tmp_path, Limits(gathered_seconds=0))
        line = unnumbered(Envelope(at=utc_now(), key="k", source="s", dialect="segment", kind="track"), b'{"a":1}')
        first = log.append(line)
        while not first.done():
            with suppress(TooMuch):  # where the disk is that slow
                log.append(line)
            await asyncio.sleep(0)
        await asyncio.to_thread(log.close)

    awaited(run())
    assert not verify(tmp_path).wrong
