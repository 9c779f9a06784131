"""Learn the ideal customer profile from the closed deals, and keep it as a version of the strategy document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tiercel.core.clock import utc_now
from tiercel.core.errors import DataError
from tiercel.core.nearest import nearest
from tiercel.flow.jobs import Held, Listener, Report, held
from tiercel.flow.profile.closed_deals import ClosedDeals, closed_deals
from tiercel.flow.refresh import refresh_after
from tiercel.flow.strategy import documents
from tiercel.flow.strategy.documents import Document
from tiercel.records.models import User
from tiercel.score.profile import Profile, learn
from tiercel.score.report import as_report


def learn_profile(
    by: User | None = None,
    *,
    until: date | None = None,
    confirm: Sequence[str] = (),
    doubt: Sequence[str] = (),
    listener: Listener | None = None,
) -> Document:
    """Learn now, score the accounts by it, and return the new version; where nothing changed, the version in force.

    until    only deals closed before this day
    confirm  suspected attributes that somebody vouches for, besides those confirmed before
    doubt    confirmed attributes to be held out again
    raises   DataError where there is no closed deal with an account yet
    """
    with held("learn_profile", asked(until, confirm, doubt), by, listener) as holding:
        document = _learn(holding, by)
    refresh_after(by, listener)
    return document


def asked(until: date | None = None, confirm: Sequence[str] = (), doubt: Sequence[str] = ()) -> dict[str, Any]:
    """What a queued job of this kind must be asked: `jobs.queue("learn_profile", asked(...), by)`."""
    return {"until": until.isoformat() if until else None, "confirm": list(confirm), "doubt": list(doubt)}


def run(holding: Held) -> None:
    """Do a queued learning."""
    _learn(holding, holding.job.by)


def _learn(holding: Held, by: User | None) -> Document:
    question: Mapping[str, Any] = holding.job.asked
    until = date.fromisoformat(question["until"]) if question.get("until") else None
    holding.report(Report(_("Reading the closed deals")))
    deals = closed_deals(until)
    _check_some(deals)
    confirmed = _confirmed(question, deals)
    holding.report(Report(_("Learning and judging on deals not learnt from")))
    profile = learn(deals.cases, confirmed=confirmed, evidence_only=deals.of_deals)
    body = {
        **profile.to_dict(),
        "until": until.isoformat() if until else None,
        "confirmed": sorted(confirmed),
        "aside": {"without_account": deals.without_account, "without_day": deals.without_day},
    }
    document = documents.save("icp", body, by, _comment(profile), utc_now())
    holding.job.found = {"version": document.version, "verdict": profile.verdict.whole, "deals": profile.deals}
    return document


def judge_profile(until: date | None = None) -> dict[str, Any]:
    """The figures of a profile learnt from the closed deals, without keeping it; keys as in `tiercel icp backtest
    --json`.
    """
    deals = closed_deals(until)
    _check_some(deals)
    known = documents.find("icp")
    confirmed = frozenset(known.body.get("confirmed", ())) if known else frozenset()
    return as_report(learn(deals.cases, confirmed=confirmed, evidence_only=deals.of_deals))


def _confirmed(question: Mapping[str, Any], deals: ClosedDeals) -> frozenset[str]:
    columns = deals.cases.attributes.column_names
    for name in question.get("confirm", ()):
        if name not in columns:
            raise DataError(_("There is no attribute '{name}'.").format(name=name) + nearest(name, columns))
    known = documents.find("icp")
    before = known.body.get("confirmed", ()) if known else ()
    return frozenset({*before, *question.get("confirm", ())} - set(question.get("doubt", ())))


def _check_some(deals: ClosedDeals) -> None:
    if deals.cases.rows:
        return
    if deals.without_account or deals.without_day:
        raise DataError(
            _("No closed deal has both an account and a day on which it was closed. Import them: tiercel import FILE")
        )
    raise DataError(_("There is no won or lost deal yet to learn from. Import deals first: tiercel import FILE"))


def _comment(profile: Profile) -> str:
    return ngettext("Learnt from {count} closed deal", "Learnt from {count} closed deals", profile.deals).format(
        count=profile.deals
    )
