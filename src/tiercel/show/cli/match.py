"""`tiercel match`: find the accounts of contacts, decide on those that wait, and take it back."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from tiercel.show.cli._setup import setup

app = typer.Typer(help="Where contacts work: run the rules, see who waits, decide, take back.", no_args_is_help=True)

Contact = Annotated[int, typer.Argument(help="The contact's key, as `tiercel match list` shows it.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def add_to(main: typer.Typer) -> None:
    main.add_typer(app, name="match")


@app.command()
def run(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    as_json: Json = False,
) -> None:
    """Match every contact by the rules in force; people's decisions and the CRM's own accounts stay."""
    setup()
    from tiercel.flow.match_contacts import match_now, preview
    from tiercel.show.cli._progress import shown

    if dry_run:
        found: dict[str, int] = preview().as_values()
    else:
        with shown(quiet=as_json) as listener:
            found = match_now(None, listener).found
    if as_json:
        typer.echo(json.dumps(found))
        return
    typer.echo("It would be so:" if dry_run else "Done:")
    for name, text in _COUNTS.items():
        typer.echo(f"  {found[name]:>9,} {text}")


_COUNTS = {
    "looked_at": "contacts looked at",
    "attached": "come to an account",
    "moved": "go from one account to another",
    "detached": "leave an account that is not found any more",
    "kept": "stay",
    "waiting": "wait for a person: tiercel match list",
    "nothing": "have nothing that says where they work",
}


@app.command("list")
def list_(
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="How many at most.")] = 50,
    runs: Annotated[bool, typer.Option("--runs", help="The runs so far instead.")] = False,
    as_json: Json = False,
) -> None:
    """List the contacts that wait for a person, the surest first, with the accounts that they may be at."""
    setup()
    from tiercel.flow.matching.queue import QueueAsked, see_queue
    from tiercel.flow.matching.undo_run import see_runs
    from tiercel.show.web.match_words import method_name

    if runs:
        rows = see_runs()
        if as_json:
            typer.echo(json.dumps([asdict(row) for row in rows], default=str))
        for row in () if as_json else rows:
            undone = ", taken back" if row.undone_at else ""
            typer.echo(f"{row.id}  {row.made_at:%Y-%m-%d %H:%M}  rules {row.version}, {_said(row.found)}{undone}")
        return
    page = see_queue(QueueAsked(), size=limit)
    if as_json:
        typer.echo(json.dumps([asdict(row) for row in page.rows], default=str, ensure_ascii=False))
        return
    if not page.rows:
        typer.echo("Nobody waits. Match the contacts: tiercel match run")
    for waiting in page.rows:
        typer.echo(f"{waiting.contact}  {waiting.name}  {waiting.company}  {' '.join(waiting.domains)}".rstrip())
        for one in waiting.suggestions:
            typer.echo(f"    {one.account}  {one.name}  {one.confidence:.0%}  {method_name(one.method)}")


@app.command()
def explain(contact: Contact, as_json: Json = False) -> None:
    """Say why a contact is at its account, or at none, and what the rules say now."""
    setup()
    from django.utils.translation import gettext as _

    from tiercel.core.errors import DataError
    from tiercel.flow.matching.explain import ask_rules
    from tiercel.flow.matching.explain import explain as see

    told = see(contact)
    if told is None:
        said = _("There is no contact {contact}. Keys stand first in: tiercel match list")
        raise DataError(said.format(contact=contact))
    fresh = ask_rules(contact)
    if as_json:
        typer.echo(json.dumps({**asdict(told), "now": asdict(fresh)}, default=str, ensure_ascii=False))
        return
    _print_standing(told)
    for one in (fresh.match,) if fresh.match else fresh.suggestions:
        kind = "The rules say" if fresh.match else "The rules suggest"
        _print_candidate(f"{kind}: account {one.account}", one.method, one.confidence, one.evidence, told.company)
    if not (fresh.match or fresh.suggestions):
        typer.echo("The rules find nothing that says where this contact works.")


@app.command()
def accept(
    contact: Contact,
    account: Annotated[
        str, typer.Argument(help="The account: id, the source's id, name or domain; none: at none of ours.")
    ],
) -> None:
    """Decide where a contact works; that stays over later runs and teaches the domain of its address."""
    setup()
    from tiercel.core.clock import utc_now
    from tiercel.flow.accounts.find_account import find_account
    from tiercel.flow.matching.decide import decide

    key = None if account.casefold() == "none" else find_account(account).pk
    done = decide({contact: key}, None, utc_now())
    typer.echo("Decided." if done.decided else "It was decided so before.")
    for domain in done.taught:
        typer.echo(f"Learnt: {domain} is a domain of this account. Take it back: tiercel match undo {contact}")


@app.command()
def undo(
    contacts: Annotated[list[int] | None, typer.Argument(help="Contacts whose decision is taken back.")] = None,
    run_: Annotated[int | None, typer.Option("--run", help="A run that is taken back (see list --runs).")] = None,
) -> None:
    """Take decisions back, or a whole run: what stood before stands again."""
    setup()
    from django.utils.translation import gettext as _

    from tiercel.core.clock import utc_now
    from tiercel.core.errors import DataError
    from tiercel.flow.matching.decide import undo as take_back
    from tiercel.flow.matching.undo_run import undo_run

    if not contacts and run_ is None:
        raise DataError(_("Name contacts, or a run: tiercel match undo --run RUN. Runs: tiercel match list --runs"))
    if contacts:
        typer.echo(f"{len(take_back(contacts, None, utc_now()).decided):,} decisions taken back.")
    if run_ is not None:
        typer.echo(f"{undo_run(run_, None, utc_now()):,} contacts are where they were before run {run_}.")


def _print_standing(told: object) -> None:
    from tiercel.flow.matching.explain import Explained

    assert isinstance(told, Explained)
    typer.echo(f"{told.name}  {told.company}".rstrip())
    if told.standing:
        one = told.standing
        _print_candidate(
            f"At {one.name} since {one.since:%Y-%m-%d}", one.method, one.confidence, one.evidence, told.company
        )
    elif told.decision:
        typer.echo(
            f"At none of ours, decided on {told.decision.at:%Y-%m-%d}. Take it back: tiercel match undo {told.contact}"
        )
    else:
        typer.echo("At no account yet.")


def _print_candidate(head: str, method: str, confidence: float | None, evidence: object, company: str) -> None:
    from collections.abc import Mapping

    from tiercel.show.web.match_words import method_name, said_evidence

    assert isinstance(evidence, Mapping)
    sure = "" if confidence is None else f", {confidence:.0%}"
    typer.echo(f"{head}: {method_name(method)}{sure}")
    for speaks_for, text in said_evidence(evidence, company):
        typer.echo(f"    {'+' if speaks_for else '-'} {text}")


def _said(found: dict[str, int]) -> str:
    return ", ".join(f"{found.get(name, 0):,} {name}" for name in ("attached", "moved", "detached", "waiting"))
