"""`tiercel roles`: what contacts are likely to be in a purchase, and learning from corrections."""

from __future__ import annotations

from typing import Annotated

import typer

from tiercel.show.cli._rows import JsonLines, write_rows
from tiercel.show.cli._setup import setup

COLUMNS = (
    "contact", "name", "title", "seniority", "department", "buying_role", "read_seniority", "read_department", "by",
    "since",
)  # fmt: skip
Contact = Annotated[int, typer.Argument(help="The contact, by the number in the `id` column of People's exports.")]
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
    from tiercel.flow.roles.learning import learn_from_corrections

    typer.echo(f"Learnt from {learn_from_corrections(None):,} corrected titles.")
    typer.echo(f"{read_now(None):,} contacts have another role than before.")


@app.command()
def forget() -> None:
    """Forget what was learnt, and read all titles by the terms alone again; corrections stay."""
    setup()
    from tiercel.flow.read_roles import read_now
    from tiercel.flow.roles.learning import forget as forget_what_was_learnt

    if not forget_what_was_learnt(None):
        typer.echo("Nothing was learnt yet.")
        return
    typer.echo(f"Forgotten. {read_now(None):,} contacts have another role than before.")


@app.command()
def corrections(as_json: JsonLines = False) -> None:
    """List what people corrected, the newest first, with what the title alone would say, as CSV or JSON lines."""
    setup()
    from tiercel.flow.roles.learning import list_corrections

    found, _count = list_corrections(None, most=1_000_000)
    rows = ([str(getattr(row, name)) if name == "since" else getattr(row, name) for name in COLUMNS] for row in found)
    write_rows(COLUMNS, rows, as_json=as_json)


@app.command()
def correct(
    contact: Contact,
    seniority: Annotated[str, typer.Option(help="As `director`.")] = "",
    department: Annotated[str, typer.Option(help="As `purchasing`.")] = "",
    buying_role: Annotated[str, typer.Option(help="As `champion`.")] = "",
) -> None:
    """Say what a contact is; what is not said stays as it was read."""
    setup()
    from tiercel.core.clock import utc_now
    from tiercel.flow.roles.correct import correct as correct_role

    given = {"seniority": seniority, "department": department, "buying_role": buying_role}
    said = {name: label for name, label in given.items() if label}
    typer.echo("Corrected." if correct_role(contact, said, None, utc_now()) else "That was said before.")


@app.command()
def undo(contact: Contact) -> None:
    """Take a correction back: what the title says holds again."""
    setup()
    from tiercel.core.clock import utc_now
    from tiercel.flow.roles.correct import undo as undo_correction

    done = undo_correction(contact, None, utc_now())
    typer.echo("Taken back. Learn anew, if it was learnt: tiercel roles learn" if done else "Nothing was corrected.")
