"""Somebody is erased: what they did at our sites can be read by nobody any more, and nobody brings them back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tiercel.collect.events.hashing import address_in, hashed_with
from tiercel.collect.events.known_by import MAIL, USER
from tiercel.core.errors import DataError
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.flow.events.compact import KIND, put_away
from tiercel.flow.events.contacts import WEB, in_parts
from tiercel.flow.events.hashes import hash_key
from tiercel.flow.jobs import held
from tiercel.flow.search.index import note_gaps
from tiercel.records.models import Change, Contact, User, Visitor, VisitorContact, VisitorIdentifier
from tiercel.records.models.base import active
from tiercel.records.models.users import Role

BLANK = {
    "name": "",
    "first_name": "",
    "last_name": "",
    "email": "",
    "emails": [],
    "phones": [],
    "title": "",
    "city": "",
}


@dataclass(frozen=True)
class Erased:
    """How many visitors were erased, how many contacts that the web alone had brought, and how many contacts stay."""

    visitors: int
    contacts: int
    contacts_left: int


def erase_visitors(mail: str, by: User | None, now: datetime) -> Erased:
    """Erase everybody who is known by a mail address: the secrets of their events are destroyed, their links end.

    The hash of the address stays, and so do those of the ids that came with it: events that still arrive, or come again
    from a file, are nobody's. A contact that a CRM brought stays, for it would come again: erase it there, too.

    raises   DataError for what is no address, or while events are being put away
    """
    at_least(Role.MANAGER, by)
    address = address_in(mail.strip())
    if not address:
        raise DataError(_("'{mail}' is not a mail address. Write it as name@example.com.").format(mail=mail[:80]))
    with held(KIND, {"erases": True}, by) as holding:
        # What still waits in the log would else be sealed anew for whom it concerns.
        put_away(holding)
        with transaction.atomic():
            holding.confirm()
            return _erase(address, by, now)


def _erase(address: str, by: User | None, now: datetime) -> Erased:
    digest = hashed_with(hash_key(now))(MAIL, address)
    contacts = list(Contact.objects.filter(email=address))
    visitors = _visitors(digest, [contact.pk for contact in contacts])
    if not VisitorIdentifier.objects.filter(digest=digest).exists():
        _remember(digest, now)
    for part in in_parts(sorted(visitors)):
        Visitor.objects.filter(pk__in=part).update(secret="", erased_at=now)
        VisitorIdentifier.objects.filter(active(), visitor__in=part).update(ended_at=now)
        VisitorContact.objects.filter(active(), visitor__in=part).update(ended_at=now)
    ours = [contact.pk for contact in contacts if contact.origin is not None and contact.origin.source == WEB]
    _blank(ours, now)
    trail.note("visitors.erased", by, subject="visitors", rows=sorted(visitors))
    return Erased(len(visitors), len(ours), len(contacts) - len(ours))


def _visitors(digest: str, contacts: list[int]) -> set[int]:
    """Those who gave the address, those of its contacts, and all that the site knows by the same ids as these."""
    found = set(VisitorIdentifier.objects.filter(digest=digest).values_list("visitor", flat=True))
    found |= set(VisitorContact.objects.filter(contact__in=contacts).values_list("visitor", flat=True))
    users = VisitorIdentifier.objects.filter(kind=USER, visitor__in=sorted(found)).values("digest")
    found |= set(VisitorIdentifier.objects.filter(digest__in=users).values_list("visitor", flat=True))
    return set(Visitor.objects.filter(pk__in=sorted(found), erased_at__isnull=True).values_list("pk", flat=True))


def _remember(digest: str, now: datetime) -> None:
    """An address that never came keeps out all the same, should it come."""
    nobody = Visitor.objects.create(secret="", made_at=now, erased_at=now)
    VisitorIdentifier.objects.create(
        kind=MAIL, digest=digest, visitor=nobody, since=now, made_at=now, ended_at=now, origin=None
    )


def _blank(contacts: list[int], now: datetime) -> None:
    for part in in_parts(contacts):
        Contact.objects.filter(pk__in=part).update(**BLANK, custom={}, archived_at=now)
        Change.objects.filter(table="contacts", row__in=part).delete()
    if contacts:
        # The search knows their names from before: it reads everything again.
        note_gaps()
