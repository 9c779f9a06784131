"""What contacts are likely to be in a purchase: read, corrected, and taken back."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Query
from pydantic import Field

from tiercel.core.clock import utc_now
from tiercel.flow.read_roles import queue_after
from tiercel.flow.roles import correct as roles
from tiercel.flow.roles import learning
from tiercel.flow.roles.see import RoleLine, role_of
from tiercel.show.api.cursors import opened, part_of, skipped
from tiercel.show.api.forms import Answer, Given, Key, Part, Queued, form_of, list_of
from tiercel.show.api.operation import Operation
from tiercel.show.api.problems import NotThereError
from tiercel.show.web.access import MANAGER, MEMBER, READER, Asked

RoleForm = form_of(RoleLine, "ContactRole")
LearntForm = form_of(learning.Learnt, "LearntTitles")
CorrectionList = list_of(
    form_of(learning.Correction, "TitleCorrection"),
    "TitleCorrectionList",
    count=(int, Field(description="How many in all.")),
    learnt=(LearntForm | None, Field(description="What was learnt; null where titles are read by the terms alone.")),
)
Seniority = Literal[("", *roles.LABELS["seniority"])]  # type: ignore[valid-type]
Department = Literal[("", *roles.LABELS["department"])]  # type: ignore[valid-type]
BuyingRole = Literal[("", *roles.LABELS["buying_role"])]  # type: ignore[valid-type]


class RoleCorrection(Given):
    """What a contact is; what is left out stays as it was read."""

    seniority: Seniority = ""
    department: Department = ""
    buying_role: BuyingRole = ""


class TakenBack(Answer):
    """What came of it."""

    taken_back: bool = Field(description="Whether there was a correction.")
    role: RoleForm | None = Field(description="What holds now; null where nothing says.")  # type: ignore[valid-type]


class Forgotten(Answer):
    """What came of it."""

    forgotten: bool = Field(description="Whether anything had been learnt.")


def role(request: Asked, contact_id: Key) -> RoleLine:
    """Seniority, department and buying role of one contact, and how they were decided."""
    found = role_of(contact_id, request.user)
    if found is None:
        raise NotThereError
    return found


def correct(request: Asked, contact_id: Key, given: RoleCorrection) -> RoleLine:
    """Say what a contact is. It stays, whatever the title says later."""
    said = {name: label for name in roles.LABELS if (label := getattr(given, name))}
    _there(contact_id, request)
    roles.correct(contact_id, said, request.user, utc_now())
    return role(request, contact_id)


def take_back(request: Asked, contact_id: Key) -> dict[str, Any]:
    """Take a correction back: what the title says holds again."""
    _there(contact_id, request)
    done = roles.undo(contact_id, request.user, utc_now())
    return {"taken_back": done, "role": role_of(contact_id, request.user)}


def corrections(request: Asked, asked: Query[Part]) -> dict[str, Any]:
    """What people said of contacts, the newest first, beside what their titles are read as without it."""
    what = "role corrections"
    wanted = opened(asked, what)
    rows, count = learning.list_corrections(request.user, wanted.size, skipped(wanted))
    return part_of(rows, count, wanted, what) | {"learnt": learning.what_is_learnt()}


def learn(request: Asked) -> Queued:
    """Learn from the corrections how titles are read, and read all anew, as a job."""
    job = learning.queue_learning(request.user)
    return Queued(job=job.pk if job else None)


def forget(request: Asked) -> dict[str, bool]:
    """Forget what was learnt: all titles are read by the terms alone again, and the corrections stay."""
    forgotten = learning.forget(request.user)
    if forgotten:
        queue_after(request.user)
    return {"forgotten": forgotten}


def _there(contact_id: int, request: Asked) -> None:
    if not roles.may_be_told(contact_id, request.user):
        raise NotThereError


OPERATIONS = (
    Operation("GET", "/contacts/{contact_id}/role", "get_contact_role", role, READER, "contacts:read", RoleForm),
    Operation(
        "POST", "/contacts/{contact_id}/role", "correct_contact_role", correct, MEMBER, "contacts:write", RoleForm,
        example={"buying_role": "champion"},
    ),
    Operation(
        "POST", "/contacts/{contact_id}/role/take-back", "take_contact_role_back", take_back, MEMBER, "contacts:write",
        TakenBack,
    ),
    Operation(
        "GET", "/titles/corrections", "list_role_corrections", corrections, READER, "contacts:read", CorrectionList
    ),
    Operation("POST", "/titles/learn", "learn_titles", learn, MANAGER, "contacts:write", Queued, status=202),
    Operation("POST", "/titles/forget", "forget_titles", forget, MANAGER, "contacts:write", Forgotten),
)  # fmt: skip
