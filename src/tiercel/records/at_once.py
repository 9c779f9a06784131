"""Many tables made together, as a new workspace needs them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class AllAtOnce(Operation):
    """The tables of models, with all that further operations add to them.

    Django draws every related model anew after each operation: seconds, for some sixty tables that refer to each other.
    Here they are drawn once, at the end.
    """

    reduces_to_sql = True
    reversible = False

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        there = {model._meta.label for model in from_state.apps.get_models(include_auto_created=True)}
        for model in to_state.apps.get_models():
            if model._meta.app_label == app_label and model._meta.label not in there:
                schema_editor.create_model(model)

    def describe(self) -> str:
        return "Create all tables"
