"""The pages for people: the web server, with a worker beside it for long work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

# First the requests in hand are answered, a long export too; then the worker puts its jobs down.
SECONDS_TO_STOP = 30
SECONDS_FOR_WORKER = 12


def add_to(app: typer.Typer) -> None:
    app.command()(serve)


def serve(
    port: Annotated[int | None, typer.Option(help="The port to listen on; else the setting's.")] = None,
    host: Annotated[str | None, typer.Option(help="The network address to listen on; else the setting's.")] = None,
    worker: Annotated[bool, typer.Option(help="Whether to do long work too, in a process beside.")] = True,
) -> None:
    """Serve the pages, until told to stop (Ctrl-C, SIGTERM); what is in hand is finished first."""
    from tiercel.show.cli._setup import setup

    _instead("TIERCEL_PORT", port)
    _instead("TIERCEL_HOST", host)
    setup()
    import uvicorn
    from django.conf import settings
    from rich.console import Console

    from tiercel.flow.events.keys import mail_key_file, write_key_file
    from tiercel.show.web.static_files import collect

    collect()
    # Collectors and the web tag read the keys from a file: after a restore, say, it is not there yet.
    write_key_file.write_out()
    mail_key_file.write_out()
    # Once the static files are there: it looks for them as it is loaded.
    from tiercel.show.web import asgi, warm

    listen_host, listen_port = settings.WORKSPACE.host, settings.WORKSPACE.port
    Console().print(
        f"Tiercel is at http://{_reached_by(listen_host)}:{listen_port}  (Ctrl+C stops it)", highlight=False
    )
    with _ended_when_told(), _worker_beside(worker):
        warm.begin_reading()
        uvicorn.run(
            asgi.application,
            host=listen_host,
            port=listen_port,
            log_config=None,
            log_level="warning",
            access_log=False,
            lifespan="off",
            server_header=False,
            forwarded_allow_ips=list(settings.WORKSPACE.proxies),
            timeout_graceful_shutdown=SECONDS_TO_STOP,
        )


def _instead(variable: str, value: object) -> None:
    """The option is the setting, for the worker beside too: links in mails begin with the address that is served."""
    if value is not None:
        os.environ[variable] = str(value)


def _reached_by(host: str) -> str:
    return "localhost" if host in ("0.0.0.0", "::", "127.0.0.1") else host  # noqa: S104


@contextmanager
def _ended_when_told() -> Iterator[None]:
    """SIGTERM ends it as it should be ended, with code 0.

    Python alone would be gone at once, and leave the worker behind. The web server hears the signal itself while it
    serves, and hands it on when it has answered what was in hand.
    """
    signal.signal(signal.SIGTERM, _end)
    yield


def _end(_number: int, _frame: object) -> None:
    sys.exit(0)


@contextmanager
def _worker_beside(wanted: bool) -> Iterator[None]:
    """A worker that ends when the server does: told first, so that the job in its hands can be put down."""
    if not wanted:
        yield
        return
    process = subprocess.Popen([sys.executable, "-m", "tiercel.show.cli", "worker"])
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(SECONDS_FOR_WORKER)
        except subprocess.TimeoutExpired:
            process.kill()
