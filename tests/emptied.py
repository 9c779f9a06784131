"""The database emptied after a test that commits: only the tables in which something stands, and nothing made anew."""

from __future__ import annotations

from functools import cache

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase

# What `migrate` itself writes: Django's own emptying takes it away and makes it again, which is most of what it costs.
KEPT = frozenset({"django_content_type", "auth_permission"})


def empty_after_tests() -> None:
    """From now on the databases of a test are emptied as `empty` does."""

    def teardown(case: TransactionTestCase) -> None:
        for alias in case._databases_names(include_mirrors=False):  # type: ignore[attr-defined]
            empty(connections[alias])

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[attr-defined]


def empty(connection: BaseDatabaseWrapper) -> None:
    """Delete every row of every table but those of `KEPT`; keys go on from where they were.

    PostgreSQL makes new files for every table that it truncates, and for each of its indexes: to delete a few rows is
    quicker by far. Its guards and references look away meanwhile.
    """
    quote = connection.ops.quote_name
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(_which_hold_rows(connection))
        filled = [row[0] for row in cursor.fetchall()]
        for table in filled:
            cursor.execute(f"DELETE FROM {quote(table)}")


def _which_hold_rows(connection: BaseDatabaseWrapper) -> str:
    quote = connection.ops.quote_name
    asked = (f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {quote(table)})" for table in _tables(connection.alias))
    return " UNION ALL ".join(asked)


@cache
def _tables(alias: str) -> tuple[str, ...]:
    found = connections[alias].introspection.django_table_names(only_existing=True, include_views=False)
    return tuple(sorted(set(found) - KEPT))
