"""What happened between us and an account or a contact, from wherever it came, the newest first."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Protocol, cast

from tiercel.core.parts import parts
from tiercel.flow.sight import unseen_contacts
from tiercel.flow.touches.naming_nobody import without
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

    by   who asks: a contact whom they may not know of, for they work elsewhere by now or ever did, is not named
    """
    found = _newest([row for source in _sources() for row in source.of_account(account_id, known_by, most)], most)
    hidden = unseen_contacts({row.contact_id for row in found if row.contact_id is not None}, by)
    return tuple(_of_nobody(row) if row.contact_id in hidden else row for row in found)


def touches_of_contact(
    contact_id: int, known_by: datetime | None = None, most: int = MOST, *, by: User | None = None
) -> tuple[TouchRow, ...]:
    """The newest touches of one contact; as above, the caller has asked whether they may be seen.

    by   who asks: what the contact did at an account that they may not know of is not told
    """
    return _newest([row for source in _sources() for row in source.of_contact(contact_id, known_by, most, by)], most)


def _sources() -> list[Source]:
    return [cast(Source, source) for source in parts(SOURCES).values()]


def _of_nobody(row: TouchRow) -> TouchRow:
    name, detail = (without(text, row.contact) for text in (row.name, row.detail))
    return replace(row, contact_id=None, contact="", name=name, detail=detail, is_hidden=True)


def _newest(found: list[TouchRow], most: int) -> tuple[TouchRow, ...]:
    return tuple(sorted(found, key=lambda row: row.at, reverse=True)[:most])
