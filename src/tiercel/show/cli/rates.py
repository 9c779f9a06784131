"""`tiercel rates`: what other currencies are worth in the workspace's own."""

from datetime import datetime
from typing import Annotated

import typer

rates = typer.Typer(help="What other currencies are worth in the workspace's own.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.add_typer(rates, name="rates")


@rates.command("set")
def set_(
    currency: Annotated[str, typer.Argument(help="ISO 4217, as EUR.")],
    rate: Annotated[str, typer.Argument(help="What one unit costs in the workspace's currency, as 1.08.")],
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="From this day on.")],
) -> None:
    """Keep a rate: sums in that currency count by the rate of their day."""
    from tiercel.show.cli._setup import setup

    setup()
    from tiercel.core.clock import utc_now
    from tiercel.flow.keep_rates import set_rate

    kept = set_rate(currency, rate, on.date(), None, utc_now())
    typer.echo(f"1 {kept.currency} = {kept.rate.normalize():f} from {kept.day}. Scores follow at the next refresh.")


@rates.command("list")
def list_() -> None:
    """All rates that are kept."""
    from tiercel.show.cli._setup import setup

    setup()
    from tiercel.flow.keep_rates import rates as kept

    for row in kept():
        typer.echo(f"{row.currency}  {row.day}  {row.rate.normalize():f}")
    if not kept():
        typer.echo("No rates yet: sums in other currencies are left out. tiercel rates set EUR 1.08 --on 2026-01-01")
