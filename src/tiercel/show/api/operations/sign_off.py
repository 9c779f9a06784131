"""Sign-off: how far sales are, and asking them; decisions are made with `accept_targets` and `reject_targets`."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from tiercel.core.clock import utc_now
from tiercel.flow import ask_sign_off
from tiercel.flow.ask_sign_off import Asking
from tiercel.flow.targets.sellers import Counts, Seller, sellers, whole_of
from tiercel.show.api.forms import Answer, BodyKey, Day, Given, form_of
from tiercel.show.api.operation import Operation
from tiercel.show.web.access import MANAGER, Asked

CountsForm = form_of(Counts, "SignOffCounts")


class Progress(Answer):
    """How far sales are with their lists."""

    sellers: list[form_of(Seller, "Seller", tiers=dict[str, CountsForm], counts=CountsForm)]  # type: ignore[valid-type]
    whole: CountsForm  # type: ignore[valid-type]


class Ask(Given):
    """Whom to ask for their decisions, and until when."""

    people: list[BodyKey] | None = Field(
        None,
        min_length=1,
        max_length=1000,
        description="Keys of people of the team; left out: all for whom something waits.",
    )
    due_on: Day | None = Field(None, description="The day until which they are asked to decide.")


def progress(request: Asked) -> dict[str, Any]:
    """Who works on proposed accounts, what they decided, and when they were last asked."""
    found = sellers(request.user)
    rows = [vars(each) | {"tiers": {str(tier): counts for tier, counts in each.tiers.items()}} for each in found]
    return {"sellers": rows, "whole": whole_of(found)}


def ask(request: Asked, given: Ask) -> Asking:
    """Ask sales for their decisions by mail. Who was asked minutes ago is not asked again."""
    return ask_sign_off.ask(given.people, given.due_on, request.user, utc_now())


OPERATIONS = (
    Operation("GET", "/sign-off", "get_sign_off", progress, MANAGER, "targets:read", Progress),
    Operation(
        "POST", "/sign-off/ask", "ask_sales", ask, MANAGER, "targets:propose", form_of(Asking), status=202,
        example={"people": [3], "due_on": "2027-01-15"},
    ),
)  # fmt: skip
