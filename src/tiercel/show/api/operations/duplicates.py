"""Accounts and contacts that may be one: pairs to decide on, merges, and merges taken back."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Query
from pydantic import Field

from tiercel.core.clock import utc_now
from tiercel.flow.duplicates import decide, list_pairs, scan
from tiercel.flow.duplicates.undo import undo as undo_merge
from tiercel.records.models import DuplicatePair, Merge
from tiercel.show.api.cursors import opened, part_of, skipped
from tiercel.show.api.forms import NO_OTHERS, Answer, BodyKey, Given, Key, Named, Part, Queued, form_of, list_of
from tiercel.show.api.operation import Operation
from tiercel.show.api.problems import NotThereError
from tiercel.show.web.access import MANAGER, Asked

PairForm = form_of(list_pairs.PairRow, "Pair", parts=dict[str, float])
PairList = list_of(PairForm, "PairList", count=(int, Field(description="How many in all.")))
MergeForm = form_of(list_pairs.MergeRow, "MergeOfTwo")


class PairFilters(Part):
    """Which pairs are wanted."""

    kind: Literal["", "accounts", "contacts"] = ""
    least: float = Field(0.0, ge=0, le=1, description="Only those of at least this probability.")
    state: Literal["waiting", "apart", "merged"] = "waiting"


class Merging(Given):
    """How a pair is merged."""

    stays: BodyKey | None = Field(None, description="The key of the row that stays; else the fuller, older one.")
    choices: dict[Named, Literal["old", "current"]] = Field(
        default_factory=dict,
        description="By fact: whose value holds where both say something else.",
        json_schema_extra=NO_OTHERS,
    )


class Merges(Answer):
    """The newest merges that hold."""

    rows: list[MergeForm]  # type: ignore[valid-type]


class Merged(Answer):
    """A merge: `old` was merged into `current`."""

    id: int
    kind: str
    old: int
    current: int
    choices: dict[str, str]


def pairs(request: Asked, asked: Query[PairFilters]) -> dict[str, Any]:
    """The pairs, the surest first, with what both rows say and what speaks for one."""
    what = f"duplicates {asked.kind} {asked.least} {asked.state}"
    wanted = opened(asked, what)
    filters = list_pairs.Filters(asked.kind, asked.least, asked.state, skipped(wanted))
    rows, count = list_pairs.list_pairs(filters, request.user, wanted.size)
    return part_of([_form(row) for row in rows], count, wanted, what)


def look(request: Asked) -> Queued:
    """Look through all accounts and contacts, as a job."""
    job = scan.queue_scan(request.user)
    return Queued(job=job.pk if job else None)


def merge(request: Asked, pair_id: Key, asked: Merging) -> Merge:
    """Merge a pair that waits."""
    _there(pair_id)
    made = decide.merge_pair(pair_id, request.user, utc_now(), stays=asked.stays, choices=asked.choices)
    decide.score_anew(request.user)
    return made


def split(request: Asked, pair_id: Key) -> dict[str, Any]:
    """Say that a pair is not the same; no later look brings it up again."""
    _there(pair_id)
    decide.split(pair_id, request.user, utc_now())
    return _form(list_pairs.see(_there(pair_id)))


def merges(request: Asked) -> dict[str, Any]:
    """The newest merges that hold, up to 200."""
    return {"rows": list_pairs.list_merges(request.user, 200)}


def undo(request: Asked, merge_id: Key) -> Merge:
    """Take a merge back whole; what came since stays where it is."""
    if not Merge.objects.filter(pk=merge_id).exists():
        raise NotThereError
    made = undo_merge(merge_id, request.user, utc_now())
    decide.score_anew(request.user)
    return made


def _there(pair_id: int) -> DuplicatePair:
    found = DuplicatePair.objects.select_related("decided_by").filter(pk=pair_id).first()
    if found is None:
        raise NotThereError
    return found


def _form(row: list_pairs.PairRow) -> dict[str, Any]:
    return vars(row) | {"parts": dict(row.parts)}


OPERATIONS = (
    Operation("GET", "/duplicates", "list_duplicates", pairs, MANAGER, "duplicates:read", PairList),
    Operation("POST", "/duplicates/look", "look_for_duplicates", look, MANAGER, "duplicates:write", Queued, status=202),
    Operation("POST", "/duplicates/{pair_id}/merge", "merge_duplicates", merge, MANAGER, "duplicates:write", Merged),
    Operation("POST", "/duplicates/{pair_id}/split", "split_duplicates", split, MANAGER, "duplicates:write", PairForm),
    Operation("GET", "/merges", "list_merges", merges, MANAGER, "duplicates:read", Merges),
    Operation("POST", "/merges/{merge_id}/undo", "undo_merge", undo, MANAGER, "duplicates:write", Merged),
)
