"""The list of targets a page at a time, tier by tier against what each tier aims at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from tiercel.flow.accounts.paging import Order, counted, slice_of
from tiercel.flow.sight import only_seen_targets
from tiercel.flow.strategy import documents
from tiercel.flow.targets.list_targets import TargetRow, rows_of
from tiercel.flow.targets.propose_targets import last_proposed_at
from tiercel.flow.targets.sign_off import Choices, choices
from tiercel.normal.text import compared
from tiercel.records.models import AccountScore, Person, Target, User
from tiercel.records.models.base import active

PAGE = 50


@dataclass(frozen=True)
class Asked:
    """What of the list is wanted; `owner` is the key of a person, 0 for nobody. What is empty does not matter."""

    tier: int | None = None
    state: str = ""
    owner: int | None = None
    text: str = ""
    after: str = ""
    before: str = ""


@dataclass(frozen=True)
class TierCard:
    """A tier and how full it is; `at_most` None takes the rest."""

    tier: int
    name: str
    at_least: int
    at_most: int | None
    resources: tuple[str, ...]
    channels: tuple[str, ...]
    personalization: str
    proposed: int
    accepted: int
    rejected: int

    @property
    def inside(self) -> int:
        return self.proposed + self.accepted

    @property
    def share(self) -> float | None:
        """How full it is of what it may hold, in [0, 1]; None where it takes the rest."""
        return min(self.inside / self.at_most, 1.0) if self.at_most else None


@dataclass(frozen=True)
class TargetsPage:
    """A page of the list; `count` goes no further than 10,001."""

    tiers: tuple[TierCard, ...]
    rows: tuple[TargetRow, ...]
    count: int
    before: str
    after: str
    owners: tuple[tuple[int, str], ...]
    reasons: Choices
    last_proposed_at: datetime | None
    is_scored: bool
    tiers_version: int


def see_targets(asked: Asked, by: User | None = None, *, size: int = PAGE) -> TargetsPage:
    """A page of what `by` may see; None is the command line."""
    found = _matching(asked, by)
    # Keys are put in order first: sorted with their accounts beside them, all targets would be read whole for a page.
    whole = Target.objects.select_related("account", "owner")
    part = slice_of(found, Order("tier"), after=asked.after, before=asked.before, size=size, whole=whole)
    document = documents.current("tiers")
    return TargetsPage(
        tiers=_cards(document, by),
        rows=tuple(rows_of(part.rows)),
        count=counted(found),
        before=part.before,
        after=part.after,
        owners=_owners(by),
        reasons=choices(),
        last_proposed_at=last_proposed_at(),
        is_scored=AccountScore.objects.exists(),
        tiers_version=document.version,
    )


def every_account(asked: Asked, by: User | None = None) -> list[int]:
    """The accounts of all pages of a list, for a decision on all of them."""
    return list(_matching(asked, by).order_by("tier", "pk").values_list("account", flat=True))


def _matching(asked: Asked, by: User | None) -> QuerySet[Target]:
    found = _seen(by)
    exact = {"tier": asked.tier, "state": asked.state, "owner": asked.owner}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if asked.owner == 0:
        found = found.filter(owner__isnull=True)
    if asked.text:
        text = Q(account__domain__startswith=asked.text.lower())
        found = found.filter(text | Q(account__name_key__contains=compared(asked.text)))
    return found


def _seen(by: User | None) -> QuerySet[Target]:
    return only_seen_targets(Target.objects.filter(active()), by)


def _cards(document: documents.Document, by: User | None) -> tuple[TierCard, ...]:
    rows = _seen(by).values_list("tier", "state").annotate(Count("pk"))
    counts = {(tier, state): count for tier, state, count in rows}
    return tuple(
        TierCard(
            tier=tier["tier"],
            name=tier["name"],
            at_least=tier["at_least"],
            at_most=tier["at_most"],
            resources=tuple(tier["resources"]),
            channels=tuple(tier["channels"]),
            personalization=tier["personalization"],
            **{state: counts.get((tier["tier"], state), 0) for state in ("proposed", "accepted", "rejected")},
        )
        for tier in document.body["tiers"]
    )


def _owners(by: User | None) -> tuple[tuple[int, str], ...]:
    """The people who have targets."""
    keys = _seen(by).filter(owner__isnull=False).values("owner")
    return tuple(Person.objects.filter(pk__in=keys).order_by("name").values_list("pk", "name"))
