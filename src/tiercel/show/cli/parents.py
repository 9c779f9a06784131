"""`tiercel parents`: which accounts belong to which, as names and domains suggest, and the family of one."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from tiercel.show.cli._setup import setup

parents = typer.Typer(help="Which accounts belong to which.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Name = Annotated[str, typer.Argument(help="Id, the source's id, name or domain.")]
Number = Annotated[int, typer.Argument(help="The number of a suggestion, as `tiercel parents list` shows it.")]


def add_to(app: typer.Typer) -> None:
    app.add_typer(parents, name="parents")


@parents.command()
def look(as_json: Json = False) -> None:
    """Look for the parents of accounts that have none, by names and domains."""
    setup()
    from tiercel.flow.hierarchy.parents import look as look_now
    from tiercel.show.cli._progress import shown

    with shown(quiet=as_json) as listener:
        found = look_now(None, listener)
    if as_json:
        typer.echo(json.dumps(asdict(found)))
    else:
        typer.echo(f"{found.waiting:,} suggestions wait, {found.accepted:,} were accepted by rule.")


@parents.command("list")
def list_(
    decided: Annotated[bool, typer.Option("--decided", help="Those that were accepted or declined.")] = False,
    as_json: Json = False,
) -> None:
    """The suggestions that wait, the certain ones first."""
    setup()
    from tiercel.flow.hierarchy.list_parents import DECIDED, WAITING, list_parents

    rows = list_parents(None, state=DECIDED if decided else WAITING)
    if as_json:
        typer.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False, default=str))
        return
    if not rows:
        typer.echo("Nothing is suggested. Look for parents: tiercel parents look")
    for row in rows:
        why = " and ".join(row.why)
        both = f"{row.account_name} [{row.account}] under {row.parent_name} [{row.parent}]"
        typer.echo(f"{row.id}  {both}  ({why}: {row.said}){f'  {row.state}' if decided else ''}")


@parents.command()
def accept(suggestion: Number) -> None:
    """Let the account belong to the suggested parent."""
    setup()
    from tiercel.core.clock import utc_now
    from tiercel.flow.hierarchy.decide import accept as do

    link = do(suggestion, None, utc_now())
    typer.echo(f"Account {link.account_id} belongs to {link.parent_id} now.")


@parents.command()
def decline(suggestion: Number) -> None:
    """Say that it does not belong there; no later look suggests it again."""
    setup()
    from tiercel.core.clock import utc_now
    from tiercel.flow.hierarchy.decide import decline as do

    do(suggestion, None, utc_now())
    typer.echo(f"Suggestion {suggestion} is declined, and stays so.")


@parents.command()
def undo(suggestion: Number) -> None:
    """Take a decision on a suggestion back: it waits again, and a parent that it gave ends."""
    setup()
    from tiercel.core.clock import utc_now
    from tiercel.flow.hierarchy.decide import undo as do

    do(suggestion, None, utc_now())
    typer.echo(f"Suggestion {suggestion} waits for a decision again.")


@parents.command("set")
def set_(account: Name, parent: Name) -> None:
    """Let an account belong to another, whatever it belonged to before."""
    setup()
    from tiercel.core.clock import utc_now
    from tiercel.flow.accounts.find_account import find_account
    from tiercel.flow.hierarchy.set_parent import set_parent

    child, owner = find_account(account), find_account(parent)
    set_parent(child.pk, owner.pk, None, utc_now())
    typer.echo(f"{child.name} belongs to {owner.name} now.")


@parents.command()
def clear(account: Name) -> None:
    """Let an account belong to nobody."""
    setup()
    from tiercel.core.clock import utc_now
    from tiercel.flow.accounts.find_account import find_account
    from tiercel.flow.hierarchy.set_parent import clear_parent

    found = find_account(account)
    had_one = clear_parent(found.pk, None, utc_now())
    typer.echo(f"{found.name} belongs to nobody now." if had_one else f"{found.name} belonged to nobody.")


@parents.command()
def family(account: Name, as_json: Json = False) -> None:
    """Whom an account belongs to in the end, and the numbers of it alone and with its subsidiaries."""
    setup()
    from tiercel.flow.accounts.find_account import find_account
    from tiercel.flow.hierarchy.family import see_family

    found = find_account(account)
    kin = see_family(found.pk)
    if as_json:
        typer.echo(json.dumps(asdict(kin), ensure_ascii=False))
        return
    typer.echo(" < ".join([found.name, *(each.name for each in kin.above)]))
    for label, each in (("alone", kin.alone), ("with subsidiaries", kin.together)):
        typer.echo(
            f"{label}: {each.accounts:,} accounts, {each.contacts:,} contacts, {each.deals:,} deals "
            f"({each.won:,} won, {each.open:,} open), {each.subscriptions:,} subscriptions, {each.touches:,} touches, "
            f"{each.proposed + each.accepted:,} targets"
        )
        if each.best:
            typer.echo(f"  best fit: {each.best.name}, {each.best.chance:.0%} to win")
