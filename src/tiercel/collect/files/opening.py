"""Opening a file, packed or not, and refusing what is too large, cut short or no table at all."""

import gzip
import io
import re
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from tiercel.collect.files.limits import MEGABYTE, Limits
from tiercel.core.errors import DataError

GZIP = b"\x1f\x8b"
HEAD_BYTES = 65_536
# One a line, or an array of them.
JSON_OBJECTS = re.compile(rb"[\xef\xbb\xbf\s]*(?P<array>\[\s*)?\{")

STRANGERS = (
    (b"\xd0\xcf\x11\xe0", "is an old or password-protected Excel file. Save it as .xlsx without a password, or as CSV"),
    (b"%PDF", "is a PDF. Export the table as CSV or XLSX"),
    (b"BZh", "is packed with bzip2. Unpack it, or pack it with gzip"),
    (b"\xfd7zXZ", "is packed with xz. Unpack it, or pack it with gzip"),
    (b"\x28\xb5\x2f\xfd", "is packed with zstd. Unpack it, or pack it with gzip"),
    (b"7z\xbc\xaf", "is a 7-Zip archive. Unpack it first"),
    (b"Rar!", "is a RAR archive. Unpack it first"),
    (b"SQLite format 3", "is a SQLite database. Export its tables as CSV"),
    (b"\x89PNG", "is a picture, not a table"),
    (b"\xff\xd8\xff", "is a picture, not a table"),
)


def head_of(path: Path, limits: Limits) -> bytes:
    """The first bytes of a file, unpacked; raises DataError for what cannot be a table."""
    if not path.exists():
        raise DataError(f"There is no file {path}. Check the name.")
    if path.is_dir():
        raise DataError(f"{path} is a folder. Name the files in it.")
    size = path.stat().st_size
    if size == 0:
        raise DataError(f"{path.name} is empty. Export it again.")
    if size > limits.max_file_mb * MEGABYTE:
        most = f"more than {limits.max_file_mb:,} MB are not opened (max_file_mb)"
        raise DataError(f"{path.name} has {size // MEGABYTE:,} MB; {most}.")
    with open_unpacked(path, limits) as file:
        head = file.read(HEAD_BYTES)
    if not head:
        raise DataError(f"{path.name} is empty inside its packing. Export it again.")
    for magic, reason in STRANGERS:
        if head.startswith(magic):
            raise DataError(f"{path.name} {reason}.")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        raise DataError(f"{path.name} is a web page or XML, whatever its name says. Export the table as CSV or XLSX.")
    return head


@contextmanager
def open_unpacked(path: Path, limits: Limits) -> Iterator[BinaryIO]:
    """The bytes of a file, gunzipped where it is packed; raises DataError where it is cut or grows without measure."""
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == GZIP
            raw.seek(0)
            if not packed:
                yield raw
                return
            watched = _Watched(gzip.GzipFile(fileobj=raw), path, limits)
            yield cast(BinaryIO, io.BufferedReader(watched, buffer_size=1 << 20))
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise DataError(f"{path.name} is damaged or cut short: {error}. Download or export it again.") from None
    except PermissionError:
        raise DataError(f"{path.name} may not be read. Change its permissions, or copy it.") from None


@contextmanager
def unpacked_file(path: Path, limits: Limits) -> Iterator[Path]:
    """A file on disk that holds the unpacked bytes: the file itself where it is not packed."""
    with path.open("rb") as raw:
        packed = raw.read(2) == GZIP
    if not packed:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="tiercel-") as folder:
        copy = Path(folder) / path.stem
        with open_unpacked(path, limits) as file, copy.open("wb") as out:
            shutil.copyfileobj(file, out, 1 << 20)
        yield copy


class _Watched(io.RawIOBase):
    """Counts what comes out of a packed file, and stops a bomb early."""

    def __init__(self, inner: gzip.GzipFile, path: Path, limits: Limits) -> None:
        self._inner = inner
        self._path = path
        self._most = limits.max_unzipped_mb * MEGABYTE
        self._by_ratio = max(10 * MEGABYTE, limits.max_ratio * path.stat().st_size)
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._inner.read(len(buffer))
        self._count += len(data)
        if self._count > min(self._most, self._by_ratio):
            raise bomb(self._path, self._count)
        buffer[: len(data)] = data
        return len(data)


def bomb(path: Path, unpacked: int) -> DataError:
    return DataError(
        f"{path.name} unpacks to more than {unpacked // MEGABYTE:,} MB, far more than a table of its size would. "
        "If it is what you mean, unpack it yourself, or raise max_unzipped_mb."
    )
