"""A workspace that was built beside is put in its place: step by step, and whoever finds it cut off goes on."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from tiercel.core.in_use import CHANGING
from tiercel.core.settings import FILE_NAME
from tiercel.flow import trail
from tiercel.flow.backup.emptiness import has_rows
from tiercel.flow.backup.members import FOLDERS, SECRET
from tiercel.flow.backup.paths import lead_paths
from tiercel.records.models import SearchMark

STAGE = CHANGING.parent.name
RECORDS = "records.sqlite3"
BESIDE_A_DATABASE = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True)
class Plan:
    """What is to be put in its place, once all of it stands in the stage.

    names   the files and folders of the workspace that come with it
    aside   the folder of the workspace for what stood there
    old     the folder of the workspace that was backed up
    """

    names: tuple[str, ...]
    aside: str
    old: str
    made_at: str
    rows: int


def write(plan: Plan, workspace: Path) -> None:
    """From here on it is put in its place, whatever happens to this process."""
    path = workspace / CHANGING
    part = path.with_suffix(".part")
    with part.open("w") as file:
        json.dump(asdict(plan), file)
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)


def waiting(workspace: Path) -> Plan | None:
    """What is not yet, or not all, in its place; None where nothing is."""
    path = workspace / CHANGING
    if not path.exists():
        return None
    said = json.loads(path.read_text())
    return Plan(**said | {"names": tuple(said["names"])})


def finish(workspace: Path) -> Plan | None:
    """Put what waits in its place, bring its records up to date, and say what it was; None where nothing waits.

    Call it alone in the workspace, and before anything has used its database.
    """
    plan = waiting(workspace)
    if plan is None:
        return None
    if connection.vendor == "sqlite":
        put(plan, workspace, Path(str(connection.settings_dict["NAME"])))
    elif not has_rows(connection):
        drop(workspace)  # the rows were never committed: nothing is there, and it is restored anew
        return None
    _settle(plan)
    drop(workspace)
    return plan


def drop(workspace: Path) -> None:
    """Let go of the stage: first of the plan, for without it the rest is nothing."""
    (workspace / CHANGING).unlink(missing_ok=True)
    shutil.rmtree(workspace / STAGE, ignore_errors=True)


def put(plan: Plan, workspace: Path, database: Path | None) -> None:
    """Move everything into its place, the database last; what stood there goes aside. Own settings stay."""
    files, aside = workspace / STAGE / "files", workspace / plan.aside
    for name in FOLDERS:
        if name not in plan.names:
            _aside(workspace / name, aside)
    for name in plan.names:
        target = workspace / name
        if not (files / name).exists() or (name in (FILE_NAME, SECRET) and target.exists()):
            continue
        _aside(target, aside)
        (files / name).rename(target)
    building = workspace / STAGE / RECORDS
    if database is not None and building.exists():
        for ending in BESIDE_A_DATABASE:
            _aside(database.with_name(database.name + ending), aside)
        database.parent.mkdir(parents=True, exist_ok=True)
        _move(building, database)


def _aside(path: Path, aside: Path) -> None:
    # What is there under its name is whole: then this is gone already, or was told to make room.
    if (path.exists() or path.is_symlink()) and not os.path.lexists(aside / path.name):
        aside.mkdir(exist_ok=True)
        _move(path, aside / path.name)


def _move(path: Path, target: Path) -> None:
    """Under its new name it is whole, on another disk too, where it has to be copied."""
    if path.is_symlink():
        # It leads to another disk, where what it leads to stays; from elsewhere it has to name that in full.
        whole = path.with_name(f"{path.name}.part")
        whole.unlink(missing_ok=True)
        whole.symlink_to(path.resolve())
        whole.rename(path)
    if path.lstat().st_dev == target.parent.stat().st_dev:
        path.rename(target)
        return
    part = target.with_name(f"{target.name}.part")
    if path.is_dir():
        shutil.copytree(path, part, dirs_exist_ok=True)
    else:
        shutil.copy2(path, part)
    part.rename(target)
    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def _settle(plan: Plan) -> None:
    call_command("migrate", verbosity=0, interactive=False)
    with transaction.atomic():
        lead_paths(plan.old, str(settings.WORKSPACE.workspace))
        # From here on it is another database than the one that was backed up: files of the search may be that one's.
        SearchMark.objects.all().delete()
        trail.note("workspace.restored", None, subject="workspace", made_at=plan.made_at, rows_in_all=plan.rows)
