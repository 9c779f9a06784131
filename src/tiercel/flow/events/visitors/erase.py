"""Somebody is erased: what they did at our sites can be read by nobody any more, and nobody brings them back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tiercel.collect.events.aside import forget_mentions
from tiercel.collect.events.hashing import address_in, hashed_with
from tiercel.collect.events.known_by import MAIL, USER
from tiercel.core.errors import DataError
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.flow.duplicates.follow import current_of
from tiercel.flow.duplicates.follow import merged_into as rows_in
from tiercel.flow.events.collecting import lake_of
from tiercel.flow.events.compact import KIND, put_away
from tiercel.flow.events.visitors.contacts import WEB, in_parts, merged_into
from tiercel.flow.events.visitors.hashes import hash_key
from tiercel.flow.jobs import held
from tiercel.flow.search.index import catch_up, note_gaps
from tiercel.flow.sight import only_seen_contacts
from tiercel.records.models import (
    Change,
    Contact,
    ContactRole,
    MergeMove,
    SurveyAnswer,
    Touch,
    User,
    Visitor,
    VisitorContact,
    VisitorIdentifier,
)
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
    """How many were erased: visitors, contacts that the web alone had brought, touches and answers that lost the
    address, and what the collector had kept aside.

    contacts_left  contacts that stay, for an import brought them
    aside_left     what was kept aside and is still being written: it can be erased in a minute
    """

    visitors: int
    contacts: int
    contacts_left: int
    activities: int = 0
    aside: int = 0
    aside_left: int = 0


def erase_visitors(mail: str, by: User | None, now: datetime) -> Erased:
    """Erase everybody who is known by a mail address: the secrets of their events are destroyed, their links end.

    The hash of the address stays, and so do those of the ids that came with it: events that still arrive, or come again
    from a file, are nobody's. Touches and answers that came by file stay, without the address. A contact that a CRM
    brought stays, for it would come again: erase it there, too.

    raises   DataError for what is no address, or while events are being put away
    """
    at_least(Role.MANAGER, by)
    address = address_in(mail.strip())
    if not address:
        raise DataError(_("'{mail}' is not a mail address. Write it as name@example.com.").format(mail=mail[:80]))
    return _erase_now([address], [], by, now)


def erase_contact(contact_id: int, by: User | None, now: datetime) -> Erased | None:
    """Erase the person that a contact is, as `erase_visitors` does, by every address that the contact has.

    Rows that were merged into the contact are the same person. None where there is no such contact that `by` may see.

    raises   as above
    """
    at_least(Role.MANAGER, by)
    key = current_of("contacts", contact_id)
    if not only_seen_contacts(Contact.objects.filter(pk=key), by).exists():
        return None
    rows = Contact.objects.filter(pk__in=[key, *rows_in("contacts", key)])
    said = {mail for row in rows for mail in (row.email, *row.emails)}
    return _erase_now(sorted({address_in(mail) for mail in said} - {""}), [row.pk for row in rows], by, now)


def _erase_now(addresses: list[str], contacts: list[int], by: User | None, now: datetime) -> Erased:
    with held(KIND, {"erases": True}, by) as holding:
        # What still waits in the log would else be sealed anew for whom it concerns.
        put_away(holding)
        with transaction.atomic():
            holding.confirm()
            done = _erase(addresses, contacts, by, now)
    catch_up()
    # Last, for it cannot be taken back where something else fails.
    folder = lake_of(Path(settings.WORKSPACE.workspace)) / "aside"
    for address in addresses:
        aside, left = forget_mentions(folder, address)
        done = replace(done, aside=done.aside + aside, aside_left=done.aside_left + left)
    return done


def _erase(addresses: list[str], asked: list[int], by: User | None, now: datetime) -> Erased:
    hashed = hashed_with(hash_key(now))
    digests = [hashed(MAIL, address) for address in addresses]
    contacts = list(Contact.objects.filter(Q(email__in=addresses) | Q(pk__in=asked)).select_related("origin"))
    visitors = _visitors(digests, [contact.pk for contact in contacts])
    for digest in digests:
        if not VisitorIdentifier.objects.filter(digest=digest).exists():
            _remember(digest, now)
    for part in in_parts(sorted(visitors)):
        Visitor.objects.filter(pk__in=part).update(secret="", erased_at=now, company=None)
        VisitorIdentifier.objects.filter(active(), visitor__in=part).update(ended_at=now)
        VisitorContact.objects.filter(active(), visitor__in=part).update(ended_at=now)
    ours = [contact.pk for contact in contacts if contact.origin is not None and contact.origin.source == WEB]
    _blank(ours, now)
    activities = sum(_take_from_activities(address) for address in addresses)
    merged = set(merged_into("contacts", ours).values()) - {contact.pk for contact in contacts}
    trail.note("visitors.erased", by, subject="visitors", rows=sorted(visitors))
    # Those that stay, too: what they did is gone from them.
    trail.note("contacts.erased", by, subject="contacts", rows=sorted({*asked, *ours}), emptied=len(ours))
    return Erased(len(visitors), len(ours), len(contacts) - len(ours) + len(merged), activities)


def _visitors(digests: list[str], contacts: list[int]) -> set[int]:
    """Those who gave an address, those of its contacts, and all that the site knows by the same ids as these."""
    found = set(VisitorIdentifier.objects.filter(digest__in=digests).values_list("visitor", flat=True))
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


def _take_from_activities(address: str) -> int:
    """Touches and answers keep what happened, and lose whose address it was."""
    told = Change.objects.filter(table__in=("touches", "survey_answers"), field="email")
    told.filter(Q(old=address) | Q(new=address)).delete()
    return sum(model.objects.filter(email=address).update(email="") for model in (Touch, SurveyAnswer))


def _blank(contacts: list[int], now: datetime) -> None:
    for part in in_parts(contacts):
        Contact.objects.filter(pk__in=part).update(**BLANK, custom={}, archived_at=now)
        Change.objects.filter(table="contacts", row__in=part).delete()
        ContactRole.objects.filter(contact__in=part).update(title="", because=[])
        # What a merge had found in them would come back by its undo.
        MergeMove.objects.filter(table="contacts", row__in=part, field__in=[*BLANK, "custom"]).delete()
    if contacts:
        # The search knows their names from before: it writes its files anew.
        note_gaps()
