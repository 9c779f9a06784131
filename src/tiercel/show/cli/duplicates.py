"""`tiercel duplicates`: rows that are the same account or person, in any table and in the workspace."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tiercel.show.cli._rows import Encoding, JsonLines, say, write_rows_to, write_widened
from tiercel.show.cli._setup import setup

if TYPE_CHECKING:
    from tiercel.flow.duplicates.list_pairs import MergeRow, PairRow, Side

duplicates = typer.Typer(help="Rows that are the same account or person.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.add_typer(duplicates, name="duplicates")


@duplicates.command()
def find(
    file: Annotated[
        Path, typer.Argument(help="A table: CSV, XLSX, Parquet or JSON lines, gzipped too; - for standard input.")
    ],
    column: Annotated[
        list[str] | None,
        typer.Option(help="What a column is, as name=Company; may be repeated. Left out, the headers say it."),
    ] = None,
    likely: Annotated[
        float | None,
        typer.Option(help="How likely two rows must be the same to be put together; else what suits the columns."),
    ] = None,
    pairs: Annotated[Path | None, typer.Option(help="Write the pairs, with their weights, to this file.")] = None,
    encoding: Encoding = "",
    as_json: JsonLines = False,
) -> None:
    """Add the cluster of each row, and write the table to standard output."""
    from tiercel.flow.resolving.find_duplicate_rows import find_duplicate_rows

    found = find_duplicate_rows(file, column or (), likely, encoding)
    if pairs:
        write_rows_to(pairs, found.pair_columns, found.pairs(), as_json=as_json)
    write_widened(found.widened, as_json=as_json)
    used = ", ".join(f"{role}={name}" for role, name in found.columns.items())
    say(f"{found.rows:,} rows are {found.clusters:,}. Told apart by {used}.")


Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Pair = Annotated[int, typer.Argument(help="The number of a pair, as `tiercel duplicates list` shows it.")]


@duplicates.command()
def scan(as_json: Json = False) -> None:
    """Look through the workspace's accounts and contacts for rows that may be one."""
    setup()
    from tiercel.flow.duplicates.scan import scan as look
    from tiercel.show.cli._progress import shown

    with shown(quiet=as_json) as listener:
        found = look(None, listener)
    if as_json:
        typer.echo(json.dumps(asdict(found)))
        return
    for kind, rows in found.rows.items():
        typer.echo(f"{rows:,} {kind}: {found.waiting[kind]:,} pairs may be one.")
    if found.merged:
        typer.echo(f"{found.merged:,} certain ones were merged. Undo one: tiercel duplicates undo MERGE")
    if any(found.waiting.values()):
        typer.echo("See them: tiercel duplicates list")


@duplicates.command("list")
def list_(
    kind: Annotated[str, typer.Option("--kind", help="accounts or contacts; left out, both.")] = "",
    least: Annotated[float, typer.Option("--least", help="Only pairs of at least this probability.")] = 0.0,
    merged: Annotated[bool, typer.Option("--merged", help="The merges that hold, instead of the pairs.")] = False,
    most: Annotated[int, typer.Option("--most", help="How many at most.", min=1)] = 50,
    as_json: Json = False,
) -> None:
    """The pairs that wait for a decision, the surest first; or what was merged."""
    setup()
    from tiercel.flow.duplicates.list_pairs import Filters, list_merges, list_pairs

    if merged:
        _print_merges(list_merges(None, most, kind), as_json=as_json)
    else:
        pairs, count = list_pairs(Filters(kind=kind, least=least), None, most)
        _print_pairs(pairs, count, as_json=as_json)


@duplicates.command("merge")
def merge_(
    pair: Annotated[int | None, typer.Argument(help="The number of a pair.", show_default=False)] = None,
    stays: Annotated[int | None, typer.Option("--stays", help="The number of the row that stays.")] = None,
    old: Annotated[
        list[str] | None, typer.Option("--keep", help="A fact of which the other row's value holds; may be repeated.")
    ] = None,
    least: Annotated[
        float | None, typer.Option("--least", help="Instead of one pair, all of at least this probability.")
    ] = None,
    kind: Annotated[str, typer.Option("--kind", help="With --least: accounts or contacts.")] = "",
) -> None:
    """Merge a pair, or all that are certain; nothing is lost, and `undo` takes it back whole."""
    setup()
    from django.utils.translation import gettext as _

    from tiercel.core.clock import utc_now
    from tiercel.core.errors import DataError
    from tiercel.flow.duplicates.certain import merge_above
    from tiercel.flow.duplicates.decide import merge_pair, score_anew
    from tiercel.show.cli._progress import shown

    if (pair is None) == (least is None):
        raise DataError(_("Give the number of a pair, or --least with a probability."))
    if least is not None:
        with shown() as listener:
            typer.echo(f"{merge_above(kind, least, None, listener):,} pairs were merged.")
    elif pair is not None:
        made = merge_pair(pair, None, utc_now(), stays=stays, choices=dict.fromkeys(old or (), "old"))
        score_anew(None)
        typer.echo(f"{made.kind} {made.old} is {made.current} now. Undo: tiercel duplicates undo {made.pk}")


@duplicates.command("split")
def split_(pair: Pair) -> None:
    """Say that a pair is not the same; no later search brings it up again."""
    setup()
    from tiercel.core.clock import utc_now
    from tiercel.flow.duplicates.decide import split

    split(pair, None, utc_now())
    typer.echo(f"Pair {pair} is not the same, and stays so.")


@duplicates.command("undo")
def undo_(merge: Annotated[int, typer.Argument(help="The number of a merge, see `list --merged`.")]) -> None:
    """Take a merge back whole; what came since stays where it is."""
    setup()
    from tiercel.core.clock import utc_now
    from tiercel.flow.duplicates.decide import score_anew
    from tiercel.flow.duplicates.undo import undo

    made = undo(merge, None, utc_now())
    score_anew(None)
    typer.echo(f"{made.kind} {made.old} and {made.current} are two again.")


def _print_pairs(pairs: "tuple[PairRow, ...]", count: int, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"count": count, "pairs": [asdict(pair) for pair in pairs]}, default=str))
        return
    if not pairs:
        typer.echo("No pair waits. Look for some: tiercel duplicates scan")
    for pair in pairs:
        parts = ", ".join(f"{role} {bits:+.1f}" for role, bits in pair.parts)
        sure = f"{min(pair.probability, 0.999):.3f}"
        typer.echo(f"{pair.id}  {sure}  {pair.kind}  {_named(pair.left)} = {_named(pair.right)}  ({parts})")
    if count > len(pairs):
        typer.echo(f"… and {count - len(pairs):,} more; --most {count} lists all.")


def _named(side: "Side") -> str:
    return f"{side.name} [{side.row}]"


def _print_merges(merges: "tuple[MergeRow, ...]", *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"merges": [asdict(each) for each in merges]}, default=str))
        return
    if not merges:
        typer.echo("Nothing is merged.")
    for each in merges:
        made = f"{each.made_at:%Y-%m-%d} {each.by}".strip()
        typer.echo(
            f"{each.id}  {each.kind}  {each.old_name} [{each.old}] is {each.current_name} [{each.current}]  {made}"
        )
