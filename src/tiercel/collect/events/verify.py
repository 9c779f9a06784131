"""Whether a log is as it was written: every line fits its checksum, none is missing, and every event can be read."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tiercel.collect.events.dialect import dialect
from tiercel.collect.events.log import segment
from tiercel.collect.events.log.line import number_of, parsed, wrong_with
from tiercel.core.errors import ConfigError


@dataclass(frozen=True)
class Wrong:
    """One thing that is not as it was written; `line` counts from 1."""

    path: Path
    line: int
    what: str


@dataclass(frozen=True)
class Proved:
    """What was looked at, and what was wrong with it."""

    segments: int = 0
    being_written: int = 0
    requests: int = 0
    events: int = 0
    wrong: tuple[Wrong, ...] = ()


def verify(folder: Path) -> Proved:
    """Look at every line of every segment of a log: of those that are being written, and the damaged ones, too."""
    proved, paths = Proved(), sorted([*folder.glob("*"), *folder.glob(f"{segment.DAMAGED}/*")])
    for path in paths:
        if path.suffix in (segment.OPEN, segment.CLOSED):
            proved = _and(proved, _looked_at(path, paths))
    return proved


def _looked_at(path: Path, paths: list[Path]) -> Proved:
    """One segment, also where it was closed or put with the damaged since they were listed; nothing of one that went,
    for it went when its events were safe elsewhere."""
    closed = path.with_suffix(segment.CLOSED)
    for place in (path, closed, path.parent / segment.DAMAGED / closed.name):
        if place == path or place not in paths:
            with suppress(FileNotFoundError):
                return _segment(place)
    return Proved()


def _and(one: Proved, other: Proved) -> Proved:
    return Proved(
        one.segments + other.segments,
        one.being_written + other.being_written,
        one.requests + other.requests,
        one.events + other.events,
        one.wrong + other.wrong,
    )


def _segment(path: Path) -> Proved:
    is_open = path.suffix == segment.OPEN
    wrong: list[Wrong] = []
    requests = events = expected = place = 0
    is_ended = False
    for place, line in enumerate(segment.lines_in(path), 1):
        if is_open and not line.endswith(b"\n"):
            continue  # it is being written, or was when its writer died: nobody was told that it is stored
        what = "it stands after the end" if is_ended else wrong_with(line)
        if what:
            wrong.append(Wrong(path, place, what))
            expected += 1
            continue
        number, is_ended = number_of(line)
        expected += 1
        if number != expected:
            wrong.append(Wrong(path, place, f"this is line {number} of what was written, line {expected} is missing"))
            expected = number
        if not is_ended:
            requests += 1
            found, unreadable = _events(line)
            events += found
            wrong.extend(Wrong(path, place, what) for what in unreadable)
    if not is_open and not is_ended:
        wrong.append(Wrong(path, place + 1, "the end is missing: the file was cut off"))
    return Proved(int(not is_open), int(is_open), requests, events, tuple(wrong))


def _events(line: bytes) -> tuple[int, Iterator[str]]:
    try:
        request = parsed(line)
        batch = dialect(request.dialect).batch_of(bytes(request.body), request.kind)
    except (ValueError, ConfigError, RecursionError) as error:
        return 0, iter([f"its events cannot be read: {error}"])
    return len(batch.events) - len(request.skip), iter([])
