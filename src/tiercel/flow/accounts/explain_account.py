"""Why an account has its score: the reasons, recomputed from the inputs and the profile that were pinned with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.core.scored import Reason
from tiercel.flow.duplicates.follow import current_of
from tiercel.flow.profile.profiles import profile_in
from tiercel.flow.read_tables import end_of
from tiercel.flow.refresh import run_at, run_folder
from tiercel.flow.sight import seen_accounts
from tiercel.flow.strategy.documents import version
from tiercel.records.models import AccountScore, DocumentVersion, Run, User
from tiercel.score.profile import Profile


@dataclass(frozen=True)
class Explained:
    """An account's score with its reasons.

    start           points that everybody begins with; `start` and the reasons sum to `points`
    chance          to win a deal, with its interval, shares
    value_minor     expected value in minor units of the workspace's currency; None where no amounts are known
    ranks           False where nothing separates won from lost: every account then has the common chance
    profile         version of the profile
    scored_at       when the run ended
    """

    account: int
    name: str
    points: float
    start: float
    reasons: tuple[Reason, ...]
    chance: float
    low: float
    high: float
    value_minor: int | None
    value_low: int | None
    value_high: int | None
    ranks: bool
    profile: int
    scored_at: datetime


def explain_account(account: int, as_of: date | None = None, *, by: User | None = None) -> Explained:
    """The score of an account, today's or the one that held at the end of a day.

    by       who asks; None, the command line, sees every account
    raises   DataError where there was no score: no profile yet, or the account came later, or is not theirs to see
    """
    end = end_of(as_of) if as_of else None
    account = current_of("accounts", account, end)
    if not seen_accounts(by).filter(pk=account).exists():
        raise DataError(_("There is no account {key}.").format(key=account))
    run = run_at(end)
    if run is None or run.document is None or run.ended_at is None:
        raise DataError(_no_scores(as_of))
    folder = run_folder(run)
    row = pq.read_table(folder / "inputs.parquet", filters=pc.field("id") == account)
    score = pq.read_table(folder / "scores.parquet", filters=pc.field("account_id") == account).to_pylist()
    if not score:
        raise DataError(_("This account was not known when the scores were made. Refresh them: tiercel refresh"))
    document = version("icp", run.document.version)
    profile = profile_in(document)
    scored = profile.explain(row)
    return Explained(
        account=account,
        name=row.column("name")[0].as_py(),
        start=scored.start,
        reasons=scored.reasons,
        ranks=profile.verdict.whole == "signal",
        profile=document.version,
        scored_at=run.ended_at,
        **{key: value for key, value in score[0].items() if key != "account_id"},
    )


def explain_accounts(accounts: Sequence[int]) -> dict[int, Explained]:
    """Today's scores of several accounts at once, by key; those without a score are left out."""
    run = run_at()
    if run is None or run.document_id is None or run.ended_at is None or not accounts:
        return {}
    rows = pq.read_table(run_folder(run) / "inputs.parquet", filters=pc.field("id").isin(list(accounts)))
    places = {account: place for place, account in enumerate(rows.column("id").to_pylist())}
    number, profile = _profile_of(run.document_id, run.ended_at)
    found = AccountScore.objects.filter(account__in=list(places), run=run)
    return {
        score.account_id: _explained(score, rows.slice(places[score.account_id], 1), number, profile, run.ended_at)
        for score in found
    }


# Reading a profile takes longer than all the rest of an explanation; a version never changes, nor does a run.
@lru_cache(maxsize=4)
def _profile_of(document: int, _ended_at: datetime) -> tuple[int, Profile]:
    number = DocumentVersion.objects.values_list("version", flat=True).get(pk=document)
    return number, profile_in(version("icp", number))


def _explained(score: AccountScore, row: pa.Table, number: int, profile: Profile, scored_at: datetime) -> Explained:
    scored = profile.explain(row)
    return Explained(
        account=score.account_id,
        name=row.column("name")[0].as_py(),
        points=score.points,
        start=scored.start,
        reasons=scored.reasons,
        chance=score.chance,
        low=score.low,
        high=score.high,
        value_minor=score.value_minor,
        value_low=score.value_low,
        value_high=score.value_high,
        ranks=profile.verdict.whole == "signal",
        profile=number,
        scored_at=scored_at,
    )


def are_scored() -> bool:
    """Whether a profile has scored the accounts yet."""
    return run_at(None) is not None


def _no_scores(as_of: date | None) -> str:
    if as_of is None:
        return _("No account has a score yet. Learn the profile first: tiercel icp learn")
    first = Run.objects.filter(ended_at__isnull=False).order_by("ended_at").first()
    if first is None or first.ended_at is None:
        return _("No account had a score on {day}, and none has one yet: tiercel icp learn").format(day=as_of)
    return _("No account had a score on {day}: the first scores are of {first}.").format(
        day=as_of, first=first.ended_at.date()
    )
