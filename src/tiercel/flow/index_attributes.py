"""Attributes that a filter, an order or a saved view uses get an index, so that many accounts feel like few."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.utils.translation import gettext as _

from tiercel.flow.accounts.own_attributes import own_sql
from tiercel.flow.jobs import Held, Report, queue
from tiercel.records.bulk import ROWS_LOOKED_AT
from tiercel.records.models import Account, Attribute, Job, User

KIND = "index_attributes"
# Below it a look at every account is quick enough, and an index would only slow imports.
MANY_ACCOUNTS = 20_000


def ask_for(names: Iterable[str], by: User | None) -> bool:
    """Queue the making of the indexes that these attributes lack; says whether some are still being made."""
    wanted = set(names)
    if not wanted or not Account.objects.filter(pk__gt=0).order_by()[MANY_ACCOUNTS : MANY_ACCOUNTS + 1].exists():
        return False
    missing = [each.pk for each in Attribute.objects.filter(table="accounts", name__in=wanted) if not _has(each)]
    if not missing:
        return False
    waiting = Job.objects.filter(kind=KIND, state__in=(Job.QUEUED, Job.RUNNING))
    asked = {pk for job in waiting for pk in job.asked.get("attributes", [])}
    failed = {pk for job in Job.objects.filter(kind=KIND, state=Job.FAILED) for pk in job.asked.get("attributes", [])}
    new = [pk for pk in missing if pk not in asked | failed]
    if new:
        queue(KIND, {"attributes": new}, by)
    return bool(new or asked)


def run(holding: Held) -> None:
    """Do a queued job: make the indexes that are asked for and not there yet."""
    attributes = list(Attribute.objects.filter(pk__in=holding.job.asked.get("attributes", [])).order_by("pk"))
    for place, each in enumerate(attributes):
        holding.report(Report(_("Making columns of your own quick to search"), place, len(attributes)))
        _make(each)
    holding.job.found = {"attributes": len(attributes)}


def index_now() -> None:
    """Make the indexes of all attributes of accounts, here and now."""
    for each in Attribute.objects.filter(table="accounts"):
        _make(each)


def name_of(attribute: Attribute) -> str:
    return f"account_own_{attribute.pk}"


def _has(attribute: Attribute) -> bool:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relname = %s",
                [name_of(attribute)],
            )
            return bool((cursor.fetchone() or (False,))[0])
        cursor.execute("SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = %s", [name_of(attribute)])
        return cursor.fetchone() is not None


def _make(attribute: Attribute) -> None:
    """Make one index; where one was begun and never finished, it is made anew. Nobody waits for it on PostgreSQL."""
    if _has(attribute):
        return
    expression = own_sql("custom", attribute.name, attribute.type)
    beside = "" if connection.vendor == "sqlite" or connection.in_atomic_block else "CONCURRENTLY"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX IF EXISTS {name_of(attribute)}")
        cursor.execute(f"CREATE INDEX {beside} {name_of(attribute)} ON account ({expression}, id)")
        # Without fresh figures the planner does not know what the new expression holds.
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}")
        cursor.execute("ANALYZE account")
