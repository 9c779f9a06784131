"""Why a contact is at its account, or at none: who said so, what spoke for it, what a person decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tiercel.flow.matching.queue import Suggested, suggestions_of, told_to
from tiercel.flow.matching.reading import contacts_table, opened, read_accounts, read_contacts
from tiercel.flow.sight import only_seen_contacts, only_seen_links, seen_accounts
from tiercel.flow.strategy import documents
from tiercel.records.models import AccountAlias, Contact, ContactAccount, MatchDecision, User
from tiercel.resolve.matching.match import Matcher
from tiercel.resolve.matching.rules import read_rules
from tiercel.resolve.matching.tables import Outcome, contacts_in


@dataclass(frozen=True)
class Standing:
    """Where a contact works, and why that is said.

    method      import, person, or the rule
    version     of the rules, where a run made it
    """

    account: int
    name: str
    since: datetime
    method: str
    confidence: float | None
    evidence: Mapping[str, Any] = field(default_factory=dict)
    version: int | None = None


@dataclass(frozen=True)
class Decision:
    """What a person decided; `account` is None for none of ours."""

    account: int | None
    by: str
    at: datetime
    taught: tuple[str, ...]


@dataclass(frozen=True)
class Explained:
    contact: int
    name: str
    company: str
    standing: Standing | None
    decision: Decision | None
    suggestions: tuple[Suggested, ...]


def explain(contact_id: int, *, by: User | None = None) -> Explained | None:
    """Why; None where there is no such contact, or none that this user sees."""
    contact = only_seen_contacts(Contact.objects.all(), by).filter(pk=contact_id).first()
    if contact is None:
        return None
    links = only_seen_links(ContactAccount.objects.filter(contact=contact, ended_at__isnull=True), by)
    link = links.select_related("account", "run").first()
    decision = _decision(contact, by)
    offered = () if link or decision else suggestions_of([contact.pk], by)[contact.pk]
    standing = _standing(link, by) if link else None
    return Explained(contact.pk, contact.name or contact.email, contact.company, standing, decision, offered)


def ask_rules(contact_id: int) -> Outcome:
    """What the rules in force say of one contact now, whatever stands there; nothing is written."""
    duck = opened()
    read_contacts(duck, [contact_id])
    contact = next(contacts_in(contacts_table(duck, "true")), None)
    if contact is None:
        return Outcome()
    return Matcher(read_accounts(duck), read_rules(documents.current("matching").body)).one(contact)


def _standing(link: ContactAccount, by: User | None) -> Standing:
    return Standing(
        link.account_id, link.account.name, link.made_at, link.method, link.confidence,
        told_to(by, link.evidence),
        link.run.version if link.run else None,
    )  # fmt: skip


def _decision(contact: Contact, by: User | None) -> Decision | None:
    row = MatchDecision.objects.filter(contact=contact, ended_at__isnull=True).select_related("by").first()
    if row is None or (row.account_id and not seen_accounts(by).filter(pk=row.account_id).exists()):
        return None
    taught = AccountAlias.objects.filter(decision=row, ended_at__isnull=True).values_list("value", flat=True)
    return Decision(row.account_id, row.by.username if row.by else "", row.made_at, tuple(taught))
