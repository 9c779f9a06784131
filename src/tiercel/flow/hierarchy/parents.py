"""Look for parents of accounts that have none; where the workspace wants it, the certain ones are accepted by rule."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tiercel.core.clock import utc_now
from tiercel.flow.allowed import at_least
from tiercel.flow.duplicates.circles import would_circle
from tiercel.flow.hierarchy.decide import accept
from tiercel.flow.jobs import Held, Listener, Report, held, queue
from tiercel.records.models import Account, AccountParent, Job, ParentSuggestion, User
from tiercel.records.models.base import active
from tiercel.records.models.users import Role
from tiercel.records.reading import read
from tiercel.resolve.hierarchies.suggest import Company, suggest_parents

JOB = "hierarchy.parents"
AT_A_TIME = 500
WAITING = ParentSuggestion.WAITING


@dataclass(frozen=True)
class Looked:
    """What a look came to: how many wait, and how many were accepted by rule."""

    waiting: int
    accepted: int


def look(by: User | None, listener: Listener | None = None) -> Looked:
    """Look now for parents of accounts that have none; raises AccessError for less than a manager."""
    at_least(Role.MANAGER, by)
    with held(JOB, {}, by, listener) as holding:
        return _look(holding, utc_now())


def run(holding: Held) -> None:
    """Do a queued look."""
    _look(holding, utc_now())


def queue_look(by: User | None) -> Job | None:
    """Ask for a look, unless one waits already."""
    if Job.objects.filter(kind=JOB, state=Job.QUEUED).exists():
        return None
    return queue(JOB, {}, by)


def _look(holding: Held, now: datetime) -> Looked:
    holding.report(Report(_("Looking for parents")))
    rows = read(Account, ["id", "name", "domains"], "archived_at IS NULL").to_pylist()
    found = suggest_parents(Company(row["id"], row["name"], tuple(json.loads(row["domains"] or "[]"))) for row in rows)
    belongs = set(AccountParent.objects.filter(active()).values_list("account", flat=True))
    fresh = [
        ParentSuggestion(account_id=each.child, parent_id=each.parent, why=list(each.why), said=each.said, found_at=now)
        for each in found
        if each.child not in belongs
    ]
    with transaction.atomic():
        holding.confirm()
        ParentSuggestion.objects.filter(state=WAITING).delete()
        ParentSuggestion.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=AT_A_TIME)
    accepted = _accept_certain(holding, now) if settings.WORKSPACE.accept_parents else 0
    waiting = ParentSuggestion.objects.filter(state=WAITING).count()
    holding.job.found = {"waiting": waiting, "accepted": accepted}
    return Looked(waiting, accepted)


def _accept_certain(holding: Held, now: datetime) -> int:
    """Those of which name and domain agree; one that would close a circle waits for a person."""
    accepted = 0
    for each in ParentSuggestion.objects.filter(state=WAITING).order_by("pk"):
        if len(each.why) > 1 and not would_circle(each.account_id, each.parent_id):
            accept(each.pk, holding.job.by, now)
            accepted += 1
    return accepted
