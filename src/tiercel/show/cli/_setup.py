"""Django, where a command needs the records: set up once, with the workspace's database brought up to date."""

import os


def setup() -> None:
    """Make the records usable; a new workspace gets its database, an older one its migrations."""
    begin()
    _migrate()


def begin() -> None:
    """Django alone: the database is left as it is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tiercel.show.web.settings")
    import django

    django.setup()


def _migrate() -> None:
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from tiercel.records.one_migrates import alone

    settings.WORKSPACE.workspace.mkdir(parents=True, exist_ok=True)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        with alone(connection, settings.WORKSPACE.workspace):
            call_command("migrate", verbosity=0, interactive=False)
