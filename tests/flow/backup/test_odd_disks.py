"""Backups and restores where folders lie on other disks, and where disks know no second names or no locks."""

import errno
import fcntl
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tiercel.core import in_use
from tiercel.core.errors import DataError
from tiercel.core.settings import Settings
from tiercel.flow.backup.archive import written
from tiercel.flow.backup.make import back_up
from tiercel.flow.backup.put import Plan, put
from tiercel.flow.backup.restore import restore
from tiercel.records.models import EventFile

NOW = datetime(2026, 3, 1, tzinfo=UTC)
EVENTS = "lake/events/day=2026-03-01/some.parquet"


def refuses(number: int) -> Any:
    def refused(*_given: object, **_named: object) -> None:
        raise OSError(number, os.strerror(number))

    return refused


def test_a_disk_that_links_no_files_takes_a_backup_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    monkeypatch.setattr(os, "link", refuses(errno.EPERM))
    with written(tmp_path / "b.zip") as writer:
        writer.add("files/a", [b"a"])
    assert [path.name for path in tmp_path.iterdir()] == ["b.zip"]
    assert zipfile.ZipFile(tmp_path / "b.zip").read("files/a") == b"a"
    with pytest.raises(DataError, match="exists"), written(tmp_path / "b.zip"):
        pass


def test_it_does_not_take_the_place_of_one_that_came_meanwhile(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    monkeypatch.setattr(os, "link", refuses(errno.EPERM))
    with pytest.raises(Exception, match="File exists"), written(tmp_path / "b.zip"):
        (tmp_path / "b.zip").write_text("another's")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["another's"]


@pytest.mark.parametrize("is_relative", [True, False])
def test_a_folder_that_is_a_link_goes_aside_as_one(is_relative: bool, tmp_path: Path) -> None:
    workspace, big = tmp_path / "ws", tmp_path / "big"
    (workspace / ".restoring" / "files" / "lake").mkdir(parents=True)
    (workspace / ".restoring" / "files" / "lake" / "new").touch()
    big.mkdir()
    (big / "old").touch()
    (workspace / "lake").symlink_to("../big" if is_relative else big)
    for _time in range(2):  # as where the first was cut off
        put(Plan(("lake",), "before", "/old", NOW.isoformat(), 0), workspace, None)
    assert [path.name for path in (workspace / "lake").iterdir()] == ["new"]
    assert [path.name for path in (workspace / "before" / "lake").iterdir()] == ["old"]
    assert (workspace / "before" / "lake").is_symlink()


@pytest.mark.django_db(transaction=True)
def test_a_folder_that_is_a_link_is_backed_up(workspace: Settings, tmp_path: Path) -> None:
    (tmp_path / "big").mkdir()
    (workspace.workspace / "lake").symlink_to(tmp_path / "big")
    _events(workspace.workspace)
    (workspace.workspace / "lake" / "out").symlink_to("/etc/hostname")
    back_up(tmp_path / "b.zip", NOW)
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert archive.read(f"files/{EVENTS}") == b"PAR1"
        assert "files/lake/out" not in archive.namelist()


@pytest.mark.django_db(transaction=True)
def test_events_behind_a_link_within_a_folder_are_not_left_out_in_silence(workspace: Settings, tmp_path: Path) -> None:
    (tmp_path / "big").mkdir()
    (workspace.workspace / "lake").mkdir()
    (workspace.workspace / "lake" / "events").symlink_to(tmp_path / "big")
    _events(workspace.workspace)
    with pytest.raises(DataError, match="behind a link"):
        back_up(tmp_path / "b.zip", NOW)
    assert not (tmp_path / "b.zip").exists()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_restored_in_the_place_of_a_mounted_disk(
    workspace: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    back_up(tmp_path / "b.zip", NOW)
    lake = workspace.workspace / "lake"
    lake.mkdir()
    monkeypatch.setattr(Path, "is_mount", lambda path: path == lake)
    with pytest.raises(DataError, match="mounted"):
        restore(tmp_path / "b.zip", NOW, replace=True)
    assert not (workspace.workspace / ".restoring").exists()


def test_a_folder_that_takes_no_lock_stops_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fcntl, "flock", refuses(errno.ENOLCK))
    with in_use.alone(tmp_path) as is_alone:
        assert is_alone
    assert in_use.enter(tmp_path)


def _events(workspace: Path) -> None:
    path = workspace / EVENTS
    path.parent.mkdir(parents=True)
    path.write_bytes(b"PAR1")
    EventFile.objects.create(path=EVENTS, day=NOW.date(), rows=1, happened_from=NOW, happened_until=NOW, made_at=NOW)
