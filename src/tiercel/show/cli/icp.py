"""`tiercel icp`: the ideal customer profile, learnt, shown and judged."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

icp = typer.Typer(help="The ideal customer profile: learn it, show it, judge it.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.add_typer(icp, name="icp")


@icp.command()
def backtest(
    table: Annotated[
        Path | None, typer.Option(help="A file of deals, one a row: CSV, XLSX, Parquet or JSON lines.")
    ] = None,
    *,
    outcome: Annotated[str, typer.Option(help="COLUMN, or COLUMN=VALUE to name the winning value.")] = "",
    group: Annotated[str, typer.Option(help="The column that names the account of each deal.")] = "",
    time: Annotated[str, typer.Option(help="The column that orders deals in time: dates, numbers or ranks.")] = "",
    ignore: Annotated[
        list[str] | None, typer.Option(help="A column to keep out of everything; may be repeated.")
    ] = None,
    confirm: Annotated[
        list[str] | None, typer.Option(help="A suspected column to use all the same; may be repeated.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write the figures as JSON.")] = False,
) -> None:
    """How well a profile would have foretold deals that it had not seen."""
    from tiercel.flow.backtest_table import backtest_table, report

    assert table is not None
    found = backtest_table(table, outcome, group=group, time=time, ignore=ignore or (), confirm=confirm or ())
    _print(report(found), as_json)


def _print(figures: dict[str, Any], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(figures, indent=2, ensure_ascii=False))
        return
    from tiercel.show.cli._icp_print import print_backtest

    print_backtest(figures)
