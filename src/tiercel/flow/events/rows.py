"""Prepared events as rows of the lake, each sealed with the secret of its visitor."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from tiercel.collect.events.prepare import Prepared
from tiercel.flow.events.lake_files import SCHEMA
from tiercel.flow.events.visitors.recognise import Visitors
from tiercel.flow.events.visitors.sealing import NONCE_BYTES, Seal


def table_of(rows: Sequence[Prepared], visitors: Visitors) -> pa.Table:
    """The rows as they stand in a file."""
    seals: dict[int, Seal] = {}
    # Asked for at once: a call of the system for each event would take as long as sealing it.
    chance = os.urandom(NONCE_BYTES * len(rows))
    values = []
    for place, row in enumerate(rows):
        sealed = None
        if row.visitor is not None:
            seal = seals.get(row.visitor)
            if seal is None:
                seal = seals[row.visitor] = Seal(visitors.secret_of(row.visitor))
            sealed = seal.seal(row.packed, row.id, chance[place * NONCE_BYTES : (place + 1) * NONCE_BYTES])
        values.append(_values(row, sealed))
    columns = zip(SCHEMA, zip(*values, strict=True), strict=True)
    arrays = [pa.array(column, _plain(field.type)).cast(field.type) for field, column in columns]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)


def _values(row: Prepared, sealed: bytes | None) -> tuple[Any, ...]:
    clear = row.clear
    return (
        row.id,
        row.received_at,
        row.happened_at,
        row.type,
        clear.name,
        row.source,
        row.dialect,
        row.visitor,
        clear.host,
        clear.path,
        clear.referrer_host,
        clear.campaign,
        clear.campaign_source,
        clear.campaign_medium,
        clear.seconds,
        clear.form,
        bool(clear.bot),
        clear.bot,
        clear.organisation,
        clear.network,
        sealed,
    )


def _plain(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind
