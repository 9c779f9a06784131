"""Which visitors and organisations belonged to an account or a contact: by today's links, or by those of an instant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from tiercel.flow.events.visitors.contacts import in_parts
from tiercel.records.models import Alias, Contact, ContactAccount, OrganisationAccount, VisitorContact
from tiercel.records.models.accounts import LONGEST_CHAIN


@dataclass(frozen=True)
class Whose:
    """The visitors of an account or contact, each with the contact they are, and the networks that are the account's.

    named   every contact by key, as people call them
    """

    visitors: dict[int, int]
    organisations: tuple[str, ...] = ()
    named: dict[int, str] | None = None

    @property
    def is_nothing(self) -> bool:
        return not self.visitors and not self.organisations


def of_account(account_id: int, known_by: datetime | None) -> Whose:
    """Those of everybody who works, or worked then, at the account or at one that was merged into it."""
    held = _held(known_by)
    accounts = _and_merged("accounts", [account_id], held)
    links = ContactAccount.objects.filter(held, account__in=accounts)
    people = set(links.values_list("contact", flat=True))
    networks = OrganisationAccount.objects.filter(held, account__in=accounts)
    return Whose(
        visitors=visitors_of(people, held),
        organisations=tuple(networks.order_by("organisation").values_list("organisation", flat=True)),
        named=_names(people),
    )


def of_contact(contact_id: int, known_by: datetime | None) -> Whose:
    return Whose(visitors=visitors_of({contact_id}, _held(known_by)), named=_names({contact_id}))


def known_visitors(visitors: Iterable[int], known_by: datetime | None) -> set[int]:
    """Which of these visitors are, or were then, anybody's: they are no strangers of a network."""
    held, found = _held(known_by), set()
    for part in in_parts(sorted(visitors)):
        found |= set(VisitorContact.objects.filter(held, visitor__in=part).values_list("visitor", flat=True))
    return found


def _held(known_by: datetime | None) -> Q:
    """Links that hold, or held just before that instant."""
    if known_by is None:
        return Q(ended_at__isnull=True)
    return Q(made_at__lt=known_by) & (Q(ended_at__isnull=True) | Q(ended_at__gte=known_by))


def visitors_of(contacts: set[int], held: Q) -> dict[int, int]:
    """Every visitor of these contacts, and of those that were merged into them; who was erased is nobody's, ever."""
    found: dict[int, int] = {}
    stands_for = _each_and_merged("contacts", contacts, held)
    for part in in_parts(sorted(stands_for)):
        links = VisitorContact.objects.filter(held, contact__in=part, visitor__erased_at__isnull=True)
        found |= {visitor: stands_for[contact] for visitor, contact in links.values_list("visitor", "contact")}
    return found


def _and_merged(kind: str, rows: list[int], held: Q) -> list[int]:
    """These rows with all that were found to be one of them."""
    return sorted(_each_and_merged(kind, set(rows), held))


def _each_and_merged(kind: str, rows: set[int], held: Q) -> dict[int, int]:
    """These rows, and all that were found to be one of them, each with the one of these rows that it is."""
    found = last = {row: row for row in sorted(rows)}
    for _ in range(LONGEST_CHAIN):
        links: list[tuple[int, int]] = []
        for part in in_parts(sorted(last)):
            links += Alias.objects.filter(held, kind=kind, current__in=part).values_list("old", "current")
        last = {old: last[current] for old, current in links if old not in found}
        if not last:
            break
        found = last | found
    return found


def _names(contacts: set[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for part in in_parts(sorted(contacts)):
        rows = Contact.objects.filter(pk__in=part).values_list("pk", "name", "email")
        found |= {pk: name or email for pk, name, email in rows}
    return found
