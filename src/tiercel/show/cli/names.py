"""`tiercel names`: whether two names are one, in any table."""

from pathlib import Path
from typing import Annotated

import typer

from tiercel.show.cli._rows import Encoding, JsonLines, write_widened

names = typer.Typer(help="Names of companies and people, in any script.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    names.callback()(_names)  # one command of a group keeps its name
    app.add_typer(names, name="names")


def _names() -> None:
    """Names of companies and people, in any script."""


@names.command()
def compare(
    file: Annotated[
        Path, typer.Argument(help="A table: CSV, XLSX, Parquet or JSON lines, gzipped too; - for standard input.")
    ],
    columns: Annotated[str, typer.Option(help="The two columns of names, as name1,name2.")],
    kind: Annotated[str, typer.Option(help="company, person, or auto: companies are told by their words.")] = "auto",
    encoding: Encoding = "",
    as_json: JsonLines = False,
) -> None:
    """Add how alike two names are and whether they are the same, and write the table to standard output."""
    from tiercel.flow.resolving.compare_names import compare_names

    write_widened(compare_names(file, columns, kind, encoding), as_json=as_json)
