"""A small file that pages write and collectors read again: looked at once a second, parsed when it has changed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Generic, TypeVar

SECONDS_BETWEEN_LOOKS = 1.0

log = logging.getLogger("tiercel.collect")
Content = TypeVar("Content")


class WatchedFile(Generic[Content]):
    """What a file holds; what was last read well holds until it can be read again.

    read   makes it of the file's bytes; raises ValueError where they cannot mean it
    """

    def __init__(self, path: Path, read: Callable[[bytes], Content], seconds: Callable[[], float] = monotonic) -> None:
        self._path = path
        self._read = read
        self._seconds = seconds
        self._next_look = float("-inf")
        self._seen: tuple[int, int, int] | None = None
        self._content: Content | None = None

    def content(self) -> Content | None:
        """None where the file never was there, or none could be read yet."""
        now = self._seconds()
        if now >= self._next_look:
            self._next_look = now + SECONDS_BETWEEN_LOOKS
            self._look()
        return self._content

    def _look(self) -> None:
        try:
            stat = self._path.stat()
        except OSError:
            return
        seen = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        if seen == self._seen:
            return
        try:
            self._content = self._read(self._path.read_bytes())
        except (OSError, ValueError) as error:
            log.warning("%s cannot be read: %s", self._path, error)
            return
        self._seen = seen
