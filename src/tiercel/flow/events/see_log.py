"""What stands in the collector's log, and beside it: proved line by line, and what could not be taken."""

from collections.abc import Iterator
from pathlib import Path

from tiercel.collect.events.aside import KeptAside, kept_aside
from tiercel.collect.events.verify import Proved, verify
from tiercel.core.errors import DataError
from tiercel.flow.events.collecting import lake_of

__all__ = ["KeptAside", "Proved", "prove_log", "see_aside"]


def prove_log(workspace: Path, folder: Path | None = None) -> Proved:
    """Check the log of a workspace, or a folder of segments that were copied elsewhere."""
    log = folder or lake_of(workspace) / "log"
    if folder is not None and not folder.is_dir():
        raise DataError(f"{folder} is no folder. Name one that holds segments of a log, *.jsonl.")
    return verify(log)


def see_aside(workspace: Path) -> Iterator[KeptAside]:
    return kept_aside(lake_of(workspace) / "aside")
