"""Imports as people see them: the files that came, how they are read, what they would do, and what they did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from tiercel.collect.columns.kinds import PRESETS
from tiercel.collect.files.code_pages import CHOICES
from tiercel.core.errors import AccessError
from tiercel.core.parts import parts
from tiercel.flow.importing.asked import Asked
from tiercel.flow.importing.looks import FileLook, looks_at
from tiercel.flow.importing.undo.history import KIND, UNDO
from tiercel.flow.importing.undo.job import last_undo, undone_imports
from tiercel.flow.see_jobs import JobRow, jobs_of, newest_job, see_job
from tiercel.flow.sight import sees_all
from tiercel.records.models import Job, User
from tiercel.tables.catalogue import TABLES


@dataclass(frozen=True)
class ImportPage:
    """One import, or the look at what it would do.

    report   what it did or would do, as ImportReport.as_values; {} while it runs
    looks    the files, while they are there to be looked at again
    wrong    why they cannot be
    accepted corrections that were taken: {"table", "column", "value", "suggestion"}; they are offered no more
    done_by  the import that was made after this look; None where there was none
    undo_job the job that takes this import back, or did last; None where nobody asked for that
    undone   what it did, as UndoReport.as_values; {} where it did nothing yet
    """

    job: JobRow
    dry_run: bool
    looks: tuple[FileLook, ...]
    report: dict[str, Any]
    accepted: tuple[Mapping[str, str], ...]
    keep_unknown: bool
    wrong: str = ""
    done_by: int | None = None
    undo_job: int | None = None
    undone: dict[str, Any] = field(default_factory=dict)

    @property
    def has_unknown(self) -> bool:
        """Whether a column of the files is none that we know."""
        return any(look.unknown for look in self.looks)


@dataclass(frozen=True)
class ImportLine:
    """One import of the history; `is_undone` where it was taken back."""

    job: JobRow
    files: tuple[str, ...]
    created: int
    changed: int
    rejected: int
    is_undone: bool = False


def table_names() -> tuple[str, ...]:
    return tuple(TABLES)


def preset_names() -> tuple[str, ...]:
    return tuple(parts(PRESETS))


def encoding_names() -> tuple[str, ...]:
    """What a text may be said to be written in."""
    return CHOICES


def see_import(job_id: int, by: User | None) -> ImportPage | None:
    """An import and its files; None where there is no such import, or it takes another back.

    raises   AccessError where `by` does not see all accounts
    """
    must_see_all(by)
    job = Job.objects.filter(pk=job_id, kind=KIND).exclude(asked__has_key=UNDO).first()
    row = see_job(job_id)
    if job is None or row is None:
        return None
    asked = Asked.from_values(job.asked)
    looks, wrong = looks_at(asked) if asked.dry_run else ((), "")
    undo = last_undo(job_id)
    return ImportPage(
        job=row,
        dry_run=asked.dry_run,
        looks=looks,
        report=job.found if row.state == Job.DONE else {},
        accepted=asked.corrections,
        keep_unknown=asked.keep_unknown,
        wrong=wrong,
        done_by=job.found.get("done_by"),
        undo_job=undo.pk if undo else None,
        undone=undo.found if undo and undo.state == Job.DONE else {},
    )


def past_imports(by: User | None, most: int = 20) -> tuple[ImportLine, ...]:
    """Imports that wrote, or tried to; looks are left out. Raises AccessError where `by` does not see all accounts."""
    must_see_all(by)
    found = jobs_of(KIND, most=200)
    files = dict(Job.objects.filter(pk__in=[job.id for job in found]).values_list("pk", "asked"))
    undone = undone_imports()
    wrote = [job for job in found if not job.is_look and not job.is_undo]
    lines = [replace(_line(job, files[job.id]), is_undone=job.id in undone) for job in wrote]
    return tuple(lines[:most])


def going_on() -> JobRow | None:
    """The import that waits or runs."""
    newest = newest_job(KIND)
    return newest if newest is not None and not newest.is_over else None


def reject_file(job_id: int, place: int, by: User | None) -> Path | None:
    """A file of rejected rows of an import; None where there is none at that place.

    raises   AccessError where `by` does not see all accounts
    """
    must_see_all(by)
    job = Job.objects.filter(pk=job_id, kind=KIND).first()
    if job is None:
        return None
    names = job.found.get("reject_files", [])
    home = (Path(settings.WORKSPACE.workspace) / "rejects").resolve()
    path = Path(names[place]).resolve() if place < len(names) else None
    return path if path is not None and path.is_file() and path.is_relative_to(home) else None


def must_see_all(by: User | None) -> None:
    """Files, reports and rejected rows quote every account: they are for those who see every account."""
    if not sees_all(by):
        raise AccessError(_("Imports show rows of accounts that this user does not see. Ask a manager."))


def _line(job: JobRow, asked: Mapping[str, Any]) -> ImportLine:
    tables = job.found.get("tables", [])
    return ImportLine(
        job=job,
        files=tuple(Path(path).name for path in asked.get("files", ())),
        created=sum(line["created"] for line in tables),
        changed=sum(line["changed"] for line in tables),
        rejected=sum(line["rejected"] for line in tables),
    )
