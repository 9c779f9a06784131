"""The strategy documents of a workspace: their versions, who wrote them and why, and how one is taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.records.models import DocumentVersion, User
from tiercel.records.models.users import Role
from tiercel.strategy.difference import Difference, differences
from tiercel.strategy.kind import checked, in_order, kind_named

TRIES = 20


@dataclass(frozen=True)
class Document:
    """One version of a document; `version` 0 is the default that holds until somebody writes one.

    body      in today's form, whatever the schema it was written with
    row       the key of its record, None for a default
    author    the user's name, "" for a default and for the command line
    """

    kind: str
    version: int
    body: dict[str, Any]
    author: str = ""
    comment: str = ""
    made_at: datetime | None = None
    row: int | None = None


def find(kind: str) -> Document | None:
    """The version in force, else the default, else None; raises ConfigError for a kind that there is not."""
    return _newest(kind) or _default(kind)


def current(kind: str) -> Document:
    """The version in force, else the default; raises DataError that says how to make one where there is neither."""
    return find(kind) or _none_yet(kind)


def at(kind: str, as_of: datetime) -> Document:
    """The version that was in force at an instant, else the default, else DataError."""
    return _newest(kind, as_of) or _default(kind) or _none_yet(kind)


def version(kind: str, number: int) -> Document:
    """One version; 0 is the default. Raises DataError where there is no such version."""
    kind_named(kind)
    row = DocumentVersion.objects.select_related("author").filter(kind=kind, version=number).first()
    found = _document(row) if row else (_default(kind) if number == 0 else None)
    if found is None:
        newest = _newest_number(kind)
        raise DataError(
            _("There is no version {number} of {kind}; the newest is {newest}.").format(
                number=number, kind=kind, newest=newest
            )
        )
    return found


def versions(kind: str) -> tuple[Document, ...]:
    """Every version, the newest first; not the default."""
    kind_named(kind)
    rows = DocumentVersion.objects.select_related("author").filter(kind=kind).order_by("-version")
    return tuple(_document(row) for row in rows)


def save(
    kind: str,
    body: dict[str, Any],
    by: User | None,
    comment: str,
    now: datetime,
    *,
    schema: int | None = None,
    on_top_of: int | None = None,
) -> Document:
    """Keep a body as the newest version; where nothing changed, the version in force is returned and none is made.

    by          None: the command line of the machine that keeps the workspace
    schema      that the body was written with; None: today's
    on_top_of   the version that the writer had before them; DataError where it is no longer the newest
    raises      DataError that lists everything wrong in the body, AccessError for less than a manager
    """
    at_least(Role.MANAGER, by)
    known = kind_named(kind)
    good = checked(kind, body, schema or known.SCHEMA)
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                return _keep(Document(kind, 0, good, comment=comment), by, now, on_top_of)
        except IntegrityError:
            # Somebody else took this number between the look and the write.
            continue
    raise DataError(_("Others are writing {kind} at the same time. Try again.").format(kind=kind))


def roll_back(kind: str, number: int, by: User | None, now: datetime, comment: str = "") -> Document:
    """Make an earlier version hold again, as a new version; what came between stays in the list."""
    old = version(kind, number)
    return save(kind, old.body, by, comment or _("Back to version {number}").format(number=number), now)


def compare(kind: str, old: int, new: int) -> list[Difference]:
    return differences(version(kind, old).body, version(kind, new).body)


def _keep(draft: Document, by: User | None, now: datetime, on_top_of: int | None) -> Document:
    newest = find(draft.kind)
    number = newest.version if newest else 0
    if on_top_of is not None and on_top_of != number:
        raise DataError(_outdated(draft.kind, on_top_of, number))
    if newest is not None and newest.body == draft.body:
        return newest
    row = DocumentVersion.objects.create(
        kind=draft.kind,
        version=number + 1,
        schema=kind_named(draft.kind).SCHEMA,
        body=draft.body,
        author=by,
        comment=draft.comment,
        made_at=now,
    )
    trail.note("strategy.saved", by, subject="documents", row=row.pk, kind=draft.kind, version=number + 1)
    return _document(row)


def _outdated(kind: str, base: int, newest: int) -> str:
    return _(
        "This {kind} was made from version {base}, and the newest is {newest}: saving it would undo what came between. "
        "See what that was, and put your change on top of it: tiercel strategy diff {kind} --versions {base} {newest}"
    ).format(kind=kind, base=base, newest=newest)


def _newest(kind: str, as_of: datetime | None = None) -> Document | None:
    kind_named(kind)
    rows = DocumentVersion.objects.select_related("author").filter(kind=kind)
    rows = rows.filter(made_at__lte=as_of) if as_of else rows
    row = rows.order_by("-version").first()
    return _document(row) if row else None


def _newest_number(kind: str) -> int:
    newest = _newest(kind)
    return newest.version if newest else 0


def _default(kind: str) -> Document | None:
    body = kind_named(kind).default()
    return None if body is None else Document(kind=kind, version=0, body=body)


def _none_yet(kind: str) -> Document:
    raise DataError(_("There is no {kind} yet. {make}").format(kind=kind, make=kind_named(kind).MAKE))


def _document(row: DocumentVersion) -> Document:
    known = kind_named(row.kind)
    body = known.upgrade(row.body, row.schema) if row.schema < known.SCHEMA else row.body
    return Document(
        kind=row.kind,
        version=row.version,
        body=in_order(body, known.default()),
        author=row.author.username if row.author else "",
        comment=row.comment,
        made_at=row.made_at,
        row=row.pk,
    )
