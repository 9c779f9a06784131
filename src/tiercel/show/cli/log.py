"""`tiercel log`: what the collector stored, proved; and what it could not take."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tiercel.show.cli._rows import JsonLines

if TYPE_CHECKING:
    from tiercel.flow.events.see_log import Proved

log = typer.Typer(help="The log of the events that were collected.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.add_typer(log, name="log")


@log.command()
def verify(
    folder: Annotated[Path | None, typer.Argument(help="A folder of segments; else the workspace's log.")] = None,
    as_json: JsonLines = False,
) -> None:
    """Prove the log against its own checksums; exit code 1 where a line was changed, is missing or cannot be read."""
    from tiercel.core.settings import load
    from tiercel.flow.events.see_log import prove_log

    proved = prove_log(load(None, os.environ).workspace, folder)
    _print_json(proved) if as_json else _print(proved)
    if proved.wrong:
        raise typer.Exit(1)


@log.command()
def aside(as_json: JsonLines = False) -> None:
    """List what was sent and could not be taken, with the reason."""
    import msgspec
    from rich.console import Console

    from tiercel.core.settings import load
    from tiercel.flow.events.see_log import see_aside

    console = Console(soft_wrap=True)
    for one in see_aside(load(None, os.environ).workspace):
        if as_json:
            typer.echo(msgspec.json.encode(one))
            continue
        came = f"{one.at:%Y-%m-%d %H:%M:%S} {one.path}: {one.reason} ({len(one.body)} bytes)"
        console.print(came, highlight=False, markup=False)


def _print(proved: Proved) -> None:
    from rich.console import Console

    for wrong in proved.wrong:
        Console(stderr=True, soft_wrap=True).print(
            f"{wrong.path}, line {wrong.line}: {wrong.what}", style="red", highlight=False, markup=False
        )
    Console(soft_wrap=True).print(
        f"{proved.segments} closed segments and {proved.being_written} being written, {proved.requests} requests, "
        f"{proved.events} events, {len(proved.wrong)} wrong.",
        highlight=False,
    )


def _print_json(proved: Proved) -> None:
    import msgspec

    for wrong in proved.wrong:
        said = {"file": str(wrong.path), "line": wrong.line, "wrong": wrong.what}
        typer.echo(msgspec.json.encode(said))
    typer.echo(
        msgspec.json.encode(
            {
                "segments": proved.segments,
                "being_written": proved.being_written,
                "requests": proved.requests,
                "events": proved.events,
                "wrong": len(proved.wrong),
            }
        )
    )
