"""Targets: tiers, what a proposal would change, the decisions of sales, and choices by hand."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from ninja import Query
from pydantic import Field

from tiercel.core.clock import utc_now
from tiercel.flow.sight import unseen
from tiercel.flow.targets import choose_by_hand, propose_targets, sign_off
from tiercel.flow.targets.list_targets import TargetRow, said_of
from tiercel.flow.targets.propose_targets import Move, Proposal
from tiercel.flow.targets.see_targets import Asked, TierCard, see_targets
from tiercel.flow.targets.sign_off import Choices, Signed
from tiercel.flow.targets.target_changes import TierPlan
from tiercel.records.models import User
from tiercel.show.api.cursors import opened, paged
from tiercel.show.api.forms import Answer, Given, Integer, Key, Keys, Part, Text, Whole, form_of, list_of
from tiercel.show.api.operation import Operation
from tiercel.show.api.problems import NotThereError
from tiercel.show.web.access import MANAGER, MEMBER, READER
from tiercel.show.web.access import Asked as Request

MOST_MOVES = 1000
TargetList = list_of(
    form_of(TargetRow, "Target"), "TargetList", count=(int, Field(description="How many in all; 10001 means more."))
)
SignedForm = form_of(Signed)
TierPlanForm = form_of(TierPlan)
MoveForm = form_of(Move)


class Filters(Part):
    """Which targets are wanted."""

    q: Text = Field("", description="In the name, or the beginning of the domain.")
    tier: Whole | None = None
    state: Literal["", "proposed", "accepted", "rejected"] = ""
    owner: Key | None = Field(None, description="The key of who of the team works on it.")


class Tiers(Answer):
    """The tiers, how full each is, and the reasons that a decision may give."""

    tiers: list[form_of(TierCard)]  # type: ignore[valid-type]
    reasons: form_of(Choices, "Reasons")  # type: ignore[valid-type]
    last_proposed_at: datetime | None
    version: int = Field(description="Of the tiers document.")


class ProposalForm(Answer):
    """What a proposal would change, or what was changed; `moves` are the first thousand of `changes`."""

    made_at: datetime
    tiers_version: int
    icp_version: int | None
    is_ranked: bool
    tiers: list[TierPlanForm]  # type: ignore[valid-type]
    changes: int
    stays: int
    moves: list[MoveForm]  # type: ignore[valid-type]
    left_out: dict[str, int] = Field(description="By the rule in words, how many accounts are in no tier.")
    warnings: list[str]


class Propose(Given):
    """How a proposal is made."""

    anyway: bool = Field(default=False, description="Also before the days between two proposals are over.")


class Accounts(Given):
    """Some accounts."""

    accounts: Keys = Field(description="Their keys.")


class Decision(Accounts):
    """A decision on accounts that are proposed."""

    reason: Text = Field("", description="One of those that the tiers document offers; a rejection needs one.")
    note: Text = ""


class Pin(Accounts):
    """A choice of a tier by hand."""

    tier: Integer = Field(ge=1, le=99)
    reason: Text = ""


class Exclude(Accounts):
    """A choice by hand to keep accounts out."""

    reason: Text = Field(min_length=1)


class Count(Answer):
    """How many choices were new, or were taken back."""

    accounts: int


def targets(request: Request, asked: Query[Filters]) -> dict[str, Any]:
    """The list of targets, tier by tier."""
    wanted = opened(asked, "targets")
    filters = Asked(asked.tier, asked.state, asked.owner, asked.q.strip(), wanted.after, wanted.before)
    found = see_targets(filters, by=request.user, size=wanted.size)
    return paged(found, "targets", count=found.count)


def tiers(request: Request) -> dict[str, Any]:
    """The tiers, how full each is, and the reasons that a decision may give."""
    page = see_targets(Asked(), by=request.user, size=1)
    return vars(page) | {"version": page.tiers_version}


def plan(request: Request) -> dict[str, Any]:  # noqa: ARG001 - every view is handed its request
    """What a proposal made now would change. Nothing is written."""
    return _as_answer(propose_targets.plan(utc_now()))


def propose(request: Request, given: Propose) -> dict[str, Any]:
    """Make a proposal. Nothing is a target before it is accepted; made again, it changes nothing."""
    return _as_answer(propose_targets.propose(request.user, utc_now(), anyway=given.anyway))


def accept(request: Request, given: Decision) -> Signed:
    """Accept accounts that are proposed, all of them or none."""
    return _sign(request.user, given, sign_off.ACCEPTED)


def reject(request: Request, given: Decision) -> Signed:
    """Reject accounts that are proposed, with a reason."""
    return _sign(request.user, given, sign_off.REJECTED)


def take_back(request: Request, given: Accounts) -> Signed:
    """Take the decision on accounts back: they are proposed again as before."""
    return sign_off.undo(_seen(given, request.user), request.user, utc_now())


def pin(request: Request, given: Pin) -> dict[str, Any]:
    """Keep accounts in a tier by hand: every later proposal respects it."""
    return {
        "accounts": choose_by_hand.pin(_seen(given, request.user), given.tier, given.reason, request.user, utc_now())
    }


def exclude(request: Request, given: Exclude) -> dict[str, Any]:
    """Keep accounts off the list by hand; those that are on it leave it at once."""
    return {"accounts": choose_by_hand.exclude(_seen(given, request.user), given.reason, request.user, utc_now())}


def release(request: Request, given: Accounts) -> dict[str, Any]:
    """Take choices by hand back: the next proposal decides again."""
    return {"accounts": choose_by_hand.release(_seen(given, request.user), request.user, utc_now())}


def _sign(by: User, given: Decision, decision: str) -> Signed:
    return sign_off.sign_off(_seen(given, by), decision, given.reason, given.note, by, utc_now())


def _seen(given: Accounts, by: User) -> list[int]:
    """The accounts, where there are all of them and the user sees each; else none is touched."""
    missing = unseen(given.accounts, by)
    if missing:
        raise NotThereError(f"accounts: {', '.join(map(str, missing[:20]))}")
    return given.accounts


def _as_answer(found: Proposal) -> dict[str, Any]:
    return vars(found) | {
        "changes": found.changes.num_rows,
        "moves": propose_targets.moves(found, MOST_MOVES),
        "left_out": {said_of(rule): count for rule, count in found.left_out.items()},
    }


SOME = {"accounts": [12, 15]}
WHY = {"accounts": [12], "reason": "Not a fit", "note": "Bought from a rival last month"}
OPERATIONS = (
    Operation("GET", "/targets", "list_targets", targets, READER, "targets:read", TargetList),
    Operation("GET", "/targets/tiers", "get_tiers", tiers, READER, "targets:read", Tiers),
    Operation("GET", "/targets/proposal", "plan_proposal", plan, MANAGER, "targets:read", ProposalForm),
    Operation(
        "POST", "/targets/proposal", "propose_targets", propose, MANAGER, "targets:propose", ProposalForm, whole=False,
        example={"anyway": False},
    ),
    Operation("POST", "/targets/accept", "accept_targets", accept, MEMBER, "targets:write", SignedForm, example=SOME),
    Operation("POST", "/targets/reject", "reject_targets", reject, MEMBER, "targets:write", SignedForm, example=WHY),
    Operation("POST", "/targets/take-back", "take_back", take_back, MEMBER, "targets:write", SignedForm, example=SOME),
    Operation(
        "POST", "/targets/pin", "pin_targets", pin, MANAGER, "targets:propose", Count, example=SOME | {"tier": 1}
    ),
    Operation(
        "POST", "/targets/exclude", "exclude_targets", exclude, MANAGER, "targets:propose", Count,
        example=SOME | {"reason": "In court with us"},
    ),
    Operation("POST", "/targets/release", "release_targets", release, MANAGER, "targets:propose", Count, example=SOME),
)  # fmt: skip
