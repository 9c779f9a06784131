"""Whether this process can answer people now, check by check."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tiercel.flow.operations.workers import seen_lately

# Below that, an import or a refresh would end in the middle for want of room.
LEAST_FREE_BYTES = 200 * 1024 * 1024

log = logging.getLogger("tiercel.readiness")


@dataclass(frozen=True)
class Check:
    """One thing that was looked at; without one that is `needed`, this process is of no use to anybody."""

    name: str
    ok: bool
    needed: bool = True


def check(now: datetime) -> tuple[Check, ...]:
    """Database, migrations, disk and worker; why one failed stands in the log alone.

    A missing worker makes work wait, and pages say so. It is no reason to take the pages away too.
    """
    return (
        Check("database", _holds("database", _database)),
        Check("migrations", _holds("migrations", _migrations)),
        Check("disk", _holds("disk", _disk)),
        Check("worker", _holds("worker", lambda: seen_lately(now) > 0), needed=False),
    )


def _holds(name: str, look: Callable[[], bool]) -> bool:
    try:
        ok = look()
    except Exception as error:  # noqa: BLE001 - whatever breaks, it is not ready
        log.warning("the check %s failed: %s", name, type(error).__name__)
        return False
    if not ok:
        log.warning("the check %s failed", name)
    return ok


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone()[0] == 1)


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _disk() -> bool:
    folder = Path(settings.WORKSPACE.workspace)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".ready-") as file:
        file.write(b"ready")
        file.flush()
    return shutil.disk_usage(folder).free >= LEAST_FREE_BYTES
