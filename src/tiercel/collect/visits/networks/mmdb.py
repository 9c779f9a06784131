"""MaxMind databases (.mmdb), whoever made them: of autonomous systems, of providers, of organisations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path
from typing import Any

import maxminddb

from tiercel.core.errors import ConfigError

_MARK = b"\xab\xcd\xefMaxMind.com"
# An organisation says more than the system that carries it.
_NAMES = ("organization", "organisation", "org", "autonomous_system_organization", "as_name", "name", "isp")
_NUMBERS = ("autonomous_system_number", "asn", "number")


class Ranges:
    """The database, open: it is read where it is asked, a part at a time."""

    def __init__(self, reader: maxminddb.Reader) -> None:
        self._reader = reader

    def __len__(self) -> int:
        return self._reader.metadata().node_count

    def find(self, address: int, version: int) -> tuple[int, str] | None:
        # A database of the older addresses alone refuses the newer ones.
        if version == 6 and self._reader.metadata().ip_version == 4:
            return None
        found = self._reader.get(IPv4Address(address) if version == 4 else IPv6Address(address))
        if not isinstance(found, Mapping):
            return None
        flat = {**_mapping(found.get("traits")), **_mapping(found.get("company")), **found}
        name = next((str(flat[key]) for key in _NAMES if isinstance(flat.get(key), str) and flat[key]), "")
        number = next((str(flat[key]) for key in _NUMBERS if flat.get(key)), "0").upper().removeprefix("AS")
        return (int(number) if number.isdecimal() else 0, name) if name else None


def made_at(path: Path) -> datetime:
    """When its maker built it; raises ConfigError where it is damaged."""
    return datetime.fromtimestamp(_open(path).metadata().build_epoch, UTC)


def recognises(path: Path, head: bytes) -> bool:
    if path.suffix.casefold() == ".mmdb" or _MARK in head:
        return True
    # What marks one stands at its end.
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - 128 * 1024, 0))
        return _MARK in file.read()


def read(path: Path) -> Ranges:
    """Open it; raises ConfigError where it is damaged."""
    return Ranges(_open(path))


def _open(path: Path) -> maxminddb.Reader:
    try:
        return maxminddb.open_database(path, maxminddb.MODE_MMAP)
    except (maxminddb.InvalidDatabaseError, OSError) as error:
        raise ConfigError(
            f"network_ranges: {path.name} cannot be read ({type(error).__name__}). Get it anew."
        ) from None


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
