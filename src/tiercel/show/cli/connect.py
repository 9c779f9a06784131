"""`tiercel connect`: systems whose rows come by themselves, by the Singer protocol."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

Name = Annotated[str, typer.Argument(help="What you call the connector, as crm.")]
Package = Annotated[
    str | None, typer.Option(help="The tap to install, as pip names it: tap-hubspot.", metavar="PACKAGE")
]
Command = Annotated[str | None, typer.Option(help="A tap that is there already, by its path.", metavar="PATH")]
Program = Annotated[
    str | None, typer.Option(help="The tap's name within the package, where it is not called like it.", metavar="NAME")
]
Preset = Annotated[
    str | None, typer.Option(help="Whose streams it sends: hubspot or salesforce; by the tap's name else.")
]
Source = Annotated[
    str | None, typer.Option(help="The system whose ids the rows carry, as in imports; by the preset else.")
]
ConfigFile = Annotated[
    Path | None, typer.Option("--config", help="A JSON file with the tap's settings; they are copied.", metavar="FILE")
]
Setting = Annotated[
    list[str] | None,
    typer.Option(
        "--set", help="A setting; '$NAME' is read from the environment, NAME:=JSON is no text.", metavar="NAME=TEXT"
    ),
]
Map = Annotated[
    list[str] | None,
    typer.Option("--map", help="STREAM=TABLE, or STREAM.FIELD=COLUMN; may be repeated.", metavar="STREAM=TABLE"),
]
Schedule = Annotated[str | None, typer.Option(help="'daily 06:30', 'hourly 15' (at that minute) or 'none'.")]
KeepUnknown = Annotated[
    bool | None,
    typer.Option("--keep-unknown/--drop-unknown", help="Columns nobody recognises become attributes of your own."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON.")]


def add_to(app: typer.Typer) -> None:
    connect = typer.Typer(help="Systems whose rows come by themselves.", no_args_is_help=True)
    connect.command("add")(add)
    connect.command("change")(change)
    connect.command("run")(run)
    connect.command("list")(list_all)
    connect.command("show")(show)
    connect.command("pause")(pause)
    connect.command("resume")(resume)
    connect.command("remove")(remove)
    app.add_typer(connect, name="connect")


def add(
    name: Name,
    package: Package = None,
    command: Command = None,
    program: Program = None,
    preset: Preset = None,
    source: Source = None,
    config: ConfigFile = None,
    setting: Setting = None,
    mapping: Map = None,
    schedule: Schedule = None,
    keep_unknown: KeepUnknown = None,
) -> None:
    """Install a tap in an environment of its own, and say which of its streams would be taken."""
    from tiercel.show.cli._setup import setup

    setup()
    from tiercel.core.clock import utc_now
    from tiercel.flow.connectors.keep import Wanted, add_connector
    from tiercel.flow.connectors.see import views_of
    from tiercel.show.cli._connect_print import print_plans, said_while

    wanted = Wanted(
        package, command, program, preset, source, _settings(config, setting), mapping or (), schedule, keep_unknown
    )
    with said_while() as say:
        connector, plans = add_connector(name, wanted, utc_now(), say)
    print_plans(connector.name, views_of(plans))


def change(
    name: Name,
    package: Package = None,
    command: Command = None,
    program: Program = None,
    preset: Preset = None,
    source: Source = None,
    config: ConfigFile = None,
    setting: Setting = None,
    mapping: Map = None,
    schedule: Schedule = None,
    keep_unknown: KeepUnknown = None,
    anew: Annotated[bool, typer.Option("--anew", help="Forget where the tap stood: the next run brings all.")] = False,
) -> None:
    """Change a connector; what is not said stays. The tap is asked anew what it has."""
    from tiercel.show.cli._setup import setup

    setup()
    from tiercel.core.clock import utc_now
    from tiercel.flow.connectors.keep import Wanted, begin_anew, change_connector
    from tiercel.flow.connectors.see import views_of
    from tiercel.show.cli._connect_print import print_plans, said_while

    wanted = Wanted(
        package, command, program, preset, source, _settings(config, setting), mapping or (), schedule, keep_unknown
    )
    with said_while() as say:
        connector, plans = change_connector(name, wanted, utc_now(), say)
    if anew:
        begin_anew(connector.pk, None)
    print_plans(connector.name, views_of(plans))


def run(name: Name, as_json: AsJson = False) -> None:
    """Run a connector now; what cannot be taken is kept aside with the reason."""
    from tiercel.show.cli._setup import setup

    setup()
    from tiercel.core.errors import TiercelError
    from tiercel.flow.connectors.keep import named
    from tiercel.flow.connectors.run import run_now
    from tiercel.flow.connectors.see import run_row, see_connector
    from tiercel.show.cli._connect_print import print_run
    from tiercel.show.cli._progress import shown

    connector = named(name)
    before = see_connector(connector.pk, None)
    try:
        with shown(quiet=as_json) as listen:
            row = run_row(run_now(connector, None, listen))
    except TiercelError:
        # What came before it failed is kept, and is told as well.
        page = see_connector(connector.pk, None)
        if not as_json and page and page.runs and (not before or page.runs[:1] != before.runs[:1]):
            print_run(page.runs[0])
        raise
    if as_json:
        typer.echo(json.dumps(_values(row), indent=2, ensure_ascii=False))
    else:
        print_run(row)


def list_all(as_json: AsJson = False) -> None:
    """Every connector: its tap, when it runs, what came last."""
    from tiercel.show.cli._setup import setup

    setup()
    from tiercel.flow.connectors.see import list_connectors
    from tiercel.show.cli._connect_print import print_list

    rows = list_connectors(None)
    if as_json:
        typer.echo(json.dumps([_values(row) for row in rows], indent=2, ensure_ascii=False))
    else:
        print_list(rows)


def show(name: Name) -> None:
    """One connector: its settings (secrets hidden), how each stream is read, its last runs."""
    from tiercel.show.cli._setup import setup

    setup()
    from tiercel.flow.connectors.keep import named
    from tiercel.flow.connectors.see import see_connector
    from tiercel.show.cli._connect_print import print_page

    page = see_connector(named(name).pk, None)
    assert page is not None
    print_page(page)


def pause(name: Name) -> None:
    """Let it run no more by itself."""
    from tiercel.show.cli._setup import setup

    setup()
    from tiercel.core.clock import utc_now
    from tiercel.flow.connectors import keep

    keep.pause(keep.named(name).pk, None, utc_now())
    typer.echo(f"{name} does not run by itself any more.")


def resume(name: Name) -> None:
    """Let it run by its schedule again."""
    from tiercel.show.cli._setup import setup

    setup()
    from tiercel.core.clock import utc_now
    from tiercel.flow.connectors import keep

    keep.resume(keep.named(name).pk, None, utc_now())
    typer.echo(f"{name} runs by its schedule again.")


def remove(name: Name) -> None:
    """Take a connector away, with its settings and its environment; what it brought stays."""
    from tiercel.show.cli._setup import setup

    setup()
    from tiercel.core.clock import utc_now
    from tiercel.flow.connectors.keep import remove_connector

    remove_connector(name, utc_now())
    typer.echo(f"{name} is taken away. What it brought stays.")


def _settings(config: Path | None, pairs: list[str] | None) -> dict[str, Any]:
    from tiercel.flow.connectors.keep import settings_in

    return settings_in(config, pairs or ())


def _values(row: Any) -> Any:
    from dataclasses import asdict

    return json.loads(json.dumps(asdict(row), default=str))
