"""Touches that came by file: activities of a CRM, lists of webinars, what was done with mails."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from tiercel.core.clock import utc_now
from tiercel.flow.sight import only_at_seen
from tiercel.flow.touches.naming_nobody import part_takers
from tiercel.flow.touches.touch import TouchRow
from tiercel.records.models import Alias, ContactAccount, Deal, Touch, TouchContact, User
from tiercel.records.models.accounts import LONGEST_CHAIN

MOST_LINKS = 5_000


def of_account(account_id: int, known_by: datetime | None, most: int) -> list[TouchRow]:
    """Those that name the account, and those of people who work there or about its deals that name no other."""
    accounts = _all_of("accounts", account_id, known_by)
    people = ContactAccount.objects.filter(_held(known_by), account__in=accounts).values_list("contact", flat=True)
    deals = Deal.objects.filter(account__in=accounts).values("pk")
    known = _known(known_by)
    # Said in a way that no index of accounts serves: the database would walk through all touches that name none.
    nowhere = known.alias(place=Coalesce(F("account_id"), 0)).filter(place=0)
    return _newest(
        [
            known.filter(account__in=accounts),
            nowhere.filter(contact__in=people),
            nowhere.filter(pk__in=_took_part(people, known_by)),
            nowhere.filter(deal__in=deals),
        ],
        most,
    )


def of_contact(contact_id: int, known_by: datetime | None, most: int, by: User | None = None) -> list[TouchRow]:
    """Those of the contact, and those that they took part in."""
    contacts = _all_of("contacts", contact_id, known_by)
    known = only_at_seen(_known(known_by), by)
    return _newest([known.filter(contact__in=contacts), known.filter(pk__in=_took_part(contacts, known_by))], most)


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
    places = {
        place for way in ways for place in way.order_by("-happened_at", "-pk").values_list("happened_at", "pk")[:most]
    }
    newest = [pk for _at, pk in sorted(places, reverse=True)[:most]]
    found = Touch.objects.select_related("contact", "owner", "origin").in_bulk(newest)
    others = part_takers(newest)
    return [_row(found[pk], others.get(pk, ())) for pk in newest]


def _took_part(contacts: list[int] | QuerySet[ContactAccount, int], known_by: datetime | None) -> list[int]:
    """Keys of the touches in which these contacts took part, the last that came first."""
    links = TouchContact.objects.filter(_held(known_by), contact__in=contacts)
    return list(links.order_by("-pk").values_list("touch", flat=True)[:MOST_LINKS])


def _row(touch: Touch, others: tuple[int, ...]) -> TouchRow:
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
        others=others,
    )
