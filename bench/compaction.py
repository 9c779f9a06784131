"""How long the collector's log takes to become files of the lake, by processor time: closed segments, put away.

python -m bench.compaction                  a hundred thousand events in requests of fifty
python -m bench.compaction --rows 20000     a small run

What a message says, and the comparison with parsing it alone, are those of bench/events.py.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.events import message, parse_only, write

OF_A_REQUEST, OF_A_SEGMENT = 50, 20_000


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--rows", type=int, default=100_000)
    asked = reader.parse_args()
    with tempfile.TemporaryDirectory() as place:
        os.environ |= {"TIERCEL_WORKSPACE": place, "DJANGO_SETTINGS_MODULE": "tiercel.show.web.settings"}
        _database()
        fill(Path(place) / "lake/log", asked.rows)
        write(Path(place) / "alone.jsonl", asked.rows)
        parsing = parse_only(Path(place) / "alone.jsonl")
        _put_away(asked.rows, parsing)


def _put_away(rows: int, parsing: float) -> None:
    from tiercel.flow.events.compact import compact_now

    wall, busy = time.perf_counter(), time.process_time()
    counts = compact_now()
    wall, busy = time.perf_counter() - wall, time.process_time() - busy
    assert counts.events == rows, counts
    print(f"{rows:,} events put away in {wall:.1f} s, {busy:.1f} s of processor: {rows / busy:,.0f} a second of it, "
          f"{busy / rows * 1e6:.0f} µs an event, {busy / parsing:.1f} times parsing")  # fmt: skip


def _database() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def fill(log: Path, rows: int) -> None:
    """Closed segments as the collector writes them."""
    from tiercel.collect.events.log import segment
    from tiercel.collect.events.log.line import Envelope, numbered, unnumbered

    chance, now, devices = random.Random(7), datetime.now(UTC), max(rows // 16, 1)
    for start in range(0, rows, OF_A_SEGMENT):
        descriptor, path = segment.make_open(log, now + timedelta(microseconds=start))
        places = range(start, min(start + OF_A_SEGMENT, rows), OF_A_REQUEST)
        for number, first in enumerate(places, 1):
            events = [message(n, chance, devices) for n in range(first, min(first + OF_A_REQUEST, rows))]
            body = json.dumps({"batch": events, "sentAt": now.isoformat()}).encode()
            envelope = Envelope(at=now, key="k", source="Website", dialect="segment", kind="batch", ip="192.0.2.1")
            os.write(descriptor, numbered(number, unnumbered(envelope, body)))
        segment.close(descriptor, path, len(places))


if __name__ == "__main__":
    main()
