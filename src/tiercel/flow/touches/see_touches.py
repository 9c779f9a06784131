"""What happened between us and an account or a contact, from wherever it came, the newest first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Protocol, cast

from tiercel.core.parts import parts
from tiercel.flow.sight import unseen_contacts
from tiercel.flow.touches.naming_nobody import names_of, without
from tiercel.flow.touches.touch import TouchRow
from tiercel.records.models import User

SOURCES = "tiercel.flow.touches.sources"
MOST = 200


class Source(Protocol):
    """A part that knows touches; it gives at most `most` of them, the newest.

    known_by   None: today's links over the whole past. An instant: what had been received before it, by the links that
               had been made before it and had not ended
    by         whose sight it is; None sees all
    """

    def of_account(self, account_id: int, known_by: datetime | None, most: int) -> list[TouchRow]: ...

    def of_contact(self, contact_id: int, known_by: datetime | None, most: int, by: User | None) -> list[TouchRow]: ...


def touches_of_account(
    account_id: int, known_by: datetime | None = None, most: int = MOST, *, by: User | None = None
) -> tuple[TouchRow, ...]:
    """The newest touches of everybody at an account, and of visitors known only to be there.

    Whether somebody may see the account is for the caller to have asked (flow/sight.py).

    by   who asks: a contact whom they may not know of, for they work elsewhere by now or ever did, is not named, nor is
         one who took part beside somebody whom they know
    """
    found = _newest([row for source in _sources() for row in source.of_account(account_id, known_by, most)], most)
    return _naming_who_is_seen(found, by)


def touches_of_contact(
    contact_id: int, known_by: datetime | None = None, most: int = MOST, *, by: User | None = None
) -> tuple[TouchRow, ...]:
    """The newest touches of one contact; as above, the caller has asked whether they may be seen.

    by   who asks: what the contact did at an account that they may not know of is not told
    """
    found = _newest([row for source in _sources() for row in source.of_contact(contact_id, known_by, most, by)], most)
    return _naming_who_is_seen(found, by)


def _sources() -> list[Source]:
    return [cast(Source, source) for source in parts(SOURCES).values()]


def _naming_who_is_seen(rows: tuple[TouchRow, ...], by: User | None) -> tuple[TouchRow, ...]:
    there = {key for row in rows for key in (row.contact_id, *row.others) if key is not None}
    hidden = unseen_contacts(there, by)
    named = names_of(hidden)
    return tuple(_naming_none(row, hidden, named) for row in rows) if hidden else rows


def _naming_none(row: TouchRow, hidden: Collection[int], named: Mapping[int, tuple[str, ...]]) -> TouchRow:
    """The row without those of its people who are hidden: they are not linked, and no word names them."""
    unnamed = [key for key in (row.contact_id, *row.others) if key in hidden]
    if not unnamed:
        return row
    is_hidden = row.contact_id in hidden
    names = [*(name for key in unnamed if key is not None for name in named.get(key, ())), *([row.contact] * is_hidden)]
    row = replace(row, name=without(row.name, *names), detail=without(row.detail, *names))
    row = replace(row, others=tuple(key for key in row.others if key not in hidden))
    return replace(row, contact_id=None, contact="", is_hidden=True) if is_hidden else row


def _newest(found: list[TouchRow], most: int) -> tuple[TouchRow, ...]:
    return tuple(sorted(found, key=lambda row: row.at, reverse=True)[:most])
