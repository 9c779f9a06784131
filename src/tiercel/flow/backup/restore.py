"""Bring a workspace back from its backup: checked first, built beside, and put in its place when it is whole."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from tiercel.core import in_use
from tiercel.core.errors import AccessError, DataError
from tiercel.flow.backup import put
from tiercel.flow.backup.archive import blocks, checked, opened
from tiercel.flow.backup.emptiness import has_rows
from tiercel.flow.backup.load import load
from tiercel.flow.backup.manifest import FILES, Manifest
from tiercel.flow.backup.members import FOLDERS
from tiercel.flow.jobs import Listener, Report

# Room for the rows with their indexes, beside what the files take.
TIMES = 3


@dataclass(frozen=True)
class Restored:
    """What came back.

    kept    where the workspace stands that was there before; None where there was none
    """

    manifest: Manifest
    rows: int
    kept: Path | None


def restore(path: Path, now: datetime, *, replace: bool = False, listener: Listener | None = None) -> Restored:
    """Bring a backup back into this workspace; call it before anything has used the database.

    replace   where there is a workspace already, keep it aside and put this one in its place (SQLite only)
    raises    DataError where the backup is damaged, newer than we are, or there are records already;
              AccessError where there is no room. In either case nothing was changed.
    """
    workspace = Path(settings.WORKSPACE.workspace)
    with opened(path) as (archive, manifest):
        workspace.mkdir(parents=True, exist_ok=True)
        with in_use.alone(workspace) as is_alone:
            if not is_alone:
                raise DataError(
                    _(
                        "Somebody works in {folder}. Stop the server, its workers and its collectors, then restore."
                    ).format(folder=workspace)
                )
            say = listener or (lambda _report: None)
            done = put.finish(workspace)  # one that was cut off
            if done is None or done.made_at != manifest.made_at:
                _check(archive, manifest, workspace, say)
                _must_be_free(replace)
                put.drop(workspace)
                done = _done(archive, manifest, workspace, now, say)
    kept = workspace / done.aside
    return Restored(manifest, done.rows, kept if kept.exists() else None)


def _done(archive: zipfile.ZipFile, manifest: Manifest, workspace: Path, now: datetime, say: Listener) -> put.Plan:
    stage = workspace / put.STAGE
    stage.mkdir()
    try:
        _unpack(archive, manifest, stage, say)
        plan = _plan(manifest, stage, now)
        _records_and_files(archive, manifest, plan, say)
        put.finish(workspace)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise AccessError(_("The backup could not be unpacked: {error}.").format(error=why)) from None
    finally:
        if put.waiting(workspace) is None:
            put.drop(workspace)
    return plan


def _plan(manifest: Manifest, stage: Path, now: datetime) -> put.Plan:
    files = stage / "files"
    return put.Plan(
        names=tuple(sorted(path.name for path in files.iterdir())) if files.exists() else (),
        aside=f"before-{now:%Y%m%d-%H%M%S}",
        old=manifest.workspace,
        made_at=manifest.made_at,
        rows=sum(note.rows for note in manifest.tables.values()),
    )


def _check(archive: zipfile.ZipFile, manifest: Manifest, workspace: Path, say: Listener) -> None:
    """Everything that can be known before anything is touched."""
    disk = next((workspace / name for name in FOLDERS if (workspace / name).is_mount()), None)
    if disk is not None:
        raise DataError(
            _(
                "{folder} is where a disk is mounted, so nothing can be put in its place. Unmount it, then restore."
            ).format(folder=disk)
        )
    unknown = set(manifest.migrations) - set(MigrationLoader(None).disk_migrations)
    if unknown:
        raise DataError(
            _("This backup was made by a newer Tiercel ({version}). Upgrade, then restore it.").format(
                version=manifest.version[:40]
            )
        )
    total, done = sum(member.bytes for member in manifest.members.values()), 0
    place = next(folder for folder in (workspace, *workspace.parents) if folder.exists())
    if shutil.disk_usage(place).free < total * TIMES:
        raise AccessError(_("There is no room for this backup in {folder}.").format(folder=workspace))

    def read(more: int) -> None:
        nonlocal done
        done += more
        say(Report(_("Checking the backup"), done, total))

    checked(archive, manifest, read)


def _must_be_free(replace: bool) -> None:
    if not has_rows(connection):
        return
    if connection.vendor != "sqlite":
        raise DataError(
            _("This database holds records already. Make an empty one, and name it in TIERCEL_DATABASE_URL.")
        )
    if not replace:
        raise DataError(
            _(
                "There is a workspace in {folder} already. Restore into an empty one, or add --replace: "
                "what is there now is kept aside."
            ).format(folder=settings.WORKSPACE.workspace)
        )


def _unpack(archive: zipfile.ZipFile, manifest: Manifest, stage: Path, say: Listener) -> None:
    home = (stage / "files").resolve()
    names = [name for name in manifest.members if name.startswith(FILES)]
    for count, name in enumerate(names, start=1):
        say(Report(_("Unpacking files"), count, len(names)))
        target = (home / name.removeprefix(FILES)).resolve()
        if not target.is_relative_to(home) or target == home:
            raise DataError(_("This backup holds {name}, which no backup of ours does.").format(name=repr(name)))
        target.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for block in blocks(archive, name, manifest.members[name].bytes):
                file.write(block)


def _records_and_files(archive: zipfile.ZipFile, manifest: Manifest, plan: put.Plan, say: Listener) -> None:
    """The records of the backup in a database, and the plan by which everything gets its place."""
    workspace = Path(settings.WORKSPACE.workspace)
    counts = {"": 0}

    def rows(table: str, more: int) -> None:
        counts[table] = counts.get(table, 0) + more
        step = _("Restoring {table}").format(table=table)
        say(Report(step, counts[table], manifest.tables[table].rows))

    if connection.vendor != "sqlite":
        _migrate_to(manifest)  # a schema without rows is as good as none, should it be cut off here
        with transaction.atomic():
            load(archive, manifest, rows)
            put.write(plan, workspace)
            put.put(plan, workspace, None)
        return
    database = connection.settings_dict["NAME"]
    building = workspace / put.STAGE / put.RECORDS
    connection.close()
    connection.settings_dict["NAME"] = str(building)
    try:
        _migrate_to(manifest)
        load(archive, manifest, rows)
        connection.close()
        _on_the_disk(building)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = str(database)
    put.write(plan, workspace)


def _migrate_to(manifest: Manifest) -> None:
    """Make the schema of the backup, which may be older than ours."""
    executor = MigrationExecutor(connection)
    wanted = set(manifest.migrations)
    if not _has_whole_steps(executor.loader, wanted):
        # It stands between two steps of many that a new workspace makes at once: then they are gone one by one.
        executor.loader = MigrationLoader(connection, replace_migrations=False)
    graph = executor.loader.graph
    known = sorted(wanted & set(graph.nodes))
    leaves = [node for node in known if not _goes_on(graph.node_map[node].children, node[0], wanted)]
    executor.migrate(leaves)


def _has_whole_steps(loader: MigrationLoader, wanted: set[tuple[str, str]]) -> bool:
    """Whether of the migrations that stand for several each was made, or all that it stands for were."""
    return all(node in wanted or wanted.issuperset(each.replaces) for node, each in loader.replacements.items())


def _goes_on(children: Iterable[Any], app: str, wanted: set[tuple[str, str]]) -> bool:
    """Whether one of the next migrations is of the same app and wanted too."""
    return any(child.key in wanted and child.key[0] == app for child in children)


def _on_the_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
