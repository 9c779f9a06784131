"""Prepared events as rows of the lake, each sealed with the secret of its visitor."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

import pyarrow as pa

from tiercel.collect.events.columns import Columns
from tiercel.flow.events.lake_files import SCHEMA
from tiercel.flow.events.visitors.recognise import Visitors
from tiercel.flow.events.visitors.sealing import NONCE_BYTES, Seal


def table_of(rows: Columns, whose: Sequence[int | None], visitors: Visitors) -> pa.Table:
    """The rows as they stand in a file.

    whose   the visitor of each, None for who was erased
    """
    made = {"visitor": pa.array(whose, pa.int64()), "sealed": pa.array(_sealed(rows, whose, visitors), pa.binary())}
    return pa.table([made[name] if name in made else rows.table.column(name) for name in SCHEMA.names], schema=SCHEMA)


def _sealed(rows: Columns, whose: Sequence[int | None], visitors: Visitors) -> list[bytes | None]:
    """Each event, encrypted; None for those of nobody."""
    seals: dict[int, Callable[[bytes, bytes, bytes], bytes]] = {}
    # Asked for at once: a call of the system for each event would take as long as sealing it.
    chance = os.urandom(NONCE_BYTES * len(rows))
    found: list[bytes | None] = []
    ids, packed = rows.table.column("id").to_pylist(), rows.table.column("packed").to_pylist()
    for place, visitor in enumerate(whose):
        if visitor is None:
            found.append(None)
            continue
        seal = seals.get(visitor)
        if seal is None:
            seal = seals[visitor] = Seal(visitors.secret_of(visitor)).seal
        found.append(seal(packed[place], ids[place], chance[place * NONCE_BYTES : (place + 1) * NONCE_BYTES]))
    return found
