"""Whose network a visit came from, by a file of ranges, and whether that is a company or a way for anybody to come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol, cast

from tiercel.collect.visits.addresses import as_number
from tiercel.collect.visits.network_kinds import kind_of
from tiercel.collect.visits.remembering import remembered
from tiercel.core.errors import ConfigError
from tiercel.core.parts import parts

FORMS = "tiercel.collect.visits.networks"
_CACHED = 200_000


@dataclass(frozen=True)
class Network:
    """An organisation as its network is registered, and its kind (network_kinds.py); "" where nothing is known."""

    organisation: str = ""
    kind: str = ""


NOWHERE = Network()


class Ranges(Protocol):
    """What a file of ranges answers: the number and the name of the network of an address, None where it has none."""

    def find(self, address: int, version: int) -> tuple[int, str] | None: ...

    def __len__(self) -> int: ...


class Form(Protocol):
    """A part: one form of such files."""

    def recognises(self, path: Path, head: bytes) -> bool: ...

    def read(self, path: Path) -> Ranges: ...


class Networks:
    """Answers whose network an address is of; without any file, every address is of nowhere."""

    def __init__(self, ranges: Sequence[Ranges] = ()) -> None:
        self._ranges = tuple(ranges)
        self.of: Callable[[str], Network] = remembered(_CACHED)(self._of) if ranges else _of_nowhere

    def _of(self, address: str) -> Network:
        parsed = as_number(address.strip("[] "))
        if parsed is None:
            return NOWHERE
        for ranges in self._ranges:
            found = ranges.find(*parsed)
            if found is not None:
                number, name = found
                return Network(name, kind_of(name, number))
        return NOWHERE


def _of_nowhere(_address: str) -> Network:
    return NOWHERE


def open_networks(paths: Sequence[str]) -> Networks:
    """Read the files of ranges; raises ConfigError where one is not there or of no form that we know."""
    stamped = tuple((path, _changed_at(Path(path))) for path in paths)
    return _opened(stamped)


@lru_cache(2)
def _opened(stamped: tuple[tuple[str, int], ...]) -> Networks:
    """Kept between jobs: half a million ranges take a second to read."""
    return Networks([form_of(Path(path)).read(Path(path)) for path, _changed in stamped])


def _changed_at(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        raise ConfigError(
            f"network_ranges: {path} is not there. Put a file of ranges there, or take the setting out."
        ) from None


def form_of(path: Path) -> Form:
    with path.open("rb") as file:
        head = file.read(4096)
    for form in parts(FORMS).values():
        if cast(Form, form).recognises(path, head):
            return cast(Form, form)
    raise ConfigError(
        f"network_ranges: {path.name} is neither a MaxMind database (.mmdb) nor a CSV of ranges "
        "(first address, last address, number, organisation)."
    )
