"""An archive that was made to harm is refused before anything is touched."""

import hashlib
import json
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tiercel.core.errors import DataError
from tiercel.flow.backup.archive import checked, opened

LINE = b"1\tx\n"


def archive(path: Path, held: dict[str, bytes], said: dict[str, bytes] | None = None, **changes: Any) -> Path:
    """An archive as ours are, with what a test changes in it; `said` is what the manifest takes them for."""
    noted = held if said is None else said
    manifest = {
        "form": 1,
        "version": "0.1.0",
        "made_at": "2026-01-01T00:00:00+00:00",
        "database": "sqlite",
        "workspace": "/w",
        "migrations": [],
        "tables": {"account": {"columns": ["id", "name"], "rows": 1, "last_key": 1}},
        "members": {n: {"bytes": len(b), "sha256": hashlib.sha256(b).hexdigest()} for n, b in noted.items()},
    } | changes
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in held.items():
            made.writestr(name, content)
        made.writestr("manifest.json", json.dumps(manifest))
    return path


def look(path: Path) -> None:
    with opened(path) as (found, manifest):
        checked(found, manifest, lambda _bytes: None)


GOOD = {"tables/account": LINE, "files/derived/a.parquet": b"PAR1"}


def test_what_is_as_ours_are_passes(tmp_path: Path) -> None:
    look(archive(tmp_path / "a.zip", GOOD))


@pytest.mark.parametrize(
    "name",
    [
        "files/../../etc/cron.d/x",
        "/etc/passwd",
        "files/..",
        "files//x",
        "files/./x",
        "files\\x",
        "other/x",
        "files/c:x",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no backup of ours"):
        look(archive(tmp_path / "a.zip", GOOD | {name: b"x"}))


@pytest.mark.parametrize("column", ['id") --', "a b", "", "1x"])
def test_a_column_that_is_no_name_is_refused(column: str, tmp_path: Path) -> None:
    tables = {"account": {"columns": [column], "rows": 1, "last_key": 1}}
    with pytest.raises(DataError, match="no backup of ours"):
        look(archive(tmp_path / "a.zip", GOOD, tables=tables))


def test_a_table_without_its_lines_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no backup of ours"):
        look(archive(tmp_path / "a.zip", {"files/derived/x": b"x"}))


def test_links_are_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", GOOD)
    with zipfile.ZipFile(path, "a") as made:
        link = zipfile.ZipInfo("files/derived/link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")
    with pytest.raises(DataError, match="links"):
        look(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_of_one_name_are_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", GOOD)
    with zipfile.ZipFile(path, "a") as made:
        made.writestr("tables/account", LINE)
    with pytest.raises(DataError, match="two files of one name"):
        look(path)


def test_a_member_that_the_manifest_does_not_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="what its manifest says"):
        look(archive(tmp_path / "a.zip", GOOD | {"files/derived/more": b"x"}, said=GOOD))


def test_a_changed_row_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="damaged"):
        look(archive(tmp_path / "a.zip", GOOD, said=GOOD | {"tables/account": b"1\ty\n"}))


def test_a_bomb_is_refused_by_what_it_claims(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="far more"):
        look(archive(tmp_path / "a.zip", GOOD | {"files/derived/b": b"\0" * (150 * 1024 * 1024)}))


def test_a_bomb_that_lies_about_its_length_is_cut_off(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", GOOD | {"files/derived/b": b"\0" * 3_000_000})
    content = path.read_bytes()
    # The length stands in the local header, in the table of contents and in the manifest: all three say 4 now.
    lied = content.replace((3_000_000).to_bytes(4, "little"), (4).to_bytes(4, "little"))
    path.write_bytes(lied)
    with pytest.raises(DataError):
        look(path)


@pytest.mark.parametrize("cut", [10, 200, -30])
def test_a_part_of_a_backup_is_refused(cut: int, tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", GOOD)
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(DataError, match="not a backup"):
        look(path)


@pytest.mark.parametrize("changes", [{"form": 2}, {"form": "1"}, {"members": 3}, {"tables": []}, {"migrations": [1]}])
def test_a_manifest_that_is_newer_or_none_is_refused(changes: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(DataError):
        look(archive(tmp_path / "a.zip", GOOD, **changes))


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="There is no file"):
        look(tmp_path / "none.zip")
