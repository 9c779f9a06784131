"""The tables that matching reads and makes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pyarrow as pa

_TEXTS = pa.list_(pa.string())
CONTACTS = pa.schema(
    [
        ("id", pa.int64()),
        ("emails", _TEXTS),
        ("phones", _TEXTS),
        ("websites", _TEXTS),
        ("company", pa.string()),
        ("country", pa.string()),
        ("city", pa.string()),
    ]
)
# alias_domains, alias_names: taught by people and by merges. phones: its own, and those of people at it.
# is_live: an account that was put away is matched to by nobody; its domains lead to the account above it.
ACCOUNTS = pa.schema(
    [
        ("id", pa.int64()),
        ("name", pa.string()),
        ("other_names", _TEXTS),
        ("alias_names", _TEXTS),
        ("domains", _TEXTS),
        ("alias_domains", _TEXTS),
        ("phones", _TEXTS),
        ("parent", pa.int64()),
        ("country", pa.string()),
        ("city", pa.string()),
        ("employees", pa.int64()),
        ("contacts", pa.int64()),
        ("is_live", pa.bool_()),
    ]
)
# rank 0 is the match; 1 and on are what a waiting contact is offered.
FOUND = pa.schema(
    [
        ("contact", pa.int64()),
        ("rank", pa.int64()),
        ("account", pa.int64()),
        ("method", pa.string()),
        ("confidence", pa.float64()),
        ("evidence", pa.string()),
    ]
)
_AT_A_TIME = 20_000


@dataclass(frozen=True)
class Contact:
    """What matching knows of a contact; `company` as somebody wrote it, `websites` the domains of that company's."""

    id: int
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    websites: tuple[str, ...] = ()
    company: str = ""
    country: str = ""
    city: str = ""


@dataclass(frozen=True)
class Account:
    """What matching knows of an account; `contacts` is how many were at it before this run."""

    id: int
    name: str = ""
    other_names: tuple[str, ...] = ()
    alias_names: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    alias_domains: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    parent: int | None = None
    country: str = ""
    city: str = ""
    employees: int | None = None
    contacts: int = 0
    is_live: bool = True

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for name in (self.name, *self.other_names, *self.alias_names) if name))


@dataclass(frozen=True)
class Candidate:
    """One account that a contact may be at.

    method      the rule that found it
    confidence  a share: how often such a match is right
    evidence    what spoke for it, as small values; never a personal one
    """

    account: int
    method: str
    confidence: float
    evidence: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What came of one contact: an account, or suggestions, or nothing."""

    match: Candidate | None = None
    suggestions: tuple[Candidate, ...] = ()


def contacts_in(table: pa.Table) -> Iterator[Contact]:
    for batch in table.select(CONTACTS.names).to_batches(max_chunksize=_AT_A_TIME):
        for id_, emails, phones, sites, *texts in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            company, country, city = (text or "" for text in texts)
            yield Contact(id_, tuple(emails or ()), tuple(phones or ()), tuple(sites or ()), company, country, city)


def accounts_in(table: pa.Table) -> Iterator[Account]:
    for batch in table.select(ACCOUNTS.names).to_batches(max_chunksize=_AT_A_TIME):
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            id_, name, other, also, domains, alias_domains, phones, parent, *place, employees, contacts, is_live = row
            lists = [tuple(some or ()) for some in (other, also, domains, alias_domains, phones)]
            country, city = (text or "" for text in place)
            yield Account(
                id_, name or "", lists[0], lists[1], lists[2], lists[3], lists[4], parent, country, city, employees,
                contacts or 0, bool(is_live),
            )  # fmt: skip
