"""`tiercel import`: a CRM's export becomes records."""

import json
from pathlib import Path
from typing import Annotated

import typer

from tiercel.show.cli._rows import Encoding
from tiercel.tables.catalogue import TABLES, table_named

KINDS = f"What the rows are: {', '.join(TABLES)}; recognised where not said."

FROM = (
    "The preset: salesforce, hubspot or generic; or what collector messages are written in: segment, posthog, snowplow."
)


def add_to(app: typer.Typer) -> None:
    app.command("import")(import_files)


def import_files(
    files: Annotated[list[Path], typer.Argument(help="CSV, XLSX, Parquet or JSON lines, gzipped or not.")],
    table: Annotated[str, typer.Option("--as", help=KINDS, metavar="TABLE")] = "",
    preset: Annotated[str, typer.Option("--from", help=FROM)] = "",
    source: Annotated[str, typer.Option(help="The system whose ids the files use; by the preset where not said.")] = "",
    encoding: Encoding = "",
    mapping: Annotated[
        list[str] | None, typer.Option("--map", help="field=Column; may be repeated.", metavar="FIELD=COLUMN")
    ] = None,
    keep_unknown: Annotated[
        bool, typer.Option("--keep-unknown", help="Columns nobody recognises become attributes of your own.")
    ] = False,
    accept: Annotated[
        bool, typer.Option("--accept-corrections", help="Take every near-miss category as it is offered.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write the report as JSON.")] = False,
) -> None:
    """Import accounts, contacts, deals and the rest from files; what cannot be taken is kept aside with the reason."""
    from tiercel.show.cli._setup import setup

    setup()
    from tiercel.flow.events.dialects import is_dialect

    if is_dialect(preset):
        replay(files, preset, source, dry_run=dry_run, as_json=as_json)
        return
    from tiercel.flow.import_files import import_now
    from tiercel.flow.importing.asked import Asked
    from tiercel.show.cli._progress import shown
    from tiercel.show.cli._report_import import print_report

    asked = Asked(
        files=tuple(str(path.resolve()) for path in files),
        table=table and table_named(table).name,
        preset=preset,
        source=source,
        encoding=encoding,
        mapping=_mapping(mapping or []),
        keep_unknown=keep_unknown,
        accept_corrections=accept,
        dry_run=dry_run,
    )
    with shown(quiet=as_json) as listen:
        report = import_now(asked, None, listen)
    if as_json:
        typer.echo(json.dumps(report.as_values(), indent=2, ensure_ascii=False))
    else:
        print_report(report)
    if not report.took_any_file:
        raise typer.Exit(1)


def replay(files: list[Path], spoken: str, source: str, *, dry_run: bool, as_json: bool) -> None:
    """Take files of messages as the collector takes live ones."""
    from tiercel.flow.events.replay import replay_now
    from tiercel.show.cli._progress import shown
    from tiercel.show.cli._report_events import print_replayed

    with shown(quiet=as_json) as listen:
        done = replay_now(files, spoken, source, None, listen, dry_run=dry_run)
    if as_json:
        typer.echo(json.dumps(done.as_values(), indent=2, ensure_ascii=False))
    else:
        print_replayed(done)
    if not done.counts.events and not done.counts.repeated:
        raise typer.Exit(1)


def _mapping(pairs: list[str]) -> dict[str, str]:
    wrong = [pair for pair in pairs if "=" not in pair]
    if wrong:
        raise typer.BadParameter(f"{wrong[0]!r}: write field=Column, as in --map industry=Sector")
    return {field.strip(): column.strip() for field, _, column in (pair.partition("=") for pair in pairs)}
