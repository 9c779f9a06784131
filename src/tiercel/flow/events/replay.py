"""Messages from a file go the way of live events: an archive of another collector, or what has to be done again."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import IO, Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tiercel.collect.events.columns import Columns, joined
from tiercel.collect.events.side_by_side import Asked, Preparer, Ready, Refused
from tiercel.collect.files.limits import Limits
from tiercel.core.clock import utc_now
from tiercel.core.errors import DataError
from tiercel.core.unswept import unswept
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.flow.events.compact import KIND, how
from tiercel.flow.events.taking import Batch, Counts, Taker
from tiercel.flow.jobs import Held, Listener, Report, held
from tiercel.records.models import User
from tiercel.records.models.users import Role

# Below it, other processes would take longer to begin than the work takes.
EVENTS_AT_ONCE, SMALL_BYTES = 50_000, 20_000_000
REJECTS = "rejects"


@dataclass
class Replayed:
    """What became of the files: `refused` counts the reasons, `aside` is where what could not be taken stands."""

    counts: Counts = field(default_factory=Counts)
    refused: dict[str, int] = field(default_factory=dict)
    aside: str = ""
    dry_run: bool = False

    def as_values(self) -> dict[str, Any]:
        return {**vars(self.counts), "refused": self.refused, "aside": self.aside, "dry_run": self.dry_run}


class _Aside:
    """A file for what could not be taken, with the reason; it appears with the first of it."""

    def __init__(self, name: str) -> None:
        self._path = Path(settings.WORKSPACE.workspace) / REJECTS / f"{name}.jsonl"
        self._file: IO[str] | None = None

    @property
    def kept(self) -> str:
        return str(self._path) if self._file else ""

    def keep(self, path: Path, refused: Refused) -> None:
        if self._file is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("w", encoding="utf-8")
        said = {"file": path.name, "line": refused.place, "reason": refused.reason, "begins": refused.text}
        self._file.write(json.dumps(said, ensure_ascii=False) + "\n")

    def __enter__(self) -> _Aside:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._file is not None:
            self._file.close()


def replay_now(
    files: Sequence[Path],
    spoken: str,
    source: str,
    by: User | None,
    listener: Listener | None = None,
    *,
    dry_run: bool = False,
) -> Replayed:
    """Take the messages of these files, each once however often it came, by file or live.

    spoken   the dialect, as "segment"
    source   what the events are said to come from, as a write key's name; "" for the file's own name
    raises   DataError where a file is none of messages, or where events are being put away right now
    """
    at_least(Role.MANAGER, by)
    missing = [path.name for path in files if not path.is_file()]
    if missing:
        raise DataError(_("There is no file {name}.").format(name=", ".join(missing)))
    with unswept(), held(KIND, {"files": [path.name for path in files]}, by, listener) as holding:
        return _replay(files, (spoken, source), by, holding, dry_run)


def _replay(files: Sequence[Path], said: tuple[str, str], by: User | None, holding: Held, dry_run: bool) -> Replayed:
    taking = Taker(utc_now(), Counts())
    done = Replayed(taking.counts, dry_run=dry_run)
    name = token_hex(12)
    with _Aside(f"events-{holding.job.pk}") as aside, closing(_prepared(files, said, taking.now)) as prepared:
        found = _told(prepared, holding, aside, done)
        place = 0
        for events in _in_batches(found):
            if dry_run:
                taking.counts.events += len(events)
                continue
            taking.take(Batch(f"{name}-{place}", events), holding)
            place += 1
            holding.job.found = taking.counts.as_values()
        done.aside = aside.kept
    if not dry_run:
        with transaction.atomic():
            trail.note("events.imported", by, subject="events", events=done.counts.events, files=len(files))
    return done


def _prepared(files: Sequence[Path], said: tuple[str, str], now: datetime) -> Generator[tuple[Path, Ready], None, None]:
    spoken, source = said
    workspace = settings.WORKSPACE
    limits = Limits(max_file_mb=workspace.max_file_mb, max_unzipped_mb=workspace.max_unzipped_mb)
    with Preparer(how(), now, at_once=sum(path.stat().st_size for path in files) > SMALL_BYTES) as preparer:
        for path in files:
            asked = Asked(path, spoken, source or path.name)
            for ready in preparer.ready(asked, limits):
                yield path, ready


def _in_batches(parts: Iterator[Columns]) -> Iterator[Columns]:
    """Parts that follow each other, joined until there are EVENTS_AT_ONCE."""
    waiting: list[Columns] = []
    for part in parts:
        waiting.append(part)
        if sum(map(len, waiting)) >= EVENTS_AT_ONCE:
            yield joined(waiting)
            waiting = []
    if waiting:
        yield joined(waiting)


def _told(prepared: Iterator[tuple[Path, Ready]], holding: Held, aside: _Aside, done: Replayed) -> Iterator[Columns]:
    """The events in parts; what could not be taken is put aside on the way."""
    count = 0
    for path, ready in prepared:
        count += len(ready.events)
        holding.report(Report(_("Reading events"), count))
        for refused in ready.refused:
            done.refused[refused.reason] = done.refused.get(refused.reason, 0) + 1
            aside.keep(path, refused)
        if len(ready.events):
            yield ready.events
