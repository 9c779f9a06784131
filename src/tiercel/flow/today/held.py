"""How many accounts, contacts and deals somebody sees, without a look at every row."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet

from tiercel.flow.sight import seen_keys, sees_all
from tiercel.records.models import Account, Contact, Deal, User

OUTCOMES = ("won", "lost", "open")


def held(model: type[Account] | type[Contact] | type[Deal], by: User | None) -> int:
    """How many there are that are not archived.

    Of who sees them all: all but the archived ones, for which an index is kept; to ask each costs ten times as much.
    """
    rows: QuerySet[Any] = model._default_manager.all()
    if not sees_all(by):
        return seen_keys(rows.filter(archived_at__isnull=True), by).count()
    return rows.count() - rows.filter(archived_at__isnull=False).count()


def outcomes(by: User | None) -> dict[str, int]:
    """How many deals ended how; indexes know the outcomes, of each owner and account too."""
    deals = Deal.objects.filter(archived_at__isnull=True)
    if sees_all(by):
        return dict(deals.order_by("outcome").values_list("outcome").annotate(Count("pk")))
    sql, given = seen_keys(deals, by, "outcome").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT outcome, count(*) FROM ({sql}) AS found GROUP BY outcome", given)  # noqa: S608 - its own
        return dict.fromkeys(OUTCOMES, 0) | dict(cursor.fetchall())
