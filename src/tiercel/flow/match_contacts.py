"""Match contacts to accounts by the rules in force: after each import, and when asked."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from tiercel.core.clock import utc_now
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.flow.jobs import Held, Listener, Report, held, queue
from tiercel.flow.matching.plan import Counts, Plan, make_plan
from tiercel.flow.strategy import documents
from tiercel.records.bulk import insert, staged
from tiercel.records.models import Account, Contact, ContactAccount, Job, MatchRun, MatchSuggestion, User
from tiercel.records.models.users import Role
from tiercel.records.reading import at_instant

KIND = "match_contacts"


def match_now(by: User | None, listener: Listener | None = None) -> MatchRun:
    """Match all contacts here and now; raises AccessError for less than a manager, DataError where another runs."""
    at_least(Role.MANAGER, by)
    with held(KIND, {}, by, listener) as holding:
        return _match(holding, utc_now())


def ask(by: User | None) -> Job:
    """Ask for all contacts to be matched; raises AccessError for less than a manager."""
    at_least(Role.MANAGER, by)
    return queue(KIND, {}, by)


def match_after(by: User | None, listener: Listener | None = None) -> None:
    """Match here and now, where there is anybody to match, and anything to match to."""
    if _has_both():
        with held(KIND, {}, by, listener) as holding:
            _match(holding, utc_now())


def queue_after(by: User | None) -> None:
    """Ask for all contacts to be matched, where there is anybody to match, and anything to match to."""
    if _has_both() and not Job.objects.filter(kind=KIND, state=Job.QUEUED).exists():
        queue(KIND, {}, by)


def preview() -> Counts:
    """What a run would do now; nothing is written."""
    return make_plan(documents.current("matching")).counts


def run(holding: Held) -> None:
    """Do a queued run."""
    _match(holding, utc_now())


def _has_both() -> bool:
    return Contact.objects.exists() and Account.objects.exists()


def _match(holding: Held, now: datetime) -> MatchRun:
    document = documents.current("matching")
    holding.report(Report(_("Reading the accounts")))
    plan = make_plan(document, lambda done, all_: holding.report(Report(_("Matching"), done, all_)))
    made = _write(plan, document.version, holding, now)
    holding.job.found = {"run": made.pk, "version": document.version, **plan.counts.as_values()}
    return made


def _write(plan: Plan, version: int, holding: Held, now: datetime) -> MatchRun:
    """End and begin links and fill the queue anew, in one short transaction."""
    at = f"TIMESTAMP '{now.replace(tzinfo=None).isoformat(sep=' ')}'"
    queries = {
        "begins": f"SELECT contact AS contact_id, account AS account_id, method, confidence, evidence, {at} AS made_at "
        "FROM begins",
        "ends": "SELECT id FROM ends",
        "waits": f"SELECT contact AS contact_id, account AS account_id, rank, method, confidence, evidence, "
        f"{at} AS made_at FROM waits",
    }
    place = Path(settings.WORKSPACE.workspace) / "staging"
    place.mkdir(parents=True, exist_ok=True)
    with staged(plan.duck, queries, place, lambda _more: None) as stage, transaction.atomic():
        holding.confirm()
        found = {**plan.counts.as_values(), "by_method": plan.by_method}
        made = MatchRun.objects.create(made_at=now, version=version, by=holding.job.by, job=holding.job, found=found)
        table = connection.ops.quote_name(ContactAccount._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET ended_at = %s WHERE ended_at IS NULL AND id IN "
                f"(SELECT id FROM {stage.source('ends')})",
                [at_instant(now)],
            )
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(MatchSuggestion._meta.db_table)}")
        _leave_out_taken(stage.source("begins"), table)
        for name in ("begins", "waits"):
            _leave_out_gone(stage.source(name))
        insert(stage, "begins", ContactAccount)
        insert(stage, "waits", MatchSuggestion)
        ContactAccount.objects.filter(made_at=now, run__isnull=True, confidence__isnull=False).update(run=made)
        counts = {name: count for name, count in plan.counts.as_values().items() if count}
        trail.note(
            "contacts.matched", holding.job.by, subject="match_runs", row=made.pk, version=version, counts=counts
        )
    return made


def _leave_out_gone(rows: str) -> None:
    """Nobody is led to an account that was put away while the rules ran, nor is who was put away."""
    with connection.cursor() as cursor:
        for column, table in (("account_id", "account"), ("contact_id", "contact")):
            gone = f"SELECT id FROM {table} WHERE archived_at IS NOT NULL"
            cursor.execute(f"DELETE FROM {rows} WHERE {column} IN ({gone})")


def _leave_out_taken(begins: str, links: str) -> None:
    """Contacts that somebody decided on while the rules ran keep what was decided."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {begins} WHERE contact_id IN (SELECT contact_id FROM {links} WHERE ended_at IS NULL) "
            "OR contact_id IN (SELECT contact_id FROM match_decision WHERE ended_at IS NULL)"
        )
