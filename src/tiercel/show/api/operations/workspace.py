"""The workspace itself: where it stands, its rates, and who did what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from ninja import Query
from pydantic import Field

from tiercel.core.clock import utc_now
from tiercel.flow import keep_rates, see_jobs
from tiercel.flow.api import lists
from tiercel.flow.api.lists import TrailLine
from tiercel.flow.keep_rates import RateRow
from tiercel.flow.see_home import Home, see_home
from tiercel.normal.currencies import CODES
from tiercel.show.api.cursors import opened, paged
from tiercel.show.api.forms import Answer, Day, Given, Key, Part, Word, form_of, list_of
from tiercel.show.api.operation import Operation
from tiercel.show.api.operations.jobs import JobForm
from tiercel.show.web.access import MANAGER, OWNER, READER, Asked

if TYPE_CHECKING:
    Currency = str
else:
    Currency = Literal[tuple(sorted(CODES))]
RateForm = form_of(RateRow, "Rate")
TrailList = list_of(form_of(TrailLine, "Act"), "TrailList")


class TierCount(Answer):
    """How many accounts of a tier wait for a decision, and how many were accepted."""

    tier: int
    proposed: int
    accepted: int


HomeForm = form_of(Home, "Home", by_tier=list[TierCount], job=JobForm | None)


class Rates(Answer):
    """What other currencies are worth in the workspace's own."""

    rows: list[RateForm]  # type: ignore[valid-type]


class NewRate(Given):
    """What one unit of a currency costs in the workspace's own, from a day on."""

    currency: Currency
    rate: str = Field(pattern=r"^[0-9]{1,9}(\.[0-9]{1,8})?$", description="As 1.08.")
    day: Day


class TrailFilters(Part):
    """Which acts are wanted."""

    action: Word = Field("", description="As targets.accepted, or targets.* for all on targets.")
    subject: Word = Field("", description="The kind of row, as accounts.")
    row: Key | None = Field(None, description="The key of the row.")


def home(request: Asked) -> dict[str, Any]:
    """Where the workspace stands: how much it holds, what was learnt, what waits for a decision."""
    found = see_home(request.user)
    tiers = [{"tier": tier, "proposed": a, "accepted": b} for tier, (a, b) in found.by_tier.items()]
    return vars(found) | {"by_tier": tiers, "job": see_jobs.in_hand()}


def rates(request: Asked) -> dict[str, Any]:  # noqa: ARG001 - every view is handed its request
    """The rates of other currencies, each with the day from which it holds."""
    return {"rows": keep_rates.rates()}


def set_rate(request: Asked, given: NewRate) -> RateRow:
    """Keep a rate, instead of the one of that day."""
    return keep_rates.set_rate(given.currency, given.rate, given.day, request.user, utc_now())


def acts(request: Asked, asked: Query[TrailFilters]) -> dict[str, Any]:
    """The audit trail: who did what to what, the newest first."""
    wanted = opened(asked, "trail")
    found = lists.list_trail(wanted, request.user, action=asked.action, subject=asked.subject, row=asked.row)
    return paged(found, "trail")


OPERATIONS = (
    Operation("GET", "/home", "get_home", home, READER, "home:read", HomeForm),
    Operation("GET", "/rates", "list_rates", rates, READER, "rates:read", Rates),
    Operation(
        "PUT", "/rates", "set_rate", set_rate, MANAGER, "rates:write", RateForm,
        example={"currency": "EUR", "rate": "1.08", "day": "2026-01-01"},
    ),
    Operation("GET", "/trail", "list_trail", acts, OWNER, "trail:read", TrailList),
)  # fmt: skip
