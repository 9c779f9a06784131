"""`tiercel duplicates`: which rows of any table are the same account or person."""

from pathlib import Path
from typing import Annotated

import typer

from tiercel.show.cli._rows import JsonLines, say, write_rows_to, write_widened

duplicates = typer.Typer(help="Rows that are the same account or person.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    duplicates.callback()(_duplicates)  # one command of a group keeps its name
    app.add_typer(duplicates, name="duplicates")


def _duplicates() -> None:
    """Rows that are the same account or person."""


@duplicates.command()
def find(
    file: Annotated[Path, typer.Argument(help="A table: CSV, XLSX, Parquet or JSON lines, gzipped too.")],
    column: Annotated[
        list[str] | None,
        typer.Option(help="What a column is, as name=Company; may be repeated. Left out, the headers say it."),
    ] = None,
    likely: Annotated[float, typer.Option(help="How likely two rows must be the same to be put together.")] = 0.99,
    pairs: Annotated[Path | None, typer.Option(help="Write the pairs, with their weights, to this file.")] = None,
    as_json: JsonLines = False,
) -> None:
    """Add the cluster of each row, and write the table to standard output."""
    from tiercel.flow.resolving.find_duplicate_rows import find_duplicate_rows

    found = find_duplicate_rows(file, column or (), likely)
    if pairs:
        write_rows_to(pairs, found.pair_columns, found.pairs(), as_json=as_json)
    write_widened(found.widened, as_json=as_json)
    used = ", ".join(f"{role}={name}" for role, name in found.columns.items())
    say(f"{found.rows:,} rows are {found.clusters:,}. Told apart by {used}.")
