"""Of processes that start together, one brings the tables up to date; the others wait for it and find it done."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper

# Any number, so long as nobody else locks it in this database.
OURS = 8_423_517_206


@contextmanager
def alone(connection: BaseDatabaseWrapper, folder: Path) -> Iterator[None]:
    """Hold the right to change the tables; PostgreSQL keeps it across machines, a file on this one."""
    if connection.vendor == "postgresql":
        with _locked(connection):
            yield
        return
    with (folder / "migrate.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _locked(connection: BaseDatabaseWrapper) -> Iterator[None]:
    # By a connection and a transaction of its own: whatever ends either lets go of the lock, behind a pool too.
    guard = connection.copy()
    try:
        guard.set_autocommit(False)
        with guard.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [OURS])
        yield
    finally:
        guard.close()
