"""The archive itself: a zip whose members are written as a stream and checked, each by length and sum, before use."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext as _

from tiercel.core.errors import AccessError, DataError
from tiercel.flow.backup import manifest as notes
from tiercel.flow.backup.manifest import Manifest, Member

PIECE = 1 << 20
# Our text shrinks to a tenth or so: what claims more than this was made to fill a disk.
MOST_TIMES = 200
SMALL = 100 * 1024 * 1024
# Readable by this user alone: a backup holds everything that the workspace knows.
FOR_ONE = 0o600
OPEN = "/proc/self/fd/{}"
# What a disk answers that links no files.
NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)


class Writer:
    """Adds members to an archive, and remembers their sums."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.members: dict[str, Member] = {}

    def add(self, name: str, blocks: Iterable[bytes], *, packed: bool = True) -> None:
        """Write one member, block by block; `packed` where it is worth compressing."""
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        entry.external_attr = (stat.S_IFREG | 0o600) << 16
        if packed:
            _lightly(entry)
        length, digest = 0, hashlib.sha256()
        with self._archive.open(entry, "w", force_zip64=True) as member:
            for block in blocks:
                member.write(block)
                digest.update(block)
                length += len(block)
        self.members[name] = Member(length, digest.hexdigest())

    def finish(self, manifest: Manifest) -> None:
        self._archive.writestr(notes.NAME, manifest.as_json())


@contextmanager
def written(path: Path) -> Iterator[Writer]:
    """A new archive that stands under its name when it is whole, on the disk, and not before.

    raises   DataError where something stands there; AccessError where the disk is full or the folder closed
    """
    if path.exists():
        raise DataError(_("{path} exists already. Give the backup another name.").format(path=path))
    beside = path.with_name(f".{path.name}-{secrets.token_hex(4)}.part")
    try:
        handle = _without_a_name(path.parent)
        is_nameless = handle is not None
        if handle is None:
            handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FOR_ONE)
        with os.fdopen(handle, "wb") as file:
            with zipfile.ZipFile(file, "w", allowZip64=True) as archive:
                yield Writer(archive)
            file.flush()
            os.fsync(file.fileno())
            _named(OPEN.format(handle) if is_nameless else str(beside), path, is_nameless=is_nameless)
    except OSError as error:
        raise AccessError(
            _("The backup could not be written to {path}: {error}. No half of it was left behind.").format(
                path=path, error=error.strerror or type(error).__name__
            )
        ) from None
    finally:
        beside.unlink(missing_ok=True)


def _without_a_name(folder: Path) -> int | None:
    """A file that goes with the process if that is killed; None where the system or the disk knows no such thing."""
    if not hasattr(os, "O_TMPFILE"):
        return None
    try:
        handle = os.open(folder, os.O_TMPFILE | os.O_WRONLY, FOR_ONE)
    except OSError:  # the file beside says what is wrong, if anything is
        return None
    if Path(OPEN.format(handle)).exists():
        return handle
    os.close(handle)
    return None


def _named(name: str, path: Path, *, is_nameless: bool) -> None:
    """Give it its name; unlike a rename alone, that never takes the place of another's."""
    try:
        _link(name, path)
    except OSError as error:
        if is_nameless or error.errno not in NO_LINKS:
            raise
        # Disks that other systems read too know no second name: then this one is taken first, and by nobody else.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FOR_ONE))
        try:
            Path(name).replace(path)
        except OSError:
            path.unlink(missing_ok=True)
            raise


def _link(name: str, path: Path) -> None:
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        # The handle of a folder, though both names are whole: without one, Python asks for a link to the name in /proc.
        os.link(name, path, src_dir_fd=folder, follow_symlinks=True)
    finally:
        os.close(folder)


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """An archive whose table of contents is what its manifest says; raises DataError where it is not."""
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise DataError(_("There is no file {path}.").format(path=path)) from None
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise DataError(_("{path} is not a backup of Tiercel, or a part of it is missing.").format(path=path)) from None
    with archive:
        entries = {entry.filename: entry for entry in archive.infolist()}
        if len(entries) != len(archive.infolist()) or any(_is_odd(entry) for entry in entries.values()):
            raise DataError(_("{path} holds links or two files of one name. Nothing was touched.").format(path=path))
        if notes.NAME not in entries or entries[notes.NAME].file_size > notes.MOST_BYTES:
            raise DataError(_("{path} is not a backup of Tiercel: it has no manifest.").format(path=path))
        manifest = notes.read(_whole_of(archive))
        said = {name: member.bytes for name, member in manifest.members.items()}
        if said != {name: entry.file_size for name, entry in entries.items() if name != notes.NAME}:
            raise DataError(_("{path} does not hold what its manifest says. Nothing was touched.").format(path=path))
        total = sum(said.values())
        if total > SMALL and total > MOST_TIMES * path.stat().st_size:
            raise DataError(_("{path} would unpack to far more than any backup does.").format(path=path))
        yield archive, manifest


def checked(archive: zipfile.ZipFile, manifest: Manifest, read: Callable[[int], None]) -> None:
    """Read every member and compare it with its sum; raises DataError at the first that differs.

    read   told how many more bytes are checked
    """
    for name, member in manifest.members.items():
        digest = hashlib.sha256()
        for block in blocks(archive, name, member.bytes):
            digest.update(block)
            read(len(block))
        if digest.hexdigest() != member.sha256:
            raise DataError(_("{name} in this backup is damaged. Nothing was touched.").format(name=name))


def blocks(archive: zipfile.ZipFile, name: str, length: int) -> Iterator[bytes]:
    """A member, block by block, and never more of it than its manifest says."""
    left = length
    try:
        with archive.open(name) as member:
            while block := member.read(PIECE):
                left -= len(block)
                if left < 0:
                    break
                yield block
    except (zipfile.BadZipFile, OSError, EOFError, ValueError):
        raise DataError(_("{name} in this backup is damaged. Nothing was touched.").format(name=name)) from None
    if left != 0:
        raise DataError(_("{name} in this backup is damaged. Nothing was touched.").format(name=name))


def _whole_of(archive: zipfile.ZipFile) -> bytes:
    return b"".join(blocks(archive, notes.NAME, archive.getinfo(notes.NAME).file_size))


def _is_odd(entry: zipfile.ZipInfo) -> bool:
    """Links, devices, folders, and what is locked: a backup holds plain files."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return kind not in (0, stat.S_IFREG) or entry.is_dir() or bool(entry.flag_bits & 1)


def _lightly(entry: zipfile.ZipInfo) -> None:
    # Level 1 is five times as fast as the usual one, and makes the file a sixth larger. `ZipInfo` has a public name for
    # it only since Python 3.13.
    setattr(entry, "compress_level" if hasattr(entry, "compress_level") else "_compresslevel", 1)
