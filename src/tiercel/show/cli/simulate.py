"""`tiercel simulate`: a made-up market as the files of a CRM's export, and the truth behind it."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console


def add_to(app: typer.Typer) -> None:
    app.command()(simulate)


def simulate(
    folder: Annotated[Path, typer.Argument(help="Where the files go; it is made where there is none.")],
    seed: Annotated[int, typer.Option(help="Another number makes another market.")] = 7,
    accounts: Annotated[int, typer.Option(help="How many accounts.", min=20)] = 5000,
    deals: Annotated[int, typer.Option(help="How many deals, about.", min=20)] = 3000,
    until: Annotated[
        datetime | None,
        typer.Option(help="The day after the market's last; today when left out.", formats=["%Y-%m-%d"]),
    ] = None,
) -> None:
    """Make a market whose truth is known, as the files that a CRM would export, with TRUTH.md beside them."""
    from tiercel.core.clock import utc_now
    from tiercel.simulate.export import write_crm_export, write_truth
    from tiercel.simulate.market import make_market

    market = make_market(seed, until=(until or utc_now()).date(), accounts=accounts, deals=deals)
    console = Console()
    for path in [*write_crm_export(market, folder), write_truth(market, folder)]:
        console.print(str(path), highlight=False, soft_wrap=True)
