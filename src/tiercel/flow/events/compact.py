"""The collector's log becomes files of the lake: events of closed segments, each once, and then the segments go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from tiercel.collect.events.columns import columns_of
from tiercel.collect.events.message import Stored
from tiercel.collect.events.prepare import How, prepare
from tiercel.collect.events.reading import closed_segments, forget, read_all
from tiercel.collect.visits.network import open_networks
from tiercel.core.clock import utc_now
from tiercel.core.unswept import unswept
from tiercel.flow.events import lake_files
from tiercel.flow.events.gather import gather, is_crowded
from tiercel.flow.events.keep_networks import ranges_in_use
from tiercel.flow.events.mail import seen_in
from tiercel.flow.events.taking import Batch, Counts, Taker
from tiercel.flow.events.visitors.hashes import hash_key
from tiercel.flow.jobs import Held, Report, held, queue
from tiercel.records.durable import durably
from tiercel.records.models import Job, TakenSegment

KIND = "events.compact"
LOG, KEPT = "lake/log", "keep"
# Segments of a busy minute go together, so that a day is not a thousand files; more at once would fill the memory.
BYTES_OF_A_BATCH, EVENTS_AT_ONCE = 64 * 1024 * 1024, 50_000


def look() -> bool:
    """Ask for a job where there is anything to do and none is under way; says whether there is.

    The log holds closed segments, or a day that is over stands in more files than it need.
    """
    if not closed_segments(log_folder()) and not is_crowded(utc_now()):
        return False
    if not Job.objects.filter(kind=KIND, state__in=(Job.QUEUED, Job.RUNNING)).exists():
        queue(KIND, {}, None)
    return True


def compact_now() -> Counts:
    """Put away what the log holds, here and now."""
    with held(KIND, {}) as holding:
        counts = put_away(holding)
        gather(holding, utc_now())
    return counts


def run(holding: Held) -> None:
    """Do a queued job."""
    put_away(holding)
    gather(holding, utc_now())


def how() -> How:
    """With what events are made ready in this workspace; raises ConfigError where a file of ranges cannot be read."""
    workspace = settings.WORKSPACE
    ranges = ranges_in_use()
    open_networks(ranges)
    return How(ranges, hash_key(utc_now()), workspace.event_ips == KEPT)


def log_folder() -> Path:
    return Path(settings.WORKSPACE.workspace) / LOG


def put_away(holding: Held) -> Counts:
    """Put away what the log holds, within a job that is ours."""
    taking, made_with = Taker(utc_now(), Counts()), how()
    lake_files.sweep(taking.now)
    segments = _not_taken(closed_segments(log_folder()))
    done = 0
    for batch in _batches(segments):
        holding.report(Report(_("Putting events away"), done, len(segments)))
        with unswept(), durably():
            _take(batch, taking, made_with, holding)
        done += len(batch)
        holding.job.found = taking.counts.as_values()
    return taking.counts


def _take(batch: Sequence[Path], taking: Taker, made_with: How, holding: Held) -> None:
    """A segment is done with only when its last event stands in the lake; then it goes."""
    names = [path.name for path in batch]
    parts = _parted(read_all(batch))
    name = lake_files.name_for(names)
    part = next(parts, [])
    place = 0
    while True:
        following = next(parts, None)
        is_last = following is None
        events = columns_of(prepare(((stored, seen_in(stored)) for stored in part), made_with))
        taking.take(Batch(f"{name}-{place}", events, names if is_last else ()), holding)
        if following is None:
            break
        part, place = following, place + 1
    forget(batch)


def _parted(events: Iterator[Stored]) -> Iterator[list[Stored]]:
    while part := list(islice(events, EVENTS_AT_ONCE)):
        yield part


def _not_taken(segments: list[Path]) -> list[Path]:
    """Those whose events do not stand in the lake yet; the others are let go of, as was meant to be."""
    taken = set(TakenSegment.objects.filter(name__in=[path.name for path in segments]).values_list("name", flat=True))
    forget([path for path in segments if path.name in taken])
    return [path for path in segments if path.name not in taken]


def _batches(segments: Sequence[Path]) -> Iterator[list[Path]]:
    batch: list[Path] = []
    size = 0
    for path in segments:
        batch.append(path)
        size += path.stat().st_size
        if size >= BYTES_OF_A_BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
