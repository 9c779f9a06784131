"""Connectors: systems whose rows come by themselves, what came of each run, and a way to ask for one."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from tiercel.core.clock import utc_now
from tiercel.flow.connectors import keep, see
from tiercel.flow.connectors.run import ask_to_run
from tiercel.flow.connectors.see import ConnectorRow, RunOfConnector
from tiercel.flow.see_jobs import JobRow
from tiercel.show.api.forms import NO_OTHERS, Answer, Given, Key, Named, Text, Word, form_of
from tiercel.show.api.operation import Operation
from tiercel.show.api.operations.jobs import JobForm, found
from tiercel.show.api.problems import NotThereError
from tiercel.show.web.access import MANAGER, Asked

ConnectorForm = form_of(ConnectorRow, "Connector")
RunForm = form_of(RunOfConnector, "RunOfConnector")


class Connectors(Answer):
    """The connectors, by name."""

    rows: list[ConnectorForm]  # type: ignore[valid-type]


class ConnectorWithRuns(ConnectorForm):  # type: ignore[valid-type, misc]
    """A connector with its last runs, the newest first."""

    runs: list[RunForm]  # type: ignore[valid-type]


class Schedule(Given):
    """When a connector runs by itself."""

    schedule: Word = Field(description="As `hourly 15` or `daily 03:30`; empty: only when it is asked to.")


class StreamMap(Given):
    """What a stream means."""

    stream: Word = Field(min_length=1)
    table: Word = Field(description="The table that it fills, as accounts; empty: none.")
    mapping: dict[Named, Text] = Field(
        default_factory=dict, json_schema_extra=NO_OTHERS, description="By field of the table, the field of the stream."
    )


def connectors(request: Asked) -> dict[str, Any]:
    """The connectors, each with what came of its last run."""
    return {"rows": see.list_connectors(request.user)}


def connector(request: Asked, connector_id: Key) -> dict[str, Any]:
    """One connector with its last runs."""
    page = see.see_connector(connector_id, request.user)
    if page is None:
        raise NotThereError
    return vars(page.connector) | {"runs": page.runs}


def run(request: Asked, connector_id: Key) -> JobRow:
    """Ask for a run. Answered at once; follow the job, then read the connector."""
    if see.see_connector(connector_id, request.user) is None:
        raise NotThereError
    return found(ask_to_run(connector_id, request.user).pk)


def schedule(request: Asked, connector_id: Key, given: Schedule) -> dict[str, Any]:
    """Let a connector run by itself at other times, or only when asked."""
    connector(request, connector_id)
    keep.reschedule(connector_id, given.schedule, request.user, utc_now())
    return connector(request, connector_id)


def map_stream(request: Asked, connector_id: Key, given: StreamMap) -> dict[str, Any]:
    """Say which table a stream fills, and which of its fields means what. It holds from the next run on."""
    connector(request, connector_id)
    keep.map_stream(connector_id, given.stream, given.table, given.mapping, request.user)
    return connector(request, connector_id)


def pause(request: Asked, connector_id: Key) -> dict[str, Any]:
    """Stop the runs by schedule, until it is switched on again."""
    connector(request, connector_id)
    keep.pause(connector_id, request.user, utc_now())
    return connector(request, connector_id)


def resume(request: Asked, connector_id: Key) -> dict[str, Any]:
    """Let it run by its schedule again."""
    connector(request, connector_id)
    keep.resume(connector_id, request.user, utc_now())
    return connector(request, connector_id)


def begin_anew(request: Asked, connector_id: Key) -> dict[str, Any]:
    """Let the next run ask for everything again. What is here already is recognised."""
    connector(request, connector_id)
    keep.begin_anew(connector_id, request.user)
    return connector(request, connector_id)


READ, WRITE = "connectors:read", "connectors:write"
OPERATIONS = (
    Operation("GET", "/connectors", "list_connectors", connectors, MANAGER, READ, Connectors),
    Operation(
        "GET", "/connectors/{connector_id}", "get_connector", connector, MANAGER, READ, ConnectorWithRuns
    ),
    Operation(
        "POST", "/connectors/{connector_id}/run", "run_connector", run, MANAGER, WRITE, JobForm, status=202
    ),
    Operation(
        "PUT", "/connectors/{connector_id}/schedule", "schedule_connector", schedule, MANAGER, WRITE, ConnectorWithRuns,
        example={"schedule": "daily 03:30"},
    ),
    Operation(
        "PUT", "/connectors/{connector_id}/streams", "map_stream", map_stream, MANAGER, WRITE, ConnectorWithRuns,
        example={"stream": "companies", "table": "accounts", "mapping": {"name": "company_name"}},
    ),
    Operation(
        "POST", "/connectors/{connector_id}/pause", "pause_connector", pause, MANAGER, WRITE, ConnectorWithRuns
    ),
    Operation(
        "POST", "/connectors/{connector_id}/resume", "resume_connector", resume, MANAGER, WRITE, ConnectorWithRuns
    ),
    Operation(
        "POST", "/connectors/{connector_id}/anew", "begin_connector_anew", begin_anew, MANAGER, WRITE,
        ConnectorWithRuns,
    ),
)  # fmt: skip
