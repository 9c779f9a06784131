"""The contacts that wait for a person, the surest first, each with the accounts it may be at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tiercel.flow.accounts.asked import Asked
from tiercel.flow.accounts.list_accounts import list_accounts
from tiercel.flow.accounts.paging import Order, counted, slice_of
from tiercel.flow.sight import of_seen_account, people_of, seen_accounts, sees_all, unseen
from tiercel.records.models import Account, Contact, ContactAccount, MatchDecision, MatchSuggestion, User

PAGE = 20
_ORDER = Order("confidence", descending=True)
_NOW = Q(ended_at__isnull=True)


@dataclass(frozen=True)
class Suggested:
    """An account that a contact may be at."""

    account: int
    name: str
    country: str
    city: str
    domain: str
    employees: int | None
    method: str
    confidence: float
    evidence: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Waiting:
    """A contact that waits for a person; `websites` are the domains of those that it has of its company."""

    contact: int
    name: str
    title: str
    company: str
    domains: tuple[str, ...]
    country: str
    city: str
    since: datetime
    suggestions: tuple[Suggested, ...]
    websites: tuple[str, ...] = ()


@dataclass(frozen=True)
class QueueAsked:
    """What somebody wants to see of the queue; `at_least` is the confidence of the first suggestion."""

    text: str = ""
    method: str = ""
    at_least: float = 0.0
    after: str = ""
    before: str = ""

    @property
    def narrows(self) -> bool:
        return bool(self.text or self.method or self.at_least)


@dataclass(frozen=True)
class QueuePage:
    """A page of the queue: `count` goes no further than 10,001."""

    rows: tuple[Waiting, ...]
    count: int
    before: str = ""
    after: str = ""


def see_queue(asked: QueueAsked, *, by: User | None = None, size: int = PAGE) -> QueuePage:
    found = _narrowed(waiting_contacts(by), asked)
    part = slice_of(found.select_related("contact"), _ORDER, after=asked.after, before=asked.before, size=size)
    offered = suggestions_of([row.contact_id for row in part.rows], by)
    rows = tuple(_waiting(row.contact, row.made_at, offered[row.contact_id]) for row in part.rows)
    return QueuePage(rows, counted(found), part.before, part.after)


def see_waiting(contact_id: int, *, by: User | None = None) -> Waiting | None:
    """One contact of the queue; None where it does not wait, or is not seen."""
    row = waiting_contacts(by).select_related("contact").filter(contact=contact_id).first()
    return _waiting(row.contact, row.made_at, suggestions_of([contact_id], by)[contact_id]) if row else None


def waiting_contacts(by: User | None) -> QuerySet[MatchSuggestion]:
    """The first suggestion that this user may know of, of each contact that waits and that they see."""
    link = ContactAccount.objects.filter(_NOW, contact=OuterRef("contact"))
    decision = MatchDecision.objects.filter(_NOW, contact=OuterRef("contact"))
    found = MatchSuggestion.objects.filter(~Exists(link), ~Exists(decision), contact__archived_at__isnull=True)
    if by is None or sees_all(by):
        return found.filter(rank=1)
    # None of them is at an account, by which its people would see them too.
    here = of_seen_account(by)
    earlier = MatchSuggestion.objects.filter(here, contact=OuterRef("contact"), rank__lt=OuterRef("rank"))
    return found.filter(here, ~Exists(earlier), contact__owner__in=people_of(by))


def suggestions_of(contacts: Sequence[int], by: User | None) -> Mapping[int, tuple[Suggested, ...]]:
    """What is offered to each of these contacts, of the accounts that this user sees."""
    found = MatchSuggestion.objects.filter(of_seen_account(by), contact__in=contacts)
    found = found.select_related("account").order_by("contact", "rank")
    listed: dict[int, list[Suggested]] = defaultdict(list)
    for row in found:
        listed[row.contact_id].append(_offer(row.account, row.method, row.confidence, told_to(by, row.evidence)))
    return defaultdict(tuple, {contact: tuple(some) for contact, some in listed.items()})


def told_to(by: User | None, evidence: Mapping[str, Any]) -> Mapping[str, Any]:
    """What speaks for an account and against it; another that is called so has no key for who may not know of it."""
    against = evidence.get("against")
    if against is None or sees_all(by) or not unseen([against], by):
        return evidence
    return {**evidence, "against": True}


def _narrowed(found: QuerySet[MatchSuggestion], asked: QueueAsked) -> QuerySet[MatchSuggestion]:
    if asked.text:
        said = asked.text.strip()
        found = found.filter(
            Q(contact__name__icontains=said)
            | Q(contact__company__icontains=said)
            | Q(contact__email__icontains=said)
            | Q(account__name__icontains=said)
        )
    if asked.method:
        found = found.filter(method=asked.method)
    return found.filter(confidence__gte=asked.at_least) if asked.at_least else found


def _waiting(contact: Contact, since: datetime, offered: tuple[Suggested, ...]) -> Waiting:
    hosts = dict.fromkeys(address.rpartition("@")[2] for address in contact.emails)
    return Waiting(
        contact=contact.pk,
        name=contact.name or contact.email,
        title=contact.title,
        company=contact.company,
        domains=tuple(hosts),
        country=contact.country,
        city=contact.city,
        since=since,
        suggestions=offered,
        websites=tuple(contact.websites),
    )


def waiting_above(by: User | None, levels: Sequence[float]) -> tuple[tuple[float, int], ...]:
    """How many contacts wait whose first suggestion is at least so sure, for each level at which any does."""
    found = waiting_contacts(by)
    counts = ((level, counted(found.filter(confidence__gte=level))) for level in levels)
    return tuple((level, count) for level, count in counts if count)


def accounts_called(text: str, by: User | None, most: int = 8) -> tuple[Suggested, ...]:
    """Accounts that this user sees by a part of their name or the beginning of their domain, as for a suggestion."""
    if not text.strip():
        return ()
    rows = list_accounts(Asked(text=text), by=by, with_choices=False, size=most).rows
    found = seen_accounts(by).in_bulk([row.id for row in rows])
    return tuple(_offer(found[row.id], ContactAccount.PERSON, 1.0, {}) for row in rows if row.id in found)


def _offer(account: Account, method: str, confidence: float, evidence: Mapping[str, Any]) -> Suggested:
    return Suggested(
        account.pk, account.name, account.country, account.city, account.domain, account.employees,
        method, confidence, evidence,
    )  # fmt: skip
