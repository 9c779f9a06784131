"""Django, where a command needs the records: set up once, with the workspace's database brought up to date."""

import os


def setup() -> None:
    """Make the records usable; a new workspace gets its database, an older one its migrations."""
    begin()
    _enter()
    _migrate()


def begin() -> None:
    """Django alone: the database is left as it is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tiercel.show.web.settings")
    import django

    django.setup()


def _enter() -> None:
    """Be one of those who work in the workspace, once a restore that was cut off in its last steps is done."""
    from django.conf import settings
    from django.utils.translation import gettext as _

    from tiercel.core import in_use
    from tiercel.core.errors import AccessError

    workspace = settings.WORKSPACE.workspace
    workspace.mkdir(parents=True, exist_ok=True)
    if in_use.enter(workspace):
        return
    from tiercel.flow.backup.put import finish

    with in_use.alone(workspace) as is_alone:
        if is_alone:
            finish(workspace)
    if not in_use.enter(workspace):
        raise AccessError(_("A backup is being restored into {folder}. Try again when it is.").format(folder=workspace))


def _migrate() -> None:
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from tiercel.records.one_migrates import alone

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        with alone(connection, settings.WORKSPACE.workspace):
            call_command("migrate", verbosity=0, interactive=False)
