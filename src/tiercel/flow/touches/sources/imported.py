"""Touches that came by file: activities of a CRM, lists of webinars, what was done with mails."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from tiercel.core.clock import utc_now
from tiercel.flow.touches.touch import TouchRow
from tiercel.records.models import Alias, ContactAccount, Deal, Touch, TouchContact

# Merges of merges: a circle, which nobody should make, ends here too.
LONGEST_CHAIN = 50


def of_account(account_id: int, known_by: datetime | None, most: int) -> list[TouchRow]:
    """Those that name the account, and those of people who work there or about its deals that name no other."""
    accounts = _all_of("accounts", account_id, known_by)
    people = ContactAccount.objects.filter(_held(known_by), account__in=accounts).values("contact")
    took_part = TouchContact.objects.filter(_held(known_by), contact__in=people).values("touch")
    deals = Deal.objects.filter(account__in=accounts).values("pk")
    known = _known(known_by)
    nowhere = known.filter(account__isnull=True)
    return _newest(
        [
            known.filter(account__in=accounts),
            nowhere.filter(contact__in=people),
            nowhere.filter(pk__in=took_part),
            nowhere.filter(contact__isnull=True, deal__in=deals),
        ],
        most,
    )


def of_contact(contact_id: int, known_by: datetime | None, most: int) -> list[TouchRow]:
    """Those of the contact, and those that they took part in."""
    contacts = _all_of("contacts", contact_id, known_by)
    took_part = TouchContact.objects.filter(_held(known_by), contact__in=contacts).values("touch")
    known = _known(known_by)
    return _newest([known.filter(contact__in=contacts), known.filter(pk__in=took_part)], most)


def _known(known_by: datetime | None) -> QuerySet[Touch]:
    """What had been received and had happened: a meeting of next week is no touch yet."""
    found = Touch.objects.filter(archived_at__isnull=True, happened_at__lt=known_by or utc_now())
    return found.filter(received_at__lt=known_by) if known_by else found


def _held(known_by: datetime | None) -> Q:
    """Links that hold now, or held just before an instant."""
    if known_by is None:
        return Q(ended_at__isnull=True)
    return Q(made_at__lt=known_by) & (Q(ended_at__isnull=True) | Q(ended_at__gte=known_by))


def _all_of(kind: str, row: int, known_by: datetime | None) -> list[int]:
    """A row, and those that were found to be it all along."""
    found, fresh = [row], [row]
    for _ in range(LONGEST_CHAIN):
        merged = Alias.objects.filter(_held(known_by), kind=kind, current__in=fresh).exclude(old__in=found)
        fresh = list(merged.values_list("old", flat=True))
        if not fresh:
            break
        found += fresh
    return found


def _newest(ways: list[QuerySet[Touch]], most: int) -> list[TouchRow]:
    """Each way by an index of its own: one question with all of them would look at every touch."""
    found = {
        touch.pk: touch
        for way in ways
        for touch in way.select_related("contact", "owner", "origin").order_by("-happened_at", "-pk")[:most]
    }
    newest = sorted(found.values(), key=lambda touch: (touch.happened_at, touch.pk), reverse=True)
    return [_row(touch) for touch in newest[:most]]


def _row(touch: Touch) -> TouchRow:
    names = [text for text in (touch.subject, touch.campaign, touch.asset) if text]
    return TouchRow(
        at=touch.happened_at,
        channel=touch.channel,
        type=touch.type,
        direction=touch.direction,
        name=names[0] if names else "",
        detail=" · ".join(text for text in (touch.outcome, *names[1:]) if text),
        contact_id=touch.contact_id,
        contact=str(touch.contact) if touch.contact else touch.email,
        by_whom=str(touch.owner or ""),
        minutes=touch.minutes,
        source=touch.origin.source if touch.origin else "",
    )
