"""A new workspace's database is the one that all migrations would have made, whichever way it came to be."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.flow.backup.conftest import environ

STEPS = """
from tiercel.show.cli._setup import begin
begin()
from django.core.management.commands.migrate import Command
from django.core.management import call_command
call_command({command}, verbosity=0, interactive=False)
"""


@pytest.mark.slow
def test_a_new_database_is_the_one_that_the_migrations_make(tmp_path: Path) -> None:
    at_once = _made(tmp_path / "at-once", "'migrate'")
    by_steps = _made(tmp_path / "by-steps", "Command()")
    assert "audit_entry" in by_steps["columns"]
    for kind, found in by_steps.items():
        assert at_once[kind] == found, kind


def _made(workspace: Path, command: str) -> dict[str, Any]:
    workspace.mkdir()
    subprocess.run([sys.executable, "-c", STEPS.format(command=command)], env=environ(workspace), check=True)
    (path,) = workspace.glob("*.sqlite3")
    with sqlite3.connect(path) as found:
        return _described(found)


def _described(found: sqlite3.Connection) -> dict[str, Any]:
    """Columns, keys, constraints, indexes, triggers and rows, in no order that means anything."""
    names = [name for (name,) in found.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    made = dict(found.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    return {
        "tables": names,
        "columns": {name: _set(found, f"SELECT name, type, [notnull], dflt_value, pk FROM pragma_table_xinfo('{name}')")
                    for name in names},
        "references": {name: _set(found, f"SELECT [table], [from], [to], on_update, on_delete "
                                         f"FROM pragma_foreign_key_list('{name}')") for name in names},
        "said": {name: sorted(_pieces(made[name])) for name in names},
        "indexes": _set(found, "SELECT tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"),
        "triggers": _set(found, "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"),
        "rows": {name: found.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
                 for name in names if name != "sqlite_sequence"},
        "migrations": _set(found, "SELECT app, name FROM django_migrations"),
    }  # fmt: skip


def _set(found: sqlite3.Connection, query: str) -> set[tuple[Any, ...]]:
    return set(found.execute(query))


def _pieces(sql: str) -> list[str]:
    """What a table says of its columns and constraints, cut at the commas that stand in no brackets."""
    depth, pieces = 0, [""]
    for letter in sql.partition("(")[2].removesuffix(")"):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and not depth:
            pieces.append("")
        else:
            pieces[-1] += letter
    return [piece.strip() for piece in pieces]
