"""The measures of this process and its workspace, as Prometheus reads them.

`tiercel serve` is one process, so its counters are its own and need no folder shared between processes. What is told
of jobs, imports and the database is read from the records when somebody asks: the same whichever process answers.
"""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from tiercel.core.clock import utc_now
from tiercel.flow.operations.measures import measures

PROBES = ("healthz", "readyz", "metrics")
CONTENT_TYPE = CONTENT_TYPE_LATEST
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 120.0)

disable_created_metrics()  # type: ignore[no-untyped-call]
REGISTRY = CollectorRegistry()
REQUESTS = Counter(
    "tiercel_http_requests", "Requests that were answered.", ("method", "address", "status"), registry=REGISTRY
)
DURATIONS = Histogram(
    "tiercel_http_request_seconds",
    "Time until the last byte of an answer.",
    ("address",),
    buckets=SECONDS,
    registry=REGISTRY,
)


def answered(method: str, address: str, status: int, seconds: float) -> None:
    """Count one answer, by the class of its status."""
    REQUESTS.labels(method, address, f"{status // 100}xx").inc()
    DURATIONS.labels(address).observe(seconds)


def text() -> bytes:
    """Everything, in the text format of Prometheus."""
    return generate_latest(REGISTRY)


class Workspace:
    """What the records tell."""

    def describe(self) -> Iterator[Metric]:
        # Told without asking the database, which may not be there yet when this is registered.
        return iter(())

    def collect(self) -> Iterator[Metric]:
        found = measures(utc_now())
        jobs = CounterMetricFamily("tiercel_jobs", "Jobs that have ended.", labels=("kind", "state"))
        now = GaugeMetricFamily("tiercel_jobs_now", "Jobs that wait or run.", labels=("kind", "state"))
        seconds = CounterMetricFamily("tiercel_job_seconds", "Time spent on jobs that have ended.", labels=("kind",))
        for line in found.jobs:
            (jobs if line.is_over else now).add_metric((line.kind, line.state), line.count)
        for kind, spent in found.seconds.items():
            seconds.add_metric((kind,), spent)
        rows = CounterMetricFamily("tiercel_import_rows", "Rows that imports took in.", labels=("outcome",))
        for outcome, count in found.rows.items():
            rows.add_metric((outcome,), count)
        yield from (jobs, now, seconds, rows)
        yield GaugeMetricFamily(
            "tiercel_oldest_waiting_job_seconds", "How long the oldest waiting job waits.", found.oldest_waiting_seconds
        )
        yield GaugeMetricFamily("tiercel_database_bytes", "Size of the records.", found.database_bytes)
        yield GaugeMetricFamily("tiercel_disk_free_bytes", "Room in the workspace folder.", found.free_bytes)
        yield GaugeMetricFamily("tiercel_workers", "Workers that were seen within five minutes.", found.workers)


ProcessCollector(registry=REGISTRY)
PlatformCollector(registry=REGISTRY)
REGISTRY.register(Workspace())
