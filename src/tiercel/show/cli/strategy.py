"""`tiercel strategy`: the strategy documents as files, their versions and what a change would do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tiercel.show.cli._setup import setup

if TYPE_CHECKING:
    from tiercel.flow.strategy.documents import Document
    from tiercel.strategy.difference import Difference

app = typer.Typer(help="The strategy documents (tiers, icp …) as versioned text.", no_args_is_help=True)

Kind = Annotated[str, typer.Argument(help="The kind of document, as tiers or icp.")]
MaybeKind = Annotated[str, typer.Argument(help="The kind of document; every one when it is left out.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Comment = Annotated[str, typer.Option("--comment", "-m", help="Why.")]


def add_to(main: typer.Typer) -> None:
    main.add_typer(app, name="strategy")


@app.command()
def pull(
    kind: MaybeKind = "", force: Annotated[bool, typer.Option(help="Write over changes in the file.")] = False
) -> None:
    """Write the documents in force to the folder `strategy` of the workspace."""
    setup()
    from tiercel.flow.strategy.strategy_files import pull as pull_one
    from tiercel.flow.strategy.strategy_files import pull_all

    paths = (pull_one(_workspace(), kind, over=force),) if kind else pull_all(_workspace(), over=force)
    for path in paths:
        typer.echo(path)


@app.command()
def diff(
    kind: Kind,
    between: Annotated[
        tuple[int, int] | None, typer.Option("--versions", help="Two versions, instead of the file.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Show what the file would change, or what differs between two versions."""
    setup()
    from tiercel.flow.strategy.documents import compare
    from tiercel.flow.strategy.strategy_files import compare_file

    found = compare(kind, *between) if between else compare_file(_workspace(), kind)
    _print_differences(found, as_json=as_json)


@app.command()
def push(
    kind: Kind,
    comment: Comment = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
) -> None:
    """Save the file as the newest version, after showing what that changes."""
    setup()
    from tiercel.core.clock import utc_now
    from tiercel.flow.strategy.strategy_effects import effects
    from tiercel.flow.strategy.strategy_files import compare_file, path_of, read
    from tiercel.flow.strategy.strategy_files import push as push_file

    now = utc_now()
    _print_differences(compare_file(_workspace(), kind), as_json=False)
    for line in effects(kind, read(path_of(_workspace(), kind), kind).body, now):
        typer.echo(line)
    if not dry_run:
        typer.echo(_named(push_file(_workspace(), kind, None, comment, now)))


@app.command()
def check(kind: MaybeKind = "") -> None:
    """Say everything that is wrong in the files, without saving them."""
    setup()
    from tiercel.flow.strategy.strategy_files import path_of, read
    from tiercel.strategy.kind import kind_names

    for name in [kind] if kind else [name for name in kind_names() if path_of(_workspace(), name).exists()]:
        read(path_of(_workspace(), name), name)
        typer.echo(f"{path_of(_workspace(), name)}: ok")


@app.command()
def show(
    kind: Kind,
    number: Annotated[int | None, typer.Option("--version", help="Which; the newest.")] = None,
    as_json: Json = False,
) -> None:
    """Print a document."""
    setup()
    from tiercel.flow.strategy.documents import current, version
    from tiercel.flow.strategy.strategy_files import as_file

    document = current(kind) if number is None else version(kind, number)
    typer.echo(_dumped(_as_values(document) | {"body": document.body}) if as_json else as_file(document), nl=as_json)


@app.command()
def versions(kind: Kind, as_json: Json = False) -> None:
    """List the versions of a document, the newest first."""
    setup()
    from tiercel.flow.strategy.documents import versions as all_versions

    found = all_versions(kind)
    if as_json:
        typer.echo(_dumped([_as_values(document) for document in found]))
        return
    for document in found:
        typer.echo(_named(document))


@app.command()
def rollback(
    kind: Kind, number: Annotated[int, typer.Argument(help="The version to go back to.")], comment: Comment = ""
) -> None:
    """Make an earlier version hold again, as a new version."""
    setup()
    from tiercel.core.clock import utc_now
    from tiercel.flow.strategy.documents import roll_back

    typer.echo(_named(roll_back(kind, number, None, utc_now(), comment)))


def _workspace() -> Path:
    from django.conf import settings

    return Path(settings.WORKSPACE.workspace)


def _print_differences(found: list[Difference], *, as_json: bool) -> None:
    if as_json:
        typer.echo(_dumped([{"path": one.path, "old": _json(one.old), "new": _json(one.new)} for one in found]))
    elif not found:
        from django.utils.translation import gettext as _

        typer.echo(_("Nothing differs."))
    else:
        typer.echo("\n".join(map(str, found)))


def _json(value: Any) -> Any:
    from tiercel.strategy.difference import ABSENT

    return None if value is ABSENT else value


def _as_values(document: Document) -> dict[str, Any]:
    made_at = document.made_at.isoformat() if document.made_at else None
    return {
        "kind": document.kind,
        "version": document.version,
        "author": document.author,
        "comment": document.comment,
        "made_at": made_at,
    }


def _named(document: Document) -> str:
    when = f"{document.made_at:%Y-%m-%d %H:%M} UTC" if document.made_at else "-"
    return "  ".join([f"{document.kind} {document.version}", when, document.author or "-", document.comment]).rstrip()


def _dumped(values: Any) -> str:
    return json.dumps(values, ensure_ascii=False, indent=2)
