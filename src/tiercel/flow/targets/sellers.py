"""How far each seller is with the sign-off, who can be asked, and when they were asked last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count

from tiercel.core.clock import utc_now
from tiercel.flow.keep_users import may
from tiercel.flow.sight import only_seen_targets
from tiercel.records.models import Invitation, Person, SignOffAsk, Target, User
from tiercel.records.models.base import active
from tiercel.records.models.users import Role

READY, NO_USER, INVITED, LOOKS_ONLY = "ready", "no_user", "invited", "looks_only"
NOT_YET, ON_ITS_WAY, SENT, FAILED, BY_HAND = "not_yet", "on_its_way", "sent", "failed", "by_hand"


@dataclass(frozen=True)
class Counts:
    """Accounts by what sales said of them."""

    proposed: int = 0
    accepted: int = 0
    rejected: int = 0

    @property
    def all(self) -> int:
        return self.proposed + self.accepted + self.rejected

    @property
    def decided(self) -> int:
        return self.accepted + self.rejected

    @property
    def share(self) -> float:
        """How much is decided, in [0, 1]."""
        return 1 - self.proposed / self.all if self.all else 1.0

    def plus(self, other: Counts) -> Counts:
        return Counts(self.proposed + other.proposed, self.accepted + other.accepted, self.rejected + other.rejected)


@dataclass(frozen=True)
class LastAsk:
    """How the last asking went: on its way, sent, failed with the reason, or handed over as a link."""

    state: str
    at: datetime
    due_on: date | None
    failed: str


@dataclass(frozen=True)
class Seller:
    """Somebody who works on proposed accounts; `person` None stands for the accounts that nobody works on.

    can      ready: may sign in and decide; no_user: nobody signs in as them; invited: somebody is asked in who will;
             looks_only: the user's role is reader
    user     key of the user that signs in as them
    tiers    counts by tier
    """

    person: int | None
    name: str
    can: str
    user: int | None
    email: str
    tiers: dict[int, Counts]
    counts: Counts
    asked: LastAsk | None

    @property
    def may_be_asked(self) -> bool:
        return self.can == READY and self.counts.proposed > 0


def sellers(by: User | None) -> tuple[Seller, ...]:
    """Everybody who has accounts in tiers, those with most to decide first; nobody's accounts come last."""
    tiers = _counts(by)
    people = Person.objects.in_bulk([person for person in tiers if person is not None])
    users, asked, invited = _users(list(people)), _last_asks(list(people)), _invited(list(people))
    found = [
        _seller(person, str(people.get(person or 0) or ""), users.get(person or 0), counts, asked.get(person or 0))
        for person, counts in tiers.items()
    ]
    found = [replace(one, can=INVITED) if one.can == NO_USER and one.person in invited else one for one in found]
    return tuple(sorted(found, key=lambda s: (s.person is None, -s.counts.proposed, s.name)))


def whole_of(found: Iterable[Seller]) -> Counts:
    """All of them together."""
    whole = Counts()
    for seller in found:
        whole = whole.plus(seller.counts)
    return whole


def _counts(by: User | None) -> dict[int | None, dict[int, Counts]]:
    rows = only_seen_targets(Target.objects.filter(active()), by)
    counted = rows.values_list("owner", "tier", "state").annotate(n=Count("pk")).order_by("owner", "tier")
    found: dict[int | None, dict[int, Counts]] = defaultdict(dict)
    for owner, tier, state, n in counted:
        found[owner][tier] = found[owner].get(tier, Counts()).plus(Counts(**{state: n}))
    return found


def _users(people: list[int]) -> dict[int, User]:
    """Who signs in as each of these people; one who may decide before one who only looks."""
    found = User.objects.filter(person__in=people, is_active=True).order_by("pk")
    by_role = sorted(found, key=lambda user: may(user, Role.MEMBER))
    return {user.person_id: user for user in by_role if user.person_id is not None}


def _invited(people: list[int]) -> set[int]:
    """Whom somebody is asked in as, by a link that still opens."""
    open_ones = Invitation.objects.filter(used_at__isnull=True, ended_at__isnull=True, expires_at__gt=utc_now())
    return {key for key in open_ones.filter(person__in=people).values_list("person", flat=True) if key}


def _last_asks(people: list[int]) -> dict[int, SignOffAsk]:
    return {ask.person_id: ask for ask in SignOffAsk.objects.filter(person__in=people).order_by("made_at", "pk")}


def _seller(
    person: int | None, name: str, user: User | None, tiers: dict[int, Counts], ask: SignOffAsk | None
) -> Seller:
    whole = Counts()
    for counts in tiers.values():
        whole = whole.plus(counts)
    return Seller(
        person=person,
        name=name,
        can=NO_USER if user is None else READY if may(user, Role.MEMBER) else LOOKS_ONLY,
        user=user.pk if user else None,
        email=user.email if user else "",
        tiers=tiers,
        counts=whole,
        asked=_last(ask) if ask else None,
    )


def _last(ask: SignOffAsk) -> LastAsk:
    if not ask.by_mail:
        state = BY_HAND
    elif ask.sent_at:
        state = SENT
    else:
        state = FAILED if ask.failed else ON_ITS_WAY
    return LastAsk(state, ask.sent_at or ask.made_at, ask.due_on, ask.failed)
