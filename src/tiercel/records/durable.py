"""What is committed is on the disk before anybody relies on it: before the log lets go of events, say."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def durably() -> Iterator[None]:
    """Within, a commit survives the loss of power in the moment after it.

    SQLite, as we set it, keeps the file whole but may lose the last commits with the power: who types something again
    is served well by that, and what was acknowledged to another program is not. PostgreSQL waits for the disk anyhow.
    """
    # Within a transaction nothing is committed here, and SQLite would refuse.
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    _synchronous("FULL")
    try:
        yield
    finally:
        _synchronous("NORMAL")


def _synchronous(how: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA synchronous = {how}")
