"""The profile for people: the verdict, who fits, the evidence, how well it was judged, and its versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tiercel.core.errors import AccessError
from tiercel.flow.jobs import queue
from tiercel.flow.keep_users import may
from tiercel.flow.learn_profile import asked
from tiercel.flow.profile.closed_deals import CUSTOM, DEAL
from tiercel.flow.profile.describe_profile import describe_profile, verdict_in_words
from tiercel.flow.profile.profiles import profile_in
from tiercel.flow.see_jobs import JobRow, in_hand, newest_job
from tiercel.flow.strategy import documents
from tiercel.flow.strategy.documents import Document
from tiercel.records.models import Attribute, Deal, User
from tiercel.records.models.users import Role
from tiercel.score.profile import Profile
from tiercel.strategy.difference import Difference

KIND = "icp"
JOBS = ("learn_profile", "refresh")


@dataclass(frozen=True)
class ProfilePage:
    """One version of the profile.

    profile     what was learnt: verdict, statements, evidence, leaks, backtest, scorecard
    labels      of the attributes that the workspace declared, by column
    confirmed   suspected columns that somebody vouched for
    is_newest   whether it is the version in force
    versions    all of them, the newest first
    """

    document: Document
    profile: Profile
    words: str
    labels: dict[str, str]
    confirmed: frozenset[str]
    is_newest: bool
    versions: tuple[Document, ...]


@dataclass(frozen=True)
class BeforeProfile:
    """What there is to learn from, where nothing has been learnt yet."""

    won: int
    lost: int


def see_profile(version: int | None = None) -> ProfilePage | None:
    """The version asked for, or the one in force; None where there is none."""
    newest = documents.find(KIND)
    if newest is None:
        return None
    document = newest if version is None else documents.version(KIND, version)
    profile = profile_in(document)
    return ProfilePage(
        document=document,
        profile=profile,
        words=verdict_in_words(profile),
        labels=labels(),
        confirmed=frozenset(document.body.get("confirmed", ())),
        is_newest=document.version == newest.version,
        versions=documents.versions(KIND),
    )


def before_profile() -> BeforeProfile:
    closed = Deal.objects.filter(archived_at__isnull=True, account__isnull=False)
    return BeforeProfile(closed.filter(outcome="won").count(), closed.filter(outcome="lost").count())


def learning() -> JobRow | None:
    """The work on the profile and the scores that is in hand, else the newest where it failed."""
    job = in_hand(*JOBS) or newest_job(*JOBS)
    return job if job is not None and job.state != "done" else None


def labels() -> dict[str, str]:
    """How the workspace names the attributes that it declared, by the column that a profile knows them by."""
    found = {}
    for attribute in Attribute.objects.filter(table__in=("accounts", "deals")):
        before = DEAL if attribute.table == "deals" else ""
        found[f"{before}{CUSTOM}{attribute.name}"] = attribute.label
    return found


def learn_again(by: User, confirm: str = "", doubt: str = "") -> int:
    """Ask for the profile to be learnt, and then for the accounts to be scored by it; returns the first job."""
    _managers_only(by)
    job = queue("learn_profile", asked(confirm=[confirm] if confirm else (), doubt=[doubt] if doubt else ()), by)
    queue("refresh", {}, by)
    return job.pk


def go_back(version: int, by: User, now: datetime) -> Document:
    """Make an earlier version hold again, and score the accounts by it."""
    document = documents.roll_back(KIND, version, by, now)
    queue("refresh", {}, by)
    return document


def compare(old: int, new: int) -> list[Difference]:
    """What differs between two versions in what people read; the model's numbers follow from it."""
    return [
        each for each in documents.compare(KIND, old, new) if not each.path.startswith(("model", "figures.evidence"))
    ]


def as_markdown(version: int) -> str:
    return describe_profile(documents.version(KIND, version))


def _managers_only(by: User) -> None:
    if not may(by, Role.MANAGER):
        raise AccessError(_("Only a manager or an owner may change the profile. Ask one of them."))
