"""Pairs that are certain are merged many at a time: where the workspace says so, by themselves; else when asked."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from tiercel.core.clock import utc_now
from tiercel.core.errors import DataError
from tiercel.flow.allowed import at_least
from tiercel.flow.duplicates.follow import currents_of
from tiercel.flow.duplicates.kinds import kind_of
from tiercel.flow.duplicates.merge import merge
from tiercel.flow.duplicates.stays import which_stays
from tiercel.flow.jobs import Held, Listener, Report, held, queue
from tiercel.flow.refresh import queue_after
from tiercel.records.models import DuplicatePair, Job, Merge, User
from tiercel.records.models.users import Role

JOB = "duplicates.certain"
LEAST_CERTAIN = 0.9


def certain_from() -> float | None:
    """The probability from which pairs are merged by themselves; None where the workspace does not want it."""
    odds = settings.WORKSPACE.merge_at_odds
    return odds / (odds + 1) if odds else None


def merge_certain(holding: Held) -> int:
    """Merge what is certain enough for the workspace, if it wants that; returns how many."""
    least = certain_from()
    return 0 if least is None else _merge_all(holding, "", least)


def merge_above(kind: str, least: float, by: User | None, listener: Listener | None = None) -> int:
    """Merge every pair of at least this probability of which nothing speaks against it; returns how many."""
    _check(kind, least, by)
    with held(JOB, {"kind": kind, "least": least}, by, listener) as holding:
        return _merge_all(holding, kind, least)


def queue_merges(kind: str, least: float, by: User | None) -> Job:
    """Ask for `merge_above`."""
    _check(kind, least, by)
    return queue(JOB, {"kind": kind, "least": least}, by)


def run(holding: Held) -> None:
    """Do what `queue_merges` asked for."""
    _merge_all(holding, holding.job.asked["kind"], holding.job.asked["least"])


def how_many(kind: str, least: float) -> int:
    """How many pairs `merge_above` would merge."""
    return len(_certain(kind, least))


def _check(kind: str, least: float, by: User | None) -> None:
    at_least(Role.MANAGER, by)
    if kind:
        kind_of(kind)
    if not LEAST_CERTAIN <= least < 1:
        said = _(
            "Only pairs of at least {least} are merged many at a time, and below 1. Decide on the others one by one."
        )
        raise DataError(said.format(least=LEAST_CERTAIN))


def _certain(kind: str, least: float) -> list[DuplicatePair]:
    """The likeliest first; not those of which something speaks against it, nor what a person has taken back once."""
    waiting = DuplicatePair.objects.filter(state=DuplicatePair.WAITING, probability__gte=least)
    if kind:
        waiting = waiting.filter(kind=kind)
    undone = Merge.objects.filter(undone_at__isnull=False)
    taken_back = {(each, *sorted(rows)) for each, *rows in undone.values_list("kind", "old", "current")}
    return [
        pair
        for pair in waiting.order_by("-probability", "pk")
        if min(pair.evidence.values(), default=-1) >= 0 and (pair.kind, pair.left, pair.right) not in taken_back
    ]


def _merge_all(holding: Held, kind: str, least: float) -> int:
    pairs = _certain(kind, least)
    done = 0
    for place, pair in enumerate(pairs):
        holding.report(Report(_("Merging"), place, len(pairs)))
        stands = currents_of(pair.kind, (pair.left, pair.right))
        rows = (stands[pair.left], stands[pair.right])
        if rows[0] == rows[1] or _is_decided(pair) or _said_apart(pair.kind, rows) or not _both_live(pair.kind, rows):
            continue
        current = which_stays(pair.kind, *rows)
        old = rows[0] if current == rows[1] else rows[1]
        merge(pair.kind, old, current, holding.job.by, utc_now())
        done += 1
    if done:
        queue_after(holding.job.by)
    holding.job.found = {"merged": done}
    return done


def _is_decided(pair: DuplicatePair) -> bool:
    return not DuplicatePair.objects.filter(pk=pair.pk, state=DuplicatePair.WAITING).exists()


def _said_apart(kind: str, rows: tuple[int, int]) -> bool:
    left, right = sorted(rows)
    apart = Q(kind=kind, left=left, right=right, state=DuplicatePair.APART)
    return DuplicatePair.objects.filter(apart).exists()


def _both_live(kind: str, rows: tuple[int, int]) -> bool:
    model = kind_of(kind).model
    return model._default_manager.filter(pk__in=rows, archived_at__isnull=True).count() == len(set(rows))
