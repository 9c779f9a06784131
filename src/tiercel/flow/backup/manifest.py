"""What a backup says of itself, and whether that can be true."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from tiercel.core.errors import DataError

NAME = "manifest.json"
FORM = 1
MOST_BYTES = 32 * 1024 * 1024
TABLES = "tables/"
FILES = "files/"
WORD = re.compile(r"[a-z_][a-z0-9_]{0,62}")
DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Member:
    """One file of the archive: its length and its SHA-256."""

    bytes: int
    sha256: str


@dataclass(frozen=True)
class TableNote:
    """One table of the records.

    columns   in the order of its lines
    rows      how many lines
    last_key  the highest key that was ever given, so that none is given twice; 0 where there are none
    """

    columns: tuple[str, ...]
    rows: int
    last_key: int


@dataclass(frozen=True)
class Manifest:
    """What stands in the archive.

    form        of the archive itself
    version     of Tiercel that made it
    migrations  the schema: app, name
    workspace   where it stood, so that paths in it can be led to where it stands then
    """

    form: int
    version: str
    made_at: str
    database: str
    workspace: str
    migrations: tuple[tuple[str, str], ...]
    tables: Mapping[str, TableNote]
    members: Mapping[str, Member]

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


def read(text: bytes) -> Manifest:
    """The manifest; raises DataError where it is none, is of a newer form, or names what no backup of ours holds."""
    try:
        found = _parsed(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError):
        raise DataError(_("This is not a backup of Tiercel, or it was changed: its manifest cannot be read.")) from None
    if found.form > FORM:
        raise DataError(_("This backup was made by a newer Tiercel ({version}). Upgrade, then restore it.").format(
            version=found.version[:40]))  # fmt: skip
    wrong = [name for name in found.members if not _is_ours(name)]
    wrong += [name for name in found.tables if not WORD.fullmatch(name) or f"{TABLES}{name}" not in found.members]
    wrong += [c for note in found.tables.values() for c in note.columns if not WORD.fullmatch(c)]
    if wrong:
        raise DataError(
            _("This backup holds {name}, which no backup of ours does. Nothing was touched.").format(
                name=repr(wrong[0])
            )
        )
    return found


def _parsed(values: Any) -> Manifest:
    tables = {
        str(name): TableNote(tuple(map(str, note["columns"])), _whole(note["rows"]), _whole(note["last_key"]))
        for name, note in values["tables"].items()
    }
    members = {str(name): Member(_whole(m["bytes"]), str(m["sha256"])) for name, m in values["members"].items()}
    if not all(DIGEST.fullmatch(member.sha256) for member in members.values()):
        raise ValueError
    return Manifest(
        form=_whole(values["form"]),
        version=str(values["version"]),
        made_at=str(values["made_at"]),
        database=str(values["database"]),
        workspace=str(values["workspace"]),
        migrations=tuple((str(app), str(name)) for app, name in values["migrations"]),
        tables=tables,
        members=members,
    )


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError
    return value


def _is_ours(name: str) -> bool:
    """Whether a member may be called so: below one of our two folders, and never out of it again."""
    path = PurePosixPath(name)
    odd = "\\" in name or "\x00" in name or ":" in name or str(path) != name
    return not odd and not path.is_absolute() and ".." not in path.parts and name.startswith((TABLES, FILES))
