"""The parents that are suggested for accounts: those that wait for a word, and those that have one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Func, IntegerField, QuerySet

from tiercel.flow.allowed import at_least
from tiercel.records.models import ParentSuggestion, User
from tiercel.records.models.users import Role

WAITING, DECIDED = ParentSuggestion.WAITING, "decided"


@dataclass(frozen=True)
class ParentRow:
    """A suggestion: the account, the parent that it may belong to, and what speaks for it.

    why     what speaks for it: name, same domain, sister domain
    said    what was seen, as "deutschland" or "acme.de, acme.com"
    state   waiting, accepted or declined
    """

    id: int
    account: int
    account_name: str
    parent: int
    parent_name: str
    why: tuple[str, ...]
    said: str
    state: str
    decided_by: str
    decided_at: datetime | None


def list_parents(by: User | None, most: int = 200, *, state: str = WAITING, skip: int = 0) -> tuple[ParentRow, ...]:
    """The suggestions that wait, the certain ones first, or those decided on, the newest first.

    state    waiting, accepted, declined, or decided for both of these
    raises   AccessError for less than a manager
    """
    at_least(Role.MANAGER, by)
    found = _of(state).select_related("account", "parent", "decided_by")
    reasons = Func(F("why"), function=_length(), output_field=IntegerField())
    order = (reasons.desc(), "pk") if state == WAITING else ("-decided_at", "-pk")
    ordered = found.order_by(*order)
    return tuple(_row(each) for each in ordered[skip : skip + most])


def find_parent(suggestion: int) -> ParentRow | None:
    """One suggestion; None where there is no such one."""
    found = ParentSuggestion.objects.select_related("account", "parent", "decided_by").filter(pk=suggestion).first()
    return _row(found) if found else None


def count_parents(state: str = WAITING) -> int:
    """How many there are."""
    return _of(state).count()


def _of(state: str) -> QuerySet[ParentSuggestion]:
    live = {"account__archived_at__isnull": True, "parent__archived_at__isnull": True}
    found = ParentSuggestion.objects.filter(**live).exclude(account=F("parent"))
    return found.exclude(state=WAITING) if state == DECIDED else found.filter(state=state)


def _length() -> str:
    from django.db import connection

    return "jsonb_array_length" if connection.vendor == "postgresql" else "json_array_length"


def _row(each: ParentSuggestion) -> ParentRow:
    return ParentRow(
        id=each.pk,
        account=each.account_id,
        account_name=each.account.name,
        parent=each.parent_id,
        parent_name=each.parent.name,
        why=tuple(each.why),
        said=each.said,
        state=each.state,
        decided_by=each.decided_by.username if each.decided_by else "",
        decided_at=each.decided_at,
    )
