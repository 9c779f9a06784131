"""Files of ranges brought in: the free package that npm's registry has, or a file that somebody downloaded."""

from __future__ import annotations

import re
import shutil
import subprocess
import tarfile
import zlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import msgspec

from tiercel.collect.visits.kept import About
from tiercel.collect.visits.network import form_of
from tiercel.collect.visits.networks import mmdb
from tiercel.core.errors import ConfigError, DataError, DeliveryError

PACKAGE = "@ip-location-db/asn"
ATTRIBUTION = "IP address data from RouteViews, DB-IP and the NRO, CC BY 4.0"
LICENCE = "CC BY 4.0"
INSIDE = ("package/asn-ipv4.csv", "package/asn-ipv6.csv")
# Fewer than this is not the whole of the internet: the package is cut off or is another.
FEWEST_RANGES = 100_000
MOST_BYTES = 512 * 1024 * 1024
SECONDS = 600
WITHOUT = "Name a file instead: tiercel networks fetch --from FILE, a package (.tgz), a CSV of ranges or an .mmdb."

Run = Callable[[Sequence[str], Path], "subprocess.CompletedProcess[str]"]


class _Package(msgspec.Struct):
    name: str = ""
    version: str = ""
    license: str = ""


def _run(command: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own words
        command, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False
    )


def packed_by_npm(folder: Path, npm: str | None, run: Run = _run) -> Path:
    """The package, downloaded by the machine's own npm from the registry that it is set to.

    npm     where it is, None where it is not installed
    raises  ConfigError without npm, DeliveryError where it cannot bring the package
    """
    if npm is None:
        raise ConfigError(f"npm is not installed here, by which {PACKAGE} is downloaded. {WITHOUT}")
    try:
        done = run([npm, "pack", PACKAGE, "--ignore-scripts", "--silent"], folder)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DeliveryError(f"npm did not bring {PACKAGE} ({type(error).__name__}). {WITHOUT}", retry=True) from None
    found = sorted(folder.glob("*.tgz"))
    if done.returncode or not found:
        said = " ".join(done.stderr.split())[-300:]
        raise DeliveryError(f"npm did not bring {PACKAGE}: {said or 'it said nothing'}. {WITHOUT}", retry=True)
    return found[0]


def taken(path: Path, folder: Path, now: datetime) -> About:
    """The ranges of a package or file, put into `folder` and looked at.

    raises   DataError where it is not there, cut off, or holds no ranges; ConfigError for a form that nobody knows
    """
    if not path.is_file():
        raise DataError(f"{path} is no file. {WITHOUT}")
    found = _of_package(path, folder, now) if _is_package(path) else _of_file(path, folder, now)
    ranges = sum(len(form_of(folder / name).read(folder / name)) for name in found.files)
    fewest = FEWEST_RANGES if found.source == PACKAGE else 1
    if ranges < fewest:
        raise DataError(f"{path.name} holds {ranges} ranges, {fewest:,} or more are wanted. Get it anew.")
    return msgspec.structs.replace(found, ranges=ranges)


def _is_package(path: Path) -> bool:
    try:
        return tarfile.is_tarfile(path)
    except (EOFError, OSError, zlib.error):
        return True  # one that is cut off


def _of_package(path: Path, folder: Path, now: datetime) -> About:
    package = _Package()
    try:
        with tarfile.open(path) as archive:
            for member in archive:
                # Nothing is unpacked but what is named here, and to where we say.
                name = member.name.removeprefix("./")
                content = archive.extractfile(member) if member.isreg() and member.size <= MOST_BYTES else None
                if content is None:
                    continue
                if name in INSIDE:
                    _write(content, folder / Path(name).name)
                elif name == "package/package.json":
                    package = msgspec.json.decode(content.read(), type=_Package)
    except (tarfile.TarError, EOFError, OSError, zlib.error, msgspec.MsgspecError) as error:
        raise DataError(f"{path.name} is cut off or damaged ({type(error).__name__}). Get it anew.") from None
    files = [Path(name).name for name in INSIDE if (folder / Path(name).name).exists()]
    if not files:
        raise DataError(f"{path.name} holds none of {', '.join(Path(name).name for name in INSIDE)}. {WITHOUT}")
    is_known = package.name == PACKAGE
    return About(
        folder=folder.name,
        files=files,
        source=package.name or path.name,
        version=package.version,
        made_at=_made_at(package.version),
        fetched_at=now,
        licence=LICENCE if is_known else package.license,
        attribution=ATTRIBUTION if is_known else "",
    )


def _of_file(path: Path, folder: Path, now: datetime) -> About:
    name = re.sub(r"[^\w.-]", "_", path.name)
    with path.open("rb") as content:
        _write(content, folder / name)
    form = form_of(folder / name)
    made_at = mmdb.made_at(folder / name) if form is mmdb else datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return About(folder=folder.name, files=[name], source=path.name, made_at=made_at, fetched_at=now)


def _write(content: IO[bytes], path: Path) -> None:
    with path.open("wb") as file:
        shutil.copyfileobj(content, file, 1024 * 1024)


def _made_at(version: str) -> datetime | None:
    """Versions of the package end with the hour in which it was made: 2.3.2026061719.

    >>> _made_at("2.3.2026061719"), _made_at("1.0.0")
    (datetime.datetime(2026, 6, 17, 19, 0, tzinfo=datetime.timezone.utc), None)
    """
    found = re.search(r"\.(\d{10})$", version)
    try:
        return datetime.strptime(found[1], "%Y%m%d%H").replace(tzinfo=UTC) if found else None
    except ValueError:
        return None
