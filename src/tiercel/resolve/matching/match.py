"""Contacts find their accounts: one as it comes, or a million at once, with the same answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pyarrow as pa

from tiercel.resolve.matching.decide import decide
from tiercel.resolve.matching.index import Index
from tiercel.resolve.matching.rules import Rules
from tiercel.resolve.matching.tables import FOUND, Candidate, Contact, Outcome, accounts_in, contacts_in

_AT_A_TIME = 20_000
Progress = Callable[[int], None]


class Matcher:
    """The accounts, ready to be asked."""

    def __init__(self, accounts: pa.Table, rules: Rules) -> None:
        """accounts   in the form of tables.ACCOUNTS"""
        self.rules = rules
        self.index = Index.of(accounts_in(accounts))

    def one(self, contact: Contact) -> Outcome:
        return decide(contact, self.index, self.rules)

    def all(self, contacts: pa.Table, progress: Progress | None = None) -> pa.Table:
        """What comes of every contact, in the form of tables.FOUND; those without any candidate have no row.

        contacts   in the form of tables.CONTACTS
        progress   told how many more are done
        """
        parts = [FOUND.empty_table()]
        for rows in self._rows(contacts, progress):
            columns = list(zip(*rows, strict=True)) if rows else [()] * len(FOUND)
            parts.append(pa.table(dict(zip(FOUND.names, map(list, columns), strict=True)), schema=FOUND))
        return pa.concat_tables(parts)

    def _rows(self, contacts: pa.Table, progress: Progress | None) -> Iterator[list[tuple[object, ...]]]:
        rows: list[tuple[object, ...]] = []
        for done, contact in enumerate(contacts_in(contacts), 1):
            rows += _as_rows(contact.id, self.one(contact))
            if done % _AT_A_TIME == 0:
                yield rows
                rows = []
                if progress:
                    progress(_AT_A_TIME)
        yield rows


def _as_rows(contact: int, outcome: Outcome) -> list[tuple[object, ...]]:
    if outcome.match:
        return [_row(contact, 0, outcome.match)]
    return [_row(contact, rank, one) for rank, one in enumerate(outcome.suggestions, 1)]


def _row(contact: int, rank: int, one: Candidate) -> tuple[object, ...]:
    return contact, rank, one.account, one.method, one.confidence, json.dumps(one.evidence, ensure_ascii=False)
