"""Which row stands for another that was merged, and which rows stand in one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from tiercel.records.models import Alias
from tiercel.records.models.accounts import LONGEST_CHAIN
from tiercel.records.models.base import active

AT_A_TIME = 5000


def current_of(kind: str, row: int, as_of: datetime | None = None) -> int:
    """The key of the row that stands for this one in the end; its own where it was not merged.

    as_of   by the merges that held just before this instant; None for those that hold now
    """
    return currents_of(kind, [row], as_of)[row]


def currents_of(kind: str, rows: Iterable[int], as_of: datetime | None = None) -> dict[int, int]:
    """For each of these keys that of the row that stands for it."""
    found = {row: row for row in rows}
    for _step in range(LONGEST_CHAIN):
        onward = _onward(kind, sorted(set(found.values())), as_of)
        if not onward:
            break
        found = {row: onward.get(current, current) for row, current in found.items()}
    return found


def _onward(kind: str, rows: list[int], as_of: datetime | None) -> dict[int, int]:
    held = active() if as_of is None else Q(made_at__lt=as_of) & (active() | Q(ended_at__gte=as_of))
    found: dict[int, int] = {}
    for start in range(0, len(rows), AT_A_TIME):
        links = Alias.objects.filter(held, kind=kind, old__in=rows[start : start + AT_A_TIME])
        found |= dict(links.values_list("old", "current"))
    return found


def merged_into(kind: str, row: int) -> list[int]:
    """The keys of all rows for which this one stands, itself not among them."""
    found: list[int] = []
    new = [row]
    while new:
        links = Alias.objects.filter(active(), kind=kind, current__in=new).exclude(old__in=found)
        new = list(links.values_list("old", flat=True))
        found += new
    return found
