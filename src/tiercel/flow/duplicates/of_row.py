"""What the page of one row says of duplicates: which others it may be one with, and which were merged into it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from tiercel.flow.duplicates.kinds import ACCOUNTS, kind_of
from tiercel.flow.duplicates.list_pairs import waiting_pairs
from tiercel.flow.sight import only_seen_contacts, seen_accounts
from tiercel.records.models import Account, Contact, Merge, User

MOST = 5


@dataclass(frozen=True)
class Twin:
    """A row that may be this one: its key and name."""

    row: int
    name: str


@dataclass(frozen=True)
class Stood:
    """A row that was merged into this one."""

    merge: int
    name: str
    made_at: datetime
    by: str


def likely_twins(kind: str, row: int, by: User | None) -> tuple[Twin, ...]:
    """The rows that are more likely this one than not, of those that this user may know of."""
    pairs = waiting_pairs(kind).filter(Q(left=row) | Q(right=row))
    ends = pairs.order_by("-probability").values_list("left", "right")[:MOST]
    others = [right if left == row else left for left, right in ends]
    found = _seen(kind, by).in_bulk(others)
    return tuple(Twin(key, str(found[key])) for key in others if key in found)


def merged_here(kind: str, row: int) -> tuple[Stood, ...]:
    """What was merged into a row and is one with it, the newest first."""
    merges = list(Merge.objects.filter(kind=kind, current=row, undone_at=None).select_related("by").order_by("-pk"))
    names = kind_of(kind).model._default_manager.in_bulk([each.old for each in merges])
    return tuple(
        Stood(each.pk, str(names[each.old]), each.made_at, each.by.username if each.by else "") for each in merges
    )


def _seen(kind: str, by: User | None) -> QuerySet[Account] | QuerySet[Contact]:
    return seen_accounts(by) if kind == ACCOUNTS else only_seen_contacts(Contact.objects.all(), by)
