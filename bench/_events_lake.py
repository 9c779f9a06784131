"""Events straight into the lake, as live traffic of many days would have left them, to see what pages take of it.

The events are alike to those of bench.events: as many of each kind, by devices drawn by chance, at the same pages and
seven seconds apart; a file for each day of the collector. What is sealed is chance, and nobody is told apart anew.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta

import numpy as np
import pyarrow as pa

from bench.events import BEGAN, PATHS

SECONDS_APART, OF_A_DEVICE, SEALED_BYTES, FIRM = 7, 16, 100, 900


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tiercel.show.web.settings"
    import django

    django.setup()
    fill(int(os.environ["BENCH_ROWS"]))


def fill(rows: int, began: datetime = BEGAN, days: int = 0, of_a_day: int = 1) -> None:
    """days      over how many the events are spread evenly, from `began` on; 0 for as many as they take
    of_a_day  how many files each day is left in"""
    from tiercel.flow.events import lake_files

    chance = np.random.default_rng(7)
    apart = days * 86_400 / rows if days else SECONDS_APART
    devices, of_a_file = max(rows // OF_A_DEVICE, 1), max(int(86_400 / apart / of_a_day), 1)
    told: set[int] = set()
    for first in range(0, rows, of_a_file):
        at = [began + timedelta(seconds=apart * n) for n in range(first, min(first + of_a_file, rows))]
        some = _some(at, devices, chance)
        told |= set(some.filter(pa.compute.equal(some.column("type"), "identify")).column("visitor").to_pylist())
        lake_files.listed(lake_files.write(some.cast(lake_files.SCHEMA), f"bench-{first}"), BEGAN)
    _contacts(sorted(told))


def _some(at: list[datetime], devices: int, chance: np.random.Generator) -> pa.Table:
    count = len(at)
    said = chance.random(count)
    is_identify, is_time = said < 0.02, (said >= 0.02) & (said < 0.3)
    nothing = pa.array([""] * count)
    columns = {
        "id": pa.array([chance.bytes(16) for _ in range(count)], pa.binary(16)),
        "received_at": pa.array(at, pa.timestamp("us", tz="UTC")),
        "happened_at": pa.array(at, pa.timestamp("us", tz="UTC")),
        "type": pa.array(np.where(is_identify, "identify", np.where(is_time, "track", "page"))),
        "name": pa.array(np.where(is_time, "Time Spent", "")),
        "source": pa.array(["bench"] * count),
        "dialect": pa.array(["segment"] * count),
        "visitor": pa.array(1 + chance.integers(0, devices, count)),
        "host": pa.array(["www.example.com"] * count),
        "path": pa.array(chance.choice(PATHS, count)),
        "campaign": pa.array(["spring"] * count),
        "seconds": pa.array(chance.integers(0, 90, count).astype(float), mask=~is_time),
        "is_bot": pa.array(chance.random(count) < 0.02),
        "sealed": pa.array([chance.bytes(SEALED_BYTES) for _ in range(count)], pa.binary()),
    }
    from tiercel.flow.events.lake_files import SCHEMA

    return pa.table({name: columns.get(name, nothing) for name in SCHEMA.names})


def _contacts(visitors: list[int]) -> None:
    """Who told who they are."""
    from django.db import transaction

    from tiercel.records.models import Contact, Visitor, VisitorContact

    known: datetime = BEGAN
    with transaction.atomic():
        Visitor.objects.bulk_create([Visitor(pk=key, secret="00", made_at=known) for key in visitors], batch_size=500)
        mails = (f"person{key}@customer{key % FIRM}.example" for key in visitors)
        contacts = Contact.objects.bulk_create(
            [Contact(email=mail, emails=[mail], received_at=known) for mail in mails], batch_size=500
        )
        links = [
            VisitorContact(visitor_id=visitor, contact=contact, method="identify", since=known, made_at=known)
            for visitor, contact in zip(visitors, contacts, strict=True)
        ]
        VisitorContact.objects.bulk_create(links, batch_size=500)


if __name__ == "__main__":
    main()
