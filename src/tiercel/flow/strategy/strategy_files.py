"""Strategy documents as files of the workspace: pulled, edited, compared, pushed."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.core.nearest import nearest
from tiercel.flow.strategy.documents import Document, current, find, save, version
from tiercel.records.models import User
from tiercel.strategy.difference import Difference, differences
from tiercel.strategy.kind import checked, kind_named, kind_names
from tiercel.strategy.yaml_text import MAX_CHARACTERS, from_text, to_text

FOLDER = "strategy"
HEADER = ("kind", "version", "schema", "body")


@dataclass(frozen=True)
class Draft:
    """A document as a file says it.

    base   the version that the file was pulled from
    body   in today's form, checked
    """

    kind: str
    base: int
    body: dict[str, Any]


def path_of(workspace: Path, kind: str) -> Path:
    kind_named(kind)
    return workspace / FOLDER / f"{kind}.yaml"


def pull(workspace: Path, kind: str, *, over: bool = False) -> Path:
    """Write the version in force to its file.

    over     also over a file that somebody has edited
    raises   DataError where the file holds a change that was not pushed
    """
    path = path_of(workspace, kind)
    document = current(kind)
    if path.exists() and not over and _is_edited(path, kind):
        raise DataError(
            _("{path} holds changes that were not pushed. See them with `tiercel strategy diff {kind}`, push them, "
              "or pull over them with --force.").format(path=path, kind=kind)
        )  # fmt: skip
    _write(path, as_file(document))
    return path


def pull_all(workspace: Path, *, over: bool = False) -> tuple[Path, ...]:
    return tuple(pull(workspace, kind, over=over) for kind in kind_names() if find(kind))


def as_file(document: Document) -> str:
    """The text of a document's file: what it is, then its body."""
    known = kind_named(document.kind)
    about = (known.__doc__ or "").strip().splitlines()[0]
    written = f"# Version {document.version}" + (f" by {document.author}" if document.author else "")
    body = {"kind": document.kind, "version": document.version, "schema": known.SCHEMA, "body": document.body}
    return f"# {about}\n{written}. Change it here, then: tiercel strategy push {document.kind}\n{to_text(body)}"


def read(path: Path, kind: str) -> Draft:
    """The draft that a file holds; raises DataError that lists everything that is wrong with it."""
    if not path.exists():
        raise DataError(
            _("There is no file {path}. Write it with `tiercel strategy pull {kind}`.").format(path=path, kind=kind)
        )
    if path.stat().st_size > 4 * MAX_CHARACTERS:
        raise DataError(_("{path} is too long for a strategy document. Is it the right file?").format(path=path))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise DataError(_("{path} is not UTF-8 text. Save it as UTF-8.").format(path=path)) from None
    return read_text(text, path.name, kind)


def read_text(text: str, name: str, kind: str) -> Draft:
    """The draft that a text holds, as a file or a page gives it."""
    values = from_text(text, name)
    if not isinstance(values, dict):
        raise DataError(_("{name} is not a strategy document: it begins with kind, version, schema.").format(name=name))
    for found in values:
        if found not in HEADER:
            said = _("{name}: there is no such field: {found}.").format(name=name, found=found)
            raise DataError(said + nearest(str(found), HEADER))
    if values.get("kind") != kind:
        raise DataError(
            _("{name} says that its kind is {found}, not {kind}.").format(
                name=name, found=values.get("kind"), kind=kind
            )
        )
    for field in ("version", "schema"):
        if type(values.get(field)) is not int or values[field] < (field == "schema"):
            raise DataError(_("{name}: {field} is not a whole number.").format(name=name, field=field))
    return Draft(kind=kind, base=values["version"], body=checked(kind, values.get("body"), values["schema"]))


def compare_file(workspace: Path, kind: str) -> list[Difference]:
    """What pushing the file would change."""
    draft = read(path_of(workspace, kind), kind)
    document = find(kind)
    return differences(document.body if document else {}, draft.body)


def push(workspace: Path, kind: str, by: User | None, comment: str, now: datetime) -> Document:
    """Save the file's body as the newest version, and write its number into the file.

    raises   DataError where the file was pulled from an older version than the newest
    """
    path = path_of(workspace, kind)
    draft = read(path, kind)
    document = save(kind, draft.body, by, comment, now, on_top_of=draft.base)
    _write(path, as_file(document))
    return document


def _is_edited(path: Path, kind: str) -> bool:
    """Whether a file says something else than the version that it was pulled from; one that cannot be read does."""
    try:
        draft = read(path, kind)
        return draft.body != version(kind, draft.base).body
    except DataError:
        return True


def _write(path: Path, text: str) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(name).chmod(0o644)
    Path(name).replace(path)
