"""CSV of ranges, gzipped or not: first and last address, or a network (192.0.2.0/24), with number and organisation."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Iterator, MutableSequence, Sequence
from ipaddress import ip_network
from itertools import pairwise
from pathlib import Path

from tiercel.collect.visits.addresses import as_number
from tiercel.core.errors import ConfigError

_GZIP = b"\x1f\x8b"
_NAMES = ("organization", "organisation", "autonomous_system_organization", "as_name", "org", "company", "name", "isp")
_NUMBERS = ("autonomous_system_number", "asn", "as_number", "number")
# Above it, a whole number can only be one of the newer addresses.
_LAST_V4 = 2**32 - 1


class _Spans:
    """Ranges of one version of addresses, with whose each is, by place: half a million have 80,000 holders."""

    def __init__(self, version: int) -> None:
        # The newer addresses are longer than an array's numbers.
        self.firsts: MutableSequence[int] = [] if version == 6 else array("I")
        self.lasts: MutableSequence[int] = [] if version == 6 else array("I")
        self.holders: MutableSequence[int] = array("I")

    def add(self, first: int, last: int, holder: int) -> None:
        self.firsts.append(first)
        self.lasts.append(last)
        self.holders.append(holder)

    def in_order(self, version: int) -> _Spans:
        if all(one <= other for one, other in pairwise(self.firsts)):
            return self
        ordered = _Spans(version)
        for place in sorted(range(len(self.firsts)), key=lambda at: (self.firsts[at], self.lasts[at])):
            ordered.add(self.firsts[place], self.lasts[place], self.holders[place])
        return ordered


class Ranges:
    """Ranges in order, of each version of addresses; where two overlap, the one that begins later is the smaller."""

    def __init__(self, spans: dict[int, _Spans], holders: list[tuple[int, str]]) -> None:
        self._spans = {version: found.in_order(version) for version, found in spans.items()}
        self._holders = holders

    def __len__(self) -> int:
        return sum(len(spans.holders) for spans in self._spans.values())

    def find(self, address: int, version: int) -> tuple[int, str] | None:
        spans = self._spans.get(version)
        if spans is None:
            return None
        place = bisect_right(spans.firsts, address) - 1
        # The range around a smaller one may begin some places before it.
        for back in range(place, max(place - 8, -1), -1):
            if address <= spans.lasts[back]:
                number, name = self._holders[spans.holders[back]]
                return (number, name) if name else None
        return None


def recognises(path: Path, head: bytes) -> bool:
    text = _begin_of(path) if head.startswith(_GZIP) else head.decode("utf-8", "replace")
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline="")) if row][:2]
    except csv.Error:
        return False
    return any(_range_of(row) is not None for row in rows)


def read(path: Path) -> Ranges:
    """Read it; raises ConfigError where it is damaged."""
    try:
        with _opened(path) as file:
            return _ranges(csv.reader(file))
    except (csv.Error, EOFError, OSError, zlib.error) as error:
        raise ConfigError(
            f"network_ranges: {path.name} cannot be read ({type(error).__name__}). Get it anew."
        ) from None


def _ranges(rows: Iterator[list[str]]) -> Ranges:
    found = {version: _Spans(version) for version in (4, 6)}
    name_at, number_at = -1, -1
    holders: dict[tuple[int, str], int] = {}
    for row in rows:
        spans = _range_of(row)
        if spans is None:
            name_at, number_at = _places(row)
            continue
        first, last, version = spans
        name = row[name_at].strip() if name_at < len(row) else ""
        number = row[number_at if number_at >= 0 else len(row) - 2].strip().upper().removeprefix("AS")
        holder = (int(number) if number.isdecimal() else 0, name)
        found[version].add(first, last, holders.setdefault(holder, len(holders)))
    return Ranges(found, list(holders))


def _places(header: Sequence[str]) -> tuple[int, int]:
    """Where name and number stand; without a header that says so, the name is last and the number before it."""
    said = [cell.strip().casefold() for cell in header]
    name = next((said.index(known) for known in _NAMES if known in said), -1)
    return name, next((said.index(known) for known in _NUMBERS if known in said), -1)


def _range_of(row: Sequence[str]) -> tuple[int, int, int] | None:
    """First and last address as whole numbers, and their version; None where a row holds none."""
    if len(row) < 2:
        return None
    try:
        if row[0].isdecimal():
            first, last = int(row[0]), int(row[1])
            return first, last, 4 if last <= _LAST_V4 else 6
        if "/" in row[0]:
            network = ip_network(row[0].strip(), strict=False)
            return int(network.network_address), int(network.broadcast_address), network.version
    except ValueError:
        return None
    begins, ends = as_number(row[0].strip()), as_number(row[1].strip())
    return (begins[0], ends[0], begins[1]) if begins and ends else None


def _opened(path: Path) -> io.TextIOWrapper:
    with path.open("rb") as file:
        packed = file.read(2) == _GZIP
    raw = gzip.open(path, "rb") if packed else path.open("rb")  # noqa: SIM115 - closed with what reads it
    return io.TextIOWrapper(raw, encoding="utf-8-sig", errors="replace", newline="")


def _begin_of(path: Path) -> str:
    try:
        with _opened(path) as file:
            return file.read(4096)
    except (OSError, EOFError, zlib.error):
        return ""
