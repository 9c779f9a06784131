"""What was sent and could not be taken: kept beside the log, with the reason, for somebody to look at."""

from base64 import b64encode
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from time import monotonic, time

import msgspec

from tiercel.collect.events.log import segment
from tiercel.collect.events.log.commit import Disk, Limits, Log
from tiercel.collect.events.log.line import length_of, number_of, unnumbered, wrong_with

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
        line = unnumbered(about, msgspec.json.encode(b64encode(body).decode()))
        if length_of(line) > self._room:
            return
        self._room -= length_of(line)
        await self._log.append(line)

    def close(self) -> None:
        self._log.close()

    def _look_again(self) -> None:
        self._looked_at = monotonic()
        _forget_old(self._folder)
        self._room = self._most_bytes - _bytes_in(self._folder)


def kept_aside(folder: Path) -> Iterator[KeptAside]:
    """All that was kept, oldest first; what is being written too."""
    read = msgspec.json.Decoder(KeptAside).decode
    for path in sorted([*folder.glob(f"*{segment.CLOSED}"), *folder.glob(f"*{segment.OPEN}")]):
        for line in segment.lines_in(path):
            if not wrong_with(line) and not number_of(line)[1]:
                yield read(line)


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
