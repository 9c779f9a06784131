"""A commit that something else relies on is on the disk; others wait for no disk."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tiercel.records.durable import durably


def synchronous() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_within_it_each_commit_waits_for_the_disk_and_after_it_none() -> None:
    if connection.vendor != "sqlite":  # PostgreSQL waits always, and is asked for nothing
        with CaptureQueriesContext(connection) as asked, durably():
            pass
        assert len(asked) == 0
        return
    before = synchronous()
    with durably(), transaction.atomic():
        assert synchronous() == 2
    assert synchronous() == before == 1


@pytest.mark.django_db
def test_within_a_transaction_it_leaves_the_commit_to_whoever_began_it() -> None:
    with durably():
        assert transaction.get_connection().in_atomic_block
