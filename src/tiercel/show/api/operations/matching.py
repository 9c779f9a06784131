"""Where contacts work: those that wait for a person, decisions, and why a contact is where it is."""

from __future__ import annotations

from typing import Any

from ninja import Query
from pydantic import Field

from tiercel.core.clock import utc_now
from tiercel.flow.matching import decide as decisions
from tiercel.flow.matching.decide import Decided
from tiercel.flow.matching.explain import Decision as DecisionTold
from tiercel.flow.matching.explain import Explained, Standing, explain
from tiercel.flow.matching.queue import QueueAsked, Suggested, Waiting, see_queue
from tiercel.show.api.cursors import opened, paged
from tiercel.show.api.forms import Answer, BodyKey, Given, Key, Keys, Part, Text, form_of, list_of
from tiercel.show.api.operation import Operation
from tiercel.show.api.problems import NotThereError
from tiercel.show.web.access import MEMBER, READER, Asked

SuggestedForm = form_of(Suggested, "Suggested")
WaitingList = list_of(
    form_of(Waiting, "Waiting"), "WaitingList", count=(int, Field(description="How many in all; 10001 means more."))
)
DecidedForm = form_of(Decided, "Decided")
MOST = 500


class WaitingFilters(Part):
    """Which of those that wait are wanted."""

    q: Text = Field("", description="In the contact's name, company or address, or the account's name.")
    method: Text = Field("", description="Whose first suggestion was found by this rule.")
    at_least: float = Field(0.0, ge=0, le=1, description="Whose first suggestion is at least so sure, a share.")


class Placement(Given):
    """Where one contact works."""

    contact: BodyKey
    account: BodyKey | None = Field(None, description="The account; null: at none of ours.")


class Placements(Given):
    """Where contacts work."""

    decisions: list[Placement] = Field(min_length=1, max_length=MOST)


class Contacts(Given):
    """Some contacts."""

    contacts: Keys = Field(description="Their keys.")


class ExplainedForm(Answer):
    """Why a contact is at its account, or at none."""

    contact: int
    name: str
    company: str
    standing: form_of(Standing, "PlaceOfWork") | None  # type: ignore[valid-type]
    decision: form_of(DecisionTold, "PlacementDecision") | None  # type: ignore[valid-type]
    suggestions: list[SuggestedForm]  # type: ignore[valid-type]


def waiting(request: Asked, asked: Query[WaitingFilters]) -> dict[str, Any]:
    """The contacts whose account is not sure, the surest first, with up to five suggestions each."""
    wanted = opened(asked, "waiting")
    filters = QueueAsked(asked.q, asked.method, asked.at_least, wanted.after, wanted.before)
    found = see_queue(filters, by=request.user, size=wanted.size)
    return paged(found, "waiting", count=found.count)


def place(request: Asked, given: Placements) -> Decided:
    """Say where contacts work, all of them or none. It stays over later runs, and teaches domains."""
    choices = {one.contact: one.account for one in given.decisions}
    return decisions.decide(choices, request.user, utc_now())


def take_back(request: Asked, given: Contacts) -> Decided:
    """Take decisions back: what stood before stands again, and what they taught is forgotten."""
    return decisions.undo(given.contacts, request.user, utc_now())


def why(request: Asked, contact_id: Key) -> Explained:
    """Why a contact is at its account, or at none."""
    found = explain(contact_id, by=request.user)
    if found is None:
        raise NotThereError
    return found


OPERATIONS = (
    Operation("GET", "/matching/waiting", "list_waiting_contacts", waiting, READER, "contacts:read", WaitingList),
    Operation("GET", "/contacts/{contact_id}/match", "explain_contact", why, READER, "contacts:read", ExplainedForm),
    Operation(
        "POST", "/matching/decide", "place_contacts", place, MEMBER, "contacts:write", DecidedForm,
        example={"decisions": [{"contact": 7, "account": 12}, {"contact": 8, "account": None}]},
    ),
    Operation(
        "POST", "/matching/take-back", "take_placements_back", take_back, MEMBER, "contacts:write", DecidedForm,
        example={"contacts": [7, 8]},
    ),
)  # fmt: skip
