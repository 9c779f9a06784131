"""Events made ready, as columns: they go between processes and into files in a tenth of the time that objects need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pyarrow as pa

from tiercel.collect.events.arrow_types import INSTANT, WORD
from tiercel.collect.events.clear import Place
from tiercel.collect.events.prepare import Prepared

# By what who did it is known (known_by.py); these do not go into the lake.
KNOWN_BY = ("device", "user", "mail_hash", "mail", "tells", "is_nobody")
_AT_A_TIME = 1000
# Words that stand together, of a place or a network, are looked up together.
_OF_PLACE, _OF_NETWORK = Place.__struct_fields__, ("organisation", "kind")
_OF_A_ROW = ("id", "type", "happened_at", "received_at", "source", "dialect", "packed", *KNOWN_BY,
             "name", "seconds", "form", "bot", "place", "network")  # fmt: skip
SCHEMA = pa.schema(
    [
        ("id", pa.binary(16)),
        ("type", WORD),
        ("happened_at", INSTANT),
        ("received_at", INSTANT),
        ("source", WORD),
        ("dialect", WORD),
        ("packed", pa.binary()),
        ("name", WORD),
        *((name, WORD) for name in _OF_PLACE),
        ("seconds", pa.float64()),
        *((name, WORD) for name in ("form", "bot", "organisation", "network")),
        ("is_bot", pa.bool_()),
        *((name, WORD) for name in KNOWN_BY[:4]),
        ("tells", pa.bool_()),
        ("is_nobody", pa.bool_()),
    ]
)


@dataclass(frozen=True)
class Columns:
    """Events, a row of `table` (of SCHEMA) each; by their rows, what a few of them said besides.

    traits   what somebody told of themselves
    company  what was said of the company that they are at
    """

    table: pa.Table
    traits: dict[int, dict[str, str]]
    company: dict[int, dict[str, str]]

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def only(self, rows: Sequence[int]) -> Columns:
        """These rows, in this order, alone."""
        now_at = {row: place for place, row in enumerate(rows)}
        return Columns(
            self.table.take(pa.array(rows, pa.int64())),
            {now_at[row]: said for row, said in self.traits.items() if row in now_at},
            {now_at[row]: said for row, said in self.company.items() if row in now_at},
        )


def columns_of(events: Iterable[Prepared]) -> Columns:
    """Events in their order."""
    left = iter(events)
    # Some at a time, while what was made of them is still at hand.
    parts = [_columns(islice(left, _AT_A_TIME))]
    while len(parts[-1]) == _AT_A_TIME and (more := _columns(islice(left, _AT_A_TIME))):
        parts.append(more)
    return joined(parts)


def _columns(events: Iterable[Prepared]) -> Columns:
    rows: list[tuple[Any, ...]] = []
    traits: dict[int, dict[str, str]] = {}
    company: dict[int, dict[str, str]] = {}
    for event in events:
        if event.traits:
            traits[len(rows)] = event.traits
        if event.company:
            company[len(rows)] = event.company
        rows.append(_row(event))
    values = dict(zip(_OF_A_ROW, zip(*rows, strict=True) if rows else [()] * len(_OF_A_ROW), strict=True))
    values["is_bot"] = tuple(map(bool, values["bot"]))
    places, networks = _words_of(values.pop("place"), _OF_PLACE), _words_of(values.pop("network"), _OF_NETWORK)
    arrays = {name: _array(said, SCHEMA.field(name).type) for name, said in values.items()} | places
    arrays |= {"organisation": networks["organisation"], "network": networks["kind"]}
    return Columns(pa.Table.from_arrays([arrays[name] for name in SCHEMA.names], schema=SCHEMA), traits, company)


def _row(event: Prepared) -> tuple[Any, ...]:
    """Its values, as _OF_A_ROW names them."""
    who, clear = event.who, event.clear
    return (
        event.id,
        event.type,
        event.happened_at,
        event.received_at,
        event.source,
        event.dialect,
        event.packed,
        who.device,
        who.user,
        who.mail_hash,
        who.mail,
        who.tells,
        who.is_nobody,
        clear.name,
        clear.seconds,
        clear.form,
        clear.bot,
        clear.place,
        clear.network,
    )


def joined(parts: Sequence[Columns]) -> Columns:
    """Several one after another."""
    if len(parts) == 1:
        return parts[0]
    traits: dict[int, dict[str, str]] = {}
    company: dict[int, dict[str, str]] = {}
    start = 0
    for part in parts:
        traits |= {start + row: said for row, said in part.traits.items()}
        company |= {start + row: said for row, said in part.company.items()}
        start += len(part)
    # With one dictionary of each column, in one piece: what is asked of it later is asked once.
    return Columns(pa.concat_tables([part.table for part in parts]).combine_chunks(), traits, company)


def _words_of(things: Sequence[object], names: Sequence[str]) -> dict[str, pa.Array]:
    """The words of each of these things, by their names; of what is met again and again, looked up once."""
    each = {id(thing): thing for thing in things}
    places = {key: place for place, key in enumerate(each)}
    rows = pa.array([places[id(thing)] for thing in things], pa.int32())
    found = {name: _array([getattr(thing, name) for thing in each.values()], WORD) for name in names}
    return {name: words.take(rows) for name, words in found.items()}


def _array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    # Words as they are first: made straight into a dictionary, each would be looked up twenty times as slowly.
    return pa.array(values, pa.string()).dictionary_encode() if kind == WORD else pa.array(values, kind)
