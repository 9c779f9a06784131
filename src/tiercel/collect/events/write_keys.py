"""Which write keys live, what they are called and which sites may send with them: a file that the workspace's pages
write and collectors read again.

{"keys": {"KEY": {"name": "Website", "ended": false, "origins": ["https://www.example.com"]}}}
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
    origins: frozenset[str] = frozenset()


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
        self._origins: dict[str, frozenset[str]] = {}

    def names(self) -> dict[str, str] | None:
        """None where no key was ever made, or none could be read yet: then nobody can say that a key is wrong."""
        now = self._seconds()
        if now >= self._next_look:
            self._next_look = now + SECONDS_BETWEEN_LOOKS
            self._look()
        return self._names

    def takes_from(self, key: str, origin: str) -> bool:
        """Whether a page of this origin may send with a key; one that names no sites takes from every one."""
        named = self._origins.get(key)
        return named is None or origin in named

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
        self._origins = {key: said.origins for key, said in found.keys.items() if said.origins}
        self._names = {key: said.name for key, said in found.keys.items() if not said.ended}
