"""Connectors are added, changed, put to rest, and taken away."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tiercel.collect.singer.config import read_config, write_config
from tiercel.collect.singer.environment import Say, install
from tiercel.collect.singer.preset import preset_for, preset_named
from tiercel.collect.singer.streams import Plan, chosen_from
from tiercel.core.errors import DataError
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.flow.connectors.places import checked_name, config_file, environment_folder, folder_of
from tiercel.flow.connectors.run import job_of
from tiercel.flow.connectors.schedules import checked_schedule, next_after
from tiercel.flow.connectors.tap import catalog_of, kept_catalog, plans_of, ready
from tiercel.flow.jobs import ask_to_stop
from tiercel.records.models import Connector, User
from tiercel.records.models.users import Role


@dataclass(frozen=True)
class Wanted:
    """What somebody wants of a connector; None leaves as it is, or lets us decide for a new one.

    package   what to install in an environment of its own
    command   a program that is there already
    program   the tap's name within the package, where it is not called like it
    config    settings of the tap, added to those that it has; a value None takes one away
    maps      as `--map` has them: STREAM=TABLE, STREAM.FIELD=COLUMN
    schedule  as "daily 06:30", "hourly 15" or "none"
    """

    package: str | None = None
    command: str | None = None
    program: str | None = None
    preset: str | None = None
    source: str | None = None
    config: Mapping[str, Any] = field(default_factory=dict)
    maps: Sequence[str] = ()
    schedule: str | None = None
    keep_unknown: bool | None = None


def settings_in(file: Path | None, pairs: Sequence[str]) -> dict[str, Any]:
    """The settings of a tap from a JSON file, from NAME=TEXT, and from NAME:=JSON (true, 7, ["a"]).

    raises   DataError, ConfigError for what is neither
    """
    if file is not None and not file.is_file():
        raise DataError(_("There is no file {path}. Check the name.").format(path=file))
    found = read_config(file) if file else {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.rstrip(":").strip():
            # Not quoted: whoever forgot the name gave a secret.
            raise DataError(_("A setting is written NAME=TEXT, as in --set start_date=2024-01-01, or NAME:=JSON."))
        found[name.rstrip(":").strip()] = _json(name, value) if name.endswith(":") else value
    return found


def _json(name: str, text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        said = _("What follows {name}= is not JSON. Write {text} for a text.")
        raise DataError(said.format(name=name, text=f"{name.rstrip(':')}=…")) from None


def named(name: str) -> Connector:
    """The connector of that name; raises DataError that lists what there is."""
    found = Connector.objects.filter(name=name, removed_at=None).first()
    if found is None:
        names = Connector.objects.filter(removed_at=None).order_by("name").values_list("name", flat=True)
        there = ", ".join(names) or _("none yet; add one with: tiercel connect add")
        raise DataError(_("There is no connector '{name}'. There are: {there}.").format(name=name, there=there))
    return found


def add_connector(name: str, wanted: Wanted, now: datetime, say: Say) -> tuple[Connector, tuple[Plan, ...]]:
    """Install a tap, ask it what it has, and keep it; returns what becomes of each stream.

    Only the command line of the machine adds: whoever names a program, runs it.
    raises   DataError, ConfigError where it cannot be installed or asked; nothing of it is kept then
    """
    checked_name(name)
    if Connector.objects.filter(name=name, removed_at=None).exists():
        raise DataError(
            _("There is a connector '{name}' already. Change it: tiercel connect change {name}").format(name=name)
        )
    if bool(wanted.package) == bool(wanted.command):
        raise DataError(_("Say which tap: --package tap-hubspot to install one, or --command /path/to/tap."))
    connector = _new(name, wanted, now)
    folder = folder_of(name)
    shutil.rmtree(folder, ignore_errors=True)
    try:
        plans = _set_up(connector, wanted, say)
        with transaction.atomic():
            connector.save()
            trail.note("connectors.added", None, subject="connectors", row=connector.pk)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return connector, plans


def _new(name: str, wanted: Wanted, now: datetime) -> Connector:
    preset = wanted.preset if wanted.preset is not None else preset_for(wanted.package or wanted.command or "")
    connector = Connector(
        name=name,
        package=wanted.package or "",
        program=wanted.program or "" if wanted.package else _program(wanted.command or ""),
        preset=_preset(preset),
        source=wanted.source or (preset_named(preset).COLUMNS if preset else name),
        streams=_streams({}, wanted.maps),
        keep_unknown=bool(wanted.keep_unknown),
        made_at=now,
    )
    _put_schedule(connector, wanted.schedule or "", now)
    return connector


def _set_up(connector: Connector, wanted: Wanted, say: Say) -> tuple[Plan, ...]:
    config = _config(read_config(config_file(connector.name)), wanted.config)
    write_config(config_file(connector.name), config)
    tap = ready(connector, say)
    say(_("Asking what there is"))
    return plans_of(connector, catalog_of(connector, tap, anew=True))


def change_connector(name: str, wanted: Wanted, now: datetime, say: Say) -> tuple[Connector, tuple[Plan, ...]]:
    """Change what is said of a connector, from the command line; its tap is asked anew what it has.

    raises   DataError while it runs; where the change cannot be, everything stays as it was
    """
    connector = named(name)
    if job_of(connector) is not None:
        raise DataError(_("It waits for its turn or runs. Stop it first, or wait until it ends."))
    before = read_config(config_file(name))
    if wanted.package:
        connector.package, connector.program = wanted.package, wanted.program or ""
        install(wanted.package, environment_folder(name), os.environ, say)
    elif wanted.command:
        connector.package, connector.program = "", _program(wanted.command)
    elif wanted.program is not None:
        connector.program = wanted.program
    if wanted.preset is not None:
        connector.preset = _preset(wanted.preset)
    if wanted.keep_unknown is not None:
        connector.keep_unknown = wanted.keep_unknown
    connector.source = wanted.source or connector.source
    connector.streams = _streams(connector.streams, wanted.maps)
    if wanted.schedule is not None:
        _put_schedule(connector, wanted.schedule, now)
    try:
        plans = _set_up(connector, wanted, say)
    except BaseException:
        write_config(config_file(name), before)
        raise
    with transaction.atomic():
        connector.save()
        trail.note("connectors.changed", None, subject="connectors", row=connector.pk)
    return connector, plans


def reschedule(connector_id: int, schedule: str, by: User | None, now: datetime) -> None:
    """Raises DataError for a schedule that means nothing."""
    with _changing(connector_id, by) as connector:
        _put_schedule(connector, schedule, now)
        connector.save(update_fields=["schedule", "due_at"])
        trail.note("connectors.changed", by, subject="connectors", row=connector.pk, schedule=connector.schedule)


def map_stream(connector_id: int, stream: str, table: str, mapping: Mapping[str, str], by: User | None) -> None:
    """Say by hand what a stream is, and which column each field; it holds from the next run on.

    table     "" for one that is not taken
    mapping   field -> column, "" for none; it goes before what is recognised
    raises    DataError for a stream, table, field or column that does not exist
    """
    with _changing(connector_id, by) as connector:
        catalog = kept_catalog(connector)
        known = {plan.stream for plan in plans_of(connector, catalog)}
        if catalog is not None and stream not in known:
            raise DataError(_("There is no stream '{stream}'.").format(stream=stream))
        connector.streams = {**connector.streams, stream: {"table": table, "mapping": dict(mapping)}}
        # A field or column that does not exist is told now, and not by the run tonight.
        plans_of(connector, catalog)
        connector.save(update_fields=["streams"])
        trail.note("connectors.changed", by, subject="connectors", row=connector.pk, stream=stream[:200])


def pause(connector_id: int, by: User | None, now: datetime) -> None:
    """It runs by itself no more; a run that goes on ends as it would."""
    with _changing(connector_id, by) as connector:
        if connector.paused_at is None:
            connector.paused_at = now
            connector.save(update_fields=["paused_at"])
            trail.note("connectors.paused", by, subject="connectors", row=connector.pk)


def resume(connector_id: int, by: User | None, now: datetime) -> None:
    with _changing(connector_id, by) as connector:
        if connector.paused_at is not None:
            connector.paused_at = None
            _put_schedule(connector, connector.schedule, now)
            connector.save(update_fields=["paused_at", "due_at"])
            trail.note("connectors.resumed", by, subject="connectors", row=connector.pk)


def begin_anew(connector_id: int, by: User | None) -> None:
    """Forget where the tap stood: the next run asks for everything again. Rows are recognised, none comes twice."""
    with _changing(connector_id, by) as connector:
        connector.state, connector.state_at = None, None
        connector.save(update_fields=["state", "state_at"])
        trail.note("connectors.begun_anew", by, subject="connectors", row=connector.pk)


def remove_connector(name: str, now: datetime) -> None:
    """Take it away with its settings and its environment; what it brought stays, and so do its runs."""
    connector = named(name)
    job = job_of(connector)
    if job is not None:
        ask_to_stop(job)
    with transaction.atomic():
        connector.removed_at, connector.due_at = now, None
        connector.save(update_fields=["removed_at", "due_at"])
        trail.note("connectors.removed", None, subject="connectors", row=connector.pk)
    shutil.rmtree(folder_of(name), ignore_errors=True)


@contextmanager
def _changing(connector_id: int, by: User | None) -> Iterator[Connector]:
    """A connector locked for a change by a manager, in one transaction."""
    at_least(Role.MANAGER, by)
    with transaction.atomic():
        found = Connector.objects.select_for_update().filter(pk=connector_id, removed_at=None).first()
        if found is None:
            raise DataError(_("There is no such connector."))
        yield found


def _put_schedule(connector: Connector, schedule: str, now: datetime) -> None:
    connector.schedule = checked_schedule(schedule)
    connector.due_at = next_after(connector.schedule, now, ZoneInfo(settings.TIME_ZONE))


def _preset(name: str) -> str:
    if name:
        preset_named(name)
    return name


def _program(command: str) -> str:
    path = Path(command).expanduser()
    return str(path.resolve()) if os.sep in command else command


def _config(before: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**before, **more}.items() if value is not None}


def _streams(before: Mapping[str, Any], maps: Sequence[str]) -> dict[str, Any]:
    made = {stream: dict(said) for stream, said in before.items()}
    for stream, chosen in chosen_from(maps).items():
        said = made.setdefault(stream, {})
        if chosen.table is not None:
            # Another table has other fields: what was chosen for the first means nothing there.
            said |= (
                {"table": chosen.table} if said.get("table") == chosen.table else {"table": chosen.table, "mapping": {}}
            )
        said["mapping"] = {**said.get("mapping", {}), **chosen.mapping}
    return made
