"""What an account's page shows: facts with where they came from, deals, contacts, history and tier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tiercel.flow.accounts.account_values import Shown, Value
from tiercel.records.models import Deal


@dataclass(frozen=True)
class Whence:
    """What a value came from: a file and its line, or a hand."""

    name: str
    line: int | None
    at: datetime


@dataclass(frozen=True)
class Fact:
    column: Shown
    value: Value
    whence: Whence | None


@dataclass(frozen=True)
class DealRow:
    id: int
    name: str
    stage: str
    outcome: str
    amount_minor: int | None
    amount_currency: str
    created_on: date | None
    closed_on: date | None
    owner: str
    reason: str

    @classmethod
    def of(cls, deal: Deal) -> DealRow:
        return cls(
            id=deal.pk,
            name=deal.name,
            stage=deal.stage,
            outcome=deal.outcome,
            amount_minor=deal.amount_minor,
            amount_currency=deal.amount_currency,
            created_on=deal.created_on,
            closed_on=deal.closed_on,
            owner=str(deal.owner or ""),
            reason=deal.reason,
        )


@dataclass(frozen=True)
class ContactRow:
    id: int
    name: str
    title: str
    email: str
    phone: str


@dataclass(frozen=True)
class SubscriptionRow:
    product: str
    amount_minor: int | None
    amount_currency: str
    started_on: date
    ended_on: date | None
    renews_on: date | None


@dataclass(frozen=True)
class Event:
    """Something that happened to the account's record: a value changed, a tier began, somebody decided.

    kind   received, changed, tier, decided or by_hand
    """

    kind: str
    at: datetime
    field: str = ""
    old: Value | None = None
    new: Value | None = None
    whence: str = ""
    tier: int | None = None
    decision: str = ""
    reason: str = ""
    by: str = ""


@dataclass(frozen=True)
class Standing:
    """The tier an account is in, and who decided on it; `tier` is None where it is in none.

    hand   the tier that somebody chose by hand; 0: kept out by hand; None: nobody chose
    """

    tier: int | None = None
    state: str = ""
    since: datetime | None = None
    owner: str = ""
    why: dict[str, Any] | None = None
    decided_by: str = ""
    reason: str = ""
    note: str = ""
    hand: int | None = None
    hand_reason: str = ""


@dataclass(frozen=True)
class AccountPage:
    """All of one account.

    whence    where most of its facts came from
    missing   columns that say nothing
    """

    id: int
    name: str
    domain: str
    is_archived: bool
    whence: Whence | None
    facts: tuple[Fact, ...]
    missing: tuple[Shown, ...]
    parent: tuple[int, str] | None
    children: tuple[tuple[int, str], ...]
    keys: tuple[tuple[str, str], ...]
    deals: tuple[DealRow, ...]
    contacts: tuple[ContactRow, ...]
    subscriptions: tuple[SubscriptionRow, ...]
    history: tuple[Event, ...]
    standing: Standing
    as_of: date | None = None
