"""Read what titles and deals say of every contact: after each import, and when asked."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb
from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from tiercel.core.clock import utc_now
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.flow.jobs import Held, Listener, Report, held, queue
from tiercel.flow.roles.reading import compare_roles
from tiercel.records.bulk import insert, staged
from tiercel.records.models import Contact, ContactRole, Job, User
from tiercel.records.models.users import Role
from tiercel.records.reading import at_instant

KIND = "read_roles"


def read_now(by: User | None, listener: Listener | None = None) -> int:
    """Read all titles here and now and say how many roles changed; raises AccessError for less than a manager."""
    at_least(Role.MANAGER, by)
    with held(KIND, {}, by, listener) as holding:
        return _read(holding, utc_now())


def read_after(by: User | None, listener: Listener | None = None) -> None:
    """Read all titles here and now, where there is anybody who may have one."""
    if Contact.objects.exists():
        with held(KIND, {}, by, listener) as holding:
            _read(holding, utc_now())


def queue_after(by: User | None) -> None:
    """Ask for all titles to be read, where there is anybody who may have one."""
    if Contact.objects.exists() and not Job.objects.filter(kind=KIND, state=Job.QUEUED).exists():
        queue(KIND, {}, by)


def run(holding: Held) -> None:
    """Do a queued reading."""
    _read(holding, utc_now())


def _read(holding: Held, now: datetime) -> int:
    holding.report(Report(_("Reading the titles")))
    duck = duckdb.connect()
    compare_roles(duck)
    at = f"TIMESTAMP '{now.replace(tzinfo=None).isoformat(sep=' ')}'"
    begins, ends = (int(duck.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0]) for name in ("begins", "ends"))
    holding.job.found = {"contacts": begins}
    if begins or ends:
        _write(duck, {"begins": f"SELECT *, {at} AS made_at FROM begins", "ends": "FROM ends"}, holding, now)
    return begins


def _write(duck: duckdb.DuckDBPyConnection, queries: dict[str, str], holding: Held, now: datetime) -> None:
    """End and begin roles in one short transaction; who was corrected meanwhile keeps the correction."""
    place = Path(settings.WORKSPACE.workspace) / "staging"
    place.mkdir(parents=True, exist_ok=True)
    table = connection.ops.quote_name(ContactRole._meta.db_table)
    with staged(duck, queries, place, lambda _more: None) as stage, transaction.atomic():
        holding.confirm()
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET ended_at = %s "
                f"WHERE ended_at IS NULL AND id IN (SELECT id FROM {stage.source('ends')})",
                [at_instant(now)],
            )
            cursor.execute(
                f"DELETE FROM {stage.source('begins')} "
                f"WHERE contact_id IN (SELECT contact_id FROM {table} WHERE ended_at IS NULL)"
            )
        insert(stage, "begins", ContactRole)
        trail.note("contacts.roles_read", holding.job.by, subject="jobs", row=holding.job.pk, **holding.job.found)
