"""Addresses for mail providers, by which they tell what became of your mails, made and ended from the command line."""

from __future__ import annotations

from typing import Annotated

import typer

PROOF = (
    "What the provider proves itself by: the signing or verification key that it shows, or NAME:PASSWORD for one that "
    "signs nothing. - reads it from standard input, so that no list of processes shows it."
)
WHICH = "Its name, its number, or how it begins."


def add_to(app: typer.Typer) -> None:
    keys = typer.Typer(help="Addresses by which mail providers tell what became of your mails.", no_args_is_help=True)
    keys.command("add")(add)
    keys.command("list")(list_all)
    keys.command("secret")(secret)
    keys.command("end")(end)
    app.add_typer(keys, name="mail-keys")


def add(
    name: Annotated[str, typer.Argument(help="What sends the mails; events carry it as their source.")],
    provider: Annotated[str, typer.Argument(help="brevo, mailgun, postmark, sendgrid and others.")],
    secret: Annotated[str, typer.Option(help=PROOF)] = "",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print the address alone, for scripts.")] = False,
) -> None:
    """Make an address for a mail provider. It is a secret, and is shown this once."""
    from tiercel.show.cli._setup import setup

    setup()
    from rich.console import Console

    from tiercel.core.clock import utc_now
    from tiercel.flow.events.keys.keep_mail_keys import make_mail_key

    made = make_mail_key(name, provider, _given(secret), None, utc_now())
    if quiet:
        typer.echo(made.address)
        return
    said = f"{made.address}\nGive it to {made.key.label} for its webhooks. It is shown this once."
    if not made.key.is_proved:
        said += f"\nThen say what {made.key.label} proves itself by: tiercel mail-keys secret {made.key.id} SECRET"
    Console().print(said, highlight=False, markup=False, soft_wrap=True)


def list_all() -> None:
    """Every mail key: whose it is, whether it must prove itself, when it was last heard."""
    from tiercel.show.cli._setup import setup

    setup()
    from tiercel.flow.events.keys.keep_mail_keys import list_mail_keys

    keys = list_mail_keys(None)
    for key in keys:
        heard = f"{key.last_heard_at:%Y-%m-%d %H:%M}" if key.last_heard_at else "never"
        proof = f"proved by its {key.proof}" if key.is_proved else f"by its address alone, no {key.proof} is asked for"
        typer.echo(f"{key.id}  {key.name}  {key.label}  {key.shown}…  {key.state}")
        typer.echo(f"   {proof}; last heard: {heard}")
    if not keys:
        typer.echo("No mail key yet. Make one with: tiercel mail-keys add NAME PROVIDER")


def secret(
    which: Annotated[str, typer.Argument(help=WHICH)],
    secret: Annotated[str, typer.Argument(help=PROOF + " Empty: nothing is asked for.")],
) -> None:
    """Say what a provider proves itself by, or change it: what cannot prove it is refused within a second."""
    from tiercel.show.cli._setup import setup

    setup()
    from rich.console import Console

    from tiercel.flow.events.keys.keep_mail_keys import find_mail_key, set_secret

    row = set_secret(find_mail_key(which, None).id, _given(secret), None)
    said = f"{row.label} has to prove itself by its {row.proof} from now on."
    without = f"Nothing but the address is asked of {row.label} from now on."
    Console().print(said if row.is_proved else without, highlight=False, markup=False)


def end(which: Annotated[str, typer.Argument(help=WHICH)]) -> None:
    """End a mail key: what comes to its address is refused from now on."""
    from tiercel.show.cli._setup import setup

    setup()
    from rich.console import Console

    from tiercel.core.clock import utc_now
    from tiercel.flow.events.keys.keep_mail_keys import end_mail_key, find_mail_key

    row = end_mail_key(find_mail_key(which, None).id, None, utc_now())
    Console().print(f"What {row.label} sends by {row.name} is refused from now on.", highlight=False, markup=False)


def _given(typed: str) -> str:
    import sys

    return sys.stdin.read() if typed == "-" else typed
