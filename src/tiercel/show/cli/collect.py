"""The collector of events alone, without pages: for a process or a machine of its own."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

SECONDS_TO_STOP = 30


def add_to(app: typer.Typer) -> None:
    app.command()(collect)


def collect(
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8001,
    host: Annotated[str | None, typer.Option(help="The network address to listen on; else the setting's.")] = None,
) -> None:
    """Collect events from companies' own clients, until told to stop (Ctrl-C, SIGTERM); what came is stored first.

    Run as many as you like side by side, on several machines too, on one workspace folder.
    """
    import os
    import signal

    import uvicorn
    from rich.console import Console

    from tiercel.core import in_use
    from tiercel.core.errors import AccessError
    from tiercel.core.settings import load
    from tiercel.core.unswept import what_is_here_stays
    from tiercel.flow.events.collecting import collecting_alone

    settings = load(None, os.environ)
    settings.workspace.mkdir(parents=True, exist_ok=True)
    if not in_use.enter(settings.workspace):
        raise AccessError(
            f"A backup is being restored into {settings.workspace}. Collect again when it is; where that was cut off, "
            "`tiercel serve` or `tiercel worker` finishes it as it starts."
        )
    collecting = collecting_alone(settings.workspace, settings.metrics_token)
    listen_host = host or settings.host
    Console().print(f"Collecting at http://{listen_host}:{port}  (Ctrl+C stops it)", highlight=False)
    # The web server hands the signal on when it has answered what was in hand; Python alone would be gone at once.
    signal.signal(signal.SIGTERM, _end)
    what_is_here_stays()
    try:
        uvicorn.run(
            collecting.application,
            host=listen_host,
            port=port,
            log_level="warning",
            access_log=False,
            lifespan="off",
            server_header=False,
            forwarded_allow_ips=list(settings.proxies),
            timeout_graceful_shutdown=SECONDS_TO_STOP,
        )
    finally:
        collecting.close()


def _end(_number: int, _frame: object) -> None:
    sys.exit(0)
