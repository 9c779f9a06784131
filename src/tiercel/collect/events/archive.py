"""Files of messages as other tools keep them (JSON lines, an array, a batch), or as our own log does."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any, cast

import msgspec

from tiercel.collect.events.dialect import DIALECTS, dialect
from tiercel.collect.events.fields import text_of
from tiercel.collect.events.log.line import OPENS
from tiercel.collect.events.message import Message, Stored
from tiercel.collect.events.reading import messages_of, read_segment
from tiercel.collect.events.times import read_instant
from tiercel.collect.limits import MEGABYTE, Limits
from tiercel.core.errors import DataError
from tiercel.core.parts import parts

_GZIP, _LOOKED_AT = b"\x1f\x8b", 4096


class _Archived(msgspec.Struct):
    """What tells an archived event from others, and when it came to whoever archived it."""

    messageId: Any = None  # noqa: N815 - as clients write it
    uuid: Any = None
    receivedAt: Any = None  # noqa: N815
    received_at: Any = None
    sentAt: Any = None  # noqa: N815


class _Batch(msgspec.Struct):
    batch: list[msgspec.Raw]


@dataclass(frozen=True)
class Found:
    """One event of a file, with what it says; `reason` says why one cannot be taken, and `text` is then how it begins.

    place   its line, or its place in the array; from 1
    """

    place: int
    stored: Stored | None = None
    messages: tuple[Message, ...] = ()
    reason: str = ""
    text: str = ""


@dataclass(frozen=True)
class _Asked:
    spoken: str
    source: str
    now: datetime
    messages_of: Callable[[Stored], list[Message]]


_archived = msgspec.json.Decoder(_Archived)
_batch = msgspec.json.Decoder(_Batch)
_array = msgspec.json.Decoder(list[msgspec.Raw])


def dialects() -> tuple[str, ...]:
    return tuple(parts(DIALECTS))


def events_in(path: Path, spoken: str, source: str, now: datetime, limits: Limits) -> Iterator[Found]:
    """The events of a file, one by one; they are received now, whenever they happened.

    spoken   the dialect of the messages
    source   what stands where the name of a write key does
    raises   DataError where it is no file of messages, or larger than the limits allow
    """
    if path.stat().st_size > limits.max_file_mb * MEGABYTE:
        raise DataError(f"{path.name} is larger than {limits.max_file_mb} MB. Raise max_file_mb, or part it.")
    head = _head(path)
    if head.startswith(OPENS):
        for place, stored in enumerate(read_segment(path), 1):
            yield Found(place, stored, tuple(messages_of(stored)))
        return
    said = dialect(spoken)
    whole = head.lstrip().startswith(b"[") or _is_one_batch(head)
    raws = _whole(path, limits) if whole else _lines(path, limits)
    for place, raw in raws:
        yield _found(place, raw, _Asked(spoken, source, now, said.messages_of))


def _found(place: int, raw: bytes, asked: _Asked) -> Found:
    try:
        archived = _archived.decode(raw)
    except msgspec.MsgspecError:
        return Found(place, reason="It is no JSON object.", text=_begin(raw))
    # Its time is corrected by the clock of who archived it, not by ours of today.
    then = read_instant(archived.receivedAt) or read_instant(archived.received_at) or read_instant(archived.sentAt)
    own_id = text_of(archived.messageId) or text_of(archived.uuid)
    stored = Stored(
        received_at=then or asked.now,
        source=asked.source,
        key="",
        dialect=asked.spoken,
        kind="",
        id=own_id or blake2b(raw, digest_size=16).hexdigest(),
        ip="",
        user_agent="",
        sent_at=None,
        event=raw,
        headers={},
        shared={},
    )
    try:
        meant = asked.messages_of(stored)
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
        meant = []
    if not meant:
        return Found(place, reason="It says nothing of anybody: no type that is known.", text=_begin(raw))
    replaced = tuple(msgspec.structs.replace(message, received_at=asked.now) for message in meant)
    return Found(place, msgspec.structs.replace(stored, received_at=asked.now), replaced)


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
    read, most = 0, limits.max_unzipped_mb * MEGABYTE
    with _opened(path) as file:
        for place, line in enumerate(file, 1):
            read += len(line)
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


def _begin(raw: bytes) -> str:
    return raw[:300].decode("utf-8", "replace")
