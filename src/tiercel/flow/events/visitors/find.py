"""Every event of a batch gets its visitor: worked out once for a device, wherever the device was nobody else's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import pyarrow as pa

from tiercel.collect.events.columns import Columns
from tiercel.collect.events.known_by import KnownBy
from tiercel.flow.events.visitors.contacts import Told
from tiercel.flow.events.visitors.recognise import Visitors

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]


@dataclass(frozen=True)
class _Words:
    """A column of words, each once, and which of them every row has."""

    said: list[str]
    codes: Numbers

    def of(self, rows: Numbers) -> list[str]:
        return [self.said[code] for code in self.codes[rows].tolist()]

    @property
    def are_there(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Whether each row has a word that is not empty."""
        return np.array([bool(word) for word in self.said], dtype=np.bool_)[self.codes]


class _Rows:
    """Who did each event of a batch, and when."""

    def __init__(self, rows: Columns) -> None:
        self.device, self.user, self.mail_hash, self.mail = (
            _words(rows.table, name) for name in ("device", "user", "mail_hash", "mail")
        )
        self.at: Numbers = _numbers(rows.table.column("happened_at").cast(pa.int64()))
        self.tells, self.is_nobody, self.is_bot = (
            rows.table.column(name).to_numpy(zero_copy_only=False) for name in ("tells", "is_nobody", "is_bot")
        )
        self.names_somebody = self.user.are_there | self.mail_hash.are_there

    @property
    def digests(self) -> Iterable[str]:
        return {*self.device.said, *self.user.said, *self.mail_hash.said}

    def who_did(self, rows: Numbers) -> Iterator[KnownBy]:
        """By what these are known, one after another."""
        return map(
            KnownBy,
            map(instant, self.at[rows].tolist()),
            self.device.of(rows),
            self.user.of(rows),
            self.mail_hash.of(rows),
            self.mail.of(rows),
            self.tells[rows].tolist(),
            self.is_nobody[rows].tolist(),
        )

    def in_time(self, rows: Numbers) -> Numbers:
        """These rows, in the order in which they happened."""
        return rows[np.argsort(self.at[rows], kind="stable")]


def find_visitors(events: Columns, visitors: Visitors) -> tuple[list[int | None], list[Told]]:
    """The visitor of every event, None for those of who was erased; and who said who they are.

    Those that name somebody go first, in the order in which they happened: they decide whose a device was when.
    """
    whose: list[int | None] = [None] * len(events)
    if not len(events):
        return whose, []
    rows = _Rows(events)
    visitors.load(rows.digests)
    told = []
    named = rows.in_time(np.flatnonzero(rows.names_somebody))
    for row, who, is_bot in zip(named.tolist(), rows.who_did(named), rows.is_bot[named].tolist(), strict=True):
        if not visitors.is_erased(who):
            visitor = whose[row] = visitors.name(who)
            told.append(Told(visitor, who, events.traits.get(row, {}), is_bot))
    _meet(rows, visitors, whose)
    return whose, told


def _meet(rows: _Rows, visitors: Visitors, whose: list[int | None]) -> None:
    """The visitors of events that name nobody.

    In the order in which they happened, so that a device is its visitor's from the first event on.
    """
    others = rows.in_time(np.flatnonzero(~rows.names_somebody))
    kept: dict[int, int | None] = {}
    for row, device in zip(others.tolist(), rows.device.codes[others].tolist(), strict=True):
        if device in kept:
            whose[row] = kept[device]
            continue
        owner = visitors.owner_of(rows.device.said[device])
        if owner is None:
            [who] = rows.who_did(np.array([row]))
            found = None if visitors.is_erased(who) else visitors.meet(who)
        else:
            found = owner
        whose[row] = found
        if owner or visitors.has_one_owner(rows.device.said[device]):
            kept[device] = found


def _words(table: pa.Table, name: str) -> _Words:
    column = table.column(name).combine_chunks()
    array = column.chunk(0) if isinstance(column, pa.ChunkedArray) else column
    return _Words(array.dictionary.to_pylist(), _numbers(array.indices))


def _numbers(column: pa.Array | pa.ChunkedArray) -> Numbers:
    return np.asarray(column.to_numpy(), dtype=np.int64)


def instant(microseconds: int) -> datetime:
    return EPOCH + timedelta(microseconds=microseconds)
