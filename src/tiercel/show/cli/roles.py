"""`tiercel roles`: what contacts are likely to be in a purchase, and learning from corrections."""

from __future__ import annotations

import typer

from tiercel.show.cli._setup import setup

app = typer.Typer(help="Seniority, department and buying role of contacts.", no_args_is_help=True)


def add_to(main: typer.Typer) -> None:
    main.add_typer(app, name="roles")


@app.command()
def read() -> None:
    """Read the title of every contact, and what their deals call them; corrections stay."""
    setup()
    from tiercel.flow.read_roles import read_now

    typer.echo(f"{read_now(None):,} contacts have another role than before.")


@app.command()
def learn() -> None:
    """Learn from corrections how titles are to be read, then read all of them again."""
    setup()
    from tiercel.flow.read_roles import read_now
    from tiercel.flow.roles.correct import learn_from_corrections

    typer.echo(f"Learnt from {learn_from_corrections(None):,} corrected titles.")
    typer.echo(f"{read_now(None):,} contacts have another role than before.")
