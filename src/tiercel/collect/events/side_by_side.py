"""Files of messages made ready by several processes side by side, in the order in which they stand there."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from tiercel.collect.events.archive import Part, events_of_log, is_own_log, parts_of, read_raw
from tiercel.collect.events.columns import Columns, columns_of
from tiercel.collect.events.message import Stored
from tiercel.collect.events.prepare import How, prepare
from tiercel.collect.events.seen import Seen
from tiercel.collect.files.limits import Limits
from tiercel.core.unswept import unswept

AT_A_TIME, MOST_PROCESSES = 4000, 4
# Parts that are made ready ahead: as many as are put away together, so that one goes on while the other does.
AHEAD = 24


@dataclass(frozen=True)
class Asked:
    """A file, the dialect of its messages, and what stands where the name of a write key does."""

    path: Path
    spoken: str
    source: str


@dataclass(frozen=True)
class Refused:
    """What could not be taken: its place in the file, why, and how it begins."""

    place: int
    reason: str
    text: str


@dataclass(frozen=True)
class Ready:
    """Events of a file that follow each other, and what of the same part could not be taken."""

    events: Columns
    refused: list[Refused]


class Preparer:
    """Makes events of files ready; `at_once` by several processes, which end with it."""

    def __init__(self, how: How, now: datetime, *, at_once: bool) -> None:
        self._how = how
        self._now = now
        self._pool: ProcessPoolExecutor | None = None
        count = min(os.cpu_count() or 1, MOST_PROCESSES)
        if at_once and count > 1:
            # Begun anew rather than copied: what runs in other threads here must not be half there.
            self._pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"))

    def __enter__(self) -> Preparer:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def ready(self, asked: Asked, limits: Limits) -> Iterator[Ready]:
        """The events of a file, some at a time, in their order; as `archive.parts_of` raises."""
        if is_own_log(asked.path):
            events = events_of_log(asked.path)
            while taken := list(islice(events, AT_A_TIME)):
                yield Ready(columns_of(prepare(taken, self._how)), [])
            return
        parts = parts_of(asked.path, limits)
        if self._pool is None:
            for part in parts:
                yield make_ready(part, asked, self._how, self._now)
            return
        yield from self._side_by_side(self._pool, parts, asked)

    def _side_by_side(self, pool: ProcessPoolExecutor, parts: Iterator[Part], asked: Asked) -> Iterator[Ready]:
        ahead: deque[Future[Ready]] = deque()
        for part in parts:
            ahead.append(pool.submit(make_ready, part, asked, self._how, self._now))
            if len(ahead) > AHEAD:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def make_ready(part: Part, asked: Asked, how: How, now: datetime) -> Ready:
    # Thousands of values that live as long as this: looking among them for what refers to itself finds nothing.
    with unswept():
        return _make_ready(part, asked, how, now)


def _make_ready(part: Part, asked: Asked, how: How, now: datetime) -> Ready:
    refused: list[Refused] = []
    # One after the other from its text to what is ready, so that what was read of one is still at hand.
    return Ready(columns_of(prepare(_read(part, asked, now, refused), how, now)), refused)


def _read(part: Part, asked: Asked, now: datetime, refused: list[Refused]) -> Iterator[tuple[Stored, list[Seen]]]:
    """What each says; what cannot be taken is added to `refused`."""
    for place, raw in part.events():
        found = read_raw(raw, asked.spoken, asked.source, now)
        if isinstance(found, str):
            refused.append(Refused(place, found, raw[:300].decode("utf-8", "replace")))
        else:
            yield found
