"""`tiercel visitors`: the people behind what was done at our sites."""

from typing import Annotated

import typer


def add_to(app: typer.Typer) -> None:
    visitors = typer.Typer(help="The people behind what was done at your sites.", no_args_is_help=True)
    visitors.command("erase")(erase)
    # A group with a single command would else be that command.
    visitors.callback()(lambda: None)
    app.add_typer(visitors, name="visitors")


def erase(email: Annotated[str, typer.Option(help="The mail address that they are known by.", prompt=True)]) -> None:
    """Make what somebody did unreadable for good; they do not come back, whatever arrives of them later."""
    from tiercel.show.cli._setup import setup

    setup()
    from tiercel.core.clock import utc_now
    from tiercel.flow.events.visitors.erase import erase_visitors

    done = erase_visitors(email, None, utc_now())
    typer.echo(f"{done.visitors:,} visitors erased: nobody can read any more what they did.")
    if done.contacts:
        typer.echo(f"{done.contacts:,} contacts that were known from your sites alone are erased too.")
    if done.activities:
        typer.echo(f"{done.activities:,} touches and answers that came by file have lost the address.")
    if done.aside:
        typer.echo(f"{done.aside:,} requests that the collector had kept aside held it, and are gone.")
    if done.aside_left:
        typer.echo(f"{done.aside_left:,} more are being kept aside just now. Erase again in two minutes.")
    if done.contacts_left:
        typer.echo(f"{done.contacts_left:,} contacts with this address came from an import and stay: erase them there.")
