"""Propose which accounts are targets in which tier: first as a plan that shows what would change, then for good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa
from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.flow.strategy import documents
from tiercel.flow.targets.list_targets import said_of
from tiercel.flow.targets.target_changes import Compared, TierPlan
from tiercel.flow.targets.target_inputs import Inputs, gather
from tiercel.flow.targets.target_links import Seen, links_staged, names_of, only_writer, seen, write_links
from tiercel.records.models import AccountScore, Person, Run, User
from tiercel.records.models.users import Role
from tiercel.score.tiers import tier_accounts

TABLE = "targets"
TRIES = 3


@dataclass(frozen=True)
class Proposal:
    """What would change, or what was changed.

    changes    account, before, after (null: in no tier), rule, worker_before, worker, value_minor, value_currency,
               chance, place (by worth, in its new tier): one row for each account that enters, moves, leaves
               or gets another person; the first tier first
    placed     account, tier: every account that is in a tier afterwards
    left_out   by rule, how many accounts are in no tier
    stays      how many accounts keep their tier and their person
    """

    made_at: datetime
    tiers_version: int
    icp_version: int | None
    is_ranked: bool
    tiers: tuple[TierPlan, ...]
    changes: pa.Table
    placed: pa.Table
    left_out: dict[str, int]
    stays: int
    warnings: tuple[str, ...]


def plan(now: datetime, tiers: documents.Document | None = None) -> Proposal:
    """What a proposal would do now; `tiers` is a draft of the tiers document, else the one in force. Writes nothing."""
    return _proposal(gather(now, tiers), now)[0]


def propose(by: User | None, now: datetime, *, anyway: bool = False) -> Proposal:
    """Make the proposal: links end and begin in one transaction, and nothing is a target before it is accepted.

    Accounts that keep their tier keep their acceptance. Run again, it changes nothing.

    anyway   also before the days between proposals are over, which the tiers document asks for
    raises   AccessError for less than a manager, DataError where it is too early or others keep changing the list
    """
    at_least(Role.MANAGER, by)
    document = documents.current("tiers")
    _not_too_early(document, now, anyway=anyway)
    for _try in range(TRIES):
        known = seen()
        proposal, compared = _proposal(gather(now, document), now)
        if _write(proposal, compared, document, known, by):
            return proposal
    raise DataError(_("Others are changing the list of targets at the same time. Try again."))


@dataclass(frozen=True)
class Move:
    """One account that enters, moves, leaves or gets another person, with the names for people.

    before, after   tiers; None: in none
    why             the rule in words
    """

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


def moves(proposal: Proposal, most: int | None = None) -> list[Move]:
    """The changes of a proposal with their names, the first tier first; only the first `most`."""
    rows = proposal.changes.slice(0, most).to_pylist() if most else proposal.changes.to_pylist()
    names = names_of([row["account"] for row in rows])
    people = {person.pk: str(person) for person in Person.objects.all()}
    return [
        Move(
            **{
                **row,
                "name": names.get(row["account"], ""),
                "why": said_of(row["rule"]),
                "worker_before": people.get(row["worker_before"], ""),
                "worker": people.get(row["worker"], ""),
                "value_currency": row["value_currency"] or "",
            }
        )
        for row in rows
    ]


def last_proposed_at() -> datetime | None:
    """When the newest proposal was made, None before the first."""
    made = Run.objects.filter(table=TABLE, ended_at__isnull=False).order_by("-pk")
    return made.values_list("made_at", flat=True).first()


def _not_too_early(document: documents.Document, now: datetime, *, anyway: bool) -> None:
    days = document.body["changes"]["days_between_proposals"]
    last = last_proposed_at()
    if last is None or anyway or (now - last).days >= days:
        return
    raise DataError(
        _("The last proposal was made on {day}, and the tiers document asks for {days} days between two. "
          "Make it anyway with --anyway.").format(day=f"{last:%Y-%m-%d}", days=days)
    )  # fmt: skip


def _proposal(inputs: Inputs, now: datetime) -> tuple[Proposal, Compared]:
    found = tier_accounts(inputs.accounts, inputs.people, inputs.rules)
    compared = Compared(inputs.accounts, found.rows, inputs.links)
    tiers = tuple(compared.tier_plan(tier, found.rooms[tier["tier"]]) for tier in inputs.tiers.body["tiers"])
    proposal = Proposal(
        made_at=now,
        tiers_version=inputs.tiers.version,
        icp_version=inputs.icp_version,
        is_ranked=inputs.rules.is_ranked,
        tiers=tiers,
        changes=compared.changes(),
        placed=compared.placed(),
        left_out=compared.left_out(),
        stays=compared.stays(),
        warnings=(*inputs.warnings, *_over(tiers), *(_short(tiers) if inputs.rules.is_ranked else ())),
    )
    return proposal, compared


def _over(tiers: tuple[TierPlan, ...]) -> Iterator[str]:
    for tier in tiers:
        if tier.room is not None and tier.after > tier.room:
            yield _("Tier {tier} has room for {room} accounts; choices by hand make it {after}.").format(
                tier=tier.tier, room=tier.room, after=tier.after
            )


def _short(tiers: tuple[TierPlan, ...]) -> Iterator[str]:
    for tier in tiers:
        if tier.after >= tier.at_least:
            continue
        if tier.room is not None and tier.room < tier.at_least:
            said = _("Tier {tier} aims at {at_least} accounts or more, and the team can work on {room}.")
        else:
            said = _("Tier {tier} aims at {at_least} accounts or more, and {after} are good enough.")
        yield said.format(tier=tier.tier, at_least=tier.at_least, after=tier.after, room=tier.room)


def _write(proposal: Proposal, compared: Compared, document: documents.Document, known: Seen, by: User | None) -> bool:
    """Write it, unless the list has changed since it was read; whether it was written."""
    now = proposal.made_at
    run = Run.objects.create(table=TABLE, document_id=document.row, made_at=now)
    score_run = AccountScore.objects.order_by("account").values_list("run_id", flat=True).first()
    begin = compared.begin(proposal.tiers_version, score_run)
    with links_staged(begin, compared.end(), compared.owners(), now, run.pk) as stage, only_writer():
        if seen() != known:
            run.delete()
            return False
        write_links(stage)
        Run.objects.filter(pk=run.pk).update(ended_at=now, rows=proposal.changes.num_rows)
        trail.note(
            "targets.proposed",
            by,
            subject="accounts",
            rows=proposal.changes.column("account").to_pylist(),
            run=run.pk,
            version=proposal.tiers_version,
        )
    return True
