"""What a contact is, as pages show it; whether the contact is seen was asked before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tiercel.flow.duplicates.follow import current_of
from tiercel.flow.sight import only_seen_contacts
from tiercel.records.models import Contact, ContactRole, User


@dataclass(frozen=True)
class RoleTold:
    """Three labels with their confidences; `measured` is all of them in the order of a page."""

    measured: tuple[tuple[str, str, float], ...]
    method: str
    because: tuple[str, ...]
    title: str
    by: str
    since: datetime

    @property
    def is_corrected(self) -> bool:
        return self.method == ContactRole.PERSON

    @property
    def labels(self) -> dict[str, str]:
        return {name: label for name, label, _sure in self.measured}


@dataclass(frozen=True)
class RoleLine:
    """What a contact is likely to be in a purchase.

    contact   the key of the contact
    seniority_confidence, department_confidence, buying_role_confidence   shares; 1 where somebody said so
    method    how it was decided: title, crm (a deal names their part) or person (somebody corrected it)
    because   the terms of the title that spoke for it
    title     the title as it was read
    by        who corrected it; empty where nobody did
    since     when it was so for the first time
    """

    contact: int
    seniority: str
    seniority_confidence: float
    department: str
    department_confidence: float
    buying_role: str
    buying_role_confidence: float
    method: str
    because: list[str]
    title: str
    by: str
    since: datetime


def role_of(contact_id: int, by: User | None) -> RoleLine | None:
    """The role of a contact that this user sees; None where there is none of either."""
    seen = only_seen_contacts(Contact.objects.filter(archived_at__isnull=True), by)
    current = current_of("contacts", contact_id)
    told = see_role(current) if seen.filter(pk=current).exists() else None
    if told is None:
        return None
    sure = {f"{name}_confidence": confidence for name, _label, confidence in told.measured}
    return RoleLine(
        contact=current, **told.labels, **sure, method=told.method,  # type: ignore[arg-type]
        because=list(told.because), title=told.title, by=told.by, since=told.since,
    )  # fmt: skip


def see_role(contact_id: int) -> RoleTold | None:
    row = ContactRole.objects.filter(contact=contact_id, ended_at__isnull=True).select_related("by").first()
    if row is None:
        return None
    names = ("buying_role", "seniority", "department")
    measured = tuple((name, getattr(row, name), getattr(row, f"{name}_confidence")) for name in names)
    return RoleTold(measured, row.method, tuple(row.because), row.title, row.by.username if row.by else "", row.made_at)
