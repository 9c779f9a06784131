"""The tap of a connector: its command, its settings, its catalog, and what becomes of each of its streams."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from tiercel.collect.singer import environment
from tiercel.collect.singer.catalog import Catalog, plans_for, read_catalog
from tiercel.collect.singer.config import Resolved, read_config, resolve
from tiercel.collect.singer.environment import Say, program_of
from tiercel.collect.singer.masking import Tail, secrets_of
from tiercel.collect.singer.running import discover
from tiercel.collect.singer.streams import Chosen, Plan
from tiercel.core.errors import DataError
from tiercel.core.files import write_whole
from tiercel.flow.connectors.places import catalog_file, config_file, environment_folder, fresh_run_folder
from tiercel.records.models import Connector

# A system gets new fields now and then; asking for all of them costs hundreds of calls of some systems' APIs.
CATALOG_LASTS = timedelta(days=7)


@dataclass(frozen=True)
class Ready:
    """A tap that can be run.

    secrets   texts that must not be shown
    """

    command: list[str]
    config: Resolved
    kept: dict[str, Any]
    secrets: tuple[str, ...]

    def tail(self) -> Tail:
        return Tail(self.secrets)


def ready(connector: Connector, say: Say) -> Ready:
    """The command of a connector, whose environment is made where it is missing (in a restored workspace, say).

    raises   DataError, ConfigError where it cannot be installed, or the settings name what is not there
    """
    kept = read_config(config_file(connector.name))
    config = resolve(kept, os.environ)
    return Ready(_command(connector, say), config, kept, secrets_of(config.values, config.named))


def _command(connector: Connector, say: Say) -> list[str]:
    if not connector.package:
        return [connector.program]
    folder = environment_folder(connector.name)
    if not (folder / "bin").is_dir():
        environment.install(connector.package, folder, os.environ, say)
    return [str(program_of(connector.package, folder, connector.program))]


def chosen_of(connector: Connector) -> dict[str, Chosen]:
    return {
        stream: Chosen(said.get("table"), dict(said.get("mapping") or {})) for stream, said in connector.streams.items()
    }


def kept_catalog(connector: Connector) -> Catalog | None:
    """The catalog as the tap last told it; None where it has not, or has no discovery."""
    path = catalog_file(connector.name)
    if not path.is_file():
        return None
    found = read_catalog(path.read_bytes())
    return found if found["streams"] or not found.get("has_no_discovery") else None


def catalog_of(
    connector: Connector, tap: Ready, *, anew: bool = False, tick: Callable[[], None] = lambda: None
) -> Catalog | None:
    """The catalog of a connector, asked for again where it is a week old; None where the tap has no discovery."""
    path = catalog_file(connector.name)
    if path.is_file() and not anew:
        age = datetime.now(UTC) - datetime.fromtimestamp(path.stat().st_mtime, UTC)
        if age < CATALOG_LASTS:
            return kept_catalog(connector)
    folder = fresh_run_folder(connector.name)
    try:
        found = discover(tap.command, tap.config.values, environ=os.environ, folder=folder, tail=tap.tail(), tick=tick)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    write_whole(path, json.dumps(found or {"streams": [], "has_no_discovery": True}).encode())
    return found


def plans_of(connector: Connector, catalog: Catalog | None) -> tuple[Plan, ...]:
    """What becomes of every stream, those that are taken first; () where nobody knows them before a run."""
    if catalog is None:
        return ()
    return plans_for(catalog, preset=connector.preset, chosen=chosen_of(connector), keep_unknown=connector.keep_unknown)


def must_take_something(connector: Connector, plans: tuple[Plan, ...]) -> None:
    """Raise DataError where a run would take nothing, with what to say so that it does."""
    if plans and not any(plan.table for plan in plans):
        names = ", ".join(plan.stream for plan in plans[:12])
        raise DataError(
            _(
                "None of its streams is taken ({names}). Say what one is: "
                "tiercel connect change {name} --map {stream}=accounts"
            ).format(names=names, name=connector.name, stream=plans[0].stream)
        )
