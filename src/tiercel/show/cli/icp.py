"""`tiercel icp`: the ideal customer profile, learnt, shown and judged."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tiercel.core.errors import DataError
from tiercel.show.cli._setup import setup

if TYPE_CHECKING:
    from tiercel.flow.strategy.documents import Document

icp = typer.Typer(help="The ideal customer profile: learn it, show it, judge it.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.add_typer(icp, name="icp")


Until = Annotated[str, typer.Option(help="Only deals closed before this day, as 2026-03-31.")]
Json = Annotated[bool, typer.Option("--json", help="Write the figures as JSON.")]


@icp.command()
def learn(
    until: Until = "",
    confirm: Annotated[
        list[str] | None, typer.Option(help="A suspected attribute that you vouch for; may be repeated.")
    ] = None,
    doubt: Annotated[list[str] | None, typer.Option(help="A confirmed attribute to hold out again.")] = None,
    as_json: Json = False,
) -> None:
    """Learn the profile from the closed deals, and keep it as a new version."""
    setup()
    from tiercel.flow.learn_profile import learn_profile

    document = learn_profile(until=_day(until), confirm=confirm or (), doubt=doubt or ())
    _show(document, as_json=as_json)


@icp.command()
def show(
    version: Annotated[int, typer.Option(help="An earlier version; the newest when left out.")] = 0,
    as_json: Json = False,
) -> None:
    """Print the profile in plain words."""
    setup()
    from tiercel.flow.strategy import documents

    _show(documents.version("icp", version) if version else documents.current("icp"), as_json=as_json)


@icp.command()
def backtest(
    table: Annotated[
        Path | None, typer.Option(help="A file of deals, one a row: CSV, XLSX, Parquet or JSON lines, gzipped too.")
    ] = None,
    *,
    outcome: Annotated[str, typer.Option(help="COLUMN, or COLUMN=VALUE to name the winning value.")] = "",
    group: Annotated[str, typer.Option(help="The column that names the account of each deal.")] = "",
    time: Annotated[str, typer.Option(help="The column that orders deals in time: dates, numbers or ranks.")] = "",
    ignore: Annotated[
        list[str] | None, typer.Option(help="A column to keep out of everything; may be repeated.")
    ] = None,
    confirm: Annotated[list[str] | None, typer.Option(help="A suspected column to use all the same.")] = None,
    until: Until = "",
    as_json: Json = False,
) -> None:
    """How well a profile would have foretold deals that it had not seen: the workspace's, or those of any table."""
    if table is None:
        _print(_of_workspace(until), as_json=as_json)
        return
    from tiercel.flow.profile.backtest_table import backtest_table, report

    if not outcome:
        raise DataError(
            "Name the column that says whether a deal was won: --outcome COLUMN, or --outcome COLUMN=VALUE."
        )
    found = backtest_table(table, outcome, group=group, time=time, ignore=ignore or (), confirm=confirm or ())
    _print(report(found), as_json=as_json)


def _of_workspace(until: str) -> dict[str, Any]:
    setup()
    from tiercel.flow.learn_profile import judge_profile

    return judge_profile(_day(until))


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise DataError(f"'{text}' is not a day. Write it as 2026-03-31.") from None


def _show(document: Document, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"version": document.version, **document.body}, indent=2, ensure_ascii=False))
        return
    from rich.console import Console
    from rich.markdown import Markdown

    from tiercel.flow.profile.describe_profile import describe_profile

    Console().print(Markdown(describe_profile(document)))


def _print(figures: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(figures, indent=2, ensure_ascii=False))
        return
    from tiercel.show.cli._icp_print import print_backtest

    print_backtest(figures)
