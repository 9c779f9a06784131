"""Which files of the workspace folder go along with its records."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.core.settings import FILE_NAME, Settings
from tiercel.records.models import Job

# What cannot be made again. Caches, static files, the queue and what is half done can.
FOLDERS = ("derived", "rejects", "strategy", "lake", "crm-export")
MADE_ANEW = ("derived/search/",)
SINGLE = ("demo.json",)
SECRET = "secret_key"  # noqa: S105 - the name of a file
PIECE = 1 << 20
PACKED_ALREADY = (".parquet", ".gz", ".xlsx", ".zip", ".zst")


def files(workspace: Path, *, with_secret: bool) -> Iterator[tuple[str, Path]]:
    """Each file by its name below the workspace; links are not followed, since they lead out of it, but for a whole
    folder that lies on another disk."""
    for folder in FOLDERS:
        yield from _below(workspace, workspace / folder)
    for path in _wanted_uploads(workspace):
        yield path.relative_to(workspace).as_posix(), path
    if with_secret:
        # What connectors are given to sign in elsewhere; their environments are made anew where they are missing.
        for path in sorted((workspace / "connectors").glob("*/config.json")):
            yield path.relative_to(workspace).as_posix(), path
    for name in (*SINGLE, *((SECRET,) if with_secret else ())):
        if (workspace / name).is_file():
            yield name, workspace / name


def settings_text(workspace: Path, *, with_secret: bool) -> bytes | None:
    """`tiercel.toml` without what is secret in it, unless that is asked for; None where there is none.

    raises   DataError where a secret could not be taken out
    """
    path = workspace / FILE_NAME
    if not path.is_file():
        return None
    text = path.read_text(encoding="utf-8-sig")
    if with_secret:
        return text.encode()
    for name in _secrets():
        text = re.sub(rf"(?m)^[ \t]*[\"']?{name}[\"']?[ \t]*=.*\n?", "", text)
    try:
        left = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        left = dict.fromkeys(_secrets())
    if left.keys() & _secrets():
        raise DataError(
            _(
                "{path} holds a secret that is written over several lines. Write it on one, or back up --with-secret."
            ).format(path=path)
        )
    return text.encode()


def blocks_of(path: Path) -> Iterator[bytes]:
    """A file as it stands now."""
    with path.open("rb") as file:
        while block := file.read(PIECE):
            yield block


def is_packed(name: str) -> bool:
    return name.endswith(PACKED_ALREADY)


def _secrets() -> set[str]:
    return {field.name for field in fields(Settings) if not field.repr}


def _below(workspace: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    if not folder.is_dir():
        return
    home = folder.resolve()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(workspace).as_posix()
        if name.startswith(MADE_ANEW) or not path.is_file() or path.is_symlink():
            continue
        if path.resolve().is_relative_to(home):
            yield name, path


def _wanted_uploads(workspace: Path) -> list[Path]:
    """What was uploaded and is still to be looked at or imported."""
    home = workspace / "incoming"
    asked = Job.objects.filter(kind="import_files").exclude(state__in=(Job.FAILED, Job.STOPPED)).values_list("asked")
    named: Iterable[Any] = {path for (values,) in asked for path in values.get("files", ())}
    return sorted(path for path in map(Path, named) if path.is_relative_to(home) and path.is_file())
