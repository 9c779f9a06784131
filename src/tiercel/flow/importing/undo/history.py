"""Which imports were taken back so far, and so whose word on a value does not count any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from tiercel.records.models import Job, Origin

KIND = "import_files"
UNDO = "undo"


@dataclass(frozen=True)
class History:
    """What is known before an import is taken back.

    ours      the origins of the import: its files, each with when it came
    void      the origins of this import and of every one that was taken back before
    undone_at the instants of those, at which values returned and links began again
    """

    job: int
    ours: dict[int, datetime]
    void: frozenset[int]
    undone_at: frozenset[datetime]

    @property
    def counts_not(self) -> Q:
        """Changes that say nothing of what somebody wanted: of such an import, or of its undo."""
        return Q(origin__in=self.void) | Q(origin=None, made_at__in=self.undone_at)

    def is_void(self, origin: int | None, at: datetime) -> bool:
        return origin in self.void or (origin is None and at in self.undone_at)


def undos() -> QuerySet[Job]:
    """The jobs that took an import back; what they did is written with it, in one transaction."""
    return Job.objects.filter(kind=KIND, asked__has_key=UNDO, found__has_key="made_at")


def history_of(job: int) -> History:
    """Of one import."""
    undone = list(undos().values_list("asked", "found"))
    ours = dict(Origin.objects.filter(job=job).values_list("pk", "made_at"))
    others = Origin.objects.filter(job__in={asked[UNDO] for asked, _found in undone}).values_list("pk", flat=True)
    return History(
        job, ours, frozenset(ours) | frozenset(others),
        frozenset(datetime.fromisoformat(found["made_at"]) for _asked, found in undone),
    )  # fmt: skip
