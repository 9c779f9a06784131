"""Which write keys live, what they are called and which sites may send with them: a file that the workspace's pages
write and collectors read again.

{"keys": {"KEY": {"name": "Website", "ended": false, "origins": ["https://www.example.com"]}}}
"""

from collections.abc import Callable
from pathlib import Path
from time import monotonic

import msgspec

from tiercel.collect.watched_file import WatchedFile

FILE_NAME = "write_keys.json"


class _Key(msgspec.Struct):
    name: str
    ended: bool = False
    origins: frozenset[str] = frozenset()


class _File(msgspec.Struct):
    keys: dict[str, _Key]


class _Known(msgspec.Struct, frozen=True):
    names: dict[str, str]
    origins: dict[str, frozenset[str]]


class WriteKeys:
    """The names of living keys, by key."""

    def __init__(self, path: Path, seconds: Callable[[], float] = monotonic) -> None:
        self._file = WatchedFile(path, _known, seconds)

    def names(self) -> dict[str, str] | None:
        """None where no key was ever made, or none could be read yet: then nobody can say that a key is wrong."""
        known = self._file.content()
        return None if known is None else known.names

    def takes_from(self, key: str, origin: str) -> bool:
        """Whether a page of this origin may send with a key; one that names no sites takes from every one."""
        known = self._file.content()
        named = known.origins.get(key) if known else None
        return named is None or origin in named


def _known(content: bytes) -> _Known:
    keys = msgspec.json.decode(content, type=_File).keys
    return _Known(
        names={key: said.name for key, said in keys.items() if not said.ended},
        origins={key: said.origins for key, said in keys.items() if said.origins},
    )
