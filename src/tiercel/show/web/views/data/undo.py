"""An import is taken back: first what would happen, then, on a word, what does."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from tiercel.core.errors import TiercelError
from tiercel.flow.importing.undo.job import ask_to_undo, undone_by, would_undo
from tiercel.flow.importing.undo.report import UndoReport
from tiercel.flow.see_imports import ImportPage, see_import
from tiercel.flow.see_jobs import see_job
from tiercel.show.web.access import MANAGER, Address, Asked


def undo_of(page: ImportPage) -> dict[str, Any]:
    """What the page of an import shows of its undo."""
    job = see_job(page.undo_job) if page.undo_job else None
    undone = UndoReport.from_values(page.undone) if page.undone else None
    return {"undo_job": job, "undo_goes_on": job is not None and not job.is_over, "undone": undone}


def to_what_it_takes_back(job_id: int) -> HttpResponse:
    """The job of an undo has no page of its own: it is told of on the page of the import."""
    found = undone_by(job_id)
    if found is None:
        raise Http404
    return redirect("import", found)


def look(request: Asked, job_id: int) -> HttpResponse:
    """What taking the import back would do."""
    if see_import(job_id, request.user) is None:
        raise Http404
    try:
        report = would_undo(job_id, request.user)
    except TiercelError as wrong:
        messages.error(request, str(wrong))
        return redirect("import", job_id)
    return render(request, "web/data/undo.html", {"import_id": job_id, "report": report})


def undo(request: Asked, job_id: int) -> HttpResponse:
    """Ask for it."""
    try:
        ask_to_undo(job_id, request.user)
    except TiercelError as wrong:
        messages.error(request, str(wrong))
    return redirect("import", job_id)


UNDO_ADDRESSES = (
    Address("data/imports/<int:job_id>/undo", "import-undo", look, MANAGER),
    Address("data/imports/<int:job_id>/undo/now", "import-undo-now", undo, MANAGER, acts=True),
)
