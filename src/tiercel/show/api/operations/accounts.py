"""Accounts: listed, searched, opened, given to somebody, and each score explained."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from ninja import Query
from pydantic import Field

from tiercel.core.clock import utc_now
from tiercel.core.errors import DataError
from tiercel.flow.accounts import account_page, assign_owner, list_accounts
from tiercel.flow.accounts.account_values import Shown, Value
from tiercel.flow.accounts.explain_account import Explained, explain_account
from tiercel.flow.accounts.list_accounts import STANDARD, AccountRow, Asked
from tiercel.flow.accounts.see_account import see_account
from tiercel.flow.duplicates.follow import current_of
from tiercel.flow.sight import unseen
from tiercel.show.api.cursors import opened, paged
from tiercel.show.api.forms import Answer, BodyKey, Day, Given, Key, Keys, Part, Text, Whole, Word, form_of, list_of
from tiercel.show.api.operation import Operation
from tiercel.show.api.problems import NotThereError
from tiercel.show.web.access import MANAGER, READER
from tiercel.show.web.access import Asked as Request

FIRST_DAY = date(1970, 1, 2)


class Filters(Part):
    """What of the list of accounts is wanted, in which order."""

    q: Text = Field("", description="In the name, or the beginning of the domain.")
    industry: Text = ""
    country: Word = Field("", description="ISO 3166-1, two letters.")
    tier: Whole | None = Field(None, description="0: only those in no tier.")
    state: Literal["", "proposed", "accepted", "rejected"] = Field("", description="Of the sign-off.")
    owner: Key | None = Field(None, description="The key of a person of the team.")
    of: Literal["", "family"] = Field(
        "",
        description="family: heads of families alone, `family` with the numbers of each and all below it; as of now.",
    )
    deals: Literal["", "any", "won", "open", "none"] = Field("", description="Which deals there are.")
    fit: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] | None = Field(
        None, description="At least this chance to win, a share."
    )
    sort: Literal["name", "-name", "employees", "-employees", "chance", "-chance", "value", "-value"] = Field(
        "-value", description="With - before it, the largest first."
    )
    columns: Text = Field(
        ",".join(STANDARD), description="Names of columns with commas between, as `list_account_columns` has them."
    )
    as_of: Day | None = Field(None, description="What was known at the end of that day.")


class Named(Answer):
    """Another account."""

    id: int
    name: str


class SourceId(Answer):
    """What a source calls it."""

    source: str
    id: str


ValueForm = form_of(Value)
AccountLine = form_of(AccountRow, "AccountLine", without=("why_tier",), values=dict[str, ValueForm])  # type: ignore[valid-type]
AccountListForm = list_of(
    AccountLine, "AccountList", count=(int, Field(description="How many in all; 10001 means more."))
)
ColumnForm = form_of(Shown, "AccountColumn")
AccountForm = form_of(
    account_page.AccountPage,
    "Account",
    parent=Named | None,
    children=list[Named],
    keys=list[SourceId],
)
ScoreForm = form_of(Explained, "Score")


class ColumnList(Answer):
    """The columns that can be chosen."""

    rows: list[ColumnForm]  # type: ignore[valid-type]


def accounts(request: Request, asked: Query[Filters]) -> dict[str, Any]:
    """Search, filter and sort the accounts.

    As the page of accounts does, of those that the key's user sees.
    """
    day = past(asked.as_of)
    what = f"accounts {asked.of} {asked.sort} {day or ''}"
    wanted = opened(asked, what)
    found = list_accounts.list_accounts(
        Asked(
            text=asked.q.strip(),
            industry=asked.industry,
            country=asked.country,
            tier=asked.tier,
            state=asked.state,
            owner=asked.owner,
            deals=asked.deals,
            chance=asked.fit,
            of=asked.of,
            sort=asked.sort,
            columns=tuple(asked.columns.split(",")),
            as_of=day,
            after=wanted.after,
            before=wanted.before,
        ),
        by=request.user,
        with_choices=False,
        size=wanted.size,
    )
    names = [column.name for column in found.shown if column.name not in list_accounts.SCORES]
    rows = [vars(row) | {"values": dict(zip(names, row.values, strict=True))} for row in found.rows]
    return paged(found, what, rows, count=found.count)


def columns(request: Request) -> dict[str, Any]:  # noqa: ARG001 - every view is handed its request
    """The columns of accounts.

    The product's own, those that the workspace declared, and those of score, tier and deals.
    """
    return {"rows": list_accounts.all_columns()}


class AsOf(Answer):
    """The day that is looked at."""

    as_of: Day | None = Field(None, description="What was known at the end of that day.")


def account(request: Request, account_id: Key, asked: Query[AsOf]) -> dict[str, Any]:
    """One account with its facts, deals, contacts, history and standing.

    Of one that was merged it is the account that stands for it, with that one's id.
    """
    page = see_account(account_id, past(asked.as_of), by=request.user)
    if page is None:
        raise NotThereError
    return vars(page) | {
        "parent": dict(zip(("id", "name"), page.parent, strict=True)) if page.parent else None,
        "children": [{"id": key, "name": name} for key, name in page.children],
        "keys": [{"source": source, "id": key} for source, key in page.keys],
    }


def score(request: Request, account_id: Key, asked: Query[AsOf]) -> Explained:
    """Why an account has its score: `start` and the amounts of the reasons sum to the points."""
    if unseen([current_of("accounts", account_id)], request.user):
        raise NotThereError
    return explain_account(account_id, past(asked.as_of))


class Assign(Given):
    """Accounts, and whose they are to be."""

    accounts: Keys = Field(description="Their keys.")
    owner: BodyKey = Field(description="The key of who of the team works on them.")


class Assigned(Given):
    """An act of assigning."""

    assigned_at: Word = Field(description="The instant that the act was answered with.")


class AssignedForm(Answer):
    """How many accounts changed hands, and the instant by which that is taken back."""

    accounts: int
    # As text: JSON's instants are cut to milliseconds, and this one is looked up.
    assigned_at: str = Field(json_schema_extra={"format": "date-time"})


def past(day: date | None) -> date | None:
    """A day as the records can be asked for: what is to come is not known yet, and nothing was before computers."""
    if day is None or day >= utc_now().date():
        return None
    return max(day, FIRST_DAY)


def assign(request: Request, given: Assign) -> dict[str, Any]:
    """Make somebody of the team the owner of accounts, all of them or none."""
    if unseen(given.accounts, request.user):
        raise NotThereError
    now = utc_now()
    return {
        "accounts": assign_owner.assign_owner(given.accounts, given.owner, request.user, now),
        "assigned_at": now.isoformat(),
    }


def take_back(request: Request, given: Assigned) -> dict[str, Any]:
    """Give accounts back to who owned them before, where nobody has changed it since."""
    try:
        at = datetime.fromisoformat(given.assigned_at)
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        count = assign_owner.undo(at, request.user, utc_now())
    except (ValueError, OverflowError):
        raise DataError(_("There is nothing to take back here.")) from None
    return {"accounts": count, "assigned_at": at.isoformat()}


OPERATIONS = (
    Operation("GET", "/accounts", "list_accounts", accounts, READER, "accounts:read", AccountListForm),
    Operation("GET", "/account-columns", "list_account_columns", columns, READER, "accounts:read", ColumnList),
    Operation("GET", "/accounts/{account_id}", "get_account", account, READER, "accounts:read", AccountForm),
    Operation("GET", "/accounts/{account_id}/score", "explain_account", score, READER, "accounts:read", ScoreForm),
    Operation(
        "POST", "/account-owners", "assign_accounts", assign, MANAGER, "accounts:write", AssignedForm,
        example={"accounts": [12, 15], "owner": 3},
    ),
    Operation(
        "POST", "/account-owners/take-back", "take_assignment_back", take_back, MANAGER, "accounts:write", AssignedForm
    ),
)  # fmt: skip
