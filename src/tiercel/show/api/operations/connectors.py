"""Connectors: systems whose rows come by themselves, what came of each run, and a way to ask for one."""

from __future__ import annotations

from typing import Any

from tiercel.flow.connectors import see
from tiercel.flow.connectors.run import ask_to_run
from tiercel.flow.connectors.see import ConnectorRow, RunOfConnector
from tiercel.flow.see_jobs import JobRow
from tiercel.show.api.forms import Answer, Key, form_of
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


OPERATIONS = (
    Operation("GET", "/connectors", "list_connectors", connectors, MANAGER, "connectors:read", Connectors),
    Operation(
        "GET", "/connectors/{connector_id}", "get_connector", connector, MANAGER, "connectors:read", ConnectorWithRuns
    ),
    Operation(
        "POST", "/connectors/{connector_id}/run", "run_connector", run, MANAGER, "connectors:write", JobForm, status=202
    ),
)
