"""Who belongs to whom: suggested parents to decide on, parents set by hand, and families with their numbers."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Query
from pydantic import Field

from tiercel.core.clock import utc_now
from tiercel.flow.duplicates.follow import current_of
from tiercel.flow.hierarchy import decide, set_parent
from tiercel.flow.hierarchy import parents as flow
from tiercel.flow.hierarchy.family import Family, see_family
from tiercel.flow.hierarchy.list_parents import ParentRow, count_parents, find_parent, list_parents
from tiercel.flow.sight import unseen
from tiercel.records.models import AccountParent
from tiercel.show.api.cursors import opened, part_of, skipped
from tiercel.show.api.forms import Answer, BodyKey, Given, Key, Part, Queued, form_of, list_of
from tiercel.show.api.operation import Operation
from tiercel.show.api.problems import NotThereError
from tiercel.show.web.access import MANAGER, READER
from tiercel.show.web.access import Asked as Request

SuggestionForm = form_of(ParentRow, "ParentSuggestion")
SuggestionList = list_of(SuggestionForm, "ParentSuggestionList", count=(int, Field(description="How many in all.")))
FamilyForm = form_of(Family)


class SuggestionFilters(Part):
    """Which suggestions are wanted."""

    state: Literal["waiting", "accepted", "declined", "decided"] = "waiting"


class SetParent(Given):
    """Whom an account belongs to."""

    parent: BodyKey = Field(description="The key of the account that owns it.")


class ParentLink(Answer):
    """That an account belongs to another."""

    account_id: int
    parent_id: int


def suggestions(request: Request, asked: Query[SuggestionFilters]) -> dict[str, Any]:
    """The suggested parents that wait, the certain ones first, or those decided on."""
    what = f"parents {asked.state}"
    wanted = opened(asked, what)
    rows = list_parents(request.user, wanted.size, state=asked.state, skip=skipped(wanted))
    return part_of(rows, count_parents(asked.state), wanted, what)


def look(request: Request) -> Queued:
    """Look for parents of accounts that have none, as a job."""
    job = flow.queue_look(request.user)
    return Queued(job=job.pk if job else None)


def accept(request: Request, suggestion_id: Key) -> ParentRow:
    """Let the account belong to the suggested parent."""
    _there(suggestion_id)
    decide.accept(suggestion_id, request.user, utc_now())
    return _there(suggestion_id)


def decline(request: Request, suggestion_id: Key) -> ParentRow:
    """Say that the account does not belong there; no later look suggests it again."""
    _there(suggestion_id)
    decide.decline(suggestion_id, request.user, utc_now())
    return _there(suggestion_id)


def undo(request: Request, suggestion_id: Key) -> ParentRow:
    """Take a decision back: the suggestion waits again, and a parent that it gave ends."""
    _there(suggestion_id)
    decide.undo(suggestion_id, request.user, utc_now())
    return _there(suggestion_id)


def put(request: Request, account_id: Key, given: SetParent) -> AccountParent:
    """Let an account belong to another by hand; what it belonged to before ends."""
    account = _seen(account_id, request)
    return set_parent.set_parent(account, current_of("accounts", given.parent), request.user, utc_now())


def clear(request: Request, account_id: Key) -> None:
    """Let an account belong to nobody."""
    set_parent.clear_parent(_seen(account_id, request), request.user, utc_now())


def family(request: Request, account_id: Key) -> Family:
    """An account among its own: whom it belongs to, and the numbers of it alone and together with all below it.

    Accounts that the key's user does not see count for nothing.
    """
    return see_family(_seen(account_id, request), request.user)


def _there(suggestion_id: int) -> ParentRow:
    found = find_parent(suggestion_id)
    if found is None:
        raise NotThereError
    return found


def _seen(account_id: int, request: Request) -> int:
    account = current_of("accounts", account_id)
    if unseen([account], request.user):
        raise NotThereError
    return account


ONE = "/parents/suggestions/{suggestion_id}"
OF_ACCOUNT = "/accounts/{account_id}"
READ, WRITE = "parents:read", "parents:write"
OPERATIONS = (
    Operation("GET", "/parents/suggestions", "list_parents", suggestions, MANAGER, READ, SuggestionList),
    Operation("POST", "/parents/look", "look_for_parents", look, MANAGER, WRITE, Queued, status=202),
    Operation("POST", f"{ONE}/accept", "accept_parent", accept, MANAGER, WRITE, SuggestionForm),
    Operation("POST", f"{ONE}/decline", "decline_parent", decline, MANAGER, WRITE, SuggestionForm),
    Operation("POST", f"{ONE}/undo", "undo_parent", undo, MANAGER, WRITE, SuggestionForm),
    Operation("PUT", f"{OF_ACCOUNT}/parent", "set_parent", put, MANAGER, WRITE, ParentLink),
    Operation("DELETE", f"{OF_ACCOUNT}/parent", "clear_parent", clear, MANAGER, WRITE, None, status=204),
    Operation("GET", f"{OF_ACCOUNT}/family", "get_family", family, READER, READ, FamilyForm),
)
