"""What a contact is, as pages show it; whether the contact is seen was asked before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tiercel.records.models import ContactRole


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


def see_role(contact_id: int) -> RoleTold | None:
    row = ContactRole.objects.filter(contact=contact_id, ended_at__isnull=True).select_related("by").first()
    if row is None:
        return None
    names = ("buying_role", "seniority", "department")
    measured = tuple((name, getattr(row, name), getattr(row, f"{name}_confidence")) for name in names)
    return RoleTold(measured, row.method, tuple(row.because), row.title, row.by.username if row.by else "", row.made_at)
