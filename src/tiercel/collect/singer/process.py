"""A tap as a process of its own: started, read line by line, and ended with everything that it started."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from tiercel.collect.singer.masking import Tail
from tiercel.core.errors import ConfigError, DataError

LONGEST_LINE = 16_000_000
PIECE = 1 << 20
SECONDS_BETWEEN_TICKS = 1.0
# Taps wait for an hour where an API's limit is used up; one that is silent for longer has been forgotten by its API.
SECONDS_OF_SILENCE = 2 * 60 * 60
SECONDS_TO_END = 10
# The tap ends with us, also where we are killed: nobody would read what it writes.
_LAUNCH = """
import os, sys
if sys.platform == "linux":
    import ctypes
    ctypes.CDLL(None).prctl(1, 9)
    if os.getppid() != int(sys.argv[1]):
        sys.exit(9)
os.execvp(sys.argv[2], sys.argv[2:])
"""
# What belongs to this program is no business of another one.
OWN_VARIABLES = ("TIERCEL_", "DJANGO_", "PYTHON", "VIRTUAL_ENV")


def environment_of(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment that a tap gets: ours without our own secrets, and without our Python's ways."""
    return {name: value for name, value in environ.items() if not name.startswith(OWN_VARIABLES)} | {
        "PYTHONUNBUFFERED": "1"
    }


class TooLong(bytes):
    """The beginning of a line that is longer than any message."""


class Tap:
    """A running tap; use it in a `with`, which ends it whatever happens.

    raises   ConfigError where the command cannot be started
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        environ: Mapping[str, str],
        folder: Path,
        tail: Tail,
        silence: float = SECONDS_OF_SILENCE,
    ) -> None:
        if not _can_start(command[0]):
            raise ConfigError(f"{command[0]} cannot be started. Install the tap anew, or give its path with --command.")
        self._silence = silence
        self._tail = tail
        self._heard = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - the command that who keeps the machine named
            [sys.executable, "-I", "-S", "-c", _LAUNCH, str(os.getpid()), *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=environment_of(environ),
            start_new_session=True,
            bufsize=0,
        )
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        self._stdout: IO[bytes] = self.process.stdout
        self._listening = threading.Thread(target=self._listen, args=(self.process.stderr,), daemon=True)
        self._listening.start()

    def __enter__(self) -> Tap:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def lines(self, tick: Callable[[], None]) -> Iterator[tuple[int, bytes]]:
        """Its lines with their numbers, from 1; one that is too long comes as `TooLong`, its beginning alone.

        tick     called every second or so, also while nothing comes; it may raise
        raises   DataError where it has said nothing at all for two hours
        """
        number, rest, skipping = 0, b"", False
        for piece in self._pieces(tick):
            *whole, rest = (rest + piece).split(b"\n")
            for line in whole:
                number += 1
                if not skipping:
                    yield number, line
                skipping = False
            if skipping:
                rest = b""
            elif len(rest) > LONGEST_LINE:
                yield number + 1, TooLong(rest[:1000])
                rest, skipping = b"", True
        if rest and not skipping:
            yield number + 1, rest

    def _pieces(self, tick: Callable[[], None]) -> Iterator[bytes]:
        ticked = time.monotonic()
        with selectors.DefaultSelector() as ears:
            ears.register(self._stdout, selectors.EVENT_READ)
            while True:
                ready = ears.select(SECONDS_BETWEEN_TICKS)
                now = time.monotonic()
                if not ready or now - ticked >= SECONDS_BETWEEN_TICKS:
                    ticked = now
                    tick()
                if ready:
                    piece = os.read(self._stdout.fileno(), PIECE)
                    if not piece:
                        return
                    self._heard = time.monotonic()
                    yield piece
                    # Whoever took it may have taken long: the tap had nothing to say to us meanwhile.
                    self._heard = time.monotonic()
                elif now - self._heard > self._silence:
                    raise DataError(
                        f"The tap has said nothing for {self._silence / 60:.0f} minutes, and was ended. Run it again."
                    )

    def _listen(self, stderr: IO[bytes]) -> None:
        # A line without an end is taken in parts.
        while line := stderr.readline(65_536):
            self._heard = time.monotonic()
            self._tail.add(line)

    def end(self) -> int:
        """Wait for it, now that it has closed its output; returns its exit code, negative for a signal."""
        if not self._has_ended(SECONDS_TO_END):
            self._signal(signal.SIGTERM)
            self._has_ended(SECONDS_TO_END)
        self._reap()
        return int(self.process.returncode)

    def kill(self) -> None:
        """End it and all that it started: politely first."""
        if self.process.returncode is None:
            if not self._has_ended(0):
                self._signal(signal.SIGTERM)
                self._has_ended(SECONDS_TO_END)
            self._reap()
        self._stdout.close()
        if self.process.stderr is not None and not self._listening.is_alive():
            self.process.stderr.close()

    def _has_ended(self, seconds: float) -> bool:
        """Whether it ends within that time; its number stays taken, so that no other process can have it."""
        until = time.monotonic() + seconds
        how = os.WEXITED | os.WNOWAIT | os.WNOHANG
        while os.waitid(os.P_PID, self.process.pid, how) is None:
            if time.monotonic() >= until:
                return False
            time.sleep(0.02)
        return True

    def _reap(self) -> None:
        # What it started may have outlived it.
        self._signal(signal.SIGKILL)
        self.process.wait()
        self._listening.join(1.0)

    def _signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, number)


def _can_start(command: str) -> bool:
    if os.sep not in command:
        return any(os.access(Path(folder) / command, os.X_OK) for folder in os.get_exec_path())
    return os.access(command, os.X_OK)
