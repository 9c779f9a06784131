"""A run of matching is taken back: its links end, and those that it took the place of begin again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.flow.matching.decide import only_writer
from tiercel.records.models import ContactAccount, MatchRun, MatchSuggestion, User
from tiercel.records.models.users import Role

AT_A_TIME = 500
MOST_RUNS = 20


@dataclass(frozen=True)
class RunRow:
    """A run as lists show it."""

    id: int
    made_at: datetime
    version: int
    by: str
    found: dict[str, int]
    undone_at: datetime | None


def see_runs(most: int = MOST_RUNS) -> tuple[RunRow, ...]:
    """The runs, the newest first."""
    rows = MatchRun.objects.select_related("by").order_by("-pk")[:most]
    return tuple(
        RunRow(row.pk, row.made_at, row.version, row.by.username if row.by else "", row.found, row.undone_at)
        for row in rows
    )


def undo_run(run_id: int, by: User | None, now: datetime) -> int:
    """Take a run back and say how many contacts are again where they were.

    What a person, the CRM or a later run has decided since stays. The same rules do not make these matches again by
    themselves: they wait for a person until the rules change.

    raises   DataError where there is no such run, or it was taken back; AccessError for less than a manager
    """
    at_least(Role.MANAGER, by)
    with only_writer():
        run = MatchRun.objects.filter(pk=run_id).first()
        if run is None or run.undone_at is not None:
            raise DataError(_("There is no run {run} to take back. See: tiercel match list --runs").format(run=run_id))
        ended = list(ContactAccount.objects.filter(run=run, ended_at__isnull=True))
        _end(ended, now)
        given_back = _give_back(run, now)
        MatchRun.objects.filter(pk=run.pk).update(undone_at=now)
        _offer(ended, now)
        touched = sorted({link.contact_id for link in ended} | set(given_back))
        trail.note("contacts.matching_undone", by, subject="match_runs", row=run.pk, contacts=len(touched))
    return len(touched)


def _end(links: Sequence[ContactAccount], now: datetime) -> None:
    for start in range(0, len(links), AT_A_TIME):
        keys = [link.pk for link in links[start : start + AT_A_TIME]]
        ContactAccount.objects.filter(pk__in=keys).update(ended_at=now)


def _give_back(run: MatchRun, now: datetime) -> list[int]:
    """Begin again what ended at the moment of the run, where nothing stands there now."""
    standing = ContactAccount.objects.filter(ended_at__isnull=True).values("contact")
    before = ContactAccount.objects.filter(ended_at=run.made_at, account__archived_at__isnull=True)
    lost = list(before.exclude(contact__in=standing))
    ContactAccount.objects.bulk_create(
        [
            ContactAccount(
                contact_id=link.contact_id, account_id=link.account_id, method=link.method, made_at=now,
                confidence=link.confidence, evidence=link.evidence, run_id=link.run_id, origin_id=link.origin_id,
            )
            for link in lost
        ],
        batch_size=AT_A_TIME,
    )  # fmt: skip
    return [link.contact_id for link in lost]


def _offer(ended: Sequence[ContactAccount], now: datetime) -> None:
    """What was taken back waits for a person, where nothing else stands or waits there."""
    contacts = [link.contact_id for link in ended]
    taken: set[int] = set()
    for start in range(0, len(contacts), AT_A_TIME):
        some = contacts[start : start + AT_A_TIME]
        taken |= set(ContactAccount.objects.filter(contact__in=some, ended_at=None).values_list("contact", flat=True))
        taken |= set(MatchSuggestion.objects.filter(contact__in=some).values_list("contact", flat=True))
    MatchSuggestion.objects.bulk_create(
        [
            MatchSuggestion(
                contact_id=link.contact_id, account_id=link.account_id, rank=1, method=link.method,
                confidence=link.confidence or 0.0, evidence=link.evidence, made_at=now,
            )
            for link in ended
            if link.contact_id not in taken
        ],
        batch_size=AT_A_TIME,
    )  # fmt: skip
