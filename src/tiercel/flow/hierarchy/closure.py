"""Which accounts are below which, of those that a user sees, as one statement of SQL, however deep and wide it is."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import connection

from tiercel.flow.sight import only_seen, sees_all
from tiercel.records.models import Account, AccountParent, User
from tiercel.records.models.base import active

Statement = tuple[str, list[Any]]


def kin(tops: Collection[int], by: User | None) -> Statement:
    """The beginning of a statement: `WITH RECURSIVE … kin(top, member)`, a row for each account below each of `tops`,
    itself among them.

    An account that is put away, or that the user may not know of, ends its branch: neither it nor what is below it
    counts. UNION keeps each pair once, so that a circle, which nobody should make, ends too. For its "IN", see
    `rolled`.
    """
    sql, given = _seen(by)
    marks = ", ".join(["%s"] * len(tops)) or "NULL"
    return (
        f"""WITH RECURSIVE seen(id) AS ({sql}), kin(top, member) AS (
        SELECT id, id FROM account WHERE id IN ({marks})
        UNION
        SELECT kin.top, p.account_id FROM kin
        JOIN account_parent p ON p.parent_id = kin.member AND p.ended_at IS NULL
        JOIN account a ON a.id IN (p.account_id) AND a.archived_at IS NULL {_of_seen(by)})""",  # noqa: S608 - no value is in it
        [*given, *tops],
    )


def rows_of(statement: Statement) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(*statement)
        return list(cursor.fetchall())


def heads(by: User | None) -> Any:
    """The links that keep an account from being the head of a family: to a parent that is there and that is seen."""
    parents = only_seen(Account.objects.filter(archived_at__isnull=True), by).values("pk")
    links = AccountParent.objects.filter(active())
    return links.filter(parent__archived_at__isnull=True) if sees_all(by) else links.filter(parent__in=parents)


def _seen(by: User | None) -> Statement:
    if sees_all(by):
        return "SELECT 0", []
    sql, given = only_seen(Account.objects.all(), by).order_by().values("pk").query.sql_with_params()
    return sql, list(given)


def _of_seen(by: User | None) -> str:
    return "" if sees_all(by) else "AND a.id IN (SELECT id FROM seen)"
