"""Files of messages as other tools keep them (JSON lines, an array, a batch), or as our own log does."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any, cast

import msgspec

from tiercel.collect.events.dialect import quick
from tiercel.collect.events.fields import text_of
from tiercel.collect.events.log.line import OPENS
from tiercel.collect.events.message import Stored
from tiercel.collect.events.reading import read_segment, seen_in
from tiercel.collect.events.reading_json import decoded
from tiercel.collect.events.seen import Seen
from tiercel.collect.events.times import read_instant
from tiercel.collect.files.limits import MEGABYTE, Limits
from tiercel.core.errors import DataError

_GZIP, _LOOKED_AT = b"\x1f\x8b", 4096
# Of so much, another process makes columns in a quarter of a second.
BYTES_OF_A_PART, EVENTS_OF_A_PART = 2 * MEGABYTE, 4000
# JSON has no NUL anywhere, but may have been written on several lines.
LINE_BREAK, NUL = b"\n", b"\0"
_RECEIVED = ("receivedAt", "received_at", "sentAt")


class _Batch(msgspec.Struct):
    batch: list[msgspec.Raw]


_batch = msgspec.json.Decoder(_Batch)
_array = msgspec.json.Decoder(list[msgspec.Raw])


def is_own_log(path: Path) -> bool:
    return _head(path).startswith(OPENS)


def events_of_log(path: Path) -> Iterator[tuple[Stored, list[Seen]]]:
    """The events of a segment of our own log, as the collector received them."""
    for stored in read_segment(path):
        yield stored, seen_in(stored)


@dataclass(frozen=True)
class Part:
    """Events of a file that follow each other, in one piece: so they go between processes in no time.

    first     the place of the first in the file, from 1
    between   what stands between two
    """

    first: int
    text: bytes
    between: bytes = LINE_BREAK

    def events(self) -> Iterator[tuple[int, bytes]]:
        """Each with its place, which those of a batch share; lines of nothing are none."""
        for place, line in enumerate(self.text.split(self.between), self.first):
            if event := line.strip():
                if _begins_batch(event):
                    yield from ((place, each) for each in _of_batch(event))
                else:
                    yield place, event


def parts_of(path: Path, limits: Limits) -> Iterator[Part]:
    """The events of a file as they stand there, some at a time.

    raises   DataError where it is no file of messages, or larger than the limits allow
    """
    if path.stat().st_size > limits.max_file_mb * MEGABYTE:
        raise DataError(f"{path.name} is larger than {limits.max_file_mb} MB. Raise max_file_mb, or part it.")
    head = _head(path)
    whole = head.lstrip().startswith(b"[") or (_begins_batch(head) and not _has_batches_by_line(path, limits))
    yield from _whole(path, limits) if whole else _lines(path, limits)


def raw_events(path: Path, limits: Limits) -> Iterator[tuple[int, bytes]]:
    """The same one by one, each with its place."""
    for part in parts_of(path, limits):
        yield from part.events()


def read_raw(raw: bytes, spoken: str, source: str, now: datetime) -> tuple[Stored, list[Seen]] | str:
    """One event and what it says; or, in a sentence, why it cannot be taken.

    spoken   the dialect of the messages
    source   what stands where the name of a write key does
    now      when it is received, for an event of which nobody says when it came to whoever archived it
    """
    by_types, said = quick(spoken), None
    plain = by_types.plain_of(raw) if by_types else None
    if plain is not None:
        own_id, then = plain.own_id, plain.received
    else:
        said = _values_of(raw)
        if said is None:
            return "It is no JSON object."
        own_id = text_of(said.get("messageId")) or text_of(said.get("uuid"))
        then = next((at for name in _RECEIVED if name in said and (at := read_instant(said[name]))), None)
    stored = Stored(
        # Its time is corrected by the clock of who archived it, not by ours of today.
        received_at=then or now,
        source=source,
        key="",
        dialect=spoken,
        kind="",
        id=own_id or blake2b(raw, digest_size=16).hexdigest(),
        ip="",
        user_agent="",
        sent_at=None,
        event=raw,
        headers={},
        shared={},
        said=said,
        plain=plain,
    )
    every = seen_in(stored)
    return (stored, every) if every else "It says nothing of anybody: no type that is known."


def _values_of(raw: bytes) -> dict[str, Any] | None:
    try:
        said = decoded(raw)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _whole(path: Path, limits: Limits) -> Iterator[Part]:
    most = limits.max_unzipped_mb * MEGABYTE
    with _opened(path) as file:
        text = file.read(most + 1)
    if len(text) > most:
        raise _too_large(path, limits)
    try:
        found = _array.decode(text) if text.lstrip().startswith(b"[") else _batch.decode(text).batch
    except msgspec.MsgspecError:
        raise DataError(
            f'{path.name} is neither JSON lines nor an array of messages. Write one message a line, as {{"type":…}}.'
        ) from None
    for start in range(0, len(found), EVENTS_OF_A_PART):
        yield Part(start + 1, NUL.join(map(bytes, found[start : start + EVENTS_OF_A_PART])), NUL)


def _lines(path: Path, limits: Limits) -> Iterator[Part]:
    read, place, most = 0, 1, limits.max_unzipped_mb * MEGABYTE
    with _opened(path) as file:
        # A line that never ends is not read to its end either.
        while text := file.read(min(BYTES_OF_A_PART, most - read + 1)):
            text += file.readline(most - read - len(text) + 1)
            read += len(text)
            if read > most:
                raise _too_large(path, limits)
            yield Part(place, text)
            place += text.count(LINE_BREAK)


def _too_large(path: Path, limits: Limits) -> DataError:
    return DataError(
        f"{path.name} unpacks to more than {limits.max_unzipped_mb} MB. Raise max_unzipped_mb, or part it."
    )


def _begins_batch(text: bytes) -> bool:
    """Whether it is, or begins, a batch ({"batch":[…]}) and no event that speaks of one."""
    before, found, _after = text[:200].lstrip().partition(b'"batch"')
    return bool(found) and before.startswith(b"{") and b'"type"' not in before


def _of_batch(line: bytes) -> list[bytes]:
    """Its events; the line itself where it is no batch after all, to be put aside with its reason."""
    try:
        return [bytes(each) for each in _batch.decode(line).batch]
    except msgspec.MsgspecError:
        return [line]


def _has_batches_by_line(path: Path, limits: Limits) -> bool:
    """Whether the first line is a whole batch, and more follow; else the file is one, however many lines it has."""
    with _opened(path) as file:
        first = file.readline(limits.max_unzipped_mb * MEGABYTE)
        if not file.read(_LOOKED_AT).strip():
            return False
    return _of_batch(first) != [first]


def _head(path: Path) -> bytes:
    try:
        with _opened(path) as file:
            return file.read(_LOOKED_AT)
    except (OSError, EOFError):
        raise DataError(f"{path.name} cannot be read. Is it whole?") from None


def _opened(path: Path) -> IO[bytes]:
    with path.open("rb") as file:
        packed = file.read(2) == _GZIP
    return cast(IO[bytes], gzip.open(path, "rb")) if packed else path.open("rb")
