"""Files for an import come in; what was found in them is looked at again, or taken."""

from __future__ import annotations

import shutil
import unicodedata
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from tiercel.core.errors import DataError, TiercelError
from tiercel.flow.importing.asked import Asked
from tiercel.flow.importing.undo.history import KIND, UNDO
from tiercel.flow.jobs import queue
from tiercel.records.models import Job, User

KEPT = timedelta(days=14)


class Upload(Protocol):
    """A file as the web hands it over."""

    @property
    def name(self) -> str | None: ...

    @property
    def size(self) -> int | None: ...

    def chunks(self) -> Iterable[bytes]: ...


def receive(uploads: Iterable[Upload], by: User, now: datetime) -> int:
    """Keep the files beside the workspace and ask for a look at them; returns the job.

    raises   DataError where there is no file, or one is larger than the setting allows
    """
    home = Path(settings.WORKSPACE.workspace) / "incoming"
    _forget_old(home, now)
    folder = home / uuid.uuid4().hex
    folder.mkdir(parents=True)
    try:
        files = _keep(list(uploads), folder)
    except TiercelError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return queue(KIND, Asked(files=files, dry_run=True).as_values(), by).pk


def ask_again(
    job_id: int,
    by: User,
    *,
    per_file: Mapping[str, Mapping[str, Any]],
    keep_unknown: bool,
    corrections: Iterable[Mapping[str, str]],
    dry_run: bool,
) -> int:
    """The same files with other choices: looked at again, or imported; returns the new job.

    per_file      by file name: {"table", "preset", "encoding", "mapping"}, the last field -> column; with "left_out" it
                  is not taken
    corrections   offers that were accepted: {"table", "column", "value", "suggestion"}
    """
    job = _import_job(job_id)
    before = Asked.from_values(job.asked)
    if not all(Path(path).is_file() for path in before.files):
        raise DataError(_("These files are no longer here. Upload them again."))
    if not before.dry_run:
        raise DataError(_("This import is done. Upload the files again to import them once more."))
    files = tuple(path for path in before.files if not per_file.get(Path(path).name, {}).get("left_out"))
    asked = replace(
        before,
        files=files,
        per_file=per_file,
        keep_unknown=keep_unknown,
        corrections=tuple(corrections),
        dry_run=dry_run,
    )
    found = queue(KIND, asked.as_values(), by)
    if not dry_run:
        Job.objects.filter(pk=job.pk).update(found={**job.found, "done_by": found.pk})
    return found.pk


def _import_job(job_id: int) -> Job:
    job = Job.objects.filter(pk=job_id, kind=KIND).exclude(asked__has_key=UNDO).first()
    if job is None:
        raise DataError(_("There is no import {number}.").format(number=job_id))
    return job


def _keep(uploads: list[Upload], folder: Path) -> tuple[str, ...]:
    if not uploads:
        raise DataError(_("No file came. Choose one or more files that your CRM exported."))
    limit = settings.WORKSPACE.max_file_mb
    paths: list[str] = []
    for upload in uploads:
        name = _safe_name(upload.name or "", folder)
        if (upload.size or 0) > limit * 1024 * 1024:
            raise DataError(
                _(
                    "{name} is larger than {limit} MB. Export less at a time, or raise max_file_mb in tiercel.toml."
                ).format(name=name, limit=limit)
            )
        with (folder / name).open("wb") as file:
            for chunk in upload.chunks():
                file.write(chunk)
        paths.append(str(folder / name))
    return tuple(paths)


def _safe_name(name: str, folder: Path) -> str:
    """A name of its own in the folder: choices are kept by name, and two exports may be called the same."""
    bare = Path(name.replace("\\", "/")).name
    clean = "".join(c for c in bare if unicodedata.category(c)[0] != "C").strip(". ")[-120:] or "file"
    stem, dot, rest = clean.partition(".")
    number, free = 2, clean
    while (folder / free).exists():
        number, free = number + 1, f"{stem} ({number}){dot}{rest}"
    return free


def _forget_old(home: Path, now: datetime) -> None:
    """What was uploaded and never imported is nobody's to keep for long."""
    if not home.is_dir():
        return
    for folder in home.iterdir():
        if folder.stat().st_mtime < (now - KEPT).timestamp():
            shutil.rmtree(folder, ignore_errors=True)
