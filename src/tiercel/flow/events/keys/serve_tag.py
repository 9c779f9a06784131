"""The web tag for the pages that ask for it, with what the workspace chose for their key."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from tiercel.collect.tag import tag
from tiercel.collect.tag.key_file import KeyFile
from tiercel.collect.tag.tag import PATH, Answer
from tiercel.flow.events.keys import write_key_file

__all__ = ["PATH", "answer"]


def answer(query: str, headers: Mapping[str, str]) -> Answer:
    """The answer to a page that asks for the tag by this query, with these headers (by lower-case names)."""
    return tag.answer(query, headers, _file(write_key_file.path()).keys())


@lru_cache(maxsize=4)
def _file(path: Path) -> KeyFile:
    return KeyFile(path)
