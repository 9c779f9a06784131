"""One segment: a file that one process appends to, and that is closed, by it or by whoever finds it dead.

While it is written its name ends in `.open`, and its writer holds a lock on it that ends with the process. Closed, it
ends in `.jsonl` and never changes again. Names begin with the time, so that they sort by it.
"""

import errno
import fcntl
import os
import secrets
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import time

from tiercel.collect.events.log.line import ENDING, number_of, numbered, wrong_with

OPEN, CLOSED = ".open", ".jsonl"
# Beside the segments: those of which all that can be read is safe elsewhere, and some cannot.
DAMAGED = "damaged"
# A writer on another machine holds a lock that some network folders do not show us; it would have rolled long before.
SECONDS_UNTIL_FOREIGN_IS_DEAD = 15 * 60.0


@dataclass(frozen=True)
class Sound:
    """How much of a segment counts: up to which byte, and how many lines; `is_ended` where its end was written."""

    length: int
    lines: int
    is_ended: bool


def new_name(now: datetime) -> str:
    """A name that no other segment has, whatever the clocks of the machines that write side by side."""
    host = "".join(letter if letter.isalnum() else "_" for letter in socket.gethostname())
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%S.%fZ}-{host}-{os.getpid()}-{secrets.token_hex(4)}"


def make_open(folder: Path, now: datetime) -> tuple[int, Path]:
    """A new, empty segment: its descriptor, locked, and its path; it is there after a crash of the machine too."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{new_name(now)}{OPEN}"
    hidden = folder / f".{path.name}"
    descriptor = os.open(hidden, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC, 0o640)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Only under its lock does it get the name by which others look for what the dead have left.
        hidden.rename(path)
        sync_folder(folder)
    except BaseException:
        os.close(descriptor)
        hidden.unlink(missing_ok=True)
        path.unlink(missing_ok=True)
        raise
    return descriptor, path


def close(descriptor: int, path: Path, lines: int) -> Path:
    """End a segment: its last line, then its lasting name, each durable before the next."""
    _write_end(descriptor, lines)
    closed = _named_closed(path)
    os.close(descriptor)
    return closed


def close_the_dead(folder: Path) -> list[Path]:
    """Close every segment whose writer is gone: what breaks off at its end was never acknowledged, and is cut."""
    return [closed for path in sorted(folder.glob(f"*{OPEN}")) if (closed := _close_if_dead(path))]


def sound_part(path: Path) -> Sound:
    """The whole lines from the start of a segment on."""
    length, lines, is_ended = 0, 0, False
    with path.open("rb") as file:
        for line in file:
            if is_ended or wrong_with(line):
                break
            number, is_ended = number_of(line)
            if number != lines + 1:
                is_ended = False
                break
            length += len(line)
            lines += not is_ended
    return Sound(length, lines, is_ended)


def lines_in(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from file


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, as `fdatasync` does for what is in a file."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _close_if_dead(path: Path) -> Path | None:
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        return _close_as_its_heir(descriptor, path) if _is_ours_to_close(descriptor, path) else None
    finally:
        os.close(descriptor)


def _is_ours_to_close(descriptor: int, path: Path) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        seen = path.stat()
    except (BlockingIOError, FileNotFoundError):
        return False
    mine = os.fstat(descriptor)
    is_same = (mine.st_dev, mine.st_ino) == (seen.st_dev, seen.st_ino)
    is_local = f"-{new_name(datetime.now(UTC)).split('-')[1]}-" in path.name
    return is_same and (is_local or time() - mine.st_mtime > SECONDS_UNTIL_FOREIGN_IS_DEAD)


def _close_as_its_heir(descriptor: int, path: Path) -> Path | None:
    left = _left_in(path)
    if not left.length:
        path.unlink(missing_ok=True)
        return None
    os.ftruncate(descriptor, left.length)
    if left.is_ended:
        os.fdatasync(descriptor)
    else:
        _write_end(descriptor, left.lines)
    return _named_closed(path)


def _left_in(path: Path) -> Sound:
    """What a dead writer has left: all but what breaks off at the end.

    A line before that may have been acknowledged: where it is damaged by now, it stays for `verify` to name, and those
    after it stay as they are.
    """
    length, lines, is_ended = 0, 0, False
    with path.open("rb") as file:
        for line in file:
            if not line.endswith(b"\n"):
                break
            length += len(line)
            if wrong_with(line):
                lines += 1
            else:
                number, is_ended = number_of(line)
                lines = number - is_ended
    return Sound(length, lines, is_ended)


def _write_end(descriptor: int, lines: int) -> None:
    line = numbered(lines + 1, ENDING)
    if os.write(descriptor, line) < len(line):
        # Half an end is none: it stays open, for an heir to cut it off and write a whole one.
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    os.fdatasync(descriptor)


def _named_closed(path: Path) -> Path:
    closed = path.with_suffix(CLOSED)
    path.rename(closed)
    sync_folder(path.parent)
    return closed
