"""Strategy documents: read, compared, tried, saved, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from ninja import Query
from pydantic import Field

from tiercel.core.clock import utc_now
from tiercel.core.errors import DataError
from tiercel.flow.strategy import documents as store
from tiercel.flow.strategy import see_documents
from tiercel.flow.strategy.documents import Document
from tiercel.show.api.forms import Answer, Body, Given, Integer, Text, Whole, form_of
from tiercel.show.api.operation import Operation
from tiercel.show.api.problems import NotThereError
from tiercel.show.web.access import MANAGER, READER, Asked
from tiercel.strategy.difference import ABSENT, Difference
from tiercel.strategy.yaml_text import to_text

if TYPE_CHECKING:
    Kind = str
else:
    Kind = Literal[see_documents.kinds()]
VersionForm = form_of(Document, "DocumentVersion", without=("body", "row"))


class DocumentForm(VersionForm):  # type: ignore[valid-type, misc]
    """A document: what it says, as text (YAML) and as values."""

    text: str
    body: dict[str, Any]


class Versions(Answer):
    """Every version, the newest first; not the default."""

    rows: list[VersionForm]  # type: ignore[valid-type]


class Kinds(Answer):
    """The kinds of documents that are written."""

    kinds: list[str]


class DifferenceForm(Answer):
    """One place where two documents differ."""

    path: str
    change: Literal["added", "removed", "changed"]
    old: Any
    new: Any


class Differences(Answer):
    """What differs, in the order of the new one, what was taken out last."""

    rows: list[DifferenceForm]


class Draft(Given):
    """A draft."""

    text: Body = Field(description="The whole document as YAML, or as JSON.")


class Tried(Answer):
    """What a draft would change; `error` says what is wrong in it, empty where nothing is."""

    error: str
    differences: list[DifferenceForm]
    would_do: list[str]


class Save(Draft):
    """A draft to be kept."""

    base: Integer = Field(ge=0, le=10**9, description="The version that the draft was made from; another's is refused.")
    comment: Text = ""


class Back(Given):
    """The version that is to hold again."""

    version: Integer = Field(ge=0, le=10**9)


class Two(Answer):
    """The two versions that are compared."""

    old: Whole
    new: Whole


def kinds(request: Asked) -> dict[str, Any]:  # noqa: ARG001 - every view is handed its request
    """The kinds of documents that a company writes."""
    return {"kinds": see_documents.kinds()}


def document(request: Asked, kind: Kind) -> dict[str, Any]:  # noqa: ARG001 - every view is handed its request
    """The version of a document that is in force."""
    return as_document(store.current(kind))


def versions(request: Asked, kind: Kind) -> dict[str, Any]:  # noqa: ARG001 - every view is handed its request
    """The versions of a document: who wrote each, when and why."""
    return {"rows": store.versions(kind)}


def version(request: Asked, kind: Kind, number: Whole) -> dict[str, Any]:  # noqa: ARG001 - every view is handed its request
    """One version of a document; 0 is the default."""
    try:
        return as_document(store.version(kind, number))
    except DataError as wrong:
        raise NotThereError(str(wrong)) from None


def compare(request: Asked, kind: Kind, asked: Query[Two]) -> dict[str, Any]:  # noqa: ARG001 - every view is handed its request
    """What differs between two versions of a document."""
    try:
        return {"rows": as_differences(store.compare(kind, asked.old, asked.new))}
    except DataError as wrong:
        raise NotThereError(str(wrong)) from None


def try_draft(request: Asked, kind: Kind, given: Draft) -> dict[str, Any]:  # noqa: ARG001 - every view is handed its request
    """What a draft would change, and whom it would move. Nothing is kept."""
    page = see_documents.try_text(kind, given.text, utc_now())
    return {"error": page.error, "differences": as_differences(page.differences), "would_do": page.would_do}


def save(request: Asked, kind: Kind, given: Save) -> dict[str, Any]:
    """Save a draft as the newest version."""
    saved = see_documents.save_text(
        kind, given.text, base=given.base, comment=given.comment, by=request.user, now=utc_now()
    )
    return as_document(saved)


def roll_back(request: Asked, kind: Kind, given: Back) -> dict[str, Any]:
    """Make an earlier version hold again, as a new version."""
    return as_document(store.roll_back(kind, given.version, request.user, utc_now()))


def as_document(document: Document) -> dict[str, Any]:
    return vars(document) | {"text": to_text(document.body)}


def as_differences(found: Any) -> list[dict[str, Any]]:
    return [_difference(each) for each in found]


def _difference(each: Difference) -> dict[str, Any]:
    change = "added" if each.old is ABSENT else "removed" if each.new is ABSENT else "changed"
    old, new = (None if value is ABSENT else value for value in (each.old, each.new))
    return {"path": each.path, "change": change, "old": old, "new": new}


OPERATIONS = (
    Operation("GET", "/strategy", "list_documents", kinds, READER, "strategy:read", Kinds),
    Operation("GET", "/strategy/{kind}", "get_document", document, READER, "strategy:read", DocumentForm),
    Operation("PUT", "/strategy/{kind}", "save_document", save, MANAGER, "strategy:write", DocumentForm),
    Operation("GET", "/strategy/{kind}/versions", "list_versions", versions, READER, "strategy:read", Versions),
    Operation(
        "GET", "/strategy/{kind}/versions/{number}", "get_version", version, READER, "strategy:read", DocumentForm
    ),
    Operation(
        "GET", "/strategy/{kind}/differences", "compare_versions", compare, READER, "strategy:read", Differences
    ),
    Operation("POST", "/strategy/{kind}/try", "try_document", try_draft, READER, "strategy:read", Tried, whole=False),
    Operation(
        "POST", "/strategy/{kind}/roll-back", "roll_back_document", roll_back, MANAGER, "strategy:write", DocumentForm,
        example={"version": 3},
    ),
)  # fmt: skip
