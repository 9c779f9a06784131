"""A seller's own list: what waits for her decision, card by card, and how far she is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from tiercel.flow.keep_users import may
from tiercel.flow.sight import only_seen_targets
from tiercel.flow.targets.cards import Card, cards_of
from tiercel.flow.targets.sign_off import Choices, choices
from tiercel.flow.targets.waiting_targets import waiting
from tiercel.records.models import Person, SignOff, Target, User
from tiercel.records.models.base import active
from tiercel.records.models.users import Role

EVERYBODY = 0
AT_A_TIME = 12


@dataclass(frozen=True)
class ListAsked:
    """Whose list, and where in it.

    person   a key; EVERYBODY for the lists of all, None for the reader's own; only managers choose
    tier     only this one
    after    the cursor of the card before; what comes after it is shown first, then the rest
    account  one account to look at, decided or not
    """

    person: int | None = None
    tier: int | None = None
    after: str = ""
    account: int | None = None


@dataclass(frozen=True)
class MyList:
    """A list for sign-off, and where somebody stands in it.

    person      whose it is; EVERYBODY, or None where the user stands for nobody of the team
    people      whose lists there are to choose from; empty for those who may not
    tiers       the tiers that it has accounts in
    waiting, accepted, rejected   accounts
    cards       the next few; empty where nothing waits
    """

    person: int | None
    name: str
    people: tuple[tuple[int, str, int], ...]
    tiers: tuple[int, ...]
    waiting: int
    accepted: int
    rejected: int
    cards: tuple[Card, ...]
    choices: Choices

    @property
    def decided(self) -> int:
        return self.accepted + self.rejected

    @property
    def all(self) -> int:
        return self.decided + self.waiting


def see_my_list(asked: ListAsked, by: User, most: int = AT_A_TIME) -> MyList:
    """The list with its next cards."""
    person = _whose(asked, by)
    everything = _list_of(person, by)
    part = everything.filter(tier=asked.tier) if asked.tier else everything
    states = Counter(dict(part.values_list("state").annotate(_count()).order_by()))
    return MyList(
        person=person,
        name=_name_of(person),
        people=_people(by) if may(by, Role.MANAGER) else (),
        tiers=tuple(everything.order_by("tier").values_list("tier", flat=True).distinct()),
        waiting=states[Target.PROPOSED],
        accepted=states[Target.ACCEPTED],
        rejected=states[Target.REJECTED],
        cards=tuple(cards_of(_next(part, asked, most))),
        choices=choices(),
    )


def next_cards(asked: ListAsked, by: User, most: int = AT_A_TIME) -> list[Card]:
    """The cards that follow a place in the list, to be kept where no line is."""
    part = _list_of(_whose(asked, by), by)
    part = part.filter(tier=asked.tier) if asked.tier else part
    return cards_of(_waiting(part, asked.after, most))


def given_reasons(asked: ListAsked, by: User) -> tuple[tuple[str, str, int], ...]:
    """Decision, reason and how often on this list, the most frequent first."""
    part = _list_of(_whose(asked, by), by)
    part = part.filter(tier=asked.tier) if asked.tier else part
    rows = SignOff.objects.filter(active(), target__in=part.values("pk"))
    counted = rows.values_list("decision", "reason").annotate(_count()).order_by()
    return tuple(sorted(counted, key=lambda row: (row[0], -row[2], row[1])))


def waits_for(user: User) -> int:
    """How many accounts wait for this user's own decision."""
    return waiting(user).count()


def _whose(asked: ListAsked, by: User) -> int | None:
    """Members have their own list and no other; who stands for nobody has none, unless they may see all."""
    if not may(by, Role.MANAGER):
        return by.person_id
    if asked.person is not None:
        return asked.person
    return by.person_id if by.person_id and waits_for(by) else EVERYBODY


def _list_of(person: int | None, by: User) -> QuerySet[Target]:
    found = only_seen_targets(Target.objects.filter(active()), by)
    if person is None:
        return found.none()
    return found if person == EVERYBODY else found.filter(owner=person)


def _next(part: QuerySet[Target], asked: ListAsked, most: int) -> Sequence[Target]:
    if asked.account:
        return list(part.filter(account=asked.account).select_related("account", "owner"))
    return _waiting(part, asked.after, most) or _waiting(part, "", most)


def _waiting(part: QuerySet[Target], after: str, most: int) -> list[Target]:
    waiting = part.filter(state=Target.PROPOSED).select_related("account", "owner").order_by("tier", "pk")
    return list(waiting.filter(_beyond(after))[:most])


def _beyond(cursor: str) -> Q:
    tier, found, key = cursor.partition(".")
    if not (found and tier.isascii() and tier.isdigit() and key.isascii() and key.isdigit()):
        return Q()
    if len(tier) > 9 or len(key) > 18:
        return Q()
    return Q(tier__gt=int(tier)) | Q(tier=int(tier), pk__gt=int(key))


def _name_of(person: int | None) -> str:
    found = Person.objects.filter(pk=person).first() if person else None
    return str(found or "")


def _people(by: User) -> tuple[tuple[int, str, int], ...]:
    """Key, name and how many accounts wait, of everybody who has a list."""
    rows = only_seen_targets(Target.objects.filter(active(), owner__isnull=False), by)
    counts = rows.values_list("owner", "owner__name", "owner__email")
    counted = counts.annotate(waiting=_count(Q(state=Target.PROPOSED))).order_by("owner__name", "owner")
    return tuple((key, name or email, waiting) for key, name, email, waiting in counted)


def _count(only: Q | None = None) -> Count:
    return Count("pk", filter=only)
