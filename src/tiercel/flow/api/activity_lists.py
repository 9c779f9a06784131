"""Touches that came by file, and spend, for programs: the whole of what somebody sees, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tiercel.flow.accounts.paging import slice_of
from tiercel.flow.api.lists import OLDEST_FIRST, Lines, Wanted
from tiercel.flow.sight import only_seen_activities, unseen_contacts
from tiercel.flow.spend import list_spend
from tiercel.flow.touches.naming_nobody import names_of, part_takers, without
from tiercel.records.models import Spend, Touch, User


@dataclass(frozen=True)
class TouchLine:
    """A touch: one thing that a contact did, or that we did to them.

    contact, account, deal   keys; empty where none is known
    email                    of who it was, as it came
                             (neither is told of a contact whom the reader may not know of, who works elsewhere)
    direction                inbound, outbound or ""
    owner                    who of the team did it, by name
    """

    id: int
    happened_at: datetime
    type: str
    channel: str
    direction: str
    subject: str
    outcome: str
    minutes: float | None
    contact: int | None
    account: int | None
    deal: int | None
    email: str
    campaign: str
    asset: str
    owner: str
    received_at: datetime


@dataclass(frozen=True)
class SpendLine:
    """What was paid on a day; `amount_minor` in minor units of `amount_currency`, `account` where it is known."""

    id: int
    spent_on: date
    channel: str
    platform: str
    campaign: str
    ad_group: str
    account: int | None
    amount_minor: int | None
    amount_currency: str
    impressions: int | None
    clicks: int | None
    conversions: float | None


def list_touches(
    wanted: Wanted, by: User | None, *, account: int | None = None, contact: int | None = None
) -> Lines[TouchLine]:
    """Touches that `by` sees, in the order they came; of one account or contact, where the touch names it."""
    found = only_seen_activities(Touch.objects.filter(archived_at__isnull=True).select_related("owner"), by)
    if contact is not None and unseen_contacts([contact], by):
        return Lines((), "", "")
    limits = {"account": account, "contact": contact}
    found = found.filter(**{name: value for name, value in limits.items() if value is not None})
    part = slice_of(found, OLDEST_FIRST, after=wanted.after, before=wanted.before, size=wanted.size)
    others = part_takers([row.pk for row in part.rows])
    people = {row.pk: [key for key in (row.contact_id, *others.get(row.pk, ())) if key] for row in part.rows}
    hidden = unseen_contacts({key for keys in people.values() for key in keys}, by)
    named = names_of(hidden)
    for row in part.rows:
        names = [name for key in people[row.pk] if key in hidden for name in named.get(key, ())]
        if hidden & set(people[row.pk]):
            _take_names(row, names)
        if row.contact_id in hidden:
            row.contact, row.email = None, ""
    return Lines(tuple(map(_touch, part.rows)), part.before, part.after)


def _take_names(row: Touch, names: list[str]) -> None:
    """No word of it says who was there; it is not saved."""
    for field in ("subject", "outcome", "campaign", "asset"):
        setattr(row, field, without(getattr(row, field), *names))


def list_spent(
    wanted: Wanted, by: User | None, *, since: date | None = None, until: date | None = None, channel: str = ""
) -> Lines[SpendLine]:
    """Spend that `by` sees, in the order it came; of the days from `since` to `until`, both in."""
    asked = list_spend.Asked(since=since, until=until, channel=(channel,) if channel else ())
    found = list_spend.matching(asked, by)
    part = slice_of(found, OLDEST_FIRST, after=wanted.after, before=wanted.before, size=wanted.size)
    return Lines(tuple(map(_spend, part.rows)), part.before, part.after)


def _touch(row: Touch) -> TouchLine:
    return TouchLine(
        id=row.pk,
        happened_at=row.happened_at,
        type=row.type,
        channel=row.channel,
        direction=row.direction,
        subject=row.subject,
        outcome=row.outcome,
        minutes=row.minutes,
        contact=row.contact_id,
        account=row.account_id,
        deal=row.deal_id,
        email=row.email,
        campaign=row.campaign,
        asset=row.asset,
        owner=str(row.owner or ""),
        received_at=row.received_at,
    )


def _spend(row: Spend) -> SpendLine:
    return SpendLine(
        id=row.pk,
        spent_on=row.spent_on,
        channel=row.channel,
        platform=row.platform,
        campaign=row.campaign,
        ad_group=row.ad_group,
        account=row.account_id,
        amount_minor=row.amount_minor,
        amount_currency=row.amount_currency,
        impressions=row.impressions,
        clicks=row.clicks,
        conversions=row.conversions,
    )
