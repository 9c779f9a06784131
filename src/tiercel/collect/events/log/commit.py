"""Durable before it is answered: what has arrived is appended at once, one sync makes all of it durable, then all hear.

A thread of its own writes and waits for the disk; meanwhile the next lines arrive, and go with the next sync. It is
handed one group of lines at a time, and not the last that could have come: who waits in it is answered while others
are taken in, and so neither the processor waits for the disk nor the disk for the processor.
"""

import asyncio
import atexit
import logging
import os
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic

from tiercel.collect.events.counting import Commits
from tiercel.collect.events.log import segment
from tiercel.collect.events.log.line import Rest, pieces_of
from tiercel.core.clock import utc_now
from tiercel.core.errors import TiercelError

log = logging.getLogger("tiercel.collect")

# What one call of the system takes.
MOST_PIECES = 1000
# A request that was read in one turn of the loop is handed over in the next.
QUIET_TURNS = 2
# A sync costs the processor less than a tenth of this.
LEAST_GATHERED_SECONDS = 0.003
# By how much a sync may be thought to take longer than the one before it.
SLOWER = 1.05


class NotStored(TiercelError):  # noqa: N818 - the disk erred
    """What came is not stored, nor held; `seconds` says when to try again."""

    def __init__(self, message: str, *, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


class TooMuch(NotStored):
    """More waits for the disk than may."""


@dataclass(frozen=True)
class Limits:
    """When a segment is closed and another begins, and how much may wait for the disk.

    gathered_seconds  how long at most a line waits for company while more keeps arriving, for a sync costs work
                      too. On a quicker disk it is as long as a sync takes; what comes alone is not held up.
    """

    segment_bytes: int = 64 * 1024 * 1024
    segment_seconds: float = 15.0
    waiting_bytes: int = 64 * 1024 * 1024
    gathered_seconds: float = 0.02


@dataclass(frozen=True)
class Disk:
    """What is asked of the operating system, so that tests can let it fail."""

    write: Callable[[int, Sequence[bytes | memoryview]], int] = os.writev
    sync: Callable[[int], None] = os.fdatasync
    cut: Callable[[int, int], None] = os.ftruncate


@dataclass
class _Open:
    """The segment that is being written: only what is durable counts in `length` and `lines`."""

    descriptor: int
    path: Path
    since: float
    length: int = 0
    lines: int = 0
    is_clean: bool = True


_Waiting = tuple[Rest, int, "asyncio.Future[None]"]  # a line, how long it is, who waits for it


class Log:
    """Appends lines to segments of its own in a folder that others may append to as well."""

    def __init__(
        self,
        folder: Path,
        limits: Limits | None = None,
        disk: Disk | None = None,
        clock: Callable[[], datetime] = utc_now,
        commits: Commits | None = None,
    ) -> None:
        self.folder = folder
        self._commits = commits or Commits()
        self._limits = limits or Limits()
        self._disk = disk or Disk()
        self._clock = clock
        self._waiting: deque[_Waiting] = deque()
        self._waiting_bytes = 0
        self._since = 0.0  # when the first of those who wait came
        self._is_gathering = False
        self._is_storing = False  # the thread has lines in hand
        self._handed: SimpleQueue[list[_Waiting] | None] = SimpleQueue()
        self._ending = False
        self._closing = threading.Lock()  # once it has ended nothing is taken in or handed over
        self._patience = self._sync_seconds = self._limits.gathered_seconds
        self._open: _Open | None = None
        self._thread: threading.Thread | None = None

    @property
    def waiting_bytes(self) -> int:
        """How much waits for the disk."""
        return self._waiting_bytes

    def append(self, line: Rest) -> "asyncio.Future[None]":
        """Hand over a line (of `line.unnumbered`); the future is done once it is durable, or raises NotStored.

        Raises TooMuch at once where the disk is that far behind.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[None] = loop.create_future()
        now = monotonic()
        with self._closing:
            self._take_in(line, future, now)
        if not self._is_storing:
            # A turn of the loop can take in as much as syncs are apart: the time is looked at within it too.
            self._go_on(loop, now)
        return future

    def _take_in(self, line: Rest, future: "asyncio.Future[None]", now: float) -> None:
        length = line.length
        if self._waiting_bytes + length > self._limits.waiting_bytes or self._ending:
            raise TooMuch("More is waiting to be stored than may. Try again.", seconds=2)
        if not self._waiting:
            self._since = now
        self._waiting_bytes += length
        self._waiting.append((line, length, future))
        if self._thread is None:
            self._start()

    def _go_on(self, loop: asyncio.AbstractEventLoop, now: float) -> None:
        """Hand over what waits, where it has waited for long enough, or see whether more arrives at once."""
        if now - self._since >= self._patience:
            self._hand_over()
        elif not self._is_gathering:
            self._is_gathering = True
            loop.call_soon(self._gather, loop, 0, 0)

    def _gather(self, loop: asyncio.AbstractEventLoop, seen: int, quiet: int) -> None:
        """Once in a turn of the loop: hand over what waits as soon as nothing more arrives at once."""
        waiting = len(self._waiting)
        quiet = quiet + 1 if waiting == seen else 0
        if self._is_storing or not waiting:
            self._is_gathering = False
        elif quiet < QUIET_TURNS and monotonic() - self._since < self._patience:
            loop.call_soon(self._gather, loop, waiting, quiet)
        else:
            self._is_gathering = False
            self._hand_over()

    def _hand_over(self) -> None:
        with self._closing:
            if not self._ending:
                self._is_storing = True
                self._handed.put(self._taken())

    def _taken(self) -> list[_Waiting]:
        """All that waits, and no more waits here."""
        return [self._waiting.popleft() for _ in range(len(self._waiting))]

    def close(self) -> None:
        """Store what still waits, and close the segment."""
        with self._closing:
            self._ending = True
            self._handed.put(None)
        if self._thread is not None:
            self._thread.join()
            self._thread = None
            atexit.unregister(self.close)

    def _start(self) -> None:
        self._thread = threading.Thread(target=self._run, name=f"log {self.folder.name}", daemon=True)
        self._thread.start()
        atexit.register(self.close)

    def _run(self) -> None:
        while (lines := self._next()) is not None:
            if lines:
                self._commit(lines)
            self._roll_if_due()
        # Nothing is handed over any more once the end was said.
        if lines := self._taken():
            self._commit(lines)
        if self._open:
            self._roll(self._open)

    def _next(self) -> list[_Waiting] | None:
        """What is to be stored; nothing where the segment may be due, None at the end."""
        try:
            return self._handed.get(timeout=self._seconds_left())
        except Empty:
            return []

    def _commit(self, lines: list[_Waiting]) -> None:
        failure: NotStored | None = None
        began = monotonic()
        try:
            size = self._append([line for line, _, _ in lines])
            self._note(monotonic() - began, size)
        except (OSError, MemoryError) as error:
            # Whatever it is, they hear of it: a thread that ended here would let everybody wait for ever.
            why = getattr(error, "strerror", None) or "no memory is left"
            log.error("Events could not be stored in %s: %s", self.folder, why)
            failure = NotStored(f"The events could not be stored: {why}. Try again.", seconds=5)
        loop = lines[0][2].get_loop()
        try:
            loop.call_soon_threadsafe(self._tell, loop, lines, failure)
        except RuntimeError:
            # The loop has ended, and with it whoever waited for an answer.
            self._waiting_bytes, self._is_storing = 0, False

    def _note(self, seconds: float, size: int) -> None:
        self._commits.note(seconds, size)
        # The least of late, for the others have waited for the processor too.
        self._sync_seconds = min(seconds, self._sync_seconds * SLOWER)
        self._patience = min(max(self._sync_seconds, LEAST_GATHERED_SECONDS), self._limits.gathered_seconds)

    def _tell(self, loop: asyncio.AbstractEventLoop, lines: list[_Waiting], failure: NotStored | None) -> None:
        self._is_storing = False
        if self._waiting:
            # First the disk, so that it works while those who waited are answered.
            self._go_on(loop, monotonic())
        for _, length, future in lines:
            self._waiting_bytes -= length
            if future.done():  # its client has gone
                continue
            if failure is None:
                future.set_result(None)
            else:
                future.set_exception(failure)

    def _append(self, lines: list[Rest]) -> int:
        """All of them durable, or none of them there to be read; returns how many bytes they are."""
        ours = self._open or self._begin()
        if not ours.is_clean:
            self._clean(ours)
        pieces: list[bytes] = []
        for number, line in enumerate(lines, ours.lines + 1):
            pieces.extend(pieces_of(number, line))
        is_written = False
        try:
            length = self._write(ours.descriptor, pieces)
            is_written = True
            self._disk.sync(ours.descriptor)
        except (OSError, MemoryError):
            ours.is_clean = False
            self._clean(ours)
            if is_written:
                # After a failed sync nobody knows what the disk holds of this file beyond what was synced before.
                self._let_go(ours)
            raise
        ours.length += length
        ours.lines += len(lines)
        return length

    def _write(self, descriptor: int, pieces: list[bytes]) -> int:
        """Write all of them, some hundred at a time, and return how many bytes they were."""
        each, length = iter(pieces), 0
        while some := list(islice(each, MOST_PIECES)):
            wanted = sum(map(len, some))
            done = self._disk.write(descriptor, some)
            while done < wanted:
                rest = memoryview(b"".join(some))[done:]
                done += self._disk.write(descriptor, [rest])
            length += wanted
        return length

    def _begin(self) -> _Open:
        descriptor, path = segment.make_open(self.folder, self._clock())
        self._open = _Open(descriptor, path, monotonic())
        return self._open

    def _clean(self, ours: _Open) -> None:
        """Cut what was not made durable; until that is done nothing else is written."""
        self._disk.cut(ours.descriptor, ours.length)
        ours.is_clean = True

    def _let_go(self, ours: _Open) -> None:
        # Without its lock it counts as left by the dead: it is checked and closed before anybody reads it.
        self._open = None
        # It is gone even where closing it fails.
        with suppress(OSError):
            os.close(ours.descriptor)

    def _seconds_left(self) -> float | None:
        return None if self._open is None else max(0.0, self._limits.segment_seconds - (monotonic() - self._open.since))

    def _roll_if_due(self) -> None:
        ours = self._open
        if ours and (ours.length >= self._limits.segment_bytes or self._seconds_left() == 0):
            self._roll(ours)

    def _roll(self, ours: _Open) -> None:
        try:
            if not ours.is_clean:
                self._clean(ours)
            if ours.lines:
                segment.close(ours.descriptor, ours.path, ours.lines)
                self._open = None
            else:
                ours.path.unlink(missing_ok=True)
                self._let_go(ours)
        except OSError as error:
            log.error("%s could not be closed: %s", ours.path, error)
            self._let_go(ours)
