"""Beside each file of the lake, who is in it: so a timeline opens the files with somebody's events, and no others.

It is made of the file alone, and made again where it is missing; nothing needs it but speed.
"""

from __future__ import annotations

import mmap
import os
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

# By which the web tag tells how long a page was looked at: it is no touch of its own.
TIME_SPENT = "Time Spent"
TOUCHES = ("page", "screen", "track")
# What the file begins with is as long as one of its entries.
SUFFIX, MARK = ".who", b"tiercel who 1\n\0\0"
# Open ones are the system's memory, not ours: it lets go of what it needs elsewhere.
MOST_OPEN = 2_000
_COLUMNS = ["visitor", "organisation", "is_bot", "type", "name"]
Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]


@dataclass(frozen=True)
class WhoIsIn:
    """Who is in a file, in order.

    keys      visitors, and organisations as `key_of` has them
    touches   how many touches each of these left there; 0 for organisations, which are not counted
    """

    keys: Numbers
    touches: Numbers

    def touches_of(self, wanted: Numbers) -> tuple[Numbers, Numbers]:
        """Those of the wanted who are in the file, and how many touches each left there."""
        at = self._at(wanted)
        return self.keys[at], self.touches[at]

    def _at(self, wanted: Numbers) -> Numbers:
        at = np.searchsorted(self.keys, wanted)
        inside = at < len(self.keys)
        found: Numbers = at[inside][self.keys[at[inside]] == wanted[inside]]
        return found


def wanted_of(visitors: Iterable[int], organisations: Iterable[str] = ()) -> Numbers:
    """What to look for in a file for these, in order."""
    return np.array(sorted({*visitors, *map(key_of, organisations)}), dtype=np.int64)


def key_of(organisation: str) -> int:
    """A number below zero: visitors are above. Two that share one cost a look into a file, and no more."""
    return -1 - int.from_bytes(blake2b(organisation.encode(), digest_size=7).digest(), "big")


def in_which(files: Iterable[str], wanted: Numbers) -> dict[str, int]:
    """Those of the files with events of anybody who is wanted, each with how many touches the visitors left there."""
    found = {}
    for path in files if len(wanted) else ():
        whose, touches = who_is_in(path).touches_of(wanted)
        if len(whose):
            found[path] = int(touches.sum())
    return found


def touches_in(files: Iterable[str], visitors: Collection[int]) -> dict[int, int]:
    """How many touches each of these visitors left in the files, where there is any."""
    wanted, found = wanted_of(visitors), dict[int, int]()
    for path in files:
        whose, touches = who_is_in(path).touches_of(wanted)
        for visitor, count in zip(whose.tolist(), touches.tolist(), strict=True):
            found[visitor] = found.get(visitor, 0) + count
    return found


def who_is_in(path: str) -> WhoIsIn:
    """Who is in a file of the lake."""
    beside = Path(f"{path}{SUFFIX}")
    try:
        said = beside.stat()
    except FileNotFoundError:
        return _made(path)
    return _opened(beside, said.st_mtime_ns, said.st_size)


def note_who(path: Path, rows: pa.Table) -> WhoIsIn:
    """Write down who is in a file, of whose rows these are all."""
    who = _who(rows)
    beside = Path(f"{path}{SUFFIX}")
    being_written = beside.with_name(f".{beside.name}-{os.getpid()}-{id(who)}")
    try:
        with being_written.open("wb") as file:
            file.write(MARK)
            file.write(who.keys.astype("<i8").tobytes() + who.touches.astype("<i8").tobytes())
            file.flush()
            os.fsync(file.fileno())
        being_written.replace(beside)
    finally:
        being_written.unlink(missing_ok=True)
    return who


def forget_who(path: Path) -> None:
    """A file goes, or is about to be written anew."""
    Path(f"{path}{SUFFIX}").unlink(missing_ok=True)


def _made(path: str) -> WhoIsIn:
    """Of a file from before it was written down, or of one that is read where nothing may be written."""
    rows = pq.ParquetFile(path).read(_COLUMNS)
    with suppress(OSError):
        return note_who(Path(path), rows)
    return _who(rows)


def _who(rows: pa.Table) -> WhoIsIn:
    visitors = rows.column("visitor")
    theirs = pa.table({"visitor": visitors, "touch": _are_touches(rows)}).filter(pc.is_valid(visitors))
    summed = theirs.group_by("visitor").aggregate([("touch", "sum")]).sort_by("visitor")
    named = pc.unique(rows.column("organisation").cast(pa.string())).to_pylist()
    networks = np.array(sorted({key_of(name) for name in named if name}), dtype=np.int64)
    return WhoIsIn(
        np.concatenate([networks, _numbers(summed.column("visitor"))]),
        np.concatenate([np.zeros(len(networks), dtype=np.int64), _numbers(summed.column("touch_sum"))]),
    )


def _are_touches(rows: pa.Table) -> pa.ChunkedArray:
    """1 for each touch, 0 for what is none: bots do not touch, nor is the time that was spent one of its own."""
    kind, name = (rows.column(column).cast(pa.string()) for column in ("type", "name"))
    is_time = pc.and_(pc.equal(kind, "track"), pc.equal(name, TIME_SPENT))
    touch = pc.and_(pc.is_in(kind, pa.array(TOUCHES)), pc.invert(pc.or_(rows.column("is_bot"), is_time)))
    return touch.cast(pa.int64())


def _numbers(column: pa.ChunkedArray) -> Numbers:
    found: Numbers = column.cast(pa.int64()).to_numpy()
    return found


@lru_cache(maxsize=MOST_OPEN)
def _opened(beside: Path, _written_at: int, size: int) -> WhoIsIn:
    held = _mapped(beside) if size else b""
    if held[: len(MARK)] != MARK or size % len(MARK):
        return _made(str(beside).removesuffix(SUFFIX))
    both = np.frombuffer(held, dtype="<i8", offset=len(MARK))
    half = len(both) // 2
    return WhoIsIn(both[:half], both[half:])


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
