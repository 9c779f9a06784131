"""How many calls each key makes in a minute, counted by all processes of the workspace together.

A file for each key and minute, and a byte for each call: the system appends whole bytes, whoever writes, so that
the place after our byte is our number. No lock, no database: a long import holds up no reader.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

SECONDS = 60


@dataclass(frozen=True)
class Allowance:
    """What is left of a key's minute; `is_over` says that this call is beyond it."""

    most: int
    left: int
    seconds_left: int
    is_over: bool


def count_call(key: int, now: datetime) -> Allowance:
    """Count one call of a key."""
    most: int = settings.WORKSPACE.api_per_minute
    minute, into = divmod(int(now.timestamp()), SECONDS)
    folder = Path(settings.WORKSPACE.workspace) / "cache" / "calls"
    number = _append(folder, f"{key}-{minute}")
    if number == 1:
        _sweep(folder, key, minute)
    return Allowance(most, max(most - number, 0), SECONDS - into, number > most)


def _append(folder: Path, name: str) -> int:
    """Add a byte to a file; returns which it was, counted from 1."""
    try:
        handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
        return _append(folder, name)
    try:
        os.write(handle, b".")
        return os.lseek(handle, 0, os.SEEK_CUR)
    finally:
        os.close(handle)


def _sweep(folder: Path, key: int, minute: int) -> None:
    """Earlier minutes of this key count for nothing any more."""
    for path in folder.glob(f"{key}-*"):
        if path.name != f"{key}-{minute}":
            path.unlink(missing_ok=True)
