"""An empty database, made as the migrations would leave it, without going them one by one."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import RunPython, RunSQL
from django.db.migrations.state import StateApps

OWN = "records"


def make_if_empty(connection: BaseDatabaseWrapper) -> bool:
    """Make every table of every application as it is today, and note all migrations as done; says whether it did.

    Step by step Django draws every model anew after each operation, which takes seconds. What other applications do
    to rows in their migrations has nothing to do where there is no row; ours are asked, for they set up guards too.
    All of it is there, or, where it is stopped, nothing is.
    """
    if connection.introspection.table_names():
        return False
    executor = MigrationExecutor(connection)
    last = executor.loader.graph.leaf_nodes()
    plan = [step for step, _ in executor.migration_plan(last)]
    drawn = executor.loader.project_state(last).apps
    with connection.schema_editor() as editor:
        _make_tables(editor, drawn)
        _do_what_is_no_table(editor, plan, drawn)
        editor.create_model(executor.recorder.Migration)
        for step in plan:
            executor.record_migration(step)  # type: ignore[call-arg, arg-type]
        executor.check_replacements()
    return True


def _make_tables(editor: BaseDatabaseSchemaEditor, drawn: StateApps) -> None:
    for model in drawn.get_models():
        if model._meta.can_migrate(editor.connection):
            editor.create_model(model)
    # References and indexes, which Django leaves to the end; what follows counts on them.
    for statement in editor.deferred_sql:
        editor.execute(statement)
    editor.deferred_sql.clear()


def _do_what_is_no_table(editor: BaseDatabaseSchemaEditor, plan: Sequence[Migration], drawn: StateApps) -> None:
    for step in (step for step in plan if step.app_label == OWN):
        for operation in step.operations:
            if isinstance(operation, RunPython):
                operation.code(drawn, editor)
            elif isinstance(operation, RunSQL):
                operation._run_sql(editor, operation.sql)  # type: ignore[attr-defined]
