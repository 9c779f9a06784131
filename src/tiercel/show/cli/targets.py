"""`tiercel targets`: propose the target accounts, sign them off, choose by hand, list and export them."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from tiercel.show.cli._setup import setup
from tiercel.show.cli._targets_print import (
    as_values,
    dumped,
    print_asking,
    print_count,
    print_proposal,
    print_rows,
    print_signed,
)

app = typer.Typer(help="The target accounts: tiers, proposal, sign-off, export.", no_args_is_help=True)

Accounts = Annotated[
    list[str] | None, typer.Argument(help="Accounts: id, the source's id, name or domain.", show_default=False)
]
File = Annotated[Path | None, typer.Option("--file", help="A file that names accounts, one a line; - reads them.")]
AllProposed = Annotated[bool, typer.Option("--all-proposed", help="All that wait for a sign-off (see --tier).")]
Tier = Annotated[int | None, typer.Option("--tier", help="Only of this tier.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; the tiers document lists the reasons.")]
Note = Annotated[str, typer.Option("--note", help="Anything else to say.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
State = Annotated[str, typer.Option("--state", help="proposed, accepted or rejected.")]
Owner = Annotated[str, typer.Option("--owner", help="Name or mail address of who works on it.")]


def add_to(main: typer.Typer) -> None:
    main.add_typer(app, name="targets")


@app.command()
def propose(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    anyway: Annotated[bool, typer.Option("--anyway", help="Also before the days between proposals are over.")] = False,
    as_json: Json = False,
) -> None:
    """Put the best accounts into tiers, within the team's capacity; nothing is a target before its sign-off."""
    setup()
    from tiercel.core.clock import utc_now
    from tiercel.flow.targets.propose_targets import plan
    from tiercel.flow.targets.propose_targets import propose as make

    proposal = plan(utc_now()) if dry_run else make(None, utc_now(), anyway=anyway)
    if as_json:
        typer.echo(dumped(as_values(proposal)))
    else:
        print_proposal(proposal, dry_run=dry_run)


@app.command("list")
def list_(tier: Tier = None, state: State = "", owner: Owner = "", as_json: Json = False) -> None:
    """List the accounts that are in a tier, the best first."""
    setup()
    from tiercel.flow.targets.list_targets import Asked, list_targets

    rows = list_targets(Asked(tier=tier, state=state, owner=owner))
    if as_json:
        typer.echo(dumped([asdict(row) for row in rows]))
    else:
        print_rows(list(rows))


@app.command()
def accept(
    accounts: Accounts = None,
    file: File = None,
    all_proposed: AllProposed = False,
    tier: Tier = None,
    reason: Reason = "",
    note: Note = "",
) -> None:
    """Accept proposed accounts: from then on they are targets."""
    setup()
    _decide(_named(accounts, file, tier, everyone=all_proposed), "accepted", reason, note)


@app.command()
def reject(
    accounts: Accounts = None,
    file: File = None,
    all_proposed: AllProposed = False,
    tier: Tier = None,
    reason: Reason = "",
    note: Note = "",
) -> None:
    """Reject proposed accounts, with a reason; they are not proposed again until its time has passed."""
    setup()
    _decide(_named(accounts, file, tier, everyone=all_proposed), "rejected", reason, note)


@app.command()
def undo(accounts: Accounts = None, file: File = None) -> None:
    """Take the sign-off of accounts back."""
    setup()
    from tiercel.core.clock import utc_now
    from tiercel.flow.targets.sign_off import undo as take_back

    print_signed(take_back(_named(accounts, file), None, utc_now()))


@app.command()
def ask(
    seller: Annotated[
        list[str] | None, typer.Option("--seller", help="Only them: names or mail addresses of the team.")
    ] = None,
    due: Annotated[datetime | None, typer.Option("--due", formats=["%Y-%m-%d"], help="The day to decide by.")] = None,
) -> None:
    """Ask the sellers to sign off their accounts: by mail, else with a link to hand over."""
    setup()
    from tiercel.core.clock import utc_now
    from tiercel.flow.ask_sign_off import ask_now
    from tiercel.flow.targets.list_targets import people_called

    people = [person for name in seller for person in people_called(name)] if seller else None
    print_asking(*ask_now(people, due.date() if due else None, None, utc_now()))


@app.command()
def pin(
    accounts: Accounts = None,
    tier: Annotated[int, typer.Option("--tier", help="The tier to keep them in.")] = 1,
    file: File = None,
    reason: Annotated[str, typer.Option("--reason", help="Why.")] = "",
) -> None:
    """Keep accounts in a tier by hand, whatever their score."""
    setup()
    from tiercel.core.clock import utc_now
    from tiercel.flow.targets.choose_by_hand import pin as keep_in

    print_count(keep_in(_named(accounts, file), tier, reason, None, utc_now()))


@app.command()
def exclude(
    accounts: Accounts = None, file: File = None, reason: Annotated[str, typer.Option("--reason", help="Why.")] = ""
) -> None:
    """Keep accounts off the list by hand."""
    setup()
    from tiercel.core.clock import utc_now
    from tiercel.flow.targets.choose_by_hand import exclude as keep_out

    print_count(keep_out(_named(accounts, file), reason, None, utc_now()))


@app.command()
def release(accounts: Accounts = None, file: File = None) -> None:
    """Take a choice by hand back: the next proposal decides again."""
    setup()
    from tiercel.core.clock import utc_now
    from tiercel.flow.targets.choose_by_hand import release as let_go

    print_count(let_go(_named(accounts, file), None, utc_now()))


@app.command()
def reasons(as_json: Json = False) -> None:
    """Count the reasons of the sign-offs, with what the accounts behind them have in common."""
    setup()
    from tiercel.flow.targets.sign_off_reasons import reasons_counted

    counted = reasons_counted()
    if as_json:
        typer.echo(dumped([asdict(one) for one in counted]))
        return
    for one in counted:
        common = "; ".join(f"{s.attribute} {s.value} {s.share:.0%} ({s.share_of_all:.0%})" for s in one.in_common)
        typer.echo(f"{one.accounts:>6}  {one.decision:<9} {one.reason or '-'}  {common}".rstrip())


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="The file to write, ending in .csv or .xlsx.")],
    tier: Tier = None,
    state: State = "",
    owner: Owner = "",
) -> None:
    """Write the list to a CSV or XLSX file, in which no cell runs as a formula."""
    setup()
    from tiercel.flow.targets.list_targets import Asked, export_targets

    print_count(export_targets(Asked(tier=tier, state=state, owner=owner), file))


def _named(
    accounts: list[str] | None, file: Path | None, tier: int | None = None, *, everyone: bool = False
) -> list[int]:
    from tiercel.flow.accounts.find_accounts import find_accounts, named_in
    from tiercel.flow.targets.sign_off import proposed

    if everyone:
        return proposed(tier)
    return find_accounts([*(accounts or []), *(named_in(file) if file else [])])


def _decide(accounts: list[int], decision: str, reason: str, note: str) -> None:
    from tiercel.core.clock import utc_now
    from tiercel.flow.targets.sign_off import sign_off

    print_signed(sign_off(accounts, decision, reason, note, None, utc_now()))
