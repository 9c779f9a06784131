"""Which files say whose network a visitor comes from: those of the setting, else those that were fetched."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from tiercel.collect.visits import kept
from tiercel.collect.visits.fetching import PACKAGE, packed_by_npm, taken
from tiercel.collect.visits.network import Network, open_networks
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.records.models import User
from tiercel.records.models.users import Role

DAYS_UNTIL_OLD = 90


@dataclass(frozen=True)
class NetworksInUse:
    """What tells visitors' organisations.

    by_setting   the files that network_ranges names; what was fetched is then not used
    is_of_npm    whether it is the free package, of which its maker says that npm's copy has known errors
    is_old       whether it was made more than DAYS_UNTIL_OLD days ago
    """

    by_setting: tuple[str, ...]
    source: str = ""
    version: str = ""
    made_at: datetime | None = None
    fetched_at: datetime | None = None
    licence: str = ""
    attribution: str = ""
    ranges: int = 0
    is_of_npm: bool = False
    is_old: bool = False

    @property
    def is_known(self) -> bool:
        return bool(self.by_setting or self.source)


def ranges_in_use() -> tuple[str, ...]:
    """The files by which events are made ready; none: visitors' organisations are not known."""
    workspace = settings.WORKSPACE
    return workspace.network_ranges or kept.kept_ranges(Path(workspace.workspace))


def see_networks(now: datetime) -> NetworksInUse:
    by_setting = tuple(settings.WORKSPACE.network_ranges)
    found = kept.about(_workspace())
    if by_setting or found is None:
        return NetworksInUse(by_setting)
    return _in_use(found, now)


def fetch_networks(source: Path | None, by: User | None, now: datetime) -> NetworksInUse:
    """Bring ranges into the workspace, whole or not at all; jobs use them from the next one on.

    source   a package, a CSV or an .mmdb; None for the free package, by the machine's own npm
    raises   as `packed_by_npm` and `taken`
    """
    at_least(Role.OWNER, by)
    folder = kept.new_folder(_workspace(), now)
    try:
        packed = source or packed_by_npm(folder, shutil.which("npm"))
        found = taken(packed, folder, now)
        if source is None:
            packed.unlink()
        with transaction.atomic():
            trail.note("networks.fetched", by, subject="networks", count=found.ranges)
            kept.use(_workspace(), found)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return _in_use(found, now)


def whose(addresses: Sequence[str]) -> list[tuple[str, Network]]:
    """Each address with the network that it is of."""
    networks = open_networks(ranges_in_use())
    return [(address, networks.of(address)) for address in addresses]


def _workspace() -> Path:
    return Path(settings.WORKSPACE.workspace)


def _in_use(found: kept.About, now: datetime) -> NetworksInUse:
    made = found.made_at or found.fetched_at
    return NetworksInUse(
        by_setting=(),
        source=found.source,
        version=found.version,
        made_at=found.made_at,
        fetched_at=found.fetched_at,
        licence=found.licence,
        attribution=found.attribution,
        ranges=found.ranges,
        is_of_npm=found.source == PACKAGE,
        is_old=(now - made).days > DAYS_UNTIL_OLD,
    )
