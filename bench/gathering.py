"""What it brings that days which are over, and months that are long over, stand in few files.

python -m bench.gathering                             a year of a million events, as live traffic left it, in 24
                                                      small files a day: most of the time it takes to write those
python -m bench.gathering --rows 300000 --files 4     a small run: four files a day

The page of an account of forty contacts is asked for in turns, by the small files and by what became of them (neither
goes before some hours are over), so that a noisy machine is as unfair to the one as to the other; and by processor.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import median
from time import process_time

PAIRS, DAYS = 9, 365


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--files", type=int, default=24, help="of a day")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        os.environ |= {"TIERCEL_WORKSPACE": place, "DJANGO_SETTINGS_MODULE": "tiercel.show.web.settings"}
        _database()
        from bench import _events_lake

        began = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=DAYS)
        _events_lake.fill(asked.rows, began, DAYS, asked.files)
        _compare(asked.rows)


def _compare(rows: int) -> None:
    from bench._events_pages import page_of_account
    from bench.interleaved import interleaved
    from tiercel.records.models import EventFile

    small = list(EventFile.objects.values_list("pk", flat=True))
    began = process_time()
    passes = _gather()
    spent = process_time() - began
    few = list(EventFile.objects.filter(ended_at=None).values_list("pk", flat=True))
    print(f"{rows:,} events in {len(small):,} files became {len(few)}, in {passes} jobs and {spent:.1f} s of processor "
          f"({spent / rows * 1e6:.1f} µs an event)")  # fmt: skip
    page, took = page_of_account(), dict[str, list[float]](small=[], few=[])

    def ask(name: str) -> Callable[[], None]:
        def asked() -> None:
            began = process_time()
            page()
            took[name].append(process_time() - began)

        return asked

    turns: dict[str, Callable[[], None]] = {}
    for name, keys in (("few", few), ("small", small)):
        _in_force(keys)
        ask(name)()  # what is opened once is open
        turns[name] = _after(keys, ask(name))
    print("the page of an account of forty contacts, by few files beside by the small ones:",
          interleaved(turns["few"], turns["small"], pairs=PAIRS))  # fmt: skip
    cpu = {name: median(each[1:]) for name, each in took.items()}
    print(f"by processor {1000 * cpu['few']:.0f} ms beside {1000 * cpu['small']:.0f} ms, "
          f"ratio {cpu['few'] / cpu['small']:.2f}")  # fmt: skip


def _after(keys: list[int], ask: Callable[[], None]) -> Callable[[], None]:
    def turn() -> None:
        _in_force(keys)
        ask()

    return turn


def _gather() -> int:
    from tiercel.core.clock import utc_now
    from tiercel.flow.events import compact, gather
    from tiercel.flow.jobs import held

    passes = 0
    with held(compact.KIND, {}) as holding:
        while gather.gather(holding, utc_now()):
            passes += 1
    return passes


def _in_force(keys: list[int]) -> None:
    from django.db import transaction

    from tiercel.records.models import EventFile

    with transaction.atomic():
        EventFile.objects.update(ended_at=datetime.now(UTC))
        for start in range(0, len(keys), 500):
            EventFile.objects.filter(pk__in=keys[start : start + 500]).update(ended_at=None)


def _database() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


if __name__ == "__main__":
    main()
