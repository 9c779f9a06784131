"""What the log holds, read again: the closed segments, their events one by one, and how they are let go of."""

import logging
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

from tiercel.collect.events.dialect import Batch, dialect, quick
from tiercel.collect.events.log import segment
from tiercel.collect.events.log.line import Line, number_of, parsed, wrong_with
from tiercel.collect.events.message import Message, Stored
from tiercel.collect.events.seen import Seen, seen_of
from tiercel.core.errors import ConfigError

log = logging.getLogger("tiercel.collect")
# What strangers wrote can break whatever reads it, and must not stop what came after it; nor must what another version
# wrote, in a dialect that this one does not have.
UNFORESEEN = (ValueError, RecursionError, LookupError, TypeError, AttributeError, ArithmeticError, ConfigError)


def closed_segments(folder: Path) -> list[Path]:
    """The segments of a log that will not change any more, oldest first; those of dead processes are closed first.

    folder   `<workspace>/lake/log`; it need not exist
    """
    if not folder.is_dir():
        return []
    segment.close_the_dead(folder)
    return sorted(folder.glob(f"*{segment.CLOSED}"))


def read_segment(path: Path) -> Iterator[Stored]:
    """The events of one segment in the order in which they came, each (key, id) once.

    An event that a client sent again may stand in another segment too, also in one that was compacted days ago: whoever
    reads several segments takes each (key, id) once among them. A line that does not fit its checksum is passed over
    with a warning; `verify` says which.
    """
    seen: set[tuple[str, str]] = set()
    for stored in _all_in(path):
        if (stored.key, stored.id) not in seen:
            seen.add((stored.key, stored.id))
            yield stored


def read_all(paths: Iterable[Path]) -> Iterator[Stored]:
    """The events of several segments, each (key, id) once among them."""
    seen: set[tuple[str, str]] = set()
    for path in paths:
        for stored in _all_in(path):
            if (stored.key, stored.id) not in seen:
                seen.add((stored.key, stored.id))
                yield stored


def seen_in(stored: Stored) -> list[Seen]:
    """What one event says that the lake is to know; none as of `messages_of`.

    A dialect that can reads what is as it should be by its types, which takes a fraction of the time.
    """
    by_types = quick(stored.dialect)
    if by_types and stored.said is None:
        plain = stored.plain or by_types.plain_of(stored.event)
        if plain and (seen := by_types.seen_in(plain, stored)):
            return [seen]
    return [seen_of(message) for message in messages_of(stored)]


def messages_of(stored: Stored) -> list[Message]:
    """What one event says in the common form; none where it says nothing of anybody, or cannot be understood."""
    try:
        return dialect(stored.dialect).messages_of(stored)
    except UNFORESEEN as error:
        # The event stays as it came; one that nobody foresaw must not stop those after it.
        log.warning("An event of %s was not understood: %s", stored.dialect, type(error).__name__)
        return []


def forget(paths: Iterable[Path]) -> None:
    """Take away segments whose events are safe elsewhere; one with damaged lines is kept, in `damaged/` beside them,
    where `verify` finds it."""
    folders = set()
    for path in paths:
        if is_whole(path):
            path.unlink(missing_ok=True)
        elif path.exists():
            kept = path.parent / segment.DAMAGED
            kept.mkdir(exist_ok=True)
            path.rename(kept / path.name)
        folders.add(path.parent)
    for folder in folders:
        if folder.is_dir():
            segment.sync_folder(folder)


def is_whole(path: Path) -> bool:
    """Whether every line of a closed segment is there and fits its checksum."""
    if not path.exists():
        return False
    sound = segment.sound_part(path)
    return sound.is_ended and sound.length == path.stat().st_size


def _all_in(path: Path) -> Iterator[Stored]:
    damaged = 0
    for raw in segment.lines_in(path):
        if wrong_with(raw):
            damaged += 1
        elif not number_of(raw)[1]:
            yield from _events_of(parsed(raw))
    if damaged:
        log.warning("%d damaged lines in %s. tiercel log verify says which.", damaged, path.name)


def _events_of(line: Line) -> Iterator[Stored]:
    batch, skip = _batch_in(line)
    for place, event in enumerate(batch.events):
        if place not in skip:
            yield Stored(
                received_at=line.at,
                source=line.source,
                key=line.key,
                dialect=line.dialect,
                kind=line.kind,
                id=batch.ids[place] or _made_id(line, batch, place),
                ip=line.ip,
                user_agent=line.agent,
                sent_at=batch.sent_at,
                event=event,
                headers=line.headers,
                shared=batch.shared,
            )


def _batch_in(line: Line) -> tuple[Batch, list[int]]:
    """The events of a line, and the places of those that were not taken; its whole body as one where none can be told
    apart: it was acknowledged, and stays."""
    body = bytes(line.body)
    try:
        return dialect(line.dialect).batch_of(body, line.kind), line.skip
    except UNFORESEEN as error:
        log.warning("The events of a request to %s cannot be told apart: %s", line.dialect, type(error).__name__)
        return Batch([body], [""]), []


def _made_id(line: Line, batch: Batch, place: int) -> str:
    """An id for an event that came without one: the same whenever the log is read.

    Two such events may be alike to the letter and yet have happened twice, so their place in the log tells them apart.
    """
    parts = (line.at.isoformat(), str(line.n), str(place))
    return blake2b(b"\0".join([*(part.encode() for part in parts), batch.events[place]]), digest_size=16).hexdigest()
