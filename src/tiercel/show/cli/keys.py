"""Keys by which programs act for a user, from the command line of the machine that keeps the workspace."""

from __future__ import annotations

from typing import Annotated

import typer


def add_to(app: typer.Typer) -> None:
    keys = typer.Typer(help="Keys by which programs act for a user.", no_args_is_help=True)
    keys.command("make")(make)
    keys.command("list")(list_all)
    keys.command("revoke")(revoke)
    keys.command("scopes")(list_scopes)
    app.add_typer(keys, name="keys")


def make(
    user: Annotated[str, typer.Argument(help="The user for whom it acts: the name or mail address.")],
    name: Annotated[str, typer.Option(help="What will use it.")],
    scope: Annotated[list[str] | None, typer.Option(help="What it may do; repeatable. Without: everything.")] = None,
    days: Annotated[int, typer.Option(help="How many days it lasts.")] = 90,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print the key alone, for scripts.")] = False,
) -> None:
    """Make a key, and show it this once."""
    from tiercel.show.cli._setup import setup

    setup()
    from rich.console import Console

    from tiercel.core.clock import utc_now
    from tiercel.flow.api.keep_keys import make_key, user_for_key
    from tiercel.show.api.operation import scopes

    known = tuple(scopes())
    made = make_key(name, scope or known, days, user_for_key(user), known=known, by=None, now=utc_now())
    if quiet:
        typer.echo(made.token)
        return
    said = (
        f"{made.token}\nIt acts for {made.row.user} for {days} days, and is shown this once: keep it where secrets are."
    )
    Console().print(said, highlight=False, markup=False, soft_wrap=True)


def list_all() -> None:
    """Every key: whose it is, what it may do, whether it works."""
    from tiercel.show.cli._setup import setup

    setup()
    from rich.console import Console
    from rich.table import Table

    from tiercel.core.clock import utc_now
    from tiercel.flow.api.keep_keys import list_keys

    table = Table("Number", "Key", "Name", "User", "Scopes", "State", "Ends", "Last used")
    for key in list_keys(None, utc_now()):
        days = [f"{when:%Y-%m-%d}" if when else "" for when in (key.expires_at, key.last_used_at)]
        table.add_row(str(key.id), key.visible, key.name, key.user, ", ".join(key.scopes), key.state, *days)
    Console().print(table)


def revoke(number: Annotated[int, typer.Argument(help="The key's number, as the list has it.")]) -> None:
    """End a key at once."""
    from tiercel.show.cli._setup import setup

    setup()
    from rich.console import Console

    from tiercel.core.clock import utc_now
    from tiercel.flow.api.keep_keys import revoke_key

    row = revoke_key(number, None, utc_now())
    Console().print(f"{row.visible} ({row.name}) of {row.user} does not work any more.", highlight=False, markup=False)


def list_scopes() -> None:
    """What keys can be made for, and which operations of the API each opens."""
    from tiercel.show.cli._setup import begin

    # Nothing of the workspace is read, so a new one needs no database for it.
    begin()
    from rich.console import Console
    from rich.table import Table

    from tiercel.show.api.operation import scopes

    table = Table("Scope", "Operations")
    for scope, some in scopes().items():
        table.add_row(scope, ", ".join(operation.name for operation in some))
    Console().print(table)
