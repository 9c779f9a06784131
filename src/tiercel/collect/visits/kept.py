"""The files of ranges that lie in a workspace: of which package or file, how old, under which licence, from whom."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from tiercel.core.files import write_whole

FOLDER, ABOUT = "networks", "about.json"


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What lies in the workspace.

    folder       below `networks/`, with the files in it
    source       the package or file that they came from
    made_at      when its maker made it; None where that is not known
    licence      as its maker says; "" where nothing says it
    attribution  what has to be said wherever it is used; "" where nothing asks for it
    ranges       how many it has
    """

    folder: str
    files: list[str]
    source: str
    version: str = ""
    made_at: datetime | None = None
    fetched_at: datetime
    licence: str = ""
    attribution: str = ""
    ranges: int = 0


_about = msgspec.json.Decoder(About).decode


def about(workspace: Path) -> About | None:
    """None where none lies there, or what says so cannot be read."""
    path = workspace / FOLDER / ABOUT
    try:
        found = _about(path.read_bytes())
    except (OSError, msgspec.MsgspecError):
        return None
    return found if all(each.exists() for each in _paths(workspace, found)) else None


def kept_ranges(workspace: Path) -> tuple[str, ...]:
    """The paths of the files; none where none lie there."""
    found = about(workspace)
    return tuple(str(path) for path in _paths(workspace, found)) if found else ()


def new_folder(workspace: Path, now: datetime) -> Path:
    """Where files can be put and looked at, before anybody uses them."""
    folder = workspace / FOLDER / f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
    folder.mkdir(parents=True)
    return folder


def use(workspace: Path, chosen: About) -> None:
    """Use these from now on; those before are left for jobs that are reading them, and go the next time."""
    place = workspace / FOLDER
    before = about(workspace)
    write_whole(place / ABOUT, msgspec.json.encode(chosen))
    stay = {chosen.folder, before.folder if before else ""}
    for folder in place.iterdir():
        if folder.is_dir() and folder.name not in stay:
            shutil.rmtree(folder, ignore_errors=True)


def _paths(workspace: Path, found: About) -> Sequence[Path]:
    return [workspace / FOLDER / found.folder / name for name in found.files]
