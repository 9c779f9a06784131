"""`tiercel titles`: what job titles say, in any table, and learning from labelled ones."""

from pathlib import Path
from typing import Annotated

import typer

from tiercel.show.cli._rows import Encoding, JsonLines, say, write_widened

titles = typer.Typer(help="What job titles say of people: seniority, department, part in a purchase.")


def add_to(app: typer.Typer) -> None:
    app.add_typer(titles, name="titles")


File = Annotated[
    Path, typer.Argument(help="A table: CSV, XLSX, Parquet or JSON lines, gzipped too; - for standard input.")
]
Column = Annotated[str, typer.Option(help="The column that holds the titles.")]


@titles.command()
def classify(
    file: File,
    column: Column = "title",
    crm_role: Annotated[str, typer.Option(help="The column that holds what the CRM calls each contact's part.")] = "",
    layer: Annotated[Path | None, typer.Option(help="What `tiercel titles learn` wrote.")] = None,
    encoding: Encoding = "",
    as_json: JsonLines = False,
) -> None:
    """Add seniority, department and buying role, each with its confidence, and write the table to standard output."""
    from tiercel.flow.resolving.classify_titles import classify_titles

    write_widened(classify_titles(file, column, crm_role=crm_role, layer=layer, encoding=encoding), as_json=as_json)


@titles.command()
def learn(
    file: File,
    out: Annotated[Path, typer.Option(help="The file to keep what is learnt in, as titles.npz.")],
    column: Column = "title",
    seniority: Annotated[str, typer.Option(help="The column that holds the right seniority.")] = "",
    department: Annotated[str, typer.Option(help="The column that holds the right department.")] = "",
    means: Annotated[
        list[str] | None, typer.Option(help="What a foreign label is in ours, as Lead=manager; may be repeated.")
    ] = None,
) -> None:
    """Learn from titles with their right labels, for `tiercel titles classify --layer`."""
    from tiercel.flow.resolving.classify_titles import learn_titles

    learnt = learn_titles(file, column, out, seniority=seniority, department=department, means=means or ())
    say(f"Learnt from {learnt.seniority:,} titles with seniority and {learnt.department:,} with department: {out}")
