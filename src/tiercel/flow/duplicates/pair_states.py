"""What merges and their undoing do to the pairs that wait for a decision."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from tiercel.records.models import DuplicatePair, Merge, User


def pairs_follow(made: Merge, by: User | None, now: datetime) -> None:
    """The pair itself is decided; what waited for the row that is gone waits for the one that stands for it."""
    left, right = sorted((made.old, made.current))
    DuplicatePair.objects.filter(kind=made.kind, left=left, right=right).update(
        state=DuplicatePair.MERGED, merge=made, decided_by=by, decided_at=now
    )
    of_old = Q(left=made.old) | Q(right=made.old)
    heirs = []
    for pair in DuplicatePair.objects.filter(of_old, kind=made.kind, state=DuplicatePair.WAITING):
        other = pair.right if pair.left == made.old else pair.left
        low, high = sorted((other, made.current))
        heirs.append(
            DuplicatePair(
                kind=pair.kind,
                left=low,
                right=high,
                weight=pair.weight,
                probability=pair.probability,
                evidence=pair.evidence,
                found_at=pair.found_at,
                heir_of=made,
            )
        )
    DuplicatePair.objects.bulk_create(heirs, ignore_conflicts=True)


def pairs_come_back(made: Merge) -> None:
    """The pair waits again, and nobody waits any more for what only the merge had brought."""
    DuplicatePair.objects.filter(merge=made, state=DuplicatePair.MERGED).update(
        state=DuplicatePair.WAITING, decided_by=None, decided_at=None
    )
    DuplicatePair.objects.filter(heir_of=made, state=DuplicatePair.WAITING).delete()
