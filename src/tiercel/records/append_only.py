"""Tables whose rows are added and never changed: the database itself refuses, whoever asks."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ACTS = ("update", "delete")


def refuse(editor: BaseDatabaseSchemaEditor, table: str, *acts: str) -> None:
    """Make the database refuse these acts (`update`, `delete`) on every row of a table."""
    sqlite = editor.connection.vendor == "sqlite"
    if not sqlite:
        editor.execute(
            "CREATE OR REPLACE FUNCTION rows_stay() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION USING MESSAGE = 'rows of ' || TG_TABLE_NAME || ' are never changed'; END $$"
        )
    for act in acts:
        does = f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
        rows = "" if sqlite else "FOR EACH ROW EXECUTE FUNCTION rows_stay()"
        editor.execute(f"CREATE TRIGGER {_name(table, act)} BEFORE {act.upper()} ON {table} {rows or does}")


def allow(editor: BaseDatabaseSchemaEditor, table: str, *acts: str) -> None:
    """Take that back: for tests, which empty their tables, and for whoever takes the migration back."""
    on = "" if editor.connection.vendor == "sqlite" else f" ON {table}"
    for act in acts:
        editor.execute(f"DROP TRIGGER IF EXISTS {_name(table, act)}{on}")


def _name(table: str, act: str) -> str:
    return f"{table}_refuses_{act}"
