"""Whether a database holds anything that somebody could miss."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TELLING = ("app_user", "account", "contact", "deal", "job", "document_version")


def has_rows(database: BaseDatabaseWrapper) -> bool:
    """Whether any user, account, contact, deal, job or document stands in it; a schema alone is nothing."""
    if database.vendor == "sqlite" and not _is_there(database):
        return False
    with database.cursor() as cursor:
        there = set(database.introspection.table_names(cursor))
        for table in TELLING:
            if table not in there:
                continue
            cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')
            if cursor.fetchone():
                return True
    return False


def _is_there(database: BaseDatabaseWrapper) -> bool:
    from pathlib import Path

    return Path(str(database.settings_dict["NAME"])).exists()
