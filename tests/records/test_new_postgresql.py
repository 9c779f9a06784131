"""A new database on PostgreSQL is the one that all migrations would have made, whichever way it came to be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.flow.backup.conftest import environ
from tests.records.test_new_database import STEPS

# Names that Django makes of a hash of what they are for would do; all that a database knows of its tables is compared.
WHAT = {
    "columns": "SELECT table_name, column_name, data_type, character_maximum_length, numeric_precision, is_nullable, "
    "column_default, is_identity, collation_name FROM information_schema.columns WHERE table_schema = 'public'",
    "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    "extensions": "SELECT extname, '' FROM pg_extension",
    "migrations": "SELECT app, name FROM django_migrations",
}


@pytest.mark.postgres
@pytest.mark.slow
def test_a_new_database_is_the_one_that_the_migrations_make_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    at_once = _made(tmp_path / "at-once", postgres_url, "at_once", "'migrate'")
    by_steps = _made(tmp_path / "by-steps", postgres_url, "by_steps", "Command()")
    assert any(table == "audit_entry" for table, *_ in by_steps["triggers"])
    for kind, found in by_steps.items():
        assert at_once[kind] ^ found == set(), kind


def _made(workspace: Path, server: str, name: str, command: str) -> dict[str, set[tuple[Any, ...]]]:
    workspace.mkdir()
    with psycopg.connect(server, autocommit=True) as keeper:
        keeper.execute(f"DROP DATABASE IF EXISTS {name}")
        keeper.execute(f"CREATE DATABASE {name}")
    url = server.replace("/postgres?", f"/{name}?")
    assert url != server
    subprocess.run(
        [sys.executable, "-c", STEPS.format(command=command)],
        env=environ(workspace, TIERCEL_DATABASE_URL=url),
        check=True,
    )
    with psycopg.connect(url) as there:
        return {kind: set(there.execute(query)) for kind, query in WHAT.items()}
