"""What each step of taking messages from a file takes of the processor, one after another in one process.

python -m bench._events_stages FILE    messages as bench.events writes them; the workspace is TIERCEL_WORKSPACE
"""

from __future__ import annotations

import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from tiercel.collect.events.archive import raw_events, read_raw
from tiercel.collect.events.columns import Columns, columns_of, joined
from tiercel.collect.events.message import Stored
from tiercel.collect.events.prepare import How, Prepared, prepare
from tiercel.collect.events.seen import Seen
from tiercel.collect.files.limits import Limits
from tiercel.core.unswept import unswept

Found = TypeVar("Found")
AT_A_TIME, AT_ONCE = 1000, 50_000


class Laps:
    """Microseconds of processor a message, by step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    def take(self, name: str, work: Callable[[], Found]) -> Found:
        began = time.process_time()
        found = work()
        self.seconds[name] += time.process_time() - began
        return found


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tiercel.show.web.settings"
    import django

    django.setup()
    laps, count = Laps(), 0
    for part in _parts(Path(sys.argv[1])):
        count += len(part)
        with unswept():
            _put_away(part, laps)
    for name, seconds in laps.seconds.items():
        print(f"{name:>32}: {seconds / count * 1e6:5.1f} µs a message")
    print(f"{'all':>32}: {sum(laps.seconds.values()) / count * 1e6:5.1f} µs a message")


def _parts(path: Path) -> list[list[tuple[int, bytes]]]:
    raws = list(raw_events(path, Limits()))
    return [raws[start : start + AT_ONCE] for start in range(0, len(raws), AT_ONCE)]


def _put_away(part: list[tuple[int, bytes]], laps: Laps) -> None:
    from tiercel.core.clock import utc_now
    from tiercel.flow.events import lake_files
    from tiercel.flow.events.compact import how
    from tiercel.flow.events.rows import table_of
    from tiercel.flow.events.taking import once
    from tiercel.flow.events.visitors.contacts import Contacts
    from tiercel.flow.events.visitors.find import find_visitors
    from tiercel.flow.events.visitors.recognise import Visitors

    now, made_with = utc_now(), how()
    parts: list[Columns] = []
    for start in range(0, len(part), AT_A_TIME):
        raws = part[start : start + AT_A_TIME]
        found = laps.take("read", partial(_read, raws, now))
        events = laps.take("prepared", partial(_prepared, found, made_with, now))
        parts.append(laps.take("as columns", partial(columns_of, events)))
    rows = laps.take("joined", lambda: joined(parts))
    new = laps.take("each once", lambda: once(rows))
    visitors = Visitors(now)
    whose, told = laps.take("visitors found", lambda: find_visitors(new, visitors))
    laps.take("visitors saved", visitors.save)
    table = laps.take("sealed", lambda: table_of(new, whose, visitors))
    laps.take("written", lambda: lake_files.write(table, f"stages-{time.monotonic_ns()}"))
    laps.take("contacts", lambda: Contacts(visitors, now, makes_new=True).save(told))


def _prepared(found: list[tuple[Stored, list[Seen]]], made_with: How, now: datetime) -> list[Prepared]:
    return list(prepare(found, made_with, now))


def _read(raws: list[tuple[int, bytes]], now: datetime) -> list[tuple[Stored, list[Seen]]]:
    read = [read_raw(raw, "segment", "bench", now) for _, raw in raws]
    return [each for each in read if not isinstance(each, str)]


if __name__ == "__main__":
    main()
