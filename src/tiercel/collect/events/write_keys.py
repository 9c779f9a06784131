"""Which write keys live, and what they are called: a file that the workspace's pages write and collectors read again.

{"keys": {"KEY": {"name": "Website", "ended": false}}}
"""

import logging
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import msgspec

FILE_NAME = "write_keys.json"
SECONDS_BETWEEN_LOOKS = 1.0

log = logging.getLogger("tiercel.collect")


class _Key(msgspec.Struct):
    name: str
    ended: bool = False


class _File(msgspec.Struct):
    keys: dict[str, _Key]


class WriteKeys:
    """The names of living keys, by key; what was last read well holds until the file can be read again."""

    def __init__(self, path: Path, seconds: Callable[[], float] = monotonic) -> None:
        self._path = path
        self._seconds = seconds
        self._next_look = float("-inf")
        self._seen: tuple[int, int, int] | None = None
        self._names: dict[str, str] | None = None

    def names(self) -> dict[str, str] | None:
        """None where no key was ever made, or none could be read yet: then nobody can say that a key is wrong."""
        now = self._seconds()
        if now >= self._next_look:
            self._next_look = now + SECONDS_BETWEEN_LOOKS
            self._look()
        return self._names

    def _look(self) -> None:
        try:
            stat = self._path.stat()
        except OSError:
            return
        seen = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        if seen == self._seen:
            return
        try:
            found = msgspec.json.decode(self._path.read_bytes(), type=_File)
        except (OSError, msgspec.MsgspecError) as error:
            log.warning("%s cannot be read: %s", self._path, error)
            return
        self._seen = seen
        self._names = {key: said.name for key, said in found.keys.items() if not said.ended}
