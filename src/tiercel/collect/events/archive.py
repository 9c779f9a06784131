"""Files of messages as other tools keep them (JSON lines, an array, a batch), or as our own log does."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any, cast

import msgspec

from tiercel.collect.events.dialect import DIALECTS, quick
from tiercel.collect.events.fields import text_of
from tiercel.collect.events.log.line import OPENS
from tiercel.collect.events.message import Stored
from tiercel.collect.events.reading import read_segment, seen_in
from tiercel.collect.events.reading_json import decoded
from tiercel.collect.events.seen import Seen
from tiercel.collect.events.times import read_instant
from tiercel.collect.files.limits import MEGABYTE, Limits
from tiercel.core.errors import DataError
from tiercel.core.parts import parts

_GZIP, _LOOKED_AT = b"\x1f\x8b", 4096
_RECEIVED = ("receivedAt", "received_at", "sentAt")


class _Batch(msgspec.Struct):
    batch: list[msgspec.Raw]


_batch = msgspec.json.Decoder(_Batch)
_array = msgspec.json.Decoder(list[msgspec.Raw])


def dialects() -> tuple[str, ...]:
    return tuple(parts(DIALECTS))


def is_own_log(path: Path) -> bool:
    return _head(path).startswith(OPENS)


def events_of_log(path: Path) -> Iterator[tuple[Stored, list[Seen]]]:
    """The events of a segment of our own log, as the collector received them."""
    for stored in read_segment(path):
        yield stored, seen_in(stored)


def raw_events(path: Path, limits: Limits) -> Iterator[tuple[int, bytes]]:
    """The events of a file as they stand there, each with its place.

    raises   DataError where it is no file of messages, or larger than the limits allow
    """
    if path.stat().st_size > limits.max_file_mb * MEGABYTE:
        raise DataError(f"{path.name} is larger than {limits.max_file_mb} MB. Raise max_file_mb, or part it.")
    head = _head(path)
    whole = head.lstrip().startswith(b"[") or _is_one_batch(head)
    yield from _whole(path, limits) if whole else _lines(path, limits)


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


def _whole(path: Path, limits: Limits) -> Iterator[tuple[int, bytes]]:
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
    for place, raw in enumerate(found, 1):
        yield place, bytes(raw)


def _lines(path: Path, limits: Limits) -> Iterator[tuple[int, bytes]]:
    read, place, most = 0, 0, limits.max_unzipped_mb * MEGABYTE
    with _opened(path) as file:
        # A line that never ends is not read to its end either.
        while line := file.readline(most - read + 1):
            read, place = read + len(line), place + 1
            if read > most:
                raise _too_large(path, limits)
            if line.strip():
                yield place, line.strip()


def _too_large(path: Path, limits: Limits) -> DataError:
    return DataError(
        f"{path.name} unpacks to more than {limits.max_unzipped_mb} MB. Raise max_unzipped_mb, or part it."
    )


def _is_one_batch(head: bytes) -> bool:
    """Whether it is a batch ({"batch":[…]}), written on one line or on many."""
    start = head.lstrip()
    return start.startswith(b"{") and b'"batch"' in start[:200] and b'"type"' not in start.partition(b'"batch"')[0]


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
