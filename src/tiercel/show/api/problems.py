"""What is answered where something went wrong: problem details (RFC 9457), of kinds that the reference explains."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import Field

CONTENT_TYPE = "application/problem+json"
WHERE = "/api#"

# By the name of the kind: its status and title.
KINDS: dict[str, tuple[int, Any]] = {
    "unreadable": (400, _("The request cannot be read")),
    "no-key": (401, _("A key is needed")),
    "not-allowed": (403, _("This key may not do this")),
    "not-there": (404, _("There is nothing here")),
    "wrong-method": (405, _("This cannot be done here")),
    "refused": (409, _("This cannot be done as things stand")),
    "still-running": (409, _("The first call is not over yet")),
    "too-long": (413, _("This is more than one request may hold")),
    "wrong-type": (415, _("A body of another type is wanted")),
    "wrong-values": (422, _("The values do not fit")),
    "used-otherwise": (422, _("This idempotency key came with another request")),
    "too-many": (429, _("Too many calls")),
    "broken": (500, _("Something broke on our side")),
    "away": (503, _("The records cannot be reached")),
}


class FieldError(Schema):
    """One value that does not fit."""

    place: str = Field(description="Where it was sent: path, query, header or body.")
    field: str = Field(description="Which field, as `accounts.0`; empty where it is the whole.")
    message: str = Field(description="What is wrong with it.")


class Problem(Schema):
    """What went wrong, and what to do next."""

    type: str = Field(description="The kind of problem; a reference that explains it.")
    title: str = Field(description="The kind in words.")
    status: int = Field(description="The status of the answer.")
    detail: str = Field(description="What went wrong here, and what to do next.")
    errors: list[FieldError] | None = Field(None, description="Every value that does not fit.")
    scope: str | None = Field(None, description="The scope that the key lacks.")
    role: str | None = Field(None, description="The role that the user of the key lacks.")


def problem(kind: str, detail: object, headers: dict[str, str] | None = None, **more: Any) -> HttpResponse:
    """An answer of this kind."""
    status, title = KINDS[kind]
    said = {"type": WHERE + kind, "title": str(title), "status": status, "detail": str(detail), **more}
    text = json.dumps(said, ensure_ascii=False)
    return HttpResponse(text, status=status, content_type=CONTENT_TYPE, headers=headers)


class NotThereError(Exception):
    """What was asked for does not exist, or the user of the key does not see it."""
