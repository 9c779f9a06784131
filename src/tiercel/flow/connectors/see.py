"""Connectors as people see them: when each ran, what came, what was refused and why, and how its streams are read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from tiercel.collect.columns.kinds import AIDS, fields_of
from tiercel.collect.singer.aside import FILE
from tiercel.collect.singer.config import read_config, shown
from tiercel.collect.singer.masking import masked
from tiercel.collect.singer.preset import preset_named
from tiercel.collect.singer.streams import Plan
from tiercel.core.errors import TiercelError
from tiercel.flow.allowed import at_least
from tiercel.flow.connectors.places import aside_folder, config_file
from tiercel.flow.connectors.run import cut_off, job_of
from tiercel.flow.connectors.schedules import DAILY, HOURLY
from tiercel.flow.connectors.tap import kept_catalog, plans_of
from tiercel.flow.see_jobs import JobRow, row_of
from tiercel.records.models import Connector, ConnectorRun, Job, User
from tiercel.records.models.users import Role
from tiercel.tables.catalogue import TABLES

MOST_RUNS = 20


@dataclass(frozen=True)
class StreamOfRun:
    """One stream of a run.

    table     what its records became; "" where they were not taken, and `why_not` says why
    came      records that the tap sent
    rejected  rows that could not be taken
    cells     cells set aside from rows that were
    """

    stream: str
    table: str
    why_not: str
    came: int
    rejected: int
    cells: int


@dataclass(frozen=True)
class TableOfRun:
    """What a run did to one table."""

    table: str
    created: int
    changed: int
    left_alone: int
    waiting: int
    rejected: int
    cells_set_aside: int


@dataclass(frozen=True)
class RunOfConnector:
    """One run.

    state    running, done, failed or stopped
    imports  the imports by which its rows came in; their pages have the rejected rows
    aside    lines of the tap that were no message
    reason   why it failed or was stopped
    said     the last lines that the tap said
    """

    id: int
    state: str
    started_at: datetime
    ended_at: datetime | None
    streams: tuple[StreamOfRun, ...]
    tables: tuple[TableOfRun, ...]
    imports: tuple[int, ...]
    aside: int
    reason: str
    said: str

    @property
    def seconds(self) -> int | None:
        """How long it took; None while it runs."""
        return max(int((self.ended_at - self.started_at).total_seconds()), 0) if self.ended_at else None

    @property
    def came(self) -> int:
        return sum(line.came for line in self.streams)

    @property
    def refused(self) -> int:
        return self.aside + sum(line.rejected for line in self.streams)

    @property
    def not_taken(self) -> tuple[StreamOfRun, ...]:
        return tuple(line for line in self.streams if not line.table)


@dataclass(frozen=True)
class ConnectorRow:
    """A connector.

    tap       the package or program that is run
    system    whose streams it sends, "" where no preset knows them
    schedule  as "daily 06:30" or "hourly 15"; "" for none
    state_at  when it was last kept where the tap stands; None: the next run brings everything
    going_on  the job that waits or runs
    last      its last run
    """

    id: int
    name: str
    tap: str
    system: str
    source: str
    schedule: str
    due_at: datetime | None
    paused_at: datetime | None
    made_at: datetime
    state_at: datetime | None
    keep_unknown: bool
    going_on: int | None
    last: RunOfConnector | None

    @property
    def every(self) -> str:
        """day, hour, or "" where it runs by hand alone."""
        return {DAILY: "day", HOURLY: "hour"}.get(self.schedule.partition(" ")[0], "")

    @property
    def at(self) -> str:
        """The time of a daily schedule, as 06:30; the minute of an hourly one, as 15."""
        return self.schedule.partition(" ")[2]


@dataclass(frozen=True)
class StreamView:
    """What becomes of a stream.

    mapped   how many fields have a column
    unknown  columns that mean nothing to us
    missing  fields that every row needs, and that no column is for
    columns  all of them
    """

    stream: str
    table: str
    why_not: str
    mapped: int
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True)
class FieldLook:
    """One field of the table, and the column that is read for it; "" where none is."""

    name: str
    doc: str
    required: bool
    column: str
    by_hand: bool


@dataclass(frozen=True)
class StreamLook:
    """One stream as it would be taken; `by_hand` where somebody said so."""

    view: StreamView
    by_hand: bool
    fields: tuple[FieldLook, ...]


@dataclass(frozen=True)
class ConnectorPage:
    """Everything of one connector.

    config   its settings, secrets hidden
    wrong    why its streams cannot be shown
    """

    connector: ConnectorRow
    job: JobRow | None
    runs: tuple[RunOfConnector, ...]
    streams: tuple[StreamLook, ...]
    config: tuple[tuple[str, str], ...]
    wrong: str

    @property
    def taken(self) -> tuple[StreamLook, ...]:
        return tuple(look for look in self.streams if look.view.table)

    @property
    def not_taken(self) -> tuple[StreamLook, ...]:
        return tuple(look for look in self.streams if not look.view.table)


def list_connectors(by: User | None) -> tuple[ConnectorRow, ...]:
    """All that were not taken away, by name; raises AccessError for less than a manager."""
    at_least(Role.MANAGER, by)
    return tuple(row_for(each) for each in Connector.objects.filter(removed_at=None).order_by("name"))


def see_connector(connector_id: int, by: User | None) -> ConnectorPage | None:
    at_least(Role.MANAGER, by)
    connector = Connector.objects.filter(pk=connector_id, removed_at=None).first()
    if connector is None:
        return None
    job = job_of(connector)
    streams, wrong = _streams(connector)
    try:
        config = shown(read_config(config_file(connector.name)))
    except TiercelError as error:
        config, wrong = {}, wrong or str(error)
    return ConnectorPage(
        connector=row_for(connector),
        job=row_of(job) if job else None,
        runs=tuple(run_row(run) for run in _runs(connector)[:MOST_RUNS]),
        streams=streams,
        config=tuple(config.items()),
        wrong=wrong,
    )


def see_run(run_id: int, by: User | None) -> tuple[ConnectorRow, RunOfConnector] | None:
    """One run with its connector, which may have been taken away since."""
    at_least(Role.MANAGER, by)
    run = ConnectorRun.objects.select_related("connector", "job").filter(pk=run_id).first()
    return (row_for(run.connector), run_row(run)) if run else None


def aside_file(run_id: int, by: User | None) -> Path | None:
    """The lines of a run that were no message; None where there are none."""
    at_least(Role.MANAGER, by)
    path = aside_folder(run_id) / FILE
    return path if path.is_file() else None


def table_names() -> tuple[str, ...]:
    return tuple(TABLES)


def row_for(connector: Connector) -> ConnectorRow:
    job, last = job_of(connector), _runs(connector).first()
    return ConnectorRow(
        id=connector.pk,
        name=connector.name,
        # The address of a private repository holds the token that opens it.
        tap=masked(connector.package or connector.program, ()),
        system=preset_named(connector.preset).LABEL if connector.preset else "",
        source=connector.source,
        schedule=connector.schedule,
        due_at=None if connector.paused_at else connector.due_at,
        paused_at=connector.paused_at,
        made_at=connector.made_at,
        state_at=connector.state_at,
        keep_unknown=connector.keep_unknown,
        going_on=job.pk if job else None,
        last=run_row(last) if last else None,
    )


def run_row(run: ConnectorRun) -> RunOfConnector:
    streams = [_stream_line(name, said) for name, said in run.streams.items()]
    # Its process was killed: nobody else could say so.
    is_cut_off = run.state == ConnectorRun.RUNNING and (run.job is None or run.job.state != Job.RUNNING)
    return RunOfConnector(
        id=run.pk,
        state=ConnectorRun.FAILED if is_cut_off else run.state,
        started_at=run.started_at,
        ended_at=run.ended_at,
        streams=tuple(sorted(streams, key=lambda line: (not line.table, line.stream))),
        tables=tuple(TableOfRun(table, **run.tables[table]) for table in _in_order(run.tables)),
        imports=tuple(run.imports),
        aside=run.aside,
        reason=cut_off() if is_cut_off else run.reason,
        said=run.said,
    )


def _stream_line(name: str, said: dict[str, Any]) -> StreamOfRun:
    return StreamOfRun(
        stream=name,
        table=said.get("table", ""),
        why_not=said.get("why_not", ""),
        came=said.get("came", 0),
        rejected=said.get("rejected", 0),
        cells=said.get("cells", 0),
    )


def _in_order(tables: dict[str, Any]) -> list[str]:
    """The tables as they are read elsewhere; links, which are no tables of their own, come last."""
    return [*(table for table in TABLES if table in tables), *(table for table in tables if table not in TABLES)]


def _runs(connector: Connector) -> Any:
    return ConnectorRun.objects.select_related("job").filter(connector=connector).order_by("-started_at", "-pk")


def _streams(connector: Connector) -> tuple[tuple[StreamLook, ...], str]:
    try:
        catalog = kept_catalog(connector)
        plans = plans_of(connector, catalog)
    except TiercelError as error:
        return (), str(error)
    if catalog is None:
        return (), _("This tap does not say what it has. Its streams are shown after the first run.")
    return tuple(_look(connector, plan) for plan in plans), ""


def _look(connector: Connector, plan: Plan) -> StreamLook:
    said = connector.streams.get(plan.stream, {})
    chosen = said.get("mapping", {})
    fields = [
        FieldLook(name, column.doc, column.required, plan.mapping.get(name, ""), name in chosen)
        for name, column in (fields_of(plan.table).items() if plan.table else ())
        if name in plan.mapping or name not in AIDS
    ]
    ordered = tuple(sorted(fields, key=lambda each: (not each.column, not each.required)))
    return StreamLook(_view(plan), by_hand=bool(said), fields=ordered)


def views_of(plans: Iterable[Plan]) -> tuple[StreamView, ...]:
    return tuple(map(_view, plans))


def _view(plan: Plan) -> StreamView:
    return StreamView(
        stream=plan.stream,
        table=plan.table,
        why_not=plan.why_not,
        mapped=len(plan.mapping),
        unknown=plan.unknown if plan.table else (),
        missing=plan.missing,
        columns=plan.all,
    )
