"""Which of two rows stays when they are merged: the one that more is known of and hangs on, else the older."""

from __future__ import annotations

from typing import Any

from tiercel.flow.duplicates.facts import fact_of, says_something
from tiercel.flow.duplicates.kinds import ACCOUNTS, kind_of
from tiercel.records.models import ContactAccount, Deal, DealContact
from tiercel.records.models.base import active

# More deals than that say no more about which of the two is used.
MOST_COUNTED = 10


def which_stays(kind: str, one: int, other: int) -> int:
    """The key of the row that had better stay."""
    rows: dict[int, Any] = kind_of(kind).model._default_manager.in_bulk([one, other])
    return min(rows, key=lambda key: (-_worth(kind, rows[key]), rows[key].received_at, key))


def _worth(kind: str, row: Any) -> int:
    sort = kind_of(kind)
    filled = sum(says_something(fact_of(row, columns)) for columns in sort.facts.values())
    filled += sum(bool(getattr(row, name)) for name in sort.lists)
    return filled + min(_hanging_on(kind, row.pk), MOST_COUNTED)


def _hanging_on(kind: str, row: int) -> int:
    if kind == ACCOUNTS:
        deals = Deal.objects.filter(account=row, archived_at__isnull=True).count()
        return deals + ContactAccount.objects.filter(active(), account=row).count()
    return DealContact.objects.filter(active(), contact=row).count()
