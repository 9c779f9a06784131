"""Files of events that are replaced while a backup is made are in it, or there is no backup."""

import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tiercel.core.errors import DataError
from tiercel.core.settings import Settings
from tiercel.flow.backup import make
from tiercel.flow.backup.make import back_up
from tiercel.records.models import EventFile

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 3, 1, tzinfo=UTC)
OLD, NEW, LOST = (f"lake/events/day=2026-03-01/{name}.parquet" for name in ("old", "new", "lost"))


def listed(workspace: Settings, name: str) -> None:
    path = workspace.workspace / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"PAR1")
    EventFile.objects.create(path=name, day=NOW.date(), rows=1, happened_from=NOW, happened_until=NOW, made_at=NOW)


def replaced(workspace: Settings) -> None:
    """One file takes the place of another, which is swept at once."""
    EventFile.objects.filter(path=OLD).delete()
    (workspace.workspace / OLD).unlink()
    listed(workspace, NEW)


def before_files(monkeypatch: pytest.MonkeyPatch, *does: Callable[[], None]) -> None:
    """Do one thing after the other, each between the records and the files of a backup."""
    waiting, files = list(does), make._files

    def interrupted(*given: Any) -> None:
        if waiting:
            waiting.pop(0)()
        files(*given)

    monkeypatch.setattr(make, "_files", interrupted)


def test_a_backup_under_which_files_were_replaced_is_made_once_more(
    workspace: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    listed(workspace, OLD)
    listed(workspace, LOST)
    (workspace.workspace / LOST).unlink()  # what was lost long ago is no reason to have no backup at all
    before_files(monkeypatch, lambda: replaced(workspace))
    back_up(tmp_path / "b.zip", NOW)
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        names = archive.namelist()
        assert OLD.encode() not in archive.read("tables/event_file")
    assert (f"files/{NEW}" in names, f"files/{OLD}" in names) == (True, False)


def test_where_they_go_again_there_is_no_backup(
    workspace: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    listed(workspace, OLD)
    listed(workspace, LOST)
    before_files(monkeypatch, *((workspace.workspace / name).unlink for name in (OLD, LOST)))
    with pytest.raises(DataError, match="Try again"):
        back_up(tmp_path / "b.zip", NOW)
    assert not list(tmp_path.glob("*.zip"))
