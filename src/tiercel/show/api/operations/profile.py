"""The ideal customer profile: what was learnt, how sure it is, and its versions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Query
from pydantic import Field

from tiercel.core.clock import utc_now
from tiercel.core.errors import DataError
from tiercel.flow.profile import see_profile
from tiercel.flow.profile.see_profile import ProfilePage
from tiercel.flow.see_jobs import JobRow
from tiercel.show.api.forms import Answer, Given, Integer, Text, Whole
from tiercel.show.api.operation import Operation
from tiercel.show.api.operations.jobs import JobForm, found
from tiercel.show.api.operations.strategy import Differences, Two, VersionForm, Versions, as_differences
from tiercel.show.api.problems import NotThereError
from tiercel.show.web.access import MANAGER, READER, Asked


class Interval(Answer):
    """A figure with its 95 percent interval."""

    low: float | None
    high: float | None


class RateForm(Interval):
    """A mean with its 95 percent interval."""

    mean: float | None


class FigureForm(Interval):
    """An estimate with its 95 percent interval."""

    value: float | None


class StatementForm(Answer):
    """One thing that the deals say about who buys: a level of an attribute, and whether it fits."""

    attribute: str
    level: str
    fits: bool
    sure: str = Field(description="very or fairly")
    win_rate: RateForm
    lift: RateForm
    deals: int
    won: int


class ProfileForm(Answer):
    """One version of the profile."""

    version: int
    made_at: datetime | None
    author: str
    comment: str
    is_newest: bool
    verdict: str = Field(description="signal, or no_signal where nothing tells won from lost.")
    words: str = Field(description="The verdict in a sentence.")
    deals: int
    won: int
    accounts: int
    win_rate: float
    statements: list[StatementForm]
    left_out: dict[str, str] = Field(description="Attributes that were not used, and why.")
    suspected: list[Suspect]


class Suspect(Answer):
    """An attribute that may know the outcome; held out, it waits for a person to vouch for it."""

    attribute: str
    why: str
    held_out: bool


class LevelForm(Answer):
    """One level of an attribute."""

    label: str
    deals: int
    won: int
    win_rate: RateForm
    lift: RateForm
    q_value: float | None
    verdict: str


class AttributeForm(Answer):
    """The evidence of one attribute."""

    attribute: str
    information_value: float | None
    p_value: float | None
    q_value: float | None
    verdict: str
    held_out: bool
    levels: list[LevelForm]


class EvidenceForm(Answer):
    """What the closed deals say, attribute by attribute."""

    version: int
    rows: list[AttributeForm]


class PointsForm(Answer):
    """The points of one level."""

    label: str
    points: float


class CardRow(Answer):
    """The points of each level of one attribute."""

    attribute: str
    levels: list[PointsForm]


class ScorecardForm(Answer):
    """The model: everybody begins with 100 points, and each attribute adds those of its level."""

    version: int
    base: float = Field(description="Log-odds of winning at 100 points.")
    rows: list[CardRow]


class CurvePoint(Answer):
    """Deals with about the same chance: what was expected, and what came."""

    expected: float
    observed: float
    low: float
    high: float
    deals: int


class JudgementForm(Answer):
    """How well deals were judged that had not been learnt from."""

    auc: FigureForm
    brier: FigureForm
    brier_of_base_rate: float
    calibration_slope: FigureForm | None
    lift_top_decile: FigureForm
    curve: list[CurvePoint]
    deals: int


class BacktestForm(Answer):
    """The scorecard and a model that nobody can read, judged on the same deals."""

    version: int
    forward_in_time: bool
    scorecard: JudgementForm
    challenger: JudgementForm


class OfVersion(Answer):
    """The version that is looked at."""

    version: Whole | None = Field(None, description="Empty: the one in force.")


class Learn(Given):
    """How the profile is learnt."""

    confirm: Text = Field("", description="A suspected attribute that you vouch for.")
    doubt: Text = Field("", description="One that you vouched for, and do not any more.")


class ProfileBack(Given):
    """The version that is to hold again."""

    version: Integer = Field(ge=1, le=10**9)


ProfileForm.model_rebuild()


def profile(request: Asked, asked: Query[OfVersion]) -> dict[str, Any]:  # noqa: ARG001 - every view is handed its request
    """The profile: whether anything tells won from lost, who fits, and what was left out."""
    page = _page(asked.version)
    return vars(page.document) | {
        "is_newest": page.is_newest,
        "verdict": page.profile.verdict.whole,
        "words": page.words,
        "deals": page.profile.deals,
        "won": page.profile.won,
        "accounts": page.profile.accounts,
        "win_rate": page.profile.win_rate,
        "statements": page.profile.statements,
        "left_out": page.profile.left_out,
        "suspected": page.profile.leaks,
    }


def versions(request: Asked) -> dict[str, Any]:  # noqa: ARG001 - every view is handed its request
    """The versions of the profile, the newest first."""
    return {"rows": _page(None).versions}


def evidence(request: Asked, asked: Query[OfVersion]) -> dict[str, Any]:  # noqa: ARG001 - every view is handed its request
    """What the closed deals say, attribute by attribute, each with its intervals and false discovery rate."""
    page = _page(asked.version)
    return {"version": page.document.version, "rows": page.profile.evidence}


def scorecard(request: Asked, asked: Query[OfVersion]) -> dict[str, Any]:  # noqa: ARG001 - every view is handed its request
    """The points of every level of every attribute."""
    page = _page(asked.version)
    card = page.profile.scorecard
    rows = [
        {
            "attribute": each.attribute,
            "levels": [
                {"label": label, "points": float(value)} for label, value in zip(each.labels, points, strict=True)
            ],
        }
        for each, points in zip(card.attributes, card.points, strict=True)
    ]
    return {"version": page.document.version, "base": card.base, "rows": rows}


def backtest(request: Asked, asked: Query[OfVersion]) -> dict[str, Any]:  # noqa: ARG001 - every view is handed its request
    """How well the profile judged deals that it had not learnt from."""
    page = _page(asked.version)
    if page.profile.backtest is None:
        raise NotThereError("There were too few closed deals to learn from some and judge on others.")
    return vars(page.profile.backtest) | {"version": page.document.version}


def compare(request: Asked, asked: Query[Two]) -> dict[str, Any]:  # noqa: ARG001 - every view is handed its request
    """What differs between two versions of the profile."""
    try:
        return {"rows": as_differences(see_profile.compare(asked.old, asked.new))}
    except DataError as wrong:
        raise NotThereError(str(wrong)) from None


def learn(request: Asked, given: Learn) -> JobRow:
    """Learn the profile again, and then score the accounts by it. Answered at once; follow the job."""
    return found(see_profile.learn_again(request.user, given.confirm, given.doubt))


def roll_back(request: Asked, given: ProfileBack) -> Any:
    """Make an earlier version hold again, as a new version, and score the accounts by it."""
    return see_profile.go_back(given.version, request.user, utc_now())


def _page(version: int | None) -> ProfilePage:
    try:
        page = see_profile.see_profile(version)
    except DataError as wrong:
        raise NotThereError(str(wrong)) from None
    if page is None:
        raise NotThereError("There is no profile yet. Learn one first.")
    return page


OPERATIONS = (
    Operation("GET", "/profile", "get_profile", profile, READER, "profile:read", ProfileForm),
    Operation("GET", "/profile/versions", "list_profile_versions", versions, READER, "profile:read", Versions),
    Operation("GET", "/profile/evidence", "get_evidence", evidence, READER, "profile:read", EvidenceForm),
    Operation("GET", "/profile/scorecard", "get_scorecard", scorecard, READER, "profile:read", ScorecardForm),
    Operation("GET", "/profile/backtest", "get_backtest", backtest, READER, "profile:read", BacktestForm),
    Operation("GET", "/profile/differences", "compare_profiles", compare, READER, "profile:read", Differences),
    Operation("POST", "/profile/learn", "learn_profile", learn, MANAGER, "profile:write", JobForm, status=202),
    Operation("POST", "/profile/roll-back", "roll_back_profile", roll_back, MANAGER, "profile:write", VersionForm),
)
