"""What this process's collector took and refused, and what of the log is not put away yet, as Prometheus reads it.

No label names a key, a source, a site or a person: dialects and reasons alone, of which there are few.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import accumulate
from pathlib import Path
from time import time

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric

from tiercel.collect.events.counting import SECONDS, TAKEN, Commits
from tiercel.collect.events.intake import Intake
from tiercel.collect.events.log.segment import CLOSED, OPEN


class CollectorMeasures:
    """Told when somebody asks."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake

    def describe(self) -> Iterator[Metric]:
        return iter(())

    def collect(self) -> Iterator[Metric]:
        counted = self._intake.counted
        yield _by_two(
            "tiercel_collector_events",
            "Events that clients sent.",
            ("dialect", "outcome"),
            dict(counted.events.items()),
        )
        taken, refused = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
        for (dialect, became), count in dict(counted.requests).items():
            (taken if became in TAKEN else refused)[dialect, became] += count
        yield _by_two(
            "tiercel_collector_requests",
            "Requests that were taken: stored, or known as sent again.",
            ("dialect", "outcome"),
            taken,
        )
        yield _by_two("tiercel_collector_refused", "Requests that were not taken.", ("dialect", "reason"), refused)
        size = CounterMetricFamily("tiercel_collector_bytes", "Bodies that were taken, unpacked.", labels=("dialect",))
        for dialect, count in dict(counted.bytes).items():
            size.add_metric((dialect,), count)
        yield size
        yield from _of_commits(counted.commits)
        yield GaugeMetricFamily(
            "tiercel_collector_waiting_bytes", "What waits for the disk.", self._intake.log.waiting_bytes
        )
        yield from _of_log(self._intake.log.folder)


def _by_two(name: str, about: str, labels: tuple[str, str], counts: Mapping[tuple[str, str], int]) -> Metric:
    family = CounterMetricFamily(name, about, labels=labels)
    for said, count in sorted(counts.items()):
        family.add_metric(said, count)
    return family


def _of_commits(commits: Commits) -> Iterator[Metric]:
    counts = list(accumulate(commits.counts))
    bounds = [*(str(bound) for bound in SECONDS), "+Inf"]
    yield HistogramMetricFamily(
        "tiercel_collector_commit_seconds",
        "Writing what had arrived together, until the disk held it.",
        buckets=list(zip(bounds, map(float, counts), strict=True)),
        sum_value=commits.seconds,
    )
    yield CounterMetricFamily("tiercel_collector_log_bytes", "Written to the log by this process.", commits.bytes)


def _of_log(folder: Path) -> Iterator[Metric]:
    """The log's segments of every process, those of dead ones too: what the worker has still to put away."""
    files = list(_segments(folder))
    oldest = min((file.st_mtime for file in files), default=time())
    yield GaugeMetricFamily("tiercel_collector_backlog_segments", "Segments that are not put away yet.", len(files))
    yield GaugeMetricFamily("tiercel_collector_backlog_bytes", "What they hold.", sum(file.st_size for file in files))
    yield GaugeMetricFamily(
        "tiercel_collector_backlog_seconds",
        "How long ago the oldest of them was last written.",
        max(time() - oldest, 0.0),
    )


def _segments(folder: Path) -> Iterator[os.stat_result]:
    if not folder.is_dir():
        return
    with os.scandir(folder) as found:
        for entry in found:
            if entry.name.endswith((OPEN, CLOSED)):
                # It may be put away while we look.
                with suppress(FileNotFoundError):
                    yield entry.stat()
