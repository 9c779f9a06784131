"""`tiercel accounts`: the accounts with their scores, and why each has its score."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from itertools import islice
from textwrap import indent
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from tiercel.normal.money import in_units

if TYPE_CHECKING:
    from tiercel.flow.accounts.explain_account import Explained
    from tiercel.flow.accounts.list_accounts import AccountRow

accounts = typer.Typer(help="The accounts, their scores and the reasons.", no_args_is_help=True)
Day = Annotated[
    datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="What was known at the end of that day.")
]
Json = Annotated[bool, typer.Option("--json", help="Write JSON.")]


def add_to(app: typer.Typer) -> None:
    app.add_typer(accounts, name="accounts")


@accounts.command("list")
def list_(
    as_of: Day = None,
    text: Annotated[str, typer.Option("--search", help="Part of a name or domain, in any script.")] = "",
    tier: Annotated[int | None, typer.Option(help="Only those in this tier.")] = None,
    limit: Annotated[int, typer.Option(help="How many; 0 for all.")] = 50,
    as_json: Json = False,
) -> None:
    """The accounts with fit, expected value and tier, the most valuable first."""
    from tiercel.show.cli._setup import setup

    setup()
    from tiercel.flow.accounts.list_accounts import Asked, every_row

    day = as_of.date() if as_of else None
    rows = islice(every_row(Asked(text=text, tier=tier, as_of=day, columns=())), limit or None)
    if as_json:
        _write_json(rows)
    else:
        _print_list(list(rows))


@accounts.command()
def explain(
    account: Annotated[str, typer.Argument(help="Id, the source's id, name or domain.")],
    as_of: Day = None,
    as_json: Json = False,
) -> None:
    """Why an account has its score: each reason in points; they sum to the score."""
    from tiercel.show.cli._setup import setup

    setup()
    from tiercel.flow.accounts.explain_account import explain_account
    from tiercel.flow.accounts.find_account import find_account

    found = explain_account(find_account(account).pk, as_of.date() if as_of else None)
    if as_json:
        typer.echo(json.dumps(asdict(found), indent=2, ensure_ascii=False, default=str))
    else:
        _print_explained(found)


def _write_json(rows: "Iterable[AccountRow]") -> None:
    """One list, row after row: all the accounts that there may be are never held at once."""
    before = "["
    for row in rows:
        typer.echo(f"{before}\n{indent(json.dumps(asdict(row), indent=2, ensure_ascii=False), '  ')}", nl=False)
        before = ","
    typer.echo("[]" if before == "[" else "\n]")


def _print_list(rows: "list[AccountRow]") -> None:
    from rich.console import Console
    from rich.table import Table

    if not rows:
        typer.echo("No accounts. Import some: tiercel import FILE…")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in ("id", "account", "tier", "points", "chance to win", "expected value"):
        table.add_column(column, justify="left" if column == "account" else "right")
    for row in rows:
        table.add_row(str(row.id), escape(row.name), str(row.tier or ""), *_score_cells(row))
    Console().print(table)


def _score_cells(row: "AccountRow") -> tuple[str, str, str]:
    if row.chance is None:
        return "", "not scored", ""
    worth = (
        "" if row.value_minor is None else f"{in_units(row.value_minor, row.value_currency):,.0f} {row.value_currency}"
    )
    return f"{row.points:.0f}", f"{row.chance:.0%} ({row.low:.0%}-{row.high:.0%})", worth


def _print_explained(found: "Explained") -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False, markup=False)
    console.print(
        f"{found.name}: {found.points:.0f} points, chance to win {found.chance:.0%} ({found.low:.0%}-{found.high:.0%}),"
        f" by profile version {found.profile}, scored {found.scored_at:%Y-%m-%d %H:%M} UTC"
    )
    if not found.ranks:
        console.print("Nothing separates won from lost in these data: every account has the common chance.")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("reason")
    table.add_column("saw")
    table.add_column("points", justify="right")
    table.add_row("everybody begins with", "", f"{found.start:.1f}")
    for reason in sorted(found.reasons, key=lambda r: -abs(r.amount)):
        table.add_row(reason.term, reason.saw or "not known", f"{reason.amount:+.1f}")
    table.add_row("sum", "", f"{found.points:.1f}")
    console.print(table)
