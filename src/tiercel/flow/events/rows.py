"""Prepared events as rows of the lake, each sealed with the secret of its visitor."""

from __future__ import annotations

import os
from collections.abc import Sequence

import pyarrow as pa

from tiercel.collect.events.prepare import Prepared
from tiercel.flow.events.lake_files import SCHEMA
from tiercel.flow.events.visitors.recognise import Visitors
from tiercel.flow.events.visitors.sealing import NONCE_BYTES, Seal


def table_of(rows: Sequence[Prepared], visitors: Visitors) -> pa.Table:
    """The rows as they stand in a file."""
    clear = [row.clear for row in rows]
    values = {
        "id": [row.id for row in rows],
        "received_at": [row.received_at for row in rows],
        "happened_at": [row.happened_at for row in rows],
        "type": [row.type for row in rows],
        "source": [row.source for row in rows],
        "dialect": [row.dialect for row in rows],
        "visitor": [row.visitor for row in rows],
        "is_bot": [bool(each.bot) for each in clear],
        "sealed": _sealed(rows, visitors),
    }
    # Column by column: a tuple of each row, turned on its side, takes longer.
    columns = [values.get(field.name) or [getattr(each, field.name) for each in clear] for field in SCHEMA]
    # Words as they are first: made straight into a dictionary, each would be looked up twenty times as slowly.
    arrays = [
        pa.array(column, _plain(field.type)).cast(field.type) for field, column in zip(SCHEMA, columns, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)


def _sealed(rows: Sequence[Prepared], visitors: Visitors) -> list[bytes | None]:
    """Each event, encrypted; None for those of nobody."""
    seals: dict[int, Seal] = {}
    # Asked for at once: a call of the system for each event would take as long as sealing it.
    chance = os.urandom(NONCE_BYTES * len(rows))
    found: list[bytes | None] = []
    for place, row in enumerate(rows):
        if row.visitor is None:
            found.append(None)
            continue
        seal = seals.get(row.visitor)
        if seal is None:
            seal = seals[row.visitor] = Seal(visitors.secret_of(row.visitor))
        found.append(seal.seal(row.packed, row.id, chance[place * NONCE_BYTES : (place + 1) * NONCE_BYTES]))
    return found


def _plain(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind
