"""Imports as people see them: the files that came, how they are read, what they would do, and what they did."""

from __future__ import annotations

import shutil
import unicodedata
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from tiercel.collect.columns.kinds import AIDS, PRESETS, fields_of
from tiercel.collect.files.code_pages import CHOICES
from tiercel.collect.files.source import Source
from tiercel.core.errors import AccessError, DataError, TiercelError
from tiercel.core.parts import parts
from tiercel.flow.import_files import look
from tiercel.flow.importing.asked import Asked
from tiercel.flow.importing.undo.history import KIND, UNDO
from tiercel.flow.importing.undo.job import last_undo, undone_imports
from tiercel.flow.jobs import queue
from tiercel.flow.see_jobs import JobRow, jobs_of, newest_job, see_job
from tiercel.flow.sight import sees_all
from tiercel.records.models import Job, User
from tiercel.tables.catalogue import TABLES

KEPT = timedelta(days=14)
FIRST_ROWS = 5
GIVEN = "given"
MOST_CELL = 80
# What helps to read a row and is no value of it is shown where it was found; these may be found by hand.
SHOWN_AIDS = {"deals": ("currency", "is_won", "is_closed")} | dict.fromkeys(
    ("accounts", "subscriptions", "spend", "trigger_events"), ("currency",)
)


class Upload(Protocol):
    """A file as the web hands it over."""

    @property
    def name(self) -> str | None: ...

    @property
    def size(self) -> int | None: ...

    def chunks(self) -> Iterable[bytes]: ...


@dataclass(frozen=True)
class FieldLook:
    """One field of the table, and the columns that are read for it.

    columns   the file's columns, none where the field is not there
    how       how we know: "named so", "known as …", "like …" or "given"
    """

    name: str
    doc: str
    required: bool
    columns: tuple[str, ...]
    how: str

    @property
    def column(self) -> str:
        return " + ".join(self.columns)

    @property
    def is_chosen(self) -> bool:
        """Whether somebody said so, be it that no column is meant."""
        return self.how == GIVEN


@dataclass(frozen=True)
class FileLook:
    """One file before anything is taken from it.

    encoding    of a text; `is_chosen` where somebody said so
    """

    name: str
    table: str
    preset: str
    format: str
    encoding: str
    is_chosen: bool
    why_not: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    fields: tuple[FieldLook, ...]
    unknown: tuple[str, ...]
    problems: tuple[str, ...]


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
    looks, wrong = _looks(asked) if asked.dry_run else ((), "")
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


def _looks(asked: Asked) -> tuple[tuple[FileLook, ...], str]:
    try:
        return tuple(_look(source, _chosen(asked, source)) for source in look(asked)), ""
    except TiercelError as wrong:
        return (), str(wrong)
    except FileNotFoundError:
        return (), _("These files are no longer here. Upload them again.")


def _chosen(asked: Asked, source: Source) -> Mapping[str, str]:
    """What somebody said about the columns of a file: field -> column, "" for none."""
    chosen: Mapping[str, str] = asked.per_file.get(source.path.name, {}).get("mapping", {})
    return chosen


def _look(source: Source, chosen: Mapping[str, str]) -> FileLook:
    return FileLook(
        name=source.path.name,
        table=source.table or "",
        preset=source.preset or "",
        format=source.format,
        encoding=source.encoding,
        is_chosen=source.layout.is_chosen,
        why_not=source.why_not,
        columns=source.columns,
        rows=tuple(tuple(cell[:MOST_CELL] for cell in row) for row in source.rows[:FIRST_ROWS]),
        fields=_fields(source, chosen) if source.table else (),
        unknown=source.unknown,
        problems=source.problems,
    )


def _fields(source: Source, chosen: Mapping[str, str]) -> tuple[FieldLook, ...]:
    """The fields of the table: those that were found first, each with its columns."""
    assert source.table is not None
    fields = [
        FieldLook(
            name=name,
            doc=column.doc,
            required=column.required,
            columns=tuple(source.matches[name].columns) if name in source.matches else (),
            how=GIVEN if name in chosen else source.matches[name].how if name in source.matches else "",
        )
        for name, column in fields_of(source.table).items()
        if name in source.matches or name not in AIDS or name in SHOWN_AIDS.get(source.table, ())
    ]
    return tuple(sorted(fields, key=lambda each: (not each.columns, not each.required)))


def _line(job: JobRow, asked: Mapping[str, Any]) -> ImportLine:
    tables = job.found.get("tables", [])
    return ImportLine(
        job=job,
        files=tuple(Path(path).name for path in asked.get("files", ())),
        created=sum(line["created"] for line in tables),
        changed=sum(line["changed"] for line in tables),
        rejected=sum(line["rejected"] for line in tables),
    )
