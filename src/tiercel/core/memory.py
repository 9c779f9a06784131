"""How much memory there is for this process: that of the machine, or of the container that it runs in."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

GROUPS, OWN_GROUPS = Path("/sys/fs/cgroup"), Path("/proc/self/cgroup")
MEGABYTE = 1024 * 1024


def memory_mb(groups: Path = GROUPS, own_groups: Path = OWN_GROUPS) -> int:
    """Megabytes: the least that the machine and any group of processes around this one have.

    groups      where the system shows its control groups, of either version
    own_groups  the file that says to which of them this process belongs
    """
    machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return min([machine, *_limits(groups, own_groups)]) // MEGABYTE


def _limits(groups: Path, own_groups: Path) -> Iterator[int]:
    """What each group from ours up to the outermost may take; those that may take all say "max", or a huge number."""
    for folder, name in _own(groups, own_groups):
        for group in (folder, *folder.parents):
            with suppress(OSError, ValueError):
                yield int((group / name).read_text(encoding="ascii"))
            if group == groups:
                break


def _own(groups: Path, own_groups: Path) -> Iterator[tuple[Path, str]]:
    """Our groups, each with the name of the file that holds its limit."""
    # In a container of its own name space the root that it sees is its own group, whatever it is called outside.
    yield groups, "memory.max"
    yield groups / "memory", "memory.limit_in_bytes"
    with suppress(OSError):
        for line in own_groups.read_text(encoding="utf-8", errors="replace").splitlines():
            _number, _, named = line.partition(":")
            kinds, is_group, path = named.partition(":")
            if not is_group:
                continue
            if not kinds:
                yield groups / path.lstrip("/"), "memory.max"
            elif "memory" in kinds.split(","):
                yield groups / "memory" / path.lstrip("/"), "memory.limit_in_bytes"
