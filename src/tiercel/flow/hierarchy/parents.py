"""Parents that are suggested, accepted by a person or, where the workspace wants it, by rule, and taken back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tiercel.core.clock import utc_now
from tiercel.core.errors import DataError
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.flow.duplicates.circles import would_circle
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
class ParentRow:
    """A suggestion that waits: the account, the parent that it may belong to, and what speaks for it."""

    id: int
    account: int
    account_name: str
    parent: int
    parent_name: str
    why: tuple[str, ...]
    said: str


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


def queue_look(by: User | None) -> None:
    """Ask for a look, unless one waits already."""
    if not Job.objects.filter(kind=JOB, state=Job.QUEUED).exists():
        queue(JOB, {}, by)


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


def list_parents(by: User | None, most: int = 200) -> tuple[ParentRow, ...]:
    """The suggestions that wait, the certain ones first; raises AccessError for less than a manager."""
    at_least(Role.MANAGER, by)
    live = {"account__archived_at__isnull": True, "parent__archived_at__isnull": True}
    found = ParentSuggestion.objects.filter(state=WAITING, **live).exclude(account=F("parent"))
    found = found.select_related("account", "parent").order_by("pk")
    ordered = sorted(found, key=lambda each: -len(each.why))[:most]
    return tuple(
        ParentRow(
            each.pk, each.account_id, each.account.name, each.parent_id, each.parent.name, tuple(each.why), each.said
        )
        for each in ordered
    )


def accept(suggestion: int, by: User | None, now: datetime) -> AccountParent:
    """Let an account belong to the suggested parent; raises DataError where it would own itself, or has a parent."""
    with transaction.atomic():
        found = _waiting(suggestion, by)
        if would_circle(found.account_id, found.parent_id):
            said = _("{account} would own itself: {parent} belongs to it already. Mend that parent first.")
            raise DataError(said.format(account=found.account.name, parent=found.parent.name))
        if AccountParent.objects.filter(active(), account=found.account_id).exists():
            raise DataError(_("{account} has a parent by now.").format(account=found.account.name))
        link = AccountParent.objects.create(account_id=found.account_id, parent_id=found.parent_id, made_at=now)
        found.state, found.decided_by, found.decided_at, found.link = ParentSuggestion.ACCEPTED, by, now, link
        found.save()
        trail.note("parents.accepted", by, subject="accounts", row=found.account_id, parent=found.parent_id)
    return link


def decline(suggestion: int, by: User | None, now: datetime) -> None:
    """Say that an account does not belong to the suggested parent; no later look suggests it again."""
    with transaction.atomic():
        found = _waiting(suggestion, by)
        found.state, found.decided_by, found.decided_at = ParentSuggestion.DECLINED, by, now
        found.save()
        trail.note("parents.declined", by, subject="accounts", row=found.account_id, parent=found.parent_id)


def _waiting(suggestion: int, by: User | None) -> ParentSuggestion:
    at_least(Role.MANAGER, by)
    found = ParentSuggestion.objects.select_related("account", "parent").filter(pk=suggestion, state=WAITING).first()
    if found is None:
        said = _("There is no suggestion {key} that waits. See: tiercel parents list")
        raise DataError(said.format(key=suggestion))
    return found
