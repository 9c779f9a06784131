"""`tiercel backup` and `tiercel restore`: a whole workspace as one file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def add_to(app: typer.Typer) -> None:
    app.command()(backup)
    app.command()(restore)


def backup(
    file: Annotated[Path, typer.Argument(help="The file to make, as backup.zip; it must not exist yet.")],
    with_secret: Annotated[
        bool, typer.Option("--with-secret", help="Take the secret key and the secrets of tiercel.toml along.")
    ] = False,
) -> None:
    """Back the whole workspace up into one file, while it goes on working."""
    from tiercel.show.cli._setup import setup

    setup()
    from tiercel.core.clock import utc_now
    from tiercel.flow.backup.make import back_up
    from tiercel.show.cli._progress import shown

    with shown() as listen:
        made = back_up(file, utc_now(), with_secret=with_secret, listener=listen)
    rows = sum(note.rows for note in made.tables.values())
    typer.echo(f"{file}: {rows:,} rows of {len(made.tables)} tables, {file.stat().st_size / 1e6:,.1f} MB.")


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `tiercel backup` made.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in the place of the workspace that is there, which is kept aside.")
    ] = False,
) -> None:
    """Bring a workspace back from a backup; stop the server and its worker first."""
    from tiercel.show.cli._setup import begin

    begin()
    from tiercel.core.clock import utc_now
    from tiercel.flow.backup.restore import restore as bring_back
    from tiercel.show.cli._progress import shown

    with shown() as listen:
        found = bring_back(file, utc_now(), replace=replace, listener=listen)
    typer.echo(f"{found.rows:,} rows of {len(found.manifest.tables)} tables are back, as of {found.manifest.made_at}.")
    if found.kept:
        typer.echo(f"What was there before is in {found.kept}.")
