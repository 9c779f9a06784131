"""Which proposed targets wait for one person's decision."""

from __future__ import annotations

from django.db.models import QuerySet

from tiercel.flow.keep_users import may
from tiercel.flow.sight import only_seen_targets, people_of, sees_all
from tiercel.records.models import Target, User
from tiercel.records.models.base import active
from tiercel.records.models.users import Role

ENOUGH = 100


def waiting(by: User) -> QuerySet[Target]:
    """The proposed targets that this user is to accept or reject: those that their person works on.

    Nobody's for a reader, who may not decide, and for a user who stands for no person of the team.
    """
    proposed = Target.objects.filter(active(), state=Target.PROPOSED)
    if by.person_id is None or not may(by, Role.MEMBER):
        return proposed.none()
    mine = proposed.filter(owner=by.person_id)
    # What is given to somebody is seen by them, unless their person was put away.
    return mine if sees_all(by) or by.person_id in people_of(by) else only_seen_targets(mine, by)


def waiting_for(by: User) -> int:
    """How many wait, counted no further than 100: the navigation asks on every page."""
    return waiting(by)[:ENOUGH].count()
