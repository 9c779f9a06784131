"""One contact: the facts and where each came from, where they worked and work, the deals they took part in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tiercel.flow.accounts.account_page import Whence
from tiercel.flow.accounts.see_observations import AnswerRow, answers_of_contact
from tiercel.flow.duplicates.follow import current_of
from tiercel.flow.sight import only_seen_contacts, only_seen_deals, seen_accounts, without_unseen_accounts
from tiercel.flow.touches.see_touches import touches_of_contact
from tiercel.flow.touches.touch import TouchRow
from tiercel.records.models import Change, Contact, ContactAccount, Deal, DealContact, Origin, User

MOST = 200
FACTS = (
    "title",
    "company",
    "websites",
    "emails",
    "phones",
    "country",
    "city",
    "language",
    "preferred_channel",
    "owner",
    "lifecycle",
    "source",
    "created_on",
)


@dataclass(frozen=True)
class PersonFact:
    """A value, by the name of its column, and where it came from."""

    name: str
    value: object
    whence: Whence | None


@dataclass(frozen=True)
class Place:
    """An account where the contact works, or worked until `until`; `how` says who said so."""

    account: int
    name: str
    since: datetime
    until: datetime | None
    how: str


@dataclass(frozen=True)
class Part:
    """A deal that the contact took part in, and as what."""

    deal: int
    name: str
    role: str
    is_primary: bool
    account: int | None
    account_name: str
    outcome: str
    amount_minor: int | None
    amount_currency: str
    closed_on: date | None


@dataclass(frozen=True)
class Changed:
    """A value that was replaced."""

    at: datetime
    field: str
    old: str
    new: str
    whence: str


@dataclass(frozen=True)
class PersonPage:
    id: int
    name: str
    title: str
    is_archived: bool
    whence: Whence | None
    facts: tuple[PersonFact, ...]
    places: tuple[Place, ...]
    parts: tuple[Part, ...]
    history: tuple[Changed, ...]
    touches: tuple[TouchRow, ...] = ()
    answers: tuple[AnswerRow, ...] = ()


def see_person(contact_id: int, *, by: User | None = None) -> PersonPage | None:
    """Everything about one contact, or that which stands for it; None where there is none that this user sees."""
    seen = only_seen_contacts(Contact.objects.select_related("owner", "origin"), by)
    contact = seen.filter(pk=current_of("contacts", contact_id)).first()
    if contact is None:
        return None
    changes = list(
        Change.objects.filter(table="contacts", row=contact.pk)
        .select_related("origin")
        .order_by("-made_at", "-pk")[:MOST]
    )
    return PersonPage(
        id=contact.pk,
        name=contact.name or contact.email,
        title=contact.title,
        is_archived=contact.archived_at is not None,
        whence=_whence(contact.origin, contact.line, contact.received_at),
        facts=tuple(_fact(contact, name, changes) for name in FACTS if getattr(contact, name)),
        places=_places(contact, by),
        parts=_parts(contact, by),
        history=tuple(_changed(change) for change in changes),
        touches=touches_of_contact(contact.pk, by=by),
        answers=answers_of_contact(contact.pk, by),
    )


def _fact(contact: Contact, name: str, changes: list[Change]) -> PersonFact:
    value = str(contact.owner) if name == "owner" else getattr(contact, name)
    last = next((change for change in changes if change.field.removesuffix("_id") == name), None)
    if last is not None:
        return PersonFact(name, value, _whence(last.origin, last.line, last.made_at))
    return PersonFact(name, value, _whence(contact.origin, contact.line, contact.received_at))


def _whence(origin: Origin | None, line: int | None, at: datetime) -> Whence | None:
    return Whence(origin.name or origin.source, line, at) if origin else None


def _places(contact: Contact, by: User | None) -> tuple[Place, ...]:
    links = ContactAccount.objects.filter(contact=contact, account__in=seen_accounts(by).values("pk"))
    return tuple(
        Place(link.account_id, link.account.name, link.made_at, link.ended_at, link.method)
        for link in links.select_related("account").order_by("-made_at", "-pk")[:MOST]
    )


def _parts(contact: Contact, by: User | None) -> tuple[Part, ...]:
    deals = only_seen_deals(Deal.objects.filter(archived_at__isnull=True), by).values("pk")
    links = DealContact.objects.filter(contact=contact, ended_at__isnull=True, deal__in=deals)
    found = list(links.select_related("deal", "deal__account").order_by("-deal__created_on", "-deal_id")[:MOST])
    without_unseen_accounts((link.deal for link in found), by)
    return tuple(
        Part(
            deal=link.deal_id,
            name=link.deal.name,
            role=link.role,
            is_primary=bool(link.is_primary),
            account=link.deal.account_id,
            account_name=str(link.deal.account or ""),
            outcome=link.deal.outcome,
            amount_minor=link.deal.amount_minor,
            amount_currency=link.deal.amount_currency,
            closed_on=link.deal.closed_on,
        )
        for link in found
    )


def _changed(change: Change) -> Changed:
    old, new = (_text(value) for value in (change.old, change.new))
    return Changed(
        change.made_at, change.field.removesuffix("_id"), old, new, change.origin.name if change.origin else ""
    )


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value in (None, "", {}) else str(value)
