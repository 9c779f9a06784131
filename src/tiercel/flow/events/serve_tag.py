"""The web tag for the pages that ask for it, with what the workspace chose for their key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tiercel.collect.tag import tag
from tiercel.collect.tag.tag import PATH, Answer
from tiercel.flow.events import write_key_file

__all__ = ["PATH", "answer"]

_read: tuple[object, Mapping[str, Any]] = (None, {})


def answer(query: str, headers: Mapping[str, str]) -> Answer:
    """Every visitor asks: the file is read again only when it has changed, and the records are left alone."""
    return tag.answer(query, headers, _keys())


def _keys() -> Mapping[str, Any]:
    global _read  # noqa: PLW0603 - kept until the file changes, for all requests of this process
    path = write_key_file.path()
    try:
        found = path.stat()
        state: object = (path, found.st_mtime_ns, found.st_size, found.st_ino)
    except FileNotFoundError:
        state = (path, None)
    if state != _read[0]:
        _read = (state, write_key_file.read())
    return _read[1]
