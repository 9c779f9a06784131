"""Who works in a workspace folder: many at once, or one alone, who puts another workspace in its place.

By a lock on a file, which ends with its process however that ends. It is one of this machine: of those on others that
share the folder it may know nothing.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FILE = "in_use.lock"
# Written once another workspace is ready to be put in its place, and gone when it is there.
CHANGING = Path(".restoring") / "ready.json"
_entered: dict[Path, int] = {}


def enter(workspace: Path) -> bool:
    """Be one of those who work in it until this process ends; False where somebody is alone there, or has broken off.

    A folder that takes no lock stops nobody.
    """
    if workspace in _entered:
        return True
    try:
        descriptor = _locked(workspace, fcntl.LOCK_SH)
    except BlockingIOError:
        return False
    except OSError:
        return True
    if (workspace / CHANGING).exists():
        os.close(descriptor)
        return False
    _entered[workspace] = descriptor
    return True


@contextmanager
def alone(workspace: Path) -> Iterator[bool]:
    """Nobody enters it meanwhile; False where somebody has. Of a folder that takes no lock nobody knows."""
    if workspace in _entered:
        os.close(_entered.pop(workspace))
    try:
        descriptor = _locked(workspace, fcntl.LOCK_EX)
    except BlockingIOError:
        yield False
        return
    except OSError:
        descriptor = None
    try:
        yield True
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _locked(workspace: Path, how: int) -> int:
    descriptor = os.open(workspace / FILE, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor
