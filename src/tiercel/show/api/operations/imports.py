"""Imports: files come in, are looked at, corrected and imported; what was rejected can be fetched and mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from django.http import HttpResponseBase
from ninja import File, UploadedFile
from pydantic import Field

from tiercel.core.clock import utc_now
from tiercel.flow import ask_imports, see_data, see_imports, trail
from tiercel.flow.importing.undo.job import ask_to_undo, would_undo
from tiercel.flow.importing.undo.report import UndoReport
from tiercel.flow.see_data import Fill, Holding
from tiercel.flow.see_imports import ImportLine, ImportPage
from tiercel.flow.see_jobs import JobRow
from tiercel.show.api.forms import NO_OTHERS, Answer, Given, Key, Named, Text, Whole, Word, form_of
from tiercel.show.api.operation import Operation
from tiercel.show.api.operations.jobs import JobForm, found
from tiercel.show.api.problems import NotThereError
from tiercel.show.web.access import MANAGER, READER, Asked
from tiercel.show.web.views.accounts.exports import CSV, pieces_of, streamed

UndoForm = form_of(UndoReport, "Undo")
ImportForm = form_of(ImportPage, "Import", job=JobForm)
if TYPE_CHECKING:
    Table = str
else:
    Table = Literal[tuple(name for name in see_data.MODELS if name != "deal_contacts")]


class ImportList(Answer):
    """The imports that wrote, or tried to; looks are left out."""

    rows: list[form_of(ImportLine, "ImportLine", job=JobForm)]  # type: ignore[valid-type]


class Holdings(Answer):
    """What the workspace holds, and how many rows wait for another that has not come."""

    tables: list[form_of(Holding)]  # type: ignore[valid-type]
    waiting: dict[str, int]


class Fills(Answer):
    """How full the columns of a table are, the fullest first."""

    rows: list[form_of(Fill)]  # type: ignore[valid-type]
    looked_at: int = Field(description="How many rows of the table tell it.")
    is_part: bool = Field(description="There are very many rows: those that tell it lie evenly spread among them.")
    within: float = Field(description="A share is off by less than this, 19 times in 20; 0: no row was left out.")


class FileChoice(Given):
    """What is said of one file; what is empty is recognised."""

    table: Word = ""
    preset: Word = ""
    encoding: Word = ""
    mapping: dict[Named, Text] = Field(
        {}, description="Field to column; an empty column: none is meant.", json_schema_extra=NO_OTHERS
    )
    left_out: bool = Field(default=False, description="Do not take this file.")


class Correction(Given):
    """An offer that is accepted."""

    table: Word
    column: Text
    value: Text
    suggestion: Text


class Choices(Given):
    """How files that were looked at are to be read."""

    files: dict[Named, FileChoice] = Field({}, description="By the name of the file.", json_schema_extra=NO_OTHERS)
    keep_unknown: bool = Field(default=False, description="Columns nobody recognises become attributes of your own.")
    corrections: list[Correction] = Field([], max_length=1000)
    dry_run: bool = Field(default=True, description="Only look again; false: import.")


def imports(request: Asked) -> dict[str, Any]:
    """The imports so far, the newest first."""
    return {"rows": see_imports.past_imports(request.user)}


def upload(request: Asked, files: Annotated[list[UploadedFile], File(min_length=1)]) -> JobRow:
    """Send files to be looked at.

    They are kept, and a job says how they would be read and what an import of them would do. Nothing is imported before
    `run_import` says so. Answered at once; follow the job.
    """
    return found(ask_imports.receive(files, request.user, utc_now()))


def one_import(request: Asked, job_id: Key) -> ImportPage:
    """One import, or the look at what it would do: how each file is read, and the report once it is over."""
    page = see_imports.see_import(job_id, request.user)
    if page is None:
        raise NotThereError
    return page


def run(request: Asked, job_id: Key, given: Choices) -> JobRow:
    """Import files that were looked at, or look again with other choices."""
    if see_imports.see_import(job_id, request.user) is None:
        raise NotThereError
    per_file = {name: choice.dict(exclude_defaults=True) for name, choice in given.files.items()}
    return found(
        ask_imports.ask_again(
            job_id,
            request.user,
            per_file=per_file,
            keep_unknown=given.keep_unknown,
            corrections=[each.dict() for each in given.corrections],
            dry_run=given.dry_run,
        )
    )


def look_at_undo(request: Asked, job_id: Key) -> UndoReport:
    """What taking an import back would do: which rows go, which values return, and what stays and why."""
    _there(request, job_id)
    return would_undo(job_id, request.user)


def undo(request: Asked, job_id: Key) -> JobRow:
    """Take an import back.

    Rows that it made are put away, values that it changed return to what they were; what something newer changed, or
    what other rows hang on, stays. Answered at once; follow the job. Asked for again, it takes back what is left.
    """
    _there(request, job_id)
    return found(ask_to_undo(job_id, request.user))


def _there(request: Asked, job_id: int) -> None:
    if see_imports.see_import(job_id, request.user) is None:
        raise NotThereError


def rejects(request: Asked, job_id: Key, place: Whole) -> HttpResponseBase:
    """The rejected rows of one file of an import, as CSV, to be mended and sent again."""
    path = see_imports.reject_file(job_id, place, request.user)
    if path is None:
        raise NotThereError
    trail.note("rejects.exported", request.user, subject="jobs", row=job_id)
    return streamed(request, pieces_of(path.open("rb")), path.name, CSV)


def data(request: Asked) -> dict[str, Any]:
    """What the workspace holds: how many rows of each table, and when the newest came."""
    return {"tables": see_data.holdings(request.user), "waiting": dict(see_data.waiting_rows(request.user))}


def fills(request: Asked, table: Table) -> dict[str, Any]:
    """How full each column of a table is."""
    found = see_data.fills(table, request.user)
    return {"rows": found.columns, **{name: getattr(found, name) for name in ("looked_at", "is_part", "within")}}


EXAMPLE = {"files": {"deals.csv": {"table": "deals", "mapping": {"amount": "Betrag"}}}, "dry_run": False}
OPERATIONS = (
    Operation("GET", "/data", "list_tables", data, READER, "data:read", Holdings),
    Operation("GET", "/data/{table}", "list_fills", fills, READER, "data:read", Fills),
    Operation("GET", "/imports", "list_imports", imports, READER, "imports:read", ImportList),
    Operation("POST", "/imports", "upload_files", upload, MANAGER, "imports:write", JobForm, status=202, whole=False),
    Operation("GET", "/imports/{job_id}", "get_import", one_import, READER, "imports:read", ImportForm),
    Operation(
        "POST", "/imports/{job_id}", "run_import", run, MANAGER, "imports:write", JobForm, status=202, example=EXAMPLE
    ),
    Operation("GET", "/imports/{job_id}/undo", "look_at_undo", look_at_undo, MANAGER, "imports:read", UndoForm),
    Operation("POST", "/imports/{job_id}/undo", "undo_import", undo, MANAGER, "imports:write", JobForm, status=202),
    Operation("GET", "/imports/{job_id}/rejects/{place}", "get_rejects", rejects, READER, "imports:read", "text/csv"),
)
