"""What runs beside each other in `bench.collector_day`: the collector, whose clock is moved through the day by who
sends, and the worker that puts the log away meanwhile.

python -m bench._day_processes serve WORKSPACE PORT | compact WORKSPACE
"""

import mmap
import os
import struct
import sys
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

CLOCK, STOP, PROOF = "clock", "stop", "proof"
SEGMENT_BYTES = 8 * 1024 * 1024


class Clock:
    """A moment that several processes see, in a file of eight bytes."""

    def __init__(self, folder: Path, start: datetime | None = None) -> None:
        path = folder / CLOCK
        if start is not None:
            path.write_bytes(struct.pack("d", start.timestamp()))
        with path.open("r+b") as file:
            self._seen = mmap.mmap(file.fileno(), 8)

    def set(self, now: datetime) -> None:
        self._seen[:] = struct.pack("d", now.timestamp())

    def __call__(self) -> datetime:
        return datetime.fromtimestamp(struct.unpack("d", self._seen[:])[0], UTC)


def serve(workspace: Path, port: int) -> None:
    import uvicorn
    from prometheus_client import CollectorRegistry
    from prometheus_client.exposition import generate_latest

    from tiercel.collect.events.app import in_front_of
    from tiercel.collect.events.intake import Intake
    from tiercel.collect.events.log.commit import Limits
    from tiercel.flow.events.collector_measures import CollectorMeasures

    intake = Intake(workspace / "lake", limits=Limits(SEGMENT_BYTES, 5.0), clock=Clock(workspace))
    registry = CollectorRegistry()
    registry.register(CollectorMeasures(intake))

    async def measures(_scope: Any, _receive: Any, send: Any) -> None:
        body = generate_latest(registry)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]})
        await send({"type": "http.response.body", "body": body})

    uvicorn.run(in_front_of(measures, intake), port=port, log_level="warning", access_log=False, lifespan="off")
    intake.close()


def compact(workspace: Path) -> None:
    """Put away what is closed, again and again, until told to stop and nothing is left; copies are kept as a proof."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "tiercel.show.web.settings", "TIERCEL_WORKSPACE": str(workspace)}
    import django

    django.setup()
    from tiercel.collect.events.reading import closed_segments, forget
    from tiercel.flow.events import compact as putting_away

    def keep_and_forget(paths: Iterable[Path]) -> None:
        # Only here is it known what is let go of: a segment may be closed after the worker was told to begin.
        paths = list(paths)
        for path in paths:
            if path.exists() and not (workspace / PROOF / path.name).exists():
                os.link(path, workspace / PROOF / path.name)
        forget(paths)

    putting_away.forget = keep_and_forget  # type: ignore[attr-defined]
    while True:
        told = (workspace / STOP).exists()
        closed = closed_segments(workspace / "lake/log")
        if closed:
            began = time.monotonic()
            counts = putting_away.compact_now()
            print(
                f"{counts.events} {counts.repeated} {time.monotonic() - began:.1f} {memory_mb(os.getpid())}", flush=True
            )
        elif told:
            return
        else:
            time.sleep(0.5)


def memory_mb(process: int) -> int:
    return int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGESIZE") >> 20


if __name__ == "__main__":
    does: dict[str, Callable[..., None]] = {"serve": serve, "compact": compact}
    does[sys.argv[1]](Path(sys.argv[2]), *map(int, sys.argv[3:]))
