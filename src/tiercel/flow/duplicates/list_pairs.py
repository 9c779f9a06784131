"""The pairs as people look at them: side by side, what is alike and what is not, and what each says for or against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from tiercel.flow.allowed import at_least
from tiercel.flow.duplicates.facts import CUSTOM, default_choice, fact_of, says_something
from tiercel.flow.duplicates.kinds import ACCOUNTS, KINDS, Kind, kind_of
from tiercel.flow.duplicates.stays import which_stays
from tiercel.records.models import ContactAccount, Deal, DealContact, DuplicatePair, Merge, Person, Subscription, User
from tiercel.records.models.base import active
from tiercel.records.models.users import Role

PAGE = 20
SAME, DIFFERENT, ONE_SAYS = "same", "different", "one says"


@dataclass(frozen=True)
class Side:
    """One of two rows: its key and name, and how much refers to it."""

    row: int
    name: str
    deals: int
    contacts: int
    subscriptions: int


@dataclass(frozen=True)
class FactRow:
    """What both say of one thing: the same, something different, or only one of them something.

    left, right   the values of the columns, as the records hold them; empty: nothing
    holds         "left" or "right", where they differ: whose would hold
    """

    name: str
    left: tuple[Any, ...]
    right: tuple[Any, ...]
    alike: str
    holds: str


@dataclass(frozen=True)
class PairRow:
    """A pair, with all that a person needs to decide on it.

    parts   role -> bits that speak for one row (or, below zero, against it), the strongest first
    stays   the key of the row that had better stay
    """

    id: int
    kind: str
    left: Side
    right: Side
    weight: float
    probability: float
    parts: tuple[tuple[str, float], ...]
    facts: tuple[FactRow, ...]
    stays: int
    state: str
    found_at: datetime
    put_off_at: datetime | None
    decided_by: str
    decided_at: datetime | None
    merge: int | None


@dataclass(frozen=True)
class MergeRow:
    """A merge that holds, or was undone."""

    id: int
    kind: str
    old: int
    old_name: str
    current: int
    current_name: str
    by: str
    made_at: datetime
    undone_at: datetime | None
    moved: int


@dataclass(frozen=True)
class Filters:
    """Which pairs are wanted; `least` is a probability."""

    kind: str = ""
    least: float = 0.0
    state: str = DuplicatePair.WAITING
    skip: int = 0


def waiting_pairs(kind: str = "") -> QuerySet[DuplicatePair]:
    """Pairs that wait for a word, both of whose rows are there."""
    found = DuplicatePair.objects.filter(state=DuplicatePair.WAITING)
    if kind:
        found = found.filter(kind=kind)
    live = Q()
    for name, sort in KINDS.items():
        rows = sort.model._default_manager.filter(archived_at__isnull=True)
        live |= Q(Exists(rows.filter(pk=OuterRef("left"))), Exists(rows.filter(pk=OuterRef("right"))), kind=name)
    return found.filter(live)


def count_waiting() -> dict[str, int]:
    """How many pairs wait, by kind."""
    counted = waiting_pairs().values("kind").annotate(n=Count("pk")).values_list("kind", "n")
    return dict.fromkeys(KINDS, 0) | dict(counted)


def list_pairs(asked: Filters, by: User | None, size: int = PAGE) -> tuple[tuple[PairRow, ...], int]:
    """A page of pairs, and how many there are; raises AccessError for less than a manager."""
    at_least(Role.MANAGER, by)
    found = _pairs(asked)
    rows = tuple(see(pair) for pair in found.select_related("decided_by")[asked.skip : asked.skip + size])
    return rows, found.count()


def _pairs(asked: Filters) -> QuerySet[DuplicatePair]:
    if asked.kind:
        kind_of(asked.kind)
    if asked.state == DuplicatePair.WAITING:
        order = (F("put_off_at").asc(nulls_first=True), "-probability", "-weight", "pk")
        return waiting_pairs(asked.kind).filter(probability__gte=asked.least).order_by(*order)
    found = DuplicatePair.objects.filter(state=asked.state, probability__gte=asked.least)
    return (found.filter(kind=asked.kind) if asked.kind else found).order_by("-decided_at", "-pk")


def see(pair: DuplicatePair) -> PairRow:
    """All of one pair."""
    sort = kind_of(pair.kind)
    rows = sort.model._default_manager.in_bulk([pair.left, pair.right])
    left, right = rows[pair.left], rows[pair.right]
    stays = which_stays(pair.kind, pair.left, pair.right)
    return PairRow(
        id=pair.pk,
        kind=pair.kind,
        left=_side(pair.kind, left),
        right=_side(pair.kind, right),
        weight=pair.weight,
        probability=pair.probability,
        parts=tuple(sorted(pair.evidence.items(), key=lambda part: -abs(part[1]))),
        facts=tuple(_facts(sort, left, right, stays)),
        stays=stays,
        state=pair.state,
        found_at=pair.found_at,
        put_off_at=pair.put_off_at,
        decided_by=pair.decided_by.username if pair.decided_by else "",
        decided_at=pair.decided_at,
        merge=pair.merge_id,
    )


def _side(kind: str, row: Any) -> Side:
    if kind == ACCOUNTS:
        deals = Deal.objects.filter(account=row.pk, archived_at__isnull=True).count()
        contacts = ContactAccount.objects.filter(active(), account=row.pk).count()
        paying = Subscription.objects.filter(account=row.pk, archived_at__isnull=True).count()
        return Side(row.pk, str(row), deals, contacts, paying)
    return Side(row.pk, str(row), DealContact.objects.filter(active(), contact=row.pk).count(), 0, 0)


def _facts(kind: Kind, left: Any, right: Any, stays: int) -> Iterable[FactRow]:
    """What differs first, then what only one says, then what is the same."""
    found = [_fact(kind, name, columns, (left, right), stays) for name, columns in kind.facts.items()]
    found += [_list(name, left, right) for name in kind.lists]
    found += [_attribute(name, left, right, stays) for name in sorted({*(left.custom or {}), *(right.custom or {})})]
    order = (DIFFERENT, ONE_SAYS, SAME)
    return sorted((row for row in found if row.left or row.right), key=lambda row: order.index(row.alike))


def _fact(kind: Kind, name: str, columns: tuple[str, ...], rows: tuple[Any, Any], stays: int) -> FactRow:
    shown = tuple(column for column in columns if column not in ("name_key", "first_name", "last_name"))
    left, right = (_shown(row, shown) for row in rows)
    old, current = rows if stays == rows[1].pk else rows[::-1]
    alike, holds = _alike(left, right), ""
    if alike == DIFFERENT:
        chosen = default_choice(kind, name, fact_of(old, columns), fact_of(current, columns))
        holds = "left" if (old if chosen == "old" else current) is rows[0] else "right"
    return FactRow(name, left, right, alike, holds)


def _shown(row: Any, columns: tuple[str, ...]) -> tuple[Any, ...]:
    if columns == ("owner_id",):
        owner = Person.objects.filter(pk=row.owner_id).first() if row.owner_id else None
        return (str(owner),) if owner else ()
    fact = fact_of(row, columns)
    return fact if says_something(fact) else ()


def _list(name: str, left: Any, right: Any) -> FactRow:
    one, other = tuple(getattr(left, name) or ()), tuple(getattr(right, name) or ())
    same = SAME if set(one) == set(other) else ONE_SAYS
    return FactRow(name, one, other, same, "")


def _attribute(name: str, left: Any, right: Any, stays: int) -> FactRow:
    one, other = (
        (row.custom[name],) if (row.custom or {}).get(name) not in (None, "") else () for row in (left, right)
    )
    alike = _alike(one, other)
    holds = ("left" if stays == left.pk else "right") if alike == DIFFERENT else ""
    return FactRow(CUSTOM + name, one, other, alike, holds)


def _alike(left: tuple[Any, ...], right: tuple[Any, ...]) -> str:
    if left == right:
        return SAME
    return DIFFERENT if left and right else ONE_SAYS


def list_merges(by: User | None, size: int = PAGE, kind: str = "") -> tuple[MergeRow, ...]:
    """The newest merges that hold; raises AccessError for less than a manager."""
    at_least(Role.MANAGER, by)
    found = Merge.objects.filter(undone_at=None).select_related("by").annotate(moved=Count("moves"))
    if kind:
        found = found.filter(kind=kind_of(kind).name)
    merges = list(found.order_by("-pk")[:size])
    names = {name: _names(name, merges) for name in KINDS}
    return tuple(
        MergeRow(
            id=each.pk,
            kind=each.kind,
            old=each.old,
            old_name=names[each.kind].get(each.old, ""),
            current=each.current,
            current_name=names[each.kind].get(each.current, ""),
            by=each.by.username if each.by else "",
            made_at=each.made_at,
            undone_at=each.undone_at,
            moved=each.moved,
        )
        for each in merges
    )


def _names(kind: str, merges: Sequence[Merge]) -> dict[int, str]:
    rows = {row for each in merges if each.kind == kind for row in (each.old, each.current)}
    return {key: str(row) for key, row in KINDS[kind].model._default_manager.in_bulk(rows).items()}
