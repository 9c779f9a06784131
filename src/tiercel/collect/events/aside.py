"""What was sent and could not be taken: kept beside the log, with the reason, for somebody to look at."""

import os
from base64 import b64encode
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from time import monotonic, time

import msgspec

from tiercel.collect.events.log import segment
from tiercel.collect.events.log.commit import Disk, Limits, Log
from tiercel.collect.events.log.line import ENDING, Rest, number_of, numbered, unnumbered, wrong_with

# Anybody may send nonsense: more than this is refused and forgotten.
MOST_BYTES = 256 * 1024 * 1024
# It may name people, and nobody can find them in it: it is there to be looked at, not to be kept.
SECONDS_KEPT = 30 * 24 * 3600.0
SECONDS_BETWEEN_LOOKS = 3600.0
LIMITS = Limits(segment_seconds=60.0)


class About(msgspec.Struct, frozen=True, kw_only=True):
    """When it came, by which address and key, and why it was not taken."""

    at: datetime
    dialect: str
    path: str
    key: str
    reason: str


class KeptAside(About, frozen=True, kw_only=True):
    body: bytes


_ABOUT = About.__struct_fields__
_read = msgspec.json.Decoder(KeptAside).decode
_about = msgspec.json.Decoder(About).decode


class Aside:
    """Keeps, up to a limit, what cannot be taken; as durable as events are."""

    def __init__(self, folder: Path, disk: Disk | None = None, most_bytes: int = MOST_BYTES) -> None:
        self._folder, self._most_bytes = folder, most_bytes
        self._log = Log(folder, LIMITS, disk)
        self._look_again()

    async def keep(self, about: About, body: bytes) -> None:
        """Raises NotStored where it should be kept and the disk fails."""
        if monotonic() - self._looked_at > SECONDS_BETWEEN_LOOKS:
            self._look_again()
        line = _line_of(about, body)
        if line.length > self._room:
            return
        self._room -= line.length
        await self._log.append(line)

    def close(self) -> None:
        self._log.close()

    def _look_again(self) -> None:
        self._looked_at = monotonic()
        _forget_old(self._folder)
        self._room = self._most_bytes - _bytes_in(self._folder)


def kept_aside(folder: Path) -> Iterator[KeptAside]:
    """All that was kept, oldest first; what is being written too."""
    for path in sorted([*folder.glob(f"*{segment.CLOSED}"), *folder.glob(f"*{segment.OPEN}")]):
        yield from _kept_in(path)


def reasons_in(folder: Path) -> Iterator[tuple[str, datetime]]:
    """Why each was not taken, and when; what was sent is not unpacked for it."""
    for path in sorted([*folder.glob(f"*{segment.CLOSED}"), *folder.glob(f"*{segment.OPEN}")]):
        for line in segment.lines_in(path):
            if not wrong_with(line) and not number_of(line)[1]:
                about = _about(line)
                yield about.reason, about.at


def forget_mentions(folder: Path, mail: str) -> tuple[int, int]:
    """Take away what was kept that holds a mail address in clear, however it is escaped.

    returns   how many requests and events went, and how many stand in segments that are still being written, which
              only their writers may change: they are closed within a minute or so
    """
    if not folder.is_dir():
        return 0, 0
    segment.close_the_dead(folder)
    gone = sum(_forget_in(path, mail) for path in sorted(folder.glob(f"*{segment.CLOSED}")))
    left = sum(_mentions(kept.body, mail) for path in folder.glob(f"*{segment.OPEN}") for kept in _kept_in(path))
    return gone, left


def _forget_in(path: Path, mail: str) -> int:
    every = list(_kept_in(path))
    stay = [kept for kept in every if not _mentions(kept.body, mail)]
    if len(stay) == len(every):
        return 0
    if not stay:
        path.unlink(missing_ok=True)
        return len(every)
    rests = [*(_line_of(About(**{name: getattr(kept, name) for name in _ABOUT}), kept.body) for kept in stay), ENDING]
    hidden, seen = path.with_name(f".{path.name}"), path.stat()
    with hidden.open("wb") as file:
        file.writelines(numbered(number, rest) for number, rest in enumerate(rests, start=1))
        file.flush()
        os.fsync(file.fileno())
    # It goes when it would have gone.
    os.utime(hidden, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    hidden.replace(path)
    segment.sync_folder(path.parent)
    return len(every) - len(stay)


def _kept_in(path: Path) -> Iterator[KeptAside]:
    for line in segment.lines_in(path):
        if not wrong_with(line) and not number_of(line)[1]:
            yield _read(line)


def _mentions(body: bytes, mail: str) -> bool:
    said = body.lower()
    return any(mail.lower().replace("@", at).encode() in said for at in ("@", "%40", "\\u0040"))


def _line_of(about: About, body: bytes) -> Rest:
    return unnumbered(about, msgspec.json.encode(b64encode(body).decode()))


def _forget_old(folder: Path) -> None:
    """Segments that have stood for long go, those of the dead too."""
    if not folder.is_dir():
        return
    segment.close_the_dead(folder)
    for path in folder.glob(f"*{segment.CLOSED}"):
        if time() - path.stat().st_mtime > SECONDS_KEPT:
            path.unlink(missing_ok=True)


def _bytes_in(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file()) if folder.is_dir() else 0
