"""Lists that programs read whole, a page at a time: contacts, deals, jobs, and the audit trail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.db.models import Q, QuerySet

from tiercel.flow.accounts.paging import Order, Slice, slice_of
from tiercel.flow.allowed import at_least
from tiercel.flow.duplicates.follow import current_of
from tiercel.flow.see_jobs import JobRow, row_for
from tiercel.flow.sight import (
    only_seen_contacts,
    only_seen_deals,
    only_seen_links,
    seen_accounts,
    without_unseen_accounts,
)
from tiercel.records.models import AuditEntry, Contact, ContactAccount, ContactRole, Deal, Job, User
from tiercel.records.models.base import active
from tiercel.records.models.users import Role

OLDEST_FIRST, NEWEST_FIRST = Order("pk"), Order("pk", descending=True)
Line = TypeVar("Line")


@dataclass(frozen=True)
class Wanted:
    """Which part of a list: `size` rows after or before a cursor, the first where neither is given."""

    size: int
    after: str = ""
    before: str = ""


@dataclass(frozen=True)
class Lines(Generic[Line]):
    """Rows, and the cursors of what lies before and after them; "" where nothing does."""

    rows: tuple[Line, ...]
    before: str
    after: str


@dataclass(frozen=True)
class ContactLine:
    """A contact.

    company     where they work, as somebody wrote it
    account     the key of the account where they work; empty where none is known
    owner       who of the team looks after them, by name
    seniority, department, buying_role   what they are likely to be in a purchase; empty where nothing says
    role_method   how that was decided: title, crm or person; empty where it was not
    """

    id: int
    name: str
    title: str
    emails: list[str]
    phones: list[str]
    language: str
    country: str
    city: str
    preferred_channel: str
    account: int | None
    owner: str
    received_at: datetime
    company: str = ""
    seniority: str = ""
    department: str = ""
    buying_role: str = ""
    role_method: str = ""


@dataclass(frozen=True)
class DealLine:
    """A deal.

    account        the key of its account; empty where none is known
    outcome        open, won or lost
    amount_minor   in minor units of `amount_currency`
    reason         why it was won or lost, as the CRM says it
    """

    id: int
    account: int | None
    name: str
    stage: str
    outcome: str
    amount_minor: int | None
    amount_currency: str
    created_on: date | None
    closed_on: date | None
    owner: str
    reason: str


@dataclass(frozen=True)
class TrailLine:
    """One act of the audit trail.

    action    what was done, as "targets.accepted"
    by        the user's name; "" for the command line
    via       page, api, command or job
    key       the API key that was used
    subject   the kind of row it was done to; `row` is its key where it was one
    count     how many rows it was done to
    details   keys, versions, reasons
    """

    id: int
    at: datetime
    action: str
    by: str
    via: str
    key: int | None
    subject: str
    row: int | None
    count: int
    details: dict[str, Any]


def list_contacts(
    wanted: Wanted, by: User | None, *, account: int | None = None, email: str = ""
) -> Lines[ContactLine]:
    """Contacts that `by` sees, in the order they came; of one account, or with a mail address."""
    found = only_seen_contacts(Contact.objects.filter(archived_at__isnull=True).select_related("owner"), by)
    if account is not None:
        there = ContactAccount.objects.filter(active(), account=current_of("accounts", account))
        found = found.filter(pk__in=only_seen_links(there, by).values("contact"))
    if email:
        found = found.filter(email=email.strip().casefold())
    part = _slice(found, OLDEST_FIRST, wanted)
    links = ContactAccount.objects.filter(active(), contact__in=[row.pk for row in part.rows])
    accounts = dict(only_seen_links(links, by).values_list("contact", "account"))
    roles = _roles_of([row.pk for row in part.rows])
    rows = tuple(_contact(row, accounts.get(row.pk), roles.get(row.pk)) for row in part.rows)
    return Lines(rows, part.before, part.after)


def see_contact(contact_id: int, by: User | None) -> ContactLine | None:
    found = only_seen_contacts(Contact.objects.filter(archived_at__isnull=True).select_related("owner"), by)
    contact = found.filter(pk=current_of("contacts", contact_id)).first()
    if contact is None:
        return None
    links = only_seen_links(ContactAccount.objects.filter(active(), contact=contact), by)
    return _contact(contact, links.values_list("account", flat=True).first(), _roles_of([contact.pk]).get(contact.pk))


def list_deals(wanted: Wanted, by: User | None, *, account: int | None = None, outcome: str = "") -> Lines[DealLine]:
    """Deals that `by` sees, in the order they came; of one account, or with an outcome."""
    found = only_seen_deals(Deal.objects.filter(archived_at__isnull=True).select_related("owner"), by)
    if account is not None:
        found = found.filter(account__in=seen_accounts(by).filter(pk=current_of("accounts", account)).values("pk"))
    if outcome:
        found = found.filter(outcome=outcome)
    part = _slice(found, OLDEST_FIRST, wanted)
    return Lines(tuple(map(_deal, without_unseen_accounts(part.rows, by))), part.before, part.after)


def list_jobs(wanted: Wanted, by: User | None, *, kind: str = "", state: str = "") -> Lines[JobRow]:
    """Jobs, the newest first, as `by` may see them."""
    found = Job.objects.select_related("by").filter(
        **{name: value for name, value in (("kind", kind), ("state", state)) if value}
    )
    part = _slice(found, NEWEST_FIRST, wanted)
    return Lines(tuple(row_for(job, by) for job in part.rows), part.before, part.after)


def list_trail(
    wanted: Wanted, by: User | None, *, action: str = "", subject: str = "", row: int | None = None
) -> Lines[TrailLine]:
    """Acts, the newest first; raises AccessError for less than an owner."""
    at_least(Role.OWNER, by)
    found = AuditEntry.objects.select_related("by")
    if action:
        found = found.filter(Q(action__startswith=action[:-1]) if action.endswith(".*") else Q(action=action))
    if subject:
        found = found.filter(subject=subject)
    if row is not None:
        found = found.filter(row=row)
    part = _slice(found, NEWEST_FIRST, wanted)
    return Lines(tuple(map(_act, part.rows)), part.before, part.after)


def _slice(rows: QuerySet[Any], order: Order, wanted: Wanted) -> Slice[Any]:
    return slice_of(rows, order, after=wanted.after, before=wanted.before, size=wanted.size)


def _roles_of(contacts: Sequence[int]) -> dict[int, ContactRole]:
    return {row.contact_id: row for row in ContactRole.objects.filter(active(), contact__in=contacts)}


def _contact(row: Contact, account: int | None, role: ContactRole | None) -> ContactLine:
    return ContactLine(
        id=row.pk,
        name=row.name,
        title=row.title,
        emails=row.emails or ([row.email] if row.email else []),
        phones=row.phones,
        language=row.language,
        country=row.country,
        city=row.city,
        preferred_channel=row.preferred_channel,
        account=account,
        owner=str(row.owner or ""),
        received_at=row.received_at,
        company=row.company,
        seniority=role.seniority if role else "",
        department=role.department if role else "",
        buying_role=role.buying_role if role else "",
        role_method=role.method if role else "",
    )


def _deal(row: Deal) -> DealLine:
    return DealLine(
        id=row.pk,
        account=row.account_id,
        name=row.name,
        stage=row.stage,
        outcome=row.outcome,
        amount_minor=row.amount_minor,
        amount_currency=row.amount_currency,
        created_on=row.created_on,
        closed_on=row.closed_on,
        owner=str(row.owner or ""),
        reason=row.reason,
    )


def _act(row: AuditEntry) -> TrailLine:
    return TrailLine(
        id=row.pk,
        at=row.at,
        action=row.action,
        by=row.by.username if row.by else "",
        via=row.via,
        key=row.key,
        subject=row.subject,
        row=row.row,
        count=row.count,
        details=row.details,
    )
