"""A client of Tiercel's API for Python 3.11 and newer, in one file without dependencies.

Copy it beside your program. It is made of the description of the API: do not edit it, make it anew.

    tiercel = Client("https://tiercel.example.com", key)
    for account in tiercel.all_accounts(tier=1, sort="-value"):
        print(account["name"], account["chance"])
"""

from __future__ import annotations

import json
import random
import secrets
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, NotRequired, TypedDict

# Some of these are for what is made beside it.
__all__ = ["Calls", "Iterator", "Literal", "NotRequired", "ProblemError", "TypedDict"]


class ProblemError(Exception):
    """What the server answered where something went wrong (RFC 9457).

    status   of the answer
    kind     of the problem, as "not-allowed"
    detail   what went wrong, and what to do next
    errors   every value that does not fit, each with place, field and message
    problem  the whole of it
    """

    def __init__(self, status: int, problem: dict[str, Any]) -> None:
        self.status = status
        self.kind = str(problem.get("type", "")).rpartition("#")[2]
        self.detail = str(problem.get("detail", ""))
        self.errors: list[dict[str, str]] = problem.get("errors") or []
        self.problem = problem
        fields = "".join(f"\n  {each['place']} {each['field']}: {each['message']}" for each in self.errors)
        super().__init__(f"{status} {self.kind}: {self.detail}{fields}")


class Calls:
    """The calling part of the client.

    url       where Tiercel is, as https://tiercel.example.com
    key       made under Settings, Keys
    tries     how often a call is sent when no answer comes, or one that says to try again
    seconds   how long an answer may take
    """

    def __init__(self, url: str, key: str, *, tries: int = 5, seconds: float = 60) -> None:
        self._base = url.rstrip("/") + "/api/v1"
        self._key = key
        self._tries = tries
        self._seconds = seconds

    def _call(  # noqa: PLR0917 - what a call is made of
        self,
        method: str,
        path: str,
        query: dict[str, Any] | None = None,
        body: dict[str, Any] | None = None,
        files: Sequence[str | Path] | None = None,
        idempotency_key: str | None = None,
    ) -> Any:
        """One call, sent again where that is safe: a write carries a key, so that it acts once."""
        known = {name: _text(value) for name, value in (query or {}).items() if value is not None}
        address = self._base + path + (f"?{urllib.parse.urlencode(known)}" if known else "")
        headers = {"Authorization": f"Bearer {self._key}", "Accept": "application/json"}
        if method != "GET":
            headers["Idempotency-Key"] = idempotency_key or secrets.token_urlsafe(24)
        data = None
        if files is not None:
            data, headers["Content-Type"] = _as_form(files)
        elif body is not None:
            data = json.dumps({name: value for name, value in body.items() if value is not None}).encode()
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(address, data, headers, method=method)  # noqa: S310 - the caller names the server
        return self._sent(request)

    def _sent(self, request: urllib.request.Request) -> Any:
        for attempt in range(1, self._tries + 1):
            try:
                with urllib.request.urlopen(request, timeout=self._seconds) as answer:  # noqa: S310
                    return _read(answer.read(), answer.headers.get_content_type())
            except urllib.error.HTTPError as error:
                with error:
                    problem = _problem(error.read())
                wait = _wait(error.headers.get("Retry-After"), attempt)
                again = error.code in (429, 500, 502, 503, 504) or problem.get("type") == "/api#still-running"
                if not again or attempt == self._tries:
                    raise ProblemError(error.code, problem) from None
            except OSError:
                if attempt == self._tries:
                    raise
                wait = _wait(None, attempt)
            time.sleep(wait)
        raise AssertionError("the last attempt answers or raises")

    def _pages(self, page: Callable[[str | None], Any]) -> Iterator[Any]:
        after: str | None = None
        while True:
            found = page(after)
            yield from found["rows"]
            after = found["after"]
            if after is None:
                return


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _read(content: bytes, kind: str) -> Any:
    if not content:
        return None
    return json.loads(content) if kind == "application/json" else content.decode("utf-8-sig")


def _problem(content: bytes) -> dict[str, Any]:
    """The problem that an answer holds; a proxy in between may answer with something else."""
    try:
        found = json.loads(content)
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {"detail": content[:500].decode("utf-8", "replace")}


def _wait(said: str | None, attempt: int) -> float:
    """Seconds until the next attempt: as the server asks, else longer each time, a little at random."""
    if said is not None and said.isdigit():
        return float(said)
    return float(min(0.5 * 2**attempt, 30) * random.uniform(0.8, 1.2))  # noqa: S311 - no secret


def _as_form(files: Sequence[str | Path]) -> tuple[bytes, str]:
    """Files as multipart/form-data, under the name `files`."""
    boundary = secrets.token_hex(16)
    parts = []
    for path in map(Path, files):
        name = path.name.replace("\\", "_").replace('"', "_")
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        parts.append(f"{head}Content-Type: application/octet-stream\r\n\r\n".encode() + path.read_bytes() + b"\r\n")
    return b"".join([*parts, f"--{boundary}--\r\n".encode()]), f"multipart/form-data; boundary={boundary}"


class Account(TypedDict):
    """All of one account."""
    id: int
    name: str
    domain: str
    is_archived: bool
    whence: Whence | None
    facts: list[Fact]
    missing: list[Shown]
    parent: Named | None
    children: list[Named]
    keys: list[SourceId]
    deals: list[DealRow]
    contacts: list[ContactRow]
    subscriptions: list[SubscriptionRow]
    history: list[Event]
    standing: Standing
    as_of: str | None


class AccountColumn(TypedDict):
    """A column that people may see."""
    name: str
    type: Type
    label: str
    unit: str


class AccountLine(TypedDict):
    """One account of the list; `state` of the target is "" where it is in no tier."""
    id: int
    name: str
    domain: str
    values: dict[str, Value]
    tier: int | None
    state: str
    chance: float | None
    low: float | None
    high: float | None
    points: float | None
    value_minor: int | None
    value_currency: str
    won: int
    lost: int
    open: int
    family: Rolled | None


class AccountList(TypedDict):
    """One page of a list."""
    rows: list[AccountLine]
    before: str | None
    after: str | None
    count: int


class Accounts(TypedDict):
    """Some accounts."""
    accounts: list[int]


class Act(TypedDict):
    """One act of the audit trail."""
    id: int
    at: str
    action: str
    by: str
    via: str
    key: int | None
    subject: str
    row: int | None
    count: int
    details: dict[str, Any]


class ApiKey(TypedDict):
    """A key as lists show it."""
    id: int
    name: str
    visible: str
    user: str
    scopes: list[str]
    state: str
    made_at: str
    expires_at: str | None
    revoked_at: str | None
    last_used_at: str | None


class AsOf(TypedDict):
    """The day that is looked at."""
    as_of: NotRequired[str | None]


class Ask(TypedDict):
    """Whom to ask for their decisions, and until when."""
    people: NotRequired[list[int] | None]
    due_on: NotRequired[str | None]


class Asking(TypedDict):
    """What comes of asking."""
    mails: list[str]
    by_hand: list[str]
    lately: list[str]
    not_asked: list[str]
    link: str
    asks: list[int]


class Assign(TypedDict):
    """Accounts, and whose they are to be."""
    accounts: list[int]
    owner: int


class Assigned(TypedDict):
    """An act of assigning."""
    assigned_at: str


class AssignedForm(TypedDict):
    """How many accounts changed hands, and the instant by which that is taken back."""
    accounts: int
    assigned_at: str


class AttributeForm(TypedDict):
    """The evidence of one attribute."""
    attribute: str
    information_value: float | None
    p_value: float | None
    q_value: float | None
    verdict: str
    held_out: bool
    levels: list[LevelForm]


class Back(TypedDict):
    """The version that is to hold again."""
    version: int


class BacktestForm(TypedDict):
    """The scorecard and a model that nobody can read, judged on the same deals."""
    version: int
    forward_in_time: bool
    scorecard: JudgementForm
    challenger: JudgementForm


class Below(TypedDict):
    """Which messages are wanted."""
    below: NotRequired[int | None]


class CardRow(TypedDict):
    """The points of each level of one attribute."""
    attribute: str
    levels: list[PointsForm]


class Choices(TypedDict):
    """How files that were looked at are to be read."""
    files: NotRequired[dict[str, Any]]
    keep_unknown: NotRequired[bool]
    corrections: NotRequired[list[Correction]]
    dry_run: NotRequired[bool]


class ColumnList(TypedDict):
    """The columns that can be chosen."""
    rows: list[AccountColumn]


class Connector(TypedDict):
    """A connector."""
    id: int
    name: str
    tap: str
    system: str
    source: str
    schedule: str
    due_at: str | None
    paused_at: str | None
    made_at: str
    state_at: str | None
    keep_unknown: bool
    going_on: int | None
    last: RunOfConnector | None


class ConnectorWithRuns(TypedDict):
    """A connector with its last runs, the newest first."""
    id: int
    name: str
    tap: str
    system: str
    source: str
    schedule: str
    due_at: str | None
    paused_at: str | None
    made_at: str
    state_at: str | None
    keep_unknown: bool
    going_on: int | None
    last: RunOfConnector | None
    runs: list[RunOfConnector]


class Connectors(TypedDict):
    """The connectors, by name."""
    rows: list[Connector]


class Contact(TypedDict):
    """A contact."""
    id: int
    name: str
    title: str
    emails: list[str]
    phones: list[str]
    language: str
    country: str
    city: str
    preferred_channel: str
    account: int | None
    owner: str
    received_at: str
    company: str
    seniority: str
    department: str
    buying_role: str
    role_method: str


class ContactFilters(TypedDict):
    """Which contacts are wanted."""
    limit: NotRequired[int]
    after: NotRequired[str | None]
    before: NotRequired[str | None]
    account: NotRequired[int | None]
    email: NotRequired[str]


class ContactList(TypedDict):
    """One page of a list."""
    rows: list[Contact]
    before: str | None
    after: str | None


class ContactRole(TypedDict):
    """What a contact is likely to be in a purchase."""
    contact: int
    seniority: str
    seniority_confidence: float
    department: str
    department_confidence: float
    buying_role: str
    buying_role_confidence: float
    method: str
    because: list[str]
    title: str
    by: str
    since: str


class ContactRow(TypedDict):
    """ContactRow(id: 'int', name: 'str', title: 'str', email: 'str', phone: 'str')"""
    id: int
    name: str
    title: str
    email: str
    phone: str


class Contacts(TypedDict):
    """Some contacts."""
    contacts: list[int]


class Correction(TypedDict):
    """An offer that is accepted."""
    table: str
    column: str
    value: str
    suggestion: str


class Count(TypedDict):
    """How many choices were new, or were taken back."""
    accounts: int


class CurvePoint(TypedDict):
    """Deals with about the same chance: what was expected, and what came."""
    expected: float
    observed: float
    low: float
    high: float
    deals: int


class DayRow(TypedDict):
    """A UTC day; `people` counts the events that are not of bots."""
    day: str
    events: int
    people: int


class Deal(TypedDict):
    """A deal."""
    id: int
    account: int | None
    name: str
    stage: str
    outcome: str
    amount_minor: int | None
    amount_currency: str
    created_on: str | None
    closed_on: str | None
    owner: str
    reason: str


class DealFilters(TypedDict):
    """Which deals are wanted."""
    limit: NotRequired[int]
    after: NotRequired[str | None]
    before: NotRequired[str | None]
    account: NotRequired[int | None]
    outcome: NotRequired[Literal["", "open", "won", "lost"]]


class DealList(TypedDict):
    """One page of a list."""
    rows: list[Deal]
    before: str | None
    after: str | None


class DealRow(TypedDict):
    """DealRow(id: 'int', name: 'str', stage: 'str', outcome: 'str', amount_minor: 'int | None', amount_currency:
    'str', created_on: 'date | None', closed_on: 'date | None', owner: 'str', reason: 'str')
    """
    id: int
    name: str
    stage: str
    outcome: str
    amount_minor: int | None
    amount_currency: str
    created_on: str | None
    closed_on: str | None
    owner: str
    reason: str


class Decided(TypedDict):
    """What came of it: contacts that are decided now, those that were so before, and the domains that were taught."""
    decided: list[int]
    already: list[int]
    taught: list[str]


class Decision(TypedDict):
    """A decision on accounts that are proposed."""
    accounts: list[int]
    reason: NotRequired[str]
    note: NotRequired[str]


class Deliveries(TypedDict):
    """Messages, the newest first; `below` for the next page is the last id."""
    rows: list[Delivery]


class Delivery(TypedDict):
    """A message and what became of it."""
    id: int
    message: str
    action: str
    state: str
    made_at: str
    attempts: int
    tried_at: str | None
    next_at: str | None
    last_status: int | None
    last_said: str
    body: str


class DifferenceForm(TypedDict):
    """One place where two documents differ."""
    path: str
    change: Literal["added", "removed", "changed"]
    old: Any
    new: Any


class Differences(TypedDict):
    """What differs, in the order of the new one, what was taken out last."""
    rows: list[DifferenceForm]


class DocumentForm(TypedDict):
    """A document: what it says, as text (YAML) and as values."""
    kind: str
    version: int
    author: str
    comment: str
    made_at: str | None
    text: str
    body: dict[str, Any]


class DocumentVersion(TypedDict):
    """One version of a document; `version` 0 is the default that holds until somebody writes one."""
    kind: str
    version: int
    author: str
    comment: str
    made_at: str | None


class Draft(TypedDict):
    """A draft."""
    text: str


class Ended(TypedDict):
    """How many browsers were signed out."""
    sessions: int


class Erased(TypedDict):
    """How many were erased: visitors, contacts that the web alone had brought, touches and answers that lost the
    address, and what the collector had kept aside.
    """
    visitors: int
    contacts: int
    contacts_left: int
    activities: int
    aside: int
    aside_left: int


class Event(TypedDict):
    """Something that happened to the account's record: a value changed, a tier began, somebody decided."""
    kind: str
    at: str
    field: str
    old: Value | None
    new: Value | None
    whence: str
    tier: int | None
    decision: str
    reason: str
    by: str


class Events(TypedDict):
    """The last days; `bots` is the share of events that no person did, `not_understood` how many said nothing to
    us.
    """
    days: list[DayRow]
    kinds: list[KindRow]
    refused: list[RefusedRow]
    strangers: list[StrangersRow]
    events: int
    bots: float
    not_understood: int
    waiting: int
    knows_networks: bool
    has_any: bool


class EvidenceForm(TypedDict):
    """What the closed deals say, attribute by attribute."""
    version: int
    rows: list[AttributeForm]


class Exclude(TypedDict):
    """A choice by hand to keep accounts out."""
    accounts: list[int]
    reason: str


class ExplainedForm(TypedDict):
    """Why a contact is at its account, or at none."""
    contact: int
    name: str
    company: str
    standing: PlaceOfWork | None
    decision: PlacementDecision | None
    suggestions: list[Suggested]


class Fact(TypedDict):
    """Fact(column: 'Shown', value: 'Value', whence: 'Whence | None')"""
    column: Shown
    value: Value
    whence: Whence | None


class FactRow(TypedDict):
    """What both say of one thing: the same, something different, or only one of them something."""
    name: str
    left: list[Any]
    right: list[Any]
    alike: str
    holds: str


class Family(TypedDict):
    """An account among its own, of those that the user may know of."""
    above: list[Kin]
    below: int
    alone: Rolled
    together: Rolled
    members: list[Member]


class FieldLook(TypedDict):
    """One field of the table, and the columns that are read for it."""
    name: str
    doc: str
    required: bool
    columns: list[str]
    how: str


class FigureForm(TypedDict):
    """An estimate with its 95 percent interval."""
    low: float | None
    high: float | None
    value: float | None


class FileChoice(TypedDict):
    """What is said of one file; what is empty is recognised."""
    table: NotRequired[str]
    preset: NotRequired[str]
    encoding: NotRequired[str]
    mapping: NotRequired[dict[str, Any]]
    left_out: NotRequired[bool]


class FileLook(TypedDict):
    """One file before anything is taken from it."""
    name: str
    table: str
    preset: str
    format: str
    encoding: str
    is_chosen: bool
    why_not: str
    columns: list[str]
    rows: list[list[str]]
    fields: list[FieldLook]
    unknown: list[str]
    problems: list[str]


class Fill(TypedDict):
    """One column: the share of rows that say something in it; `label` of a declared attribute, else ""."""
    column: str
    label: str
    share: float


class Fills(TypedDict):
    """How full the columns of a table are, the fullest first."""
    rows: list[Fill]
    looked_at: int
    is_part: bool
    within: float


class Filters(TypedDict):
    """Which targets are wanted."""
    limit: NotRequired[int]
    after: NotRequired[str | None]
    before: NotRequired[str | None]
    q: NotRequired[str]
    tier: NotRequired[int | None]
    state: NotRequired[Literal["", "proposed", "accepted", "rejected"]]
    owner: NotRequired[int | None]


class Fit(TypedDict):
    """The fit of one account, by name."""
    account: int
    name: str
    chance: float
    low: float
    high: float
    points: float


class Forgotten(TypedDict):
    """What came of it."""
    forgotten: bool


class Group(TypedDict):
    """The hits of one kind; `more` where there are others that are not shown."""
    kind: str
    hits: list[Hit]
    more: bool


class Hit(TypedDict):
    """One row that was found."""
    kind: str
    row: int
    name: str
    under: str
    account: int | None
    where: str


class Holding(TypedDict):
    """One table: its rows, and when the newest came."""
    table: str
    rows: int
    newest_at: str | None


class Holdings(TypedDict):
    """What the workspace holds, and how many rows wait for another that has not come."""
    tables: list[Holding]
    waiting: dict[str, int]


class Home(TypedDict):
    """The numbers of the way from an export to a signed-off list."""
    steps: dict[str, str]
    accounts: int
    contacts: int
    deals: int
    won: int
    lost: int
    profile_version: int
    profile_made_at: str | None
    verdict: str
    proposed: int
    accepted: int
    rejected: int
    by_tier: list[TierCount]
    job: Job | None


class Import(TypedDict):
    """One import, or the look at what it would do."""
    job: Job
    dry_run: bool
    looks: list[FileLook]
    report: dict[str, Any]
    accepted: list[dict[str, str]]
    keep_unknown: bool
    wrong: str
    done_by: int | None
    undo_job: int | None
    undone: dict[str, Any]


class ImportLine(TypedDict):
    """One import of the history; `is_undone` where it was taken back."""
    job: Job
    files: list[str]
    created: int
    changed: int
    rejected: int
    is_undone: bool


class ImportList(TypedDict):
    """The imports that wrote, or tried to; looks are left out."""
    rows: list[ImportLine]


class Invitation(TypedDict):
    """InvitationRow(id: 'int', email: 'str', role: 'str', person: 'str', made_at: 'datetime', expires_at:
    'datetime', is_over: 'bool')
    """
    id: int
    email: str
    role: str
    person: str
    made_at: str
    expires_at: str
    is_over: bool


class Invitations(TypedDict):
    """Who was invited and has not come yet."""
    rows: list[Invitation]


class Invite(TypedDict):
    """Somebody to ask in."""
    email: str
    role: NotRequired[Literal["owner", "manager", "member", "reader"]]
    person: NotRequired[str]


class Invited(TypedDict):
    """What came of an invitation: whether the mail left; where not, the link to hand over and why."""
    email: str
    was_mailed: bool
    link: str
    why_not: str


class Job(TypedDict):
    """A job as people see it."""
    id: int
    kind: str
    state: str
    step: str
    done: int
    total: int
    share: float | None
    rate: float | None
    seconds_left: int | None
    reason: str
    by: str
    made_at: str
    started_at: str | None
    ended_at: str | None
    stop_asked: bool
    is_look: bool
    follows: int | None
    is_undo: bool


class JobFilters(TypedDict):
    """Which jobs are wanted."""
    limit: NotRequired[int]
    after: NotRequired[str | None]
    before: NotRequired[str | None]
    kind: NotRequired[str]
    state: NotRequired[Literal["", "queued", "running", "done", "failed", "stopped"]]


class JobList(TypedDict):
    """One page of a list."""
    rows: list[Job]
    before: str | None
    after: str | None


class JudgementForm(TypedDict):
    """How well deals were judged that had not been learnt from."""
    auc: FigureForm
    brier: FigureForm
    brier_of_base_rate: float
    calibration_slope: FigureForm | None
    lift_top_decile: FigureForm
    curve: list[CurvePoint]
    deals: int


class KeptLine(TypedDict):
    """What stays: a row that the import made (no field), or a value or link that it changed."""
    table: str
    row: int
    name: str
    field: str
    why: str
    what: str


class Keys(TypedDict):
    """Keys for programs; an owner's list has everybody's."""
    rows: list[ApiKey]


class Kin(TypedDict):
    """An account above another."""
    account: int
    name: str


class KindRow(TypedDict):
    """KindRow(source: 'str', type: 'str', events: 'int', newest_at: 'datetime')"""
    source: str
    type: str
    events: int
    newest_at: str


class Kinds(TypedDict):
    """The kinds of documents that are written."""
    kinds: list[str]


class LastAsk(TypedDict):
    """How the last asking went: on its way, sent, failed with the reason, or handed over as a link."""
    state: str
    at: str
    due_on: str | None
    failed: str


class Learn(TypedDict):
    """How the profile is learnt."""
    confirm: NotRequired[str]
    doubt: NotRequired[str]


class LearntTitles(TypedDict):
    """From how many titles the reading was learnt and when."""
    titles: int
    at: str
    changed: int


class LevelForm(TypedDict):
    """One level of an attribute."""
    label: str
    deals: int
    won: int
    win_rate: RateForm
    lift: RateForm
    q_value: float | None
    verdict: str


class MailKey(TypedDict):
    """A mail key as people see it; the key itself and the secret are never shown again."""
    id: int
    name: str
    provider: str
    label: str
    shown: str
    proof: str
    is_proved: bool
    state: str
    made_at: str
    made_by: str
    ended_at: str | None
    last_heard_at: str | None


class MailKeyGiven(TypedDict):
    """A mail key's name and provider, and what that proves itself by."""
    name: str
    provider: str
    secret: NotRequired[str]


class MailKeyMade(TypedDict):
    """A new mail key, with the address that its provider is told: it is shown this once."""
    key: MailKey
    address: str


class MailKeys(TypedDict):
    """The mail keys, those that work first, by name."""
    rows: list[MailKey]


class Member(TypedDict):
    """An account below another: `parent` is the key of the one that owns it, `open` how many open deals it has."""
    account: int
    name: str
    parent: int
    chance: float | None
    tier: int | None
    state: str
    open: int


class MergeOfTwo(TypedDict):
    """A merge that holds, or was undone."""
    id: int
    kind: str
    old: int
    old_name: str
    current: int
    current_name: str
    by: str
    made_at: str
    undone_at: str | None
    moved: int


class Merged(TypedDict):
    """A merge: `old` was merged into `current`."""
    id: int
    kind: str
    old: int
    current: int
    choices: dict[str, str]


class Merges(TypedDict):
    """The newest merges that hold."""
    rows: list[MergeOfTwo]


class Merging(TypedDict):
    """How a pair is merged."""
    stays: NotRequired[int | None]
    choices: NotRequired[dict[str, Any]]


class Move(TypedDict):
    """One account that enters, moves, leaves or gets another person, with the names for people."""
    account: int
    name: str
    before: int | None
    after: int | None
    rule: str
    why: str
    worker_before: str
    worker: str
    value_minor: int | None
    value_currency: str
    chance: float | None
    place: int | None


class Named(TypedDict):
    """Another account."""
    id: int
    name: str


class NewRate(TypedDict):
    """What one unit of a currency costs in the workspace's own, from a day on."""
    currency: str
    rate: str
    day: str


class NewUser(TypedDict):
    """One more user."""
    name: str
    role: NotRequired[Literal["owner", "manager", "member", "reader"]]
    email: NotRequired[str]
    person: NotRequired[str]
    password: str


class NewView(TypedDict):
    """What a list shows, under a name."""
    page: Literal["accounts", "people", "deals"]
    name: str
    query: NotRequired[str]
    shared: NotRequired[bool]


class OfVersion(TypedDict):
    """The version that is looked at."""
    version: NotRequired[int | None]


class Pair(TypedDict):
    """A pair, with all that a person needs to decide on it."""
    id: int
    kind: str
    left: Side
    right: Side
    weight: float
    probability: float
    parts: dict[str, float]
    facts: list[FactRow]
    stays: int
    state: str
    found_at: str
    put_off_at: str | None
    decided_by: str
    decided_at: str | None
    merge: int | None


class PairFilters(TypedDict):
    """Which pairs are wanted."""
    limit: NotRequired[int]
    after: NotRequired[str | None]
    before: NotRequired[str | None]
    kind: NotRequired[Literal["", "accounts", "contacts"]]
    least: NotRequired[float]
    state: NotRequired[Literal["waiting", "apart", "merged"]]


class PairList(TypedDict):
    """One page of a list."""
    rows: list[Pair]
    before: str | None
    after: str | None
    count: int


class ParentLink(TypedDict):
    """That an account belongs to another."""
    account_id: int
    parent_id: int


class ParentSuggestion(TypedDict):
    """A suggestion: the account, the parent that it may belong to, and what speaks for it."""
    id: int
    account: int
    account_name: str
    parent: int
    parent_name: str
    why: list[str]
    said: str
    state: str
    decided_by: str
    decided_at: str | None


class ParentSuggestionList(TypedDict):
    """One page of a list."""
    rows: list[ParentSuggestion]
    before: str | None
    after: str | None
    count: int


class Part(TypedDict):
    """Which part of a list."""
    limit: NotRequired[int]
    after: NotRequired[str | None]
    before: NotRequired[str | None]


class Pin(TypedDict):
    """A choice of a tier by hand."""
    accounts: list[int]
    tier: int
    reason: NotRequired[str]


class PlaceOfWork(TypedDict):
    """Where a contact works, and why that is said."""
    account: int
    name: str
    since: str
    method: str
    confidence: float | None
    evidence: dict[str, Any]
    version: int | None


class Placement(TypedDict):
    """Where one contact works."""
    contact: int
    account: NotRequired[int | None]


class PlacementDecision(TypedDict):
    """What a person decided; `account` is None for none of ours."""
    account: int | None
    by: str
    at: str
    taught: list[str]


class Placements(TypedDict):
    """Where contacts work."""
    decisions: list[Placement]


class PointsForm(TypedDict):
    """The points of one level."""
    label: str
    points: float


class Preferences(TypedDict):
    """What one user chose; "" follows the workspace, and for the language the browser."""
    language: str
    calendar: str
    digits: str


class ProfileBack(TypedDict):
    """The version that is to hold again."""
    version: int


class ProfileForm(TypedDict):
    """One version of the profile."""
    version: int
    made_at: str | None
    author: str
    comment: str
    is_newest: bool
    verdict: str
    words: str
    deals: int
    won: int
    accounts: int
    win_rate: float
    statements: list[StatementForm]
    left_out: dict[str, str]
    suspected: list[Suspect]


class Progress(TypedDict):
    """How far sales are with their lists."""
    sellers: list[Seller]
    whole: SignOffCounts


class ProposalForm(TypedDict):
    """What a proposal would change, or what was changed; `moves` are the first thousand of `changes`."""
    made_at: str
    tiers_version: int
    icp_version: int | None
    is_ranked: bool
    tiers: list[TierPlan]
    changes: int
    stays: int
    moves: list[Move]
    left_out: dict[str, int]
    warnings: list[str]


class Propose(TypedDict):
    """How a proposal is made."""
    anyway: NotRequired[bool]


class Queued(TypedDict):
    """The job that does it; null where one waits already."""
    job: int | None


class Rate(TypedDict):
    """One unit of `currency` costs `rate` units of the workspace's currency from `day` on."""
    currency: str
    day: str
    rate: str


class RateForm(TypedDict):
    """A mean with its 95 percent interval."""
    low: float | None
    high: float | None
    mean: float | None


class Rates(TypedDict):
    """What other currencies are worth in the workspace's own."""
    rows: list[Rate]


class Reading(TypedDict):
    """How the user wants to read; "" follows the workspace, and for the language the browser."""
    language: NotRequired[Literal["", "en", "ar", "fa", "zh"]]
    calendar: NotRequired[Literal["", "language", "gregorian", "jalali"]]
    digits: NotRequired[Literal["", "language", "european", "own"]]


class Reason(TypedDict):
    """One term of a score."""
    term: str
    saw: str
    amount: float


class Reasons(TypedDict):
    """The reasons that the tiers document offers."""
    accept: list[str]
    reject: list[str]


class RefusedRow(TypedDict):
    """Why requests or events were not taken, how many, and when the last of them came."""
    reason: str
    count: int
    newest_at: str


class RoleCorrection(TypedDict):
    """What a contact is; what is left out stays as it was read."""
    seniority: NotRequired[Literal["", "owner", "c_level", "vp", "director", "manager", "senior", "professional", "junior"]]
    department: NotRequired[Literal["", "executive", "sales", "marketing", "business_development", "customer_support", "it", "engineering", "product", "research", "finance", "purchasing", "operations", "project_management", "consulting", "human_resources", "legal", "administrative", "other"]]
    buying_role: NotRequired[Literal["", "user", "influencer", "decision_maker", "it_expert", "champion", "economic_buyer", "blocker", "executive_sponsor"]]


class Rolled(TypedDict):
    """What accounts have together, each counted once."""
    accounts: int
    contacts: int
    touches: int
    deals: int
    won: int
    lost: int
    open: int
    won_money: list[Sum]
    open_money: list[Sum]
    subscriptions: int
    value: list[Sum]
    tier: int | None
    proposed: int
    accepted: int
    rejected: int
    best: Fit | None


class RunOfConnector(TypedDict):
    """One run."""
    id: int
    state: str
    started_at: str
    ended_at: str | None
    streams: list[StreamOfRun]
    tables: list[TableOfRun]
    imports: list[int]
    aside: int
    reason: str
    said: str


class Save(TypedDict):
    """A draft to be kept."""
    text: str
    base: int
    comment: NotRequired[str]


class Schedule(TypedDict):
    """When a connector runs by itself."""
    schedule: str


class Score(TypedDict):
    """An account's score with its reasons."""
    account: int
    name: str
    points: float
    start: float
    reasons: list[Reason]
    chance: float
    low: float
    high: float
    value_minor: int | None
    value_low: int | None
    value_high: int | None
    ranks: bool
    profile: int
    scored_at: str


class ScorecardForm(TypedDict):
    """The model: everybody begins with 100 points, and each attribute adds those of its level."""
    version: int
    base: float
    rows: list[CardRow]


class SearchAnswer(TypedDict):
    """What a search came to."""
    groups: list[Group]
    alike: bool
    unread: int


class SecretGiven(TypedDict):
    """What a provider proves itself by from now on."""
    secret: str


class Seller(TypedDict):
    """Somebody who works on proposed accounts; `person` None stands for the accounts that nobody works on."""
    person: int | None
    name: str
    can: str
    user: int | None
    email: str
    tiers: dict[str, SignOffCounts]
    counts: SignOffCounts
    asked: LastAsk | None


class SetParent(TypedDict):
    """Whom an account belongs to."""
    parent: int


class Shown(TypedDict):
    """A column that people may see."""
    name: str
    type: Type
    label: str
    unit: str


class Side(TypedDict):
    """One of two rows: its key and name, and how much refers to it."""
    row: int
    name: str
    deals: int
    contacts: int
    subscriptions: int


class SignOffCounts(TypedDict):
    """Accounts by what sales said of them."""
    proposed: int
    accepted: int
    rejected: int


class Signed(TypedDict):
    """What came of it, as accounts."""
    signed: list[int]
    already: list[int]
    not_proposed: list[int]


class SourceId(TypedDict):
    """What a source calls it."""
    source: str
    id: str


class Spend(TypedDict):
    """What was paid on a day; `amount_minor` in minor units of `amount_currency`, `account` where it is known."""
    id: int
    spent_on: str
    channel: str
    platform: str
    campaign: str
    ad_group: str
    account: int | None
    amount_minor: int | None
    amount_currency: str
    impressions: int | None
    clicks: int | None
    conversions: float | None


class SpendFilters(TypedDict):
    """Which spend is wanted."""
    limit: NotRequired[int]
    after: NotRequired[str | None]
    before: NotRequired[str | None]
    since: NotRequired[str | None]
    until: NotRequired[str | None]
    channel: NotRequired[str]


class SpendList(TypedDict):
    """One page of a list."""
    rows: list[Spend]
    before: str | None
    after: str | None


class Standing(TypedDict):
    """The tier an account is in, and who decided on it; `tier` is None where it is in none."""
    tier: int | None
    state: str
    since: str | None
    owner: str
    why: dict[str, Any] | None
    decided_by: str
    reason: str
    note: str
    hand: int | None
    hand_reason: str


class StatementForm(TypedDict):
    """One thing that the deals say about who buys: a level of an attribute, and whether it fits."""
    attribute: str
    level: str
    fits: bool
    sure: str
    win_rate: RateForm
    lift: RateForm
    deals: int
    won: int


class StrangersRow(TypedDict):
    """Visitors whom nobody knows, by whose network they came from; `account` where one is called so."""
    organisation: str
    visitors: int
    looks: int
    newest_at: str
    account: list[Any] | None


class StreamMap(TypedDict):
    """What a stream means."""
    stream: str
    table: str
    mapping: NotRequired[dict[str, Any]]


class StreamOfRun(TypedDict):
    """One stream of a run."""
    stream: str
    table: str
    why_not: str
    came: int
    rejected: int
    cells: int


class SubscriptionRow(TypedDict):
    """SubscriptionRow(product: 'str', amount_minor: 'int | None', amount_currency: 'str', started_on: 'date',
    ended_on: 'date | None', renews_on: 'date | None')
    """
    product: str
    amount_minor: int | None
    amount_currency: str
    started_on: str
    ended_on: str | None
    renews_on: str | None


class Suggested(TypedDict):
    """An account that a contact may be at."""
    account: int
    name: str
    country: str
    city: str
    domain: str
    employees: int | None
    method: str
    confidence: float
    evidence: dict[str, Any]


class SuggestionFilters(TypedDict):
    """Which suggestions are wanted."""
    limit: NotRequired[int]
    after: NotRequired[str | None]
    before: NotRequired[str | None]
    state: NotRequired[Literal["waiting", "accepted", "declined", "decided"]]


class Sum(TypedDict):
    """Money in one currency, in minor units."""
    minor: int
    currency: str


class Suspect(TypedDict):
    """An attribute that may know the outcome; held out, it waits for a person to vouch for it."""
    attribute: str
    why: str
    held_out: bool


class TableOfRun(TypedDict):
    """What a run did to one table."""
    table: str
    created: int
    changed: int
    left_alone: int
    waiting: int
    rejected: int
    cells_set_aside: int


class TakenBack(TypedDict):
    """What came of it."""
    taken_back: bool
    role: ContactRole | None


class Target(TypedDict):
    """One account of the list, best first within its tier."""
    account: int
    name: str
    domain: str
    industry: str
    country: str
    tier: int
    tier_name: str
    state: str
    owner: str
    since: str
    expected_value: str | None
    currency: str
    chance: float | None
    place: int | None
    rule: str
    why: str
    reason: str
    note: str
    signed_by: str


class TargetList(TypedDict):
    """One page of a list."""
    rows: list[Target]
    before: str | None
    after: str | None
    count: int


class TierCard(TypedDict):
    """A tier and how full it is; `at_most` None takes the rest."""
    tier: int
    name: str
    at_least: int
    at_most: int | None
    resources: list[str]
    channels: list[str]
    personalization: str
    proposed: int
    accepted: int
    rejected: int


class TierCount(TypedDict):
    """How many accounts of a tier wait for a decision, and how many were accepted."""
    tier: int
    proposed: int
    accepted: int


class TierPlan(TypedDict):
    """What would become of one tier."""
    tier: int
    name: str
    at_least: int
    at_most: int | None
    room: int | None
    before: int
    after: int
    enters: int
    moves_in: int
    leaves: int
    moves_out: int
    chosen_by_hand: int


class Tiers(TypedDict):
    """The tiers, how full each is, and the reasons that a decision may give."""
    tiers: list[TierCard]
    reasons: Reasons
    last_proposed_at: str | None
    version: int


class TitleCorrection(TypedDict):
    """What somebody said of a contact, and what the title alone would make of them today."""
    contact: int
    name: str
    title: str
    seniority: str
    department: str
    buying_role: str
    by: str
    since: str
    read_seniority: str
    read_department: str


class TitleCorrectionList(TypedDict):
    """One page of a list."""
    rows: list[TitleCorrection]
    before: str | None
    after: str | None
    count: int
    learnt: LearntTitles | None


class Touch(TypedDict):
    """A touch: one thing that a contact did, or that we did to them."""
    id: int
    happened_at: str
    type: str
    channel: str
    direction: str
    subject: str
    outcome: str
    minutes: float | None
    contact: int | None
    account: int | None
    deal: int | None
    email: str
    campaign: str
    asset: str
    owner: str
    received_at: str


class TouchFilters(TypedDict):
    """Which touches are wanted."""
    limit: NotRequired[int]
    after: NotRequired[str | None]
    before: NotRequired[str | None]
    account: NotRequired[int | None]
    contact: NotRequired[int | None]


class TouchList(TypedDict):
    """One page of a list."""
    rows: list[Touch]
    before: str | None
    after: str | None


class TrailFilters(TypedDict):
    """Which acts are wanted."""
    limit: NotRequired[int]
    after: NotRequired[str | None]
    before: NotRequired[str | None]
    action: NotRequired[str]
    subject: NotRequired[str]
    row: NotRequired[int | None]


class TrailList(TypedDict):
    """One page of a list."""
    rows: list[Act]
    before: str | None
    after: str | None


class Tried(TypedDict):
    """What a draft would change; `error` says what is wrong in it, empty where nothing is."""
    error: str
    differences: list[DifferenceForm]
    would_do: list[str]


class Two(TypedDict):
    """The two versions that are compared."""
    old: int
    new: int


Type = Literal["text", "texts", "category", "integer", "number", "money", "share", "year", "date", "instant", "flag", "country", "language", "emails", "phones", "domains", "reference"]


class Undo(TypedDict):
    """All of it; `kept` are the first few of what stays, the tables count all."""
    undo: int
    dry_run: bool
    tables: list[UndoLine]
    kept: list[KeptLine]
    made_at: str


class UndoLine(TypedDict):
    """One table: rows put away, values that return, links that end, waiting rows forgotten; and what stays."""
    table: str
    put_away: int
    returned: int
    ended: int
    forgotten: int
    kept: int


class User(TypedDict):
    """A user as lists show it; `person` is who of the team it is, "" where nobody was named."""
    id: int
    name: str
    email: str
    role: str
    person: str
    is_active: bool
    last_seen_at: str | None
    has_second_factor: bool


class UserChange(TypedDict):
    """What a user may from now on."""
    role: Literal["owner", "manager", "member", "reader"]
    is_active: bool


class Users(TypedDict):
    """Who may sign in."""
    rows: list[User]


class Value(TypedDict):
    """A value with all that its showing needs; None where nothing is known."""
    type: Type
    value: Any
    currency: str


class Versions(TypedDict):
    """Every version, the newest first; not the default."""
    rows: list[DocumentVersion]


class View(TypedDict):
    """A kept view; `mine` says whether the user who asks may change it, `owner` whose it is."""
    id: int
    name: str
    query: str
    is_shared: bool
    is_default: bool
    mine: bool
    owner: str


class ViewChange(TypedDict):
    """What is to be otherwise; what is left out stays."""
    name: NotRequired[str]
    query: NotRequired[str | None]
    shared: NotRequired[bool | None]
    opens_first: NotRequired[bool | None]


class Views(TypedDict):
    """One's own views of a list, then those that others share."""
    rows: list[View]


class Waiting(TypedDict):
    """A contact that waits for a person; `websites` are the domains of those that it has of its company."""
    contact: int
    name: str
    title: str
    company: str
    domains: list[str]
    country: str
    city: str
    since: str
    suggestions: list[Suggested]
    websites: list[str]


class WaitingFilters(TypedDict):
    """Which of those that wait are wanted."""
    limit: NotRequired[int]
    after: NotRequired[str | None]
    before: NotRequired[str | None]
    q: NotRequired[str]
    method: NotRequired[str]
    at_least: NotRequired[float]


class WaitingList(TypedDict):
    """One page of a list."""
    rows: list[Waiting]
    before: str | None
    after: str | None
    count: int


class Wanted(TypedDict):
    """What is looked for."""
    q: str


class Webhook(TypedDict):
    """A webhook as people see it."""
    id: int
    url: str
    about: str
    actions: list[str]
    state: str
    made_at: str
    failing_since: str | None
    disabled_at: str | None
    waiting: int
    both_until: str | None


class WebhookGiven(TypedDict):
    """Where messages go, and of what they tell."""
    url: str
    actions: NotRequired[list[str]]
    about: NotRequired[str]


class Webhooks(TypedDict):
    """The webhooks, the oldest first."""
    rows: list[Webhook]


class Whence(TypedDict):
    """What a value came from: a file and its line, or a hand."""
    name: str
    line: int | None
    at: str


class Which(TypedDict):
    """The list whose views are wanted."""
    page: NotRequired[Literal["accounts", "people", "deals"]]


class Whom(TypedDict):
    """Who is erased."""
    email: str


class WithSecret(TypedDict):
    """A webhook with its secret, which is shown this once."""
    id: int
    url: str
    about: str
    actions: list[str]
    state: str
    made_at: str
    failing_since: str | None
    disabled_at: str | None
    waiting: int
    both_until: str | None
    secret: str


class WriteKey(TypedDict):
    """A write key as people see it."""
    id: int
    name: str
    key: str
    state: str
    origins: list[str]
    consent: str
    storage: str
    on_gpc: str
    forms: str
    made_at: str
    made_by: str
    ended_at: str | None
    last_heard_at: str | None


class WriteKeyGiven(TypedDict):
    """A write key's name, and what it may send."""
    name: str
    origins: NotRequired[list[str]]
    consent: NotRequired[Literal["wait", "until_refused"]]
    storage: NotRequired[Literal["cookie", "none"]]
    on_gpc: NotRequired[Literal["nothing", "anonymous"]]
    forms: NotRequired[Literal["off", "names", "mail"]]


class WriteKeys(TypedDict):
    """The write keys, those that work first, by name."""
    rows: list[WriteKey]


class Client(Calls):
    """Tiercel's API: a method for each operation."""

    def list_accounts(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, q: str | None = None, industry: str | None = None, country: str | None = None, tier: int | None = None, state: Literal["", "proposed", "accepted", "rejected"] | None = None, owner: int | None = None, of: Literal["", "family"] | None = None, deals: Literal["", "any", "won", "open", "none"] | None = None, fit: float | None = None, sort: Literal["name", "-name", "employees", "-employees", "chance", "-chance", "value", "-value"] | None = None, columns: str | None = None, as_of: str | None = None) -> AccountList:
        """Search, filter and sort the accounts

        As the page of accounts does, of those that the key's user sees.

        Needs `accounts:read`.
        """
        found: AccountList = self._call("GET", "/accounts", query={"limit": limit, "after": after, "before": before, "q": q, "industry": industry, "country": country, "tier": tier, "state": state, "owner": owner, "of": of, "deals": deals, "fit": fit, "sort": sort, "columns": columns, "as_of": as_of})
        return found

    def all_accounts(self, *, q: str | None = None, industry: str | None = None, country: str | None = None, tier: int | None = None, state: Literal["", "proposed", "accepted", "rejected"] | None = None, owner: int | None = None, of: Literal["", "family"] | None = None, deals: Literal["", "any", "won", "open", "none"] | None = None, fit: float | None = None, sort: Literal["name", "-name", "employees", "-employees", "chance", "-chance", "value", "-value"] | None = None, columns: str | None = None, as_of: str | None = None) -> Iterator[AccountLine]:
        """The rows of every page of `list_accounts`."""
        return self._pages(lambda after: self.list_accounts(q=q, industry=industry, country=country, tier=tier, state=state, owner=owner, of=of, deals=deals, fit=fit, sort=sort, columns=columns, as_of=as_of, limit=200, after=after))

    def list_account_columns(self) -> ColumnList:
        """The columns of accounts

        The product's own, those that the workspace declared, and those of score, tier and deals.

        Needs `accounts:read`.
        """
        found: ColumnList = self._call("GET", "/account-columns")
        return found

    def get_account(self, account_id: int, *, as_of: str | None = None) -> Account:
        """One account with its facts, deals, contacts, history and standing

        Of one that was merged it is the account that stands for it, with that one's id.

        Needs `accounts:read`.
        """
        found: Account = self._call("GET", f"/accounts/{account_id}", query={"as_of": as_of})
        return found

    def explain_account(self, account_id: int, *, as_of: str | None = None) -> Score:
        """Why an account has its score: `start` and the amounts of the reasons sum to the points

        Needs `accounts:read`.
        """
        found: Score = self._call("GET", f"/accounts/{account_id}/score", query={"as_of": as_of})
        return found

    def assign_accounts(self, *, accounts: list[int], owner: int, idempotency_key: str | None = None) -> AssignedForm:
        """Make somebody of the team the owner of accounts, all of them or none

        Needs `accounts:write`.
        """
        found: AssignedForm = self._call("POST", "/account-owners", body={"accounts": accounts, "owner": owner}, idempotency_key=idempotency_key)
        return found

    def take_assignment_back(self, *, assigned_at: str, idempotency_key: str | None = None) -> AssignedForm:
        """Give accounts back to who owned them before, where nobody has changed it since

        Needs `accounts:write`.
        """
        found: AssignedForm = self._call("POST", "/account-owners/take-back", body={"assigned_at": assigned_at}, idempotency_key=idempotency_key)
        return found

    def list_touches(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, account: int | None = None, contact: int | None = None) -> TouchList:
        """The touches that came by file, in the order they came

        Needs `touches:read`.
        """
        found: TouchList = self._call("GET", "/touches", query={"limit": limit, "after": after, "before": before, "account": account, "contact": contact})
        return found

    def all_touches(self, *, account: int | None = None, contact: int | None = None) -> Iterator[Touch]:
        """The rows of every page of `list_touches`."""
        return self._pages(lambda after: self.list_touches(account=account, contact=contact, limit=200, after=after))

    def list_spend(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, since: str | None = None, until: str | None = None, channel: str | None = None) -> SpendList:
        """What was spent, in the order it came

        Needs `spend:read`.
        """
        found: SpendList = self._call("GET", "/spend", query={"limit": limit, "after": after, "before": before, "since": since, "until": until, "channel": channel})
        return found

    def all_spend(self, *, since: str | None = None, until: str | None = None, channel: str | None = None) -> Iterator[Spend]:
        """The rows of every page of `list_spend`."""
        return self._pages(lambda after: self.list_spend(since=since, until=until, channel=channel, limit=200, after=after))

    def list_connectors(self) -> Connectors:
        """The connectors, each with what came of its last run

        Needs `connectors:read`.
        """
        found: Connectors = self._call("GET", "/connectors")
        return found

    def get_connector(self, connector_id: int) -> ConnectorWithRuns:
        """One connector with its last runs

        Needs `connectors:read`.
        """
        found: ConnectorWithRuns = self._call("GET", f"/connectors/{connector_id}")
        return found

    def run_connector(self, connector_id: int, *, idempotency_key: str | None = None) -> Job:
        """Ask for a run. Answered at once; follow the job, then read the connector

        Needs `connectors:write`.
        """
        found: Job = self._call("POST", f"/connectors/{connector_id}/run", idempotency_key=idempotency_key)
        return found

    def schedule_connector(self, connector_id: int, *, schedule: str, idempotency_key: str | None = None) -> ConnectorWithRuns:
        """Let a connector run by itself at other times, or only when asked

        Needs `connectors:write`.
        """
        found: ConnectorWithRuns = self._call("PUT", f"/connectors/{connector_id}/schedule", body={"schedule": schedule}, idempotency_key=idempotency_key)
        return found

    def map_stream(self, connector_id: int, *, stream: str, table: str, mapping: dict[str, Any] | None = None, idempotency_key: str | None = None) -> ConnectorWithRuns:
        """Say which table a stream fills, and which of its fields means what. It holds from the next run on

        Needs `connectors:write`.
        """
        found: ConnectorWithRuns = self._call("PUT", f"/connectors/{connector_id}/streams", body={"stream": stream, "table": table, "mapping": mapping}, idempotency_key=idempotency_key)
        return found

    def pause_connector(self, connector_id: int, *, idempotency_key: str | None = None) -> ConnectorWithRuns:
        """Stop the runs by schedule, until it is switched on again

        Needs `connectors:write`.
        """
        found: ConnectorWithRuns = self._call("POST", f"/connectors/{connector_id}/pause", idempotency_key=idempotency_key)
        return found

    def resume_connector(self, connector_id: int, *, idempotency_key: str | None = None) -> ConnectorWithRuns:
        """Let it run by its schedule again

        Needs `connectors:write`.
        """
        found: ConnectorWithRuns = self._call("POST", f"/connectors/{connector_id}/resume", idempotency_key=idempotency_key)
        return found

    def begin_connector_anew(self, connector_id: int, *, idempotency_key: str | None = None) -> ConnectorWithRuns:
        """Let the next run ask for everything again. What is here already is recognised

        Needs `connectors:write`.
        """
        found: ConnectorWithRuns = self._call("POST", f"/connectors/{connector_id}/anew", idempotency_key=idempotency_key)
        return found

    def list_duplicates(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, kind: Literal["", "accounts", "contacts"] | None = None, least: float | None = None, state: Literal["waiting", "apart", "merged"] | None = None) -> PairList:
        """The pairs, the surest first, with what both rows say and what speaks for one

        Needs `duplicates:read`.
        """
        found: PairList = self._call("GET", "/duplicates", query={"limit": limit, "after": after, "before": before, "kind": kind, "least": least, "state": state})
        return found

    def all_duplicates(self, *, kind: Literal["", "accounts", "contacts"] | None = None, least: float | None = None, state: Literal["waiting", "apart", "merged"] | None = None) -> Iterator[Pair]:
        """The rows of every page of `list_duplicates`."""
        return self._pages(lambda after: self.list_duplicates(kind=kind, least=least, state=state, limit=200, after=after))

    def look_for_duplicates(self, *, idempotency_key: str | None = None) -> Queued:
        """Look through all accounts and contacts, as a job

        Needs `duplicates:write`.
        """
        found: Queued = self._call("POST", "/duplicates/look", idempotency_key=idempotency_key)
        return found

    def merge_duplicates(self, pair_id: int, *, stays: int | None = None, choices: dict[str, Any] | None = None, idempotency_key: str | None = None) -> Merged:
        """Merge a pair that waits

        Needs `duplicates:write`.
        """
        found: Merged = self._call("POST", f"/duplicates/{pair_id}/merge", body={"stays": stays, "choices": choices}, idempotency_key=idempotency_key)
        return found

    def split_duplicates(self, pair_id: int, *, idempotency_key: str | None = None) -> Pair:
        """Say that a pair is not the same; no later look brings it up again

        Needs `duplicates:write`.
        """
        found: Pair = self._call("POST", f"/duplicates/{pair_id}/split", idempotency_key=idempotency_key)
        return found

    def list_merges(self) -> Merges:
        """The newest merges that hold, up to 200

        Needs `duplicates:read`.
        """
        found: Merges = self._call("GET", "/merges")
        return found

    def undo_merge(self, merge_id: int, *, idempotency_key: str | None = None) -> Merged:
        """Take a merge back whole; what came since stays where it is

        Needs `duplicates:write`.
        """
        found: Merged = self._call("POST", f"/merges/{merge_id}/undo", idempotency_key=idempotency_key)
        return found

    def get_events(self) -> Events:
        """How many events came by day, source and kind; what was refused and why; visitors whom nobody knows

        Needs `events:read`.
        """
        found: Events = self._call("GET", "/events")
        return found

    def list_tables(self) -> Holdings:
        """What the workspace holds: how many rows of each table, and when the newest came

        Needs `data:read`.
        """
        found: Holdings = self._call("GET", "/data")
        return found

    def list_fills(self, table: Literal["accounts", "contacts", "deals", "stage_changes", "subscriptions", "touches", "touch_contacts", "survey_answers", "technologies", "trigger_events", "spend", "people", "products"]) -> Fills:
        """How full each column of a table is

        Needs `data:read`.
        """
        found: Fills = self._call("GET", f"/data/{table}")
        return found

    def list_imports(self) -> ImportList:
        """The imports so far, the newest first

        Needs `imports:read`.
        """
        found: ImportList = self._call("GET", "/imports")
        return found

    def upload_files(self, files: Sequence[str | Path], *, idempotency_key: str | None = None) -> Job:
        """Send files to be looked at

        They are kept, and a job says how they would be read and what an import of them would do. Nothing is
        imported before `run_import` says so. Answered at once; follow the job.

        Needs `imports:write`.
        """
        found: Job = self._call("POST", "/imports", files=files, idempotency_key=idempotency_key)
        return found

    def get_import(self, job_id: int) -> Import:
        """One import, or the look at what it would do: how each file is read, and the report once it is over

        Needs `imports:read`.
        """
        found: Import = self._call("GET", f"/imports/{job_id}")
        return found

    def run_import(self, job_id: int, *, files: dict[str, Any] | None = None, keep_unknown: bool | None = None, corrections: list[Correction] | None = None, dry_run: bool | None = None, idempotency_key: str | None = None) -> Job:
        """Import files that were looked at, or look again with other choices

        Needs `imports:write`.
        """
        found: Job = self._call("POST", f"/imports/{job_id}", body={"files": files, "keep_unknown": keep_unknown, "corrections": corrections, "dry_run": dry_run}, idempotency_key=idempotency_key)
        return found

    def look_at_undo(self, job_id: int) -> Undo:
        """What taking an import back would do: which rows go, which values return, and what stays and why

        Needs `imports:read`.
        """
        found: Undo = self._call("GET", f"/imports/{job_id}/undo")
        return found

    def undo_import(self, job_id: int, *, idempotency_key: str | None = None) -> Job:
        """Take an import back

        Rows that it made are put away, values that it changed return to what they were; what something newer
        changed, or what other rows hang on, stays. Answered at once; follow the job. Asked for again, it takes
        back what is left.

        Needs `imports:write`.
        """
        found: Job = self._call("POST", f"/imports/{job_id}/undo", idempotency_key=idempotency_key)
        return found

    def get_rejects(self, job_id: int, place: int) -> str:
        """The rejected rows of one file of an import, as CSV, to be mended and sent again

        Needs `imports:read`.
        """
        found: str = self._call("GET", f"/imports/{job_id}/rejects/{place}")
        return found

    def list_jobs(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, kind: str | None = None, state: Literal["", "queued", "running", "done", "failed", "stopped"] | None = None) -> JobList:
        """The jobs, the newest first

        Needs `jobs:read`.
        """
        found: JobList = self._call("GET", "/jobs", query={"limit": limit, "after": after, "before": before, "kind": kind, "state": state})
        return found

    def all_jobs(self, *, kind: str | None = None, state: Literal["", "queued", "running", "done", "failed", "stopped"] | None = None) -> Iterator[Job]:
        """The rows of every page of `list_jobs`."""
        return self._pages(lambda after: self.list_jobs(kind=kind, state=state, limit=200, after=after))

    def get_job(self, job_id: int) -> Job:
        """One job: what it does now, how fast, how much longer

        Needs `jobs:read`.
        """
        found: Job = self._call("GET", f"/jobs/{job_id}")
        return found

    def stop_job(self, job_id: int, *, idempotency_key: str | None = None) -> Job:
        """Stop a job: one that waits ends at once, one that runs at its next report. Nothing is kept half done

        Needs `jobs:write`.
        """
        found: Job = self._call("POST", f"/jobs/{job_id}/stop", idempotency_key=idempotency_key)
        return found

    def retry_job(self, job_id: int, *, idempotency_key: str | None = None) -> Job:
        """Ask for the same work once more, as a new job

        Needs `jobs:write`.
        """
        found: Job = self._call("POST", f"/jobs/{job_id}/retry", idempotency_key=idempotency_key)
        return found

    def list_mail_keys(self) -> MailKeys:
        """The mail keys, ended ones too

        Needs `collecting:read`.
        """
        found: MailKeys = self._call("GET", "/mail-keys")
        return found

    def make_mail_key(self, *, name: str, provider: str, secret: str | None = None, idempotency_key: str | None = None) -> MailKeyMade:
        """Make a mail key. The address in the answer is a secret, and is not shown again

        Needs `collecting:write`.
        """
        found: MailKeyMade = self._call("POST", "/mail-keys", body={"name": name, "provider": provider, "secret": secret}, idempotency_key=idempotency_key)
        return found

    def get_mail_key(self, key_id: int) -> MailKey:
        """One mail key

        Needs `collecting:read`.
        """
        found: MailKey = self._call("GET", f"/mail-keys/{key_id}")
        return found

    def set_mail_key_secret(self, key_id: int, *, secret: str, idempotency_key: str | None = None) -> MailKey:
        """Say what a provider proves itself by, or change it

        Needs `collecting:write`.
        """
        found: MailKey = self._call("PUT", f"/mail-keys/{key_id}/secret", body={"secret": secret}, idempotency_key=idempotency_key)
        return found

    def end_mail_key(self, key_id: int, *, idempotency_key: str | None = None) -> MailKey:
        """End a mail key: what comes to its address is refused from now on

        Needs `collecting:write`.
        """
        found: MailKey = self._call("POST", f"/mail-keys/{key_id}/end", idempotency_key=idempotency_key)
        return found

    def list_waiting_contacts(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, q: str | None = None, method: str | None = None, at_least: float | None = None) -> WaitingList:
        """The contacts whose account is not sure, the surest first, with up to five suggestions each

        Needs `contacts:read`.
        """
        found: WaitingList = self._call("GET", "/matching/waiting", query={"limit": limit, "after": after, "before": before, "q": q, "method": method, "at_least": at_least})
        return found

    def all_waiting_contacts(self, *, q: str | None = None, method: str | None = None, at_least: float | None = None) -> Iterator[Waiting]:
        """The rows of every page of `list_waiting_contacts`."""
        return self._pages(lambda after: self.list_waiting_contacts(q=q, method=method, at_least=at_least, limit=200, after=after))

    def explain_contact(self, contact_id: int) -> ExplainedForm:
        """Why a contact is at its account, or at none

        Needs `contacts:read`.
        """
        found: ExplainedForm = self._call("GET", f"/contacts/{contact_id}/match")
        return found

    def place_contacts(self, *, decisions: list[Placement], idempotency_key: str | None = None) -> Decided:
        """Say where contacts work, all of them or none. It stays over later runs, and teaches domains

        Needs `contacts:write`.
        """
        found: Decided = self._call("POST", "/matching/decide", body={"decisions": decisions}, idempotency_key=idempotency_key)
        return found

    def take_placements_back(self, *, contacts: list[int], idempotency_key: str | None = None) -> Decided:
        """Take decisions back: what stood before stands again, and what they taught is forgotten

        Needs `contacts:write`.
        """
        found: Decided = self._call("POST", "/matching/take-back", body={"contacts": contacts}, idempotency_key=idempotency_key)
        return found

    def get_preferences(self) -> Preferences:
        """The language, the calendar of dates and the digits of numbers that the user chose

        Needs `preferences:read`.
        """
        found: Preferences = self._call("GET", "/preferences")
        return found

    def choose_preferences(self, *, language: Literal["", "en", "ar", "fa", "zh"] | None = None, calendar: Literal["", "language", "gregorian", "jalali"] | None = None, digits: Literal["", "language", "european", "own"] | None = None, idempotency_key: str | None = None) -> Preferences:
        """Choose the language, the calendar of dates and the digits of numbers, for every device of the user

        Needs `preferences:write`.
        """
        found: Preferences = self._call("PUT", "/preferences", body={"language": language, "calendar": calendar, "digits": digits}, idempotency_key=idempotency_key)
        return found

    def list_keys(self) -> Keys:
        """The user's keys, the newest first, without their secret; an owner sees everybody's

        Needs `keys:read`.
        """
        found: Keys = self._call("GET", "/keys")
        return found

    def list_parents(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, state: Literal["waiting", "accepted", "declined", "decided"] | None = None) -> ParentSuggestionList:
        """The suggested parents that wait, the certain ones first, or those decided on

        Needs `parents:read`.
        """
        found: ParentSuggestionList = self._call("GET", "/parents/suggestions", query={"limit": limit, "after": after, "before": before, "state": state})
        return found

    def all_parents(self, *, state: Literal["waiting", "accepted", "declined", "decided"] | None = None) -> Iterator[ParentSuggestion]:
        """The rows of every page of `list_parents`."""
        return self._pages(lambda after: self.list_parents(state=state, limit=200, after=after))

    def look_for_parents(self, *, idempotency_key: str | None = None) -> Queued:
        """Look for parents of accounts that have none, as a job

        Needs `parents:write`.
        """
        found: Queued = self._call("POST", "/parents/look", idempotency_key=idempotency_key)
        return found

    def accept_parent(self, suggestion_id: int, *, idempotency_key: str | None = None) -> ParentSuggestion:
        """Let the account belong to the suggested parent

        Needs `parents:write`.
        """
        found: ParentSuggestion = self._call("POST", f"/parents/suggestions/{suggestion_id}/accept", idempotency_key=idempotency_key)
        return found

    def decline_parent(self, suggestion_id: int, *, idempotency_key: str | None = None) -> ParentSuggestion:
        """Say that the account does not belong there; no later look suggests it again

        Needs `parents:write`.
        """
        found: ParentSuggestion = self._call("POST", f"/parents/suggestions/{suggestion_id}/decline", idempotency_key=idempotency_key)
        return found

    def undo_parent(self, suggestion_id: int, *, idempotency_key: str | None = None) -> ParentSuggestion:
        """Take a decision back: the suggestion waits again, and a parent that it gave ends

        Needs `parents:write`.
        """
        found: ParentSuggestion = self._call("POST", f"/parents/suggestions/{suggestion_id}/undo", idempotency_key=idempotency_key)
        return found

    def set_parent(self, account_id: int, *, parent: int, idempotency_key: str | None = None) -> ParentLink:
        """Let an account belong to another by hand; what it belonged to before ends

        Needs `parents:write`.
        """
        found: ParentLink = self._call("PUT", f"/accounts/{account_id}/parent", body={"parent": parent}, idempotency_key=idempotency_key)
        return found

    def clear_parent(self, account_id: int, *, idempotency_key: str | None = None) -> None:
        """Let an account belong to nobody

        Needs `parents:write`.
        """
        self._call("DELETE", f"/accounts/{account_id}/parent", idempotency_key=idempotency_key)

    def get_family(self, account_id: int) -> Family:
        """An account among its own: whom it belongs to, and the numbers of it alone and together with all below it

        Accounts that the key's user does not see count for nothing.

        Needs `parents:read`.
        """
        found: Family = self._call("GET", f"/accounts/{account_id}/family")
        return found

    def list_contacts(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, account: int | None = None, email: str | None = None) -> ContactList:
        """The contacts, in the order they came

        Needs `contacts:read`.
        """
        found: ContactList = self._call("GET", "/contacts", query={"limit": limit, "after": after, "before": before, "account": account, "email": email})
        return found

    def all_contacts(self, *, account: int | None = None, email: str | None = None) -> Iterator[Contact]:
        """The rows of every page of `list_contacts`."""
        return self._pages(lambda after: self.list_contacts(account=account, email=email, limit=200, after=after))

    def get_contact(self, contact_id: int) -> Contact:
        """One contact

        Needs `contacts:read`.
        """
        found: Contact = self._call("GET", f"/contacts/{contact_id}")
        return found

    def list_deals(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, account: int | None = None, outcome: Literal["", "open", "won", "lost"] | None = None) -> DealList:
        """The deals, in the order they came

        Needs `deals:read`.
        """
        found: DealList = self._call("GET", "/deals", query={"limit": limit, "after": after, "before": before, "account": account, "outcome": outcome})
        return found

    def all_deals(self, *, account: int | None = None, outcome: Literal["", "open", "won", "lost"] | None = None) -> Iterator[Deal]:
        """The rows of every page of `list_deals`."""
        return self._pages(lambda after: self.list_deals(account=account, outcome=outcome, limit=200, after=after))

    def get_profile(self, *, version: int | None = None) -> ProfileForm:
        """The profile: whether anything tells won from lost, who fits, and what was left out

        Needs `profile:read`.
        """
        found: ProfileForm = self._call("GET", "/profile", query={"version": version})
        return found

    def list_profile_versions(self) -> Versions:
        """The versions of the profile, the newest first

        Needs `profile:read`.
        """
        found: Versions = self._call("GET", "/profile/versions")
        return found

    def get_evidence(self, *, version: int | None = None) -> EvidenceForm:
        """What the closed deals say, attribute by attribute, each with its intervals and false discovery rate

        Needs `profile:read`.
        """
        found: EvidenceForm = self._call("GET", "/profile/evidence", query={"version": version})
        return found

    def get_scorecard(self, *, version: int | None = None) -> ScorecardForm:
        """The points of every level of every attribute

        Needs `profile:read`.
        """
        found: ScorecardForm = self._call("GET", "/profile/scorecard", query={"version": version})
        return found

    def get_backtest(self, *, version: int | None = None) -> BacktestForm:
        """How well the profile judged deals that it had not learnt from

        Needs `profile:read`.
        """
        found: BacktestForm = self._call("GET", "/profile/backtest", query={"version": version})
        return found

    def compare_profiles(self, *, old: int, new: int) -> Differences:
        """What differs between two versions of the profile

        Needs `profile:read`.
        """
        found: Differences = self._call("GET", "/profile/differences", query={"old": old, "new": new})
        return found

    def learn_profile(self, *, confirm: str | None = None, doubt: str | None = None, idempotency_key: str | None = None) -> Job:
        """Learn the profile again, and then score the accounts by it. Answered at once; follow the job

        Needs `profile:write`.
        """
        found: Job = self._call("POST", "/profile/learn", body={"confirm": confirm, "doubt": doubt}, idempotency_key=idempotency_key)
        return found

    def roll_back_profile(self, *, version: int, idempotency_key: str | None = None) -> DocumentVersion:
        """Make an earlier version hold again, as a new version, and score the accounts by it

        Needs `profile:write`.
        """
        found: DocumentVersion = self._call("POST", "/profile/roll-back", body={"version": version}, idempotency_key=idempotency_key)
        return found

    def get_contact_role(self, contact_id: int) -> ContactRole:
        """Seniority, department and buying role of one contact, and how they were decided

        Needs `contacts:read`.
        """
        found: ContactRole = self._call("GET", f"/contacts/{contact_id}/role")
        return found

    def correct_contact_role(self, contact_id: int, *, seniority: Literal["", "owner", "c_level", "vp", "director", "manager", "senior", "professional", "junior"] | None = None, department: Literal["", "executive", "sales", "marketing", "business_development", "customer_support", "it", "engineering", "product", "research", "finance", "purchasing", "operations", "project_management", "consulting", "human_resources", "legal", "administrative", "other"] | None = None, buying_role: Literal["", "user", "influencer", "decision_maker", "it_expert", "champion", "economic_buyer", "blocker", "executive_sponsor"] | None = None, idempotency_key: str | None = None) -> ContactRole:
        """Say what a contact is. It stays, whatever the title says later

        Needs `contacts:write`.
        """
        found: ContactRole = self._call("POST", f"/contacts/{contact_id}/role", body={"seniority": seniority, "department": department, "buying_role": buying_role}, idempotency_key=idempotency_key)
        return found

    def take_contact_role_back(self, contact_id: int, *, idempotency_key: str | None = None) -> TakenBack:
        """Take a correction back: what the title says holds again

        Needs `contacts:write`.
        """
        found: TakenBack = self._call("POST", f"/contacts/{contact_id}/role/take-back", idempotency_key=idempotency_key)
        return found

    def list_role_corrections(self, *, limit: int | None = None, after: str | None = None, before: str | None = None) -> TitleCorrectionList:
        """What people said of contacts, the newest first, beside what their titles are read as without it

        Needs `contacts:read`.
        """
        found: TitleCorrectionList = self._call("GET", "/titles/corrections", query={"limit": limit, "after": after, "before": before})
        return found

    def all_role_corrections(self) -> Iterator[TitleCorrection]:
        """The rows of every page of `list_role_corrections`."""
        return self._pages(lambda after: self.list_role_corrections(limit=200, after=after))

    def learn_titles(self, *, idempotency_key: str | None = None) -> Queued:
        """Learn from the corrections how titles are read, and read all anew, as a job

        Needs `contacts:write`.
        """
        found: Queued = self._call("POST", "/titles/learn", idempotency_key=idempotency_key)
        return found

    def forget_titles(self, *, idempotency_key: str | None = None) -> Forgotten:
        """Forget what was learnt: all titles are read by the terms alone again, and the corrections stay

        Needs `contacts:write`.
        """
        found: Forgotten = self._call("POST", "/titles/forget", idempotency_key=idempotency_key)
        return found

    def search(self, *, q: str) -> SearchAnswer:
        """What is called so, the best of each kind; where nothing is, what is called almost so

        Needs `search:read`.
        """
        found: SearchAnswer = self._call("GET", "/search", query={"q": q})
        return found

    def get_sign_off(self) -> Progress:
        """Who works on proposed accounts, what they decided, and when they were last asked

        Needs `targets:read`.
        """
        found: Progress = self._call("GET", "/sign-off")
        return found

    def ask_sales(self, *, people: list[int] | None = None, due_on: str | None = None, idempotency_key: str | None = None) -> Asking:
        """Ask sales for their decisions by mail. Who was asked minutes ago is not asked again

        Needs `targets:propose`.
        """
        found: Asking = self._call("POST", "/sign-off/ask", body={"people": people, "due_on": due_on}, idempotency_key=idempotency_key)
        return found

    def list_documents(self) -> Kinds:
        """The kinds of documents that a company writes

        Needs `strategy:read`.
        """
        found: Kinds = self._call("GET", "/strategy")
        return found

    def get_document(self, kind: Literal["matching", "tiers"]) -> DocumentForm:
        """The version of a document that is in force

        Needs `strategy:read`.
        """
        found: DocumentForm = self._call("GET", f"/strategy/{kind}")
        return found

    def save_document(self, kind: Literal["matching", "tiers"], *, text: str, base: int, comment: str | None = None, idempotency_key: str | None = None) -> DocumentForm:
        """Save a draft as the newest version

        Needs `strategy:write`.
        """
        found: DocumentForm = self._call("PUT", f"/strategy/{kind}", body={"text": text, "base": base, "comment": comment}, idempotency_key=idempotency_key)
        return found

    def list_versions(self, kind: Literal["matching", "tiers"]) -> Versions:
        """The versions of a document: who wrote each, when and why

        Needs `strategy:read`.
        """
        found: Versions = self._call("GET", f"/strategy/{kind}/versions")
        return found

    def get_version(self, kind: Literal["matching", "tiers"], number: int) -> DocumentForm:
        """One version of a document; 0 is the default

        Needs `strategy:read`.
        """
        found: DocumentForm = self._call("GET", f"/strategy/{kind}/versions/{number}")
        return found

    def compare_versions(self, kind: Literal["matching", "tiers"], *, old: int, new: int) -> Differences:
        """What differs between two versions of a document

        Needs `strategy:read`.
        """
        found: Differences = self._call("GET", f"/strategy/{kind}/differences", query={"old": old, "new": new})
        return found

    def try_document(self, kind: Literal["matching", "tiers"], *, text: str, idempotency_key: str | None = None) -> Tried:
        """What a draft would change, and whom it would move. Nothing is kept

        Needs `strategy:read`.
        """
        found: Tried = self._call("POST", f"/strategy/{kind}/try", body={"text": text}, idempotency_key=idempotency_key)
        return found

    def roll_back_document(self, kind: Literal["matching", "tiers"], *, version: int, idempotency_key: str | None = None) -> DocumentForm:
        """Make an earlier version hold again, as a new version

        Needs `strategy:write`.
        """
        found: DocumentForm = self._call("POST", f"/strategy/{kind}/roll-back", body={"version": version}, idempotency_key=idempotency_key)
        return found

    def list_targets(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, q: str | None = None, tier: int | None = None, state: Literal["", "proposed", "accepted", "rejected"] | None = None, owner: int | None = None) -> TargetList:
        """The list of targets, tier by tier

        Needs `targets:read`.
        """
        found: TargetList = self._call("GET", "/targets", query={"limit": limit, "after": after, "before": before, "q": q, "tier": tier, "state": state, "owner": owner})
        return found

    def all_targets(self, *, q: str | None = None, tier: int | None = None, state: Literal["", "proposed", "accepted", "rejected"] | None = None, owner: int | None = None) -> Iterator[Target]:
        """The rows of every page of `list_targets`."""
        return self._pages(lambda after: self.list_targets(q=q, tier=tier, state=state, owner=owner, limit=200, after=after))

    def get_tiers(self) -> Tiers:
        """The tiers, how full each is, and the reasons that a decision may give

        Needs `targets:read`.
        """
        found: Tiers = self._call("GET", "/targets/tiers")
        return found

    def plan_proposal(self) -> ProposalForm:
        """What a proposal made now would change. Nothing is written

        Needs `targets:read`.
        """
        found: ProposalForm = self._call("GET", "/targets/proposal")
        return found

    def propose_targets(self, *, anyway: bool | None = None, idempotency_key: str | None = None) -> ProposalForm:
        """Make a proposal. Nothing is a target before it is accepted; made again, it changes nothing

        Needs `targets:propose`.
        """
        found: ProposalForm = self._call("POST", "/targets/proposal", body={"anyway": anyway}, idempotency_key=idempotency_key)
        return found

    def accept_targets(self, *, accounts: list[int], reason: str | None = None, note: str | None = None, idempotency_key: str | None = None) -> Signed:
        """Accept accounts that are proposed, all of them or none

        Needs `targets:write`.
        """
        found: Signed = self._call("POST", "/targets/accept", body={"accounts": accounts, "reason": reason, "note": note}, idempotency_key=idempotency_key)
        return found

    def reject_targets(self, *, accounts: list[int], reason: str | None = None, note: str | None = None, idempotency_key: str | None = None) -> Signed:
        """Reject accounts that are proposed, with a reason

        Needs `targets:write`.
        """
        found: Signed = self._call("POST", "/targets/reject", body={"accounts": accounts, "reason": reason, "note": note}, idempotency_key=idempotency_key)
        return found

    def take_back(self, *, accounts: list[int], idempotency_key: str | None = None) -> Signed:
        """Take the decision on accounts back: they are proposed again as before

        Needs `targets:write`.
        """
        found: Signed = self._call("POST", "/targets/take-back", body={"accounts": accounts}, idempotency_key=idempotency_key)
        return found

    def pin_targets(self, *, accounts: list[int], tier: int, reason: str | None = None, idempotency_key: str | None = None) -> Count:
        """Keep accounts in a tier by hand: every later proposal respects it

        Needs `targets:propose`.
        """
        found: Count = self._call("POST", "/targets/pin", body={"accounts": accounts, "tier": tier, "reason": reason}, idempotency_key=idempotency_key)
        return found

    def exclude_targets(self, *, accounts: list[int], reason: str, idempotency_key: str | None = None) -> Count:
        """Keep accounts off the list by hand; those that are on it leave it at once

        Needs `targets:propose`.
        """
        found: Count = self._call("POST", "/targets/exclude", body={"accounts": accounts, "reason": reason}, idempotency_key=idempotency_key)
        return found

    def release_targets(self, *, accounts: list[int], idempotency_key: str | None = None) -> Count:
        """Take choices by hand back: the next proposal decides again

        Needs `targets:propose`.
        """
        found: Count = self._call("POST", "/targets/release", body={"accounts": accounts}, idempotency_key=idempotency_key)
        return found

    def list_users(self) -> Users:
        """Who may sign in, and as what

        Needs `users:read`.
        """
        found: Users = self._call("GET", "/users")
        return found

    def add_user(self, *, name: str, password: str, role: Literal["owner", "manager", "member", "reader"] | None = None, email: str | None = None, person: str | None = None, idempotency_key: str | None = None) -> User:
        """Let somebody sign in

        Needs `users:write`.
        """
        found: User = self._call("POST", "/users", body={"name": name, "role": role, "email": email, "person": person, "password": password}, idempotency_key=idempotency_key)
        return found

    def change_user(self, user_id: int, *, role: Literal["owner", "manager", "member", "reader"], is_active: bool, idempotency_key: str | None = None) -> User:
        """Give a user another role, shut them out, or let them in again

        Needs `users:write`.
        """
        found: User = self._call("PATCH", f"/users/{user_id}", body={"role": role, "is_active": is_active}, idempotency_key=idempotency_key)
        return found

    def sign_user_out(self, user_id: int, *, idempotency_key: str | None = None) -> Ended:
        """Sign somebody out of every browser; the keys of programs go on

        Needs `users:write`.
        """
        found: Ended = self._call("POST", f"/users/{user_id}/sign-out", idempotency_key=idempotency_key)
        return found

    def take_second_factor(self, user_id: int, *, idempotency_key: str | None = None) -> User:
        """Help somebody who lost the phone and the recovery codes: the password alone lets them in again

        Needs `users:write`.
        """
        found: User = self._call("DELETE", f"/users/{user_id}/second-factor", idempotency_key=idempotency_key)
        return found

    def list_invitations(self) -> Invitations:
        """Who was invited and has not come yet, the newest first

        Needs `users:read`.
        """
        found: Invitations = self._call("GET", "/invitations")
        return found

    def invite(self, *, email: str, role: Literal["owner", "manager", "member", "reader"] | None = None, person: str | None = None, idempotency_key: str | None = None) -> Invited:
        """Ask somebody in by mail; where no mail can go, the answer has the link to hand over

        Needs `users:write`.
        """
        found: Invited = self._call("POST", "/invitations", body={"email": email, "role": role, "person": person}, idempotency_key=idempotency_key)
        return found

    def invite_again(self, invitation_id: int, *, idempotency_key: str | None = None) -> Invited:
        """A new link for who was invited; the older one no longer opens

        Needs `users:write`.
        """
        found: Invited = self._call("POST", f"/invitations/{invitation_id}/again", idempotency_key=idempotency_key)
        return found

    def take_invitation_back(self, invitation_id: int, *, idempotency_key: str | None = None) -> None:
        """Take an invitation back: its link no longer opens

        Needs `users:write`.
        """
        self._call("DELETE", f"/invitations/{invitation_id}", idempotency_key=idempotency_key)

    def list_views(self, *, page: Literal["accounts", "people", "deals"] | None = None) -> Views:
        """One's own views of a list, then those that others share

        Needs `views:read`.
        """
        found: Views = self._call("GET", "/views", query={"page": page})
        return found

    def keep_view(self, *, page: Literal["accounts", "people", "deals"], name: str, query: str | None = None, shared: bool | None = None, idempotency_key: str | None = None) -> View:
        """Keep what a list shows under a name

        Needs `views:write`.
        """
        found: View = self._call("POST", "/views", body={"page": page, "name": name, "query": query, "shared": shared}, idempotency_key=idempotency_key)
        return found

    def change_view(self, view_id: int, *, name: str | None = None, query: str | None = None, shared: bool | None = None, opens_first: bool | None = None, idempotency_key: str | None = None) -> View:
        """Rename one's own view, let it say something else, share it, or open its list with it

        Needs `views:write`.
        """
        found: View = self._call("PATCH", f"/views/{view_id}", body={"name": name, "query": query, "shared": shared, "opens_first": opens_first}, idempotency_key=idempotency_key)
        return found

    def delete_view(self, view_id: int, *, idempotency_key: str | None = None) -> View:
        """Put one's own view away

        Needs `views:write`.
        """
        found: View = self._call("DELETE", f"/views/{view_id}", idempotency_key=idempotency_key)
        return found

    def restore_view(self, view_id: int, *, idempotency_key: str | None = None) -> View:
        """Bring a view back that was deleted

        Needs `views:write`.
        """
        found: View = self._call("POST", f"/views/{view_id}/restore", idempotency_key=idempotency_key)
        return found

    def erase_visitors(self, *, email: str, idempotency_key: str | None = None) -> Erased:
        """Make what somebody did unreadable for good; they do not come back, whatever arrives of them later

        It cannot be undone. Contacts that came from an import stay, and are counted: erase them there.

        Needs `visitors:write`.
        """
        found: Erased = self._call("POST", "/visitors/erase", body={"email": email}, idempotency_key=idempotency_key)
        return found

    def erase_contact(self, contact_id: int, *, idempotency_key: str | None = None) -> Erased:
        """Erase the person that a contact is, by every address that it has; as `erase_visitors`, it cannot be
        undone

        Needs `visitors:write`.
        """
        found: Erased = self._call("POST", f"/contacts/{contact_id}/erase", idempotency_key=idempotency_key)
        return found

    def list_webhooks(self) -> Webhooks:
        """The webhooks, each with how it does

        Needs `webhooks:read`.
        """
        found: Webhooks = self._call("GET", "/webhooks")
        return found

    def add_webhook(self, *, url: str, actions: list[str] | None = None, about: str | None = None, idempotency_key: str | None = None) -> WithSecret:
        """Add a webhook. It is told of what happens from now on

        Needs `webhooks:write`.
        """
        found: WithSecret = self._call("POST", "/webhooks", body={"url": url, "actions": actions, "about": about}, idempotency_key=idempotency_key)
        return found

    def get_webhook(self, webhook_id: int) -> Webhook:
        """One webhook

        Needs `webhooks:read`.
        """
        found: Webhook = self._call("GET", f"/webhooks/{webhook_id}")
        return found

    def change_webhook(self, webhook_id: int, *, url: str, actions: list[str] | None = None, about: str | None = None, idempotency_key: str | None = None) -> Webhook:
        """Change where its messages go, or of what they tell

        Needs `webhooks:write`.
        """
        found: Webhook = self._call("PUT", f"/webhooks/{webhook_id}", body={"url": url, "actions": actions, "about": about}, idempotency_key=idempotency_key)
        return found

    def remove_webhook(self, webhook_id: int, *, idempotency_key: str | None = None) -> None:
        """Take a webhook away; messages that wait are dropped

        Needs `webhooks:write`.
        """
        self._call("DELETE", f"/webhooks/{webhook_id}", idempotency_key=idempotency_key)

    def enable_webhook(self, webhook_id: int, *, idempotency_key: str | None = None) -> Webhook:
        """Switch a webhook on again; it is told of what happens from now on

        Needs `webhooks:write`.
        """
        found: Webhook = self._call("POST", f"/webhooks/{webhook_id}/enable", idempotency_key=idempotency_key)
        return found

    def pause_webhook(self, webhook_id: int, *, idempotency_key: str | None = None) -> Webhook:
        """Switch a webhook off for a while

        Needs `webhooks:write`.
        """
        found: Webhook = self._call("POST", f"/webhooks/{webhook_id}/pause", idempotency_key=idempotency_key)
        return found

    def new_webhook_secret(self, webhook_id: int, *, idempotency_key: str | None = None) -> WithSecret:
        """Give a webhook another secret; for a day messages are signed with both

        Needs `webhooks:write`.
        """
        found: WithSecret = self._call("POST", f"/webhooks/{webhook_id}/secret", idempotency_key=idempotency_key)
        return found

    def test_webhook(self, webhook_id: int, *, idempotency_key: str | None = None) -> Delivery:
        """Send a webhook a message that tells of nothing but this test

        Needs `webhooks:write`.
        """
        found: Delivery = self._call("POST", f"/webhooks/{webhook_id}/test", idempotency_key=idempotency_key)
        return found

    def list_deliveries(self, webhook_id: int, *, below: int | None = None) -> Deliveries:
        """The messages to a webhook and what became of them, the newest first, 50 at a time

        Needs `webhooks:read`.
        """
        found: Deliveries = self._call("GET", f"/webhooks/{webhook_id}/deliveries", query={"below": below})
        return found

    def send_again(self, webhook_id: int, delivery_id: int, *, idempotency_key: str | None = None) -> Delivery:
        """Send a message once more, with the same id

        Needs `webhooks:write`.
        """
        found: Delivery = self._call("POST", f"/webhooks/{webhook_id}/deliveries/{delivery_id}/again", idempotency_key=idempotency_key)
        return found

    def get_home(self) -> Home:
        """Where the workspace stands: how much it holds, what was learnt, what waits for a decision

        Needs `home:read`.
        """
        found: Home = self._call("GET", "/home")
        return found

    def list_rates(self) -> Rates:
        """The rates of other currencies, each with the day from which it holds

        Needs `rates:read`.
        """
        found: Rates = self._call("GET", "/rates")
        return found

    def set_rate(self, *, currency: str, rate: str, day: str, idempotency_key: str | None = None) -> Rate:
        """Keep a rate, instead of the one of that day

        Needs `rates:write`.
        """
        found: Rate = self._call("PUT", "/rates", body={"currency": currency, "rate": rate, "day": day}, idempotency_key=idempotency_key)
        return found

    def list_trail(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, action: str | None = None, subject: str | None = None, row: int | None = None) -> TrailList:
        """The audit trail: who did what to what, the newest first

        Needs `trail:read`.
        """
        found: TrailList = self._call("GET", "/trail", query={"limit": limit, "after": after, "before": before, "action": action, "subject": subject, "row": row})
        return found

    def all_trail(self, *, action: str | None = None, subject: str | None = None, row: int | None = None) -> Iterator[Act]:
        """The rows of every page of `list_trail`."""
        return self._pages(lambda after: self.list_trail(action=action, subject=subject, row=row, limit=200, after=after))

    def list_write_keys(self) -> WriteKeys:
        """The write keys, ended ones too

        Needs `collecting:read`.
        """
        found: WriteKeys = self._call("GET", "/write-keys")
        return found

    def make_write_key(self, *, name: str, origins: list[str] | None = None, consent: Literal["wait", "until_refused"] | None = None, storage: Literal["cookie", "none"] | None = None, on_gpc: Literal["nothing", "anonymous"] | None = None, forms: Literal["off", "names", "mail"] | None = None, idempotency_key: str | None = None) -> WriteKey:
        """Make a write key. It is public, and can be read again at any time

        Needs `collecting:write`.
        """
        found: WriteKey = self._call("POST", "/write-keys", body={"name": name, "origins": origins, "consent": consent, "storage": storage, "on_gpc": on_gpc, "forms": forms}, idempotency_key=idempotency_key)
        return found

    def get_write_key(self, key_id: int) -> WriteKey:
        """One write key

        Needs `collecting:read`.
        """
        found: WriteKey = self._call("GET", f"/write-keys/{key_id}")
        return found

    def change_write_key(self, key_id: int, *, name: str, origins: list[str] | None = None, consent: Literal["wait", "until_refused"] | None = None, storage: Literal["cookie", "none"] | None = None, on_gpc: Literal["nothing", "anonymous"] | None = None, forms: Literal["off", "names", "mail"] | None = None, idempotency_key: str | None = None) -> WriteKey:
        """Change a write key's name or what it may send

        Needs `collecting:write`.
        """
        found: WriteKey = self._call("PUT", f"/write-keys/{key_id}", body={"name": name, "origins": origins, "consent": consent, "storage": storage, "on_gpc": on_gpc, "forms": forms}, idempotency_key=idempotency_key)
        return found

    def end_write_key(self, key_id: int, *, idempotency_key: str | None = None) -> WriteKey:
        """End a write key: what comes with it is refused from now on

        Needs `collecting:write`.
        """
        found: WriteKey = self._call("POST", f"/write-keys/{key_id}/end", idempotency_key=idempotency_key)
        return found

    def resume_write_key(self, key_id: int, *, idempotency_key: str | None = None) -> WriteKey:
        """Take up an ended write key again

        Needs `collecting:write`.
        """
        found: WriteKey = self._call("POST", f"/write-keys/{key_id}/resume", idempotency_key=idempotency_key)
        return found
