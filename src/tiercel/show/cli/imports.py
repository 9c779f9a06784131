"""`tiercel imports`: the imports so far, and one of them taken back."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from tiercel.show.cli._setup import setup

if TYPE_CHECKING:
    from tiercel.flow.importing.undo.report import KeptLine, UndoReport

imports = typer.Typer(help="Imports so far, and taking one back.", no_args_is_help=True)
WHY = {
    "changed": "something newer changed it",
    "merged": "it was merged with another",
    "named_elsewhere": "another system knows it too",
    "referred": "other rows hang on it",
    "newer": "something newer changed this value",
    "gone": "what stood there before is put away",
    "put_away": "the row is put away",
}


def add_to(app: typer.Typer) -> None:
    app.add_typer(imports, name="imports")


@imports.command("list")
def list_(as_json: Annotated[bool, typer.Option("--json", help="Write them as JSON.")] = False) -> None:
    """The imports that wrote, or tried to, the newest first."""
    setup()
    from tiercel.flow.see_imports import past_imports

    lines = past_imports(None)
    if as_json:
        typer.echo(json.dumps([asdict(line) for line in lines], default=str, ensure_ascii=False))
        return
    for line in lines:
        state = "taken back" if line.is_undone else line.job.state
        typer.echo(
            f"{line.job.id}  {line.job.made_at:%Y-%m-%d %H:%M}  {state}  {line.created:,} created, "
            f"{line.changed:,} changed  {', '.join(line.files)}"
        )
    if not lines:
        typer.echo("No import yet. Import files: tiercel import FILES")


@imports.command()
def undo(
    number: Annotated[int, typer.Argument(help="The number of an import, see `list`.", metavar="ID")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write the report as JSON.")] = False,
) -> None:
    """Take an import back: its rows go, its values return; what something newer changed or hangs on stays."""
    setup()
    from tiercel.flow.importing.undo.job import undo_now, would_undo
    from tiercel.show.cli._progress import shown

    if dry_run:
        report, notes = would_undo(number, None), tuple[str, ...]()
    else:
        with shown(quiet=as_json) as listen:
            report, notes = undo_now(number, None, listen)
    if as_json:
        typer.echo(json.dumps(report.as_values(), indent=2, ensure_ascii=False))
        return
    _print(report)
    for note in notes:
        typer.echo(note)


def _print(report: "UndoReport") -> None:
    would = "would " if report.dry_run else ""
    if not report.tables:
        typer.echo("There is nothing to take back any more.")
    for line in report.tables:
        typer.echo(
            f"{line.table}: {line.put_away:,} rows {would}go, {line.returned:,} values {would}return, "
            f"{line.ended:,} links {would}end, {line.forgotten:,} waiting rows {would}go; {line.kept:,} stay"
        )
    for kept in report.kept:
        typer.echo(f"  stays: {_said(kept)}")
    if report.stays > len(report.kept):
        typer.echo(f"  … and {report.stays - len(report.kept):,} more")


def _said(kept: "KeptLine") -> str:
    what = f" ({kept.what})" if kept.what else ""
    field = f", {kept.field}" if kept.field else ""
    return f"{kept.table} {kept.name} [{kept.row}]{field}: {WHY[kept.why]}{what}"
