"""Contacts find their accounts: one as it comes, or a million at once, with the same answer."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pyarrow as pa

from tiercel.resolve.matching.decide import decide, decide_exactly, decide_loosely
from tiercel.resolve.matching.index import Index
from tiercel.resolve.matching.rules import Rules
from tiercel.resolve.matching.seen import Seen, look_at
from tiercel.resolve.matching.tables import FOUND, Candidate, Contact, Outcome, accounts_in, contacts_in

_AT_A_TIME = 20_000
_MOST_KEPT = 300_000
_as_json = json.JSONEncoder(ensure_ascii=False).encode
_Rows = tuple[tuple[int, int, str, float, str], ...]
Progress = Callable[[int], None]


class Matcher:
    """The accounts, ready to be asked."""

    def __init__(self, accounts: pa.Table, rules: Rules) -> None:
        """accounts   in the form of tables.ACCOUNTS"""
        self.rules = rules
        with _nothing_collected():
            self.index = Index.of(accounts_in(accounts))

    def one(self, contact: Contact) -> Outcome:
        return decide(look_at(contact, self.index, self.rules), self.index, self.rules)

    def all(self, contacts: pa.Table, progress: Progress | None = None) -> pa.Table:
        """What comes of every contact, in the form of tables.FOUND; those without any candidate have no row.

        contacts   in the form of tables.CONTACTS
        progress   told how many more are done
        """
        # Colleagues say the same: what came of one comes of all of them.
        decided: dict[Seen, _Rows] = {}
        parts = [FOUND.empty_table()]
        with _nothing_collected():
            for start in range(0, contacts.num_rows, _AT_A_TIME):
                some = list(contacts_in(contacts.slice(start, _AT_A_TIME)))
                seen = [look_at(contact, self.index, self.rules) for contact in some]
                if len(decided) > _MOST_KEPT:
                    decided.clear()
                self._decide(dict.fromkeys(one for one in seen if one not in decided), decided)
                parts.append(_table(some, [decided[one] for one in seen]))
                if progress:
                    progress(len(some))
        return pa.concat_tables(parts)

    def _decide(self, fresh: dict[Seen, None], decided: dict[Seen, _Rows]) -> None:
        """Decide what names as they are written tell, and look for close ones for all the rest together."""
        left: list[Seen] = []
        for seen in fresh:
            outcome = decide_exactly(seen, self.index, self.rules)
            if outcome is None:
                left.append(seen)
            else:
                decided[seen] = _as_rows(outcome)
        self.index.loose.prepare(seen.company for seen in left)
        for seen in left:
            decided[seen] = _as_rows(decide_loosely(seen, self.index, self.rules))


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Nothing made here refers to itself: looking for what does among millions of objects takes time and finds none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _table(contacts: Sequence[Contact], found: Sequence[_Rows]) -> pa.Table:
    keys = [contact.id for contact, rows in zip(contacts, found, strict=True) for _row in rows]
    rows = [row for some in found for row in some]
    columns = [keys, *map(list, zip(*rows, strict=True))] if rows else [[]] * len(FOUND)
    return pa.table(dict(zip(FOUND.names, columns, strict=True)), schema=FOUND)


def _as_rows(outcome: Outcome) -> _Rows:
    """What came of a contact as rows of tables.FOUND, without the contact's key."""
    if outcome.match:
        return (_row(0, outcome.match),)
    return tuple(_row(rank, one) for rank, one in enumerate(outcome.suggestions, 1))


def _row(rank: int, one: Candidate) -> tuple[int, int, str, float, str]:
    return rank, one.account, one.method, one.confidence, _as_json(one.evidence)
