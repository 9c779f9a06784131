"""Who may sign in to the pages, from the command line of the machine that keeps the workspace."""

from __future__ import annotations

import secrets
from typing import Annotated

import typer


def add_to(app: typer.Typer) -> None:
    users = typer.Typer(help="Who may sign in to the pages.", no_args_is_help=True)
    users.command("add")(add)
    users.command("list")(list_all)
    users.command("invite")(invite)
    users.command("reset-second-factor")(reset_second_factor)
    sessions = typer.Typer(help="Where users are signed in.", no_args_is_help=True)
    sessions.command("end")(end_sessions)
    # A group with a single command would else be that command.
    sessions.callback()(lambda: None)
    users.add_typer(sessions, name="sessions")
    app.add_typer(users, name="users")


def add(
    name: Annotated[str, typer.Argument(help="The user's name.")],
    role: Annotated[str, typer.Option(help="owner, manager, member or reader.")] = "member",
    email: Annotated[str, typer.Option(help="Mail address, by which to sign in too.")] = "",
    person: Annotated[str, typer.Option(help="The name of who of the team it is, as in the CRM.")] = "",
    password: Annotated[
        str, typer.Option(help="At least 10 characters; one is made and shown where none is given.")
    ] = "",
) -> None:
    """Let somebody sign in."""
    from tiercel.show.cli._setup import setup

    setup()
    from rich.console import Console

    from tiercel.flow.keep_users import add_user

    chosen = password or secrets.token_urlsafe(12)
    user = add_user(name, role, email=email, person=person, password=chosen, by=None)
    said = "" if password else f" Password: {chosen}"
    Console().print(f"{user.username} may sign in as {user.role}.{said}", highlight=False, markup=False)


def list_all() -> None:
    """Who may sign in, and as what."""
    from tiercel.show.cli._setup import setup

    setup()
    from rich.console import Console
    from rich.table import Table

    from tiercel.flow.keep_users import list_users

    table = Table("Name", "Role", "Mail", "Person", "May sign in")
    for user in list_users():
        table.add_row(user.name, user.role, user.email, user.person, "yes" if user.is_active else "no")
    Console().print(table)


def invite(
    email: Annotated[str, typer.Argument(help="The mail address to invite.")],
    role: Annotated[str, typer.Option(help="owner, manager, member or reader.")] = "member",
    person: Annotated[str, typer.Option(help="The name of who of the team it is, as in the CRM.")] = "",
) -> None:
    """Invite somebody by mail; where none can be sent, the link is shown, this once."""
    from tiercel.show.cli._setup import setup

    setup()
    from rich.console import Console

    from tiercel.flow.users import invitations

    invited = invitations.invite(email, role, person, by=None)
    said = "The invitation is on its way." if invited.was_mailed else f"{invited.why_not}\n{invited.link}"
    Console().print(said, highlight=False, markup=False, soft_wrap=True)


def end_sessions(name: Annotated[str, typer.Argument(help="The user's name or mail address.")]) -> None:
    """Sign somebody out everywhere."""
    from tiercel.show.cli._setup import setup

    setup()
    from rich.console import Console

    from tiercel.flow.keep_users import user_to_change
    from tiercel.flow.users import sessions

    count = sessions.end_sessions_of(user_to_change(name).pk, by=None)
    Console().print(f"Sessions ended: {count}.", highlight=False)


def reset_second_factor(name: Annotated[str, typer.Argument(help="The user's name or mail address.")]) -> None:
    """Take a lost second factor away: the password alone lets the user in again."""
    from tiercel.show.cli._setup import setup

    setup()
    from rich.console import Console

    from tiercel.flow.keep_users import user_to_change
    from tiercel.flow.users import second_factors

    user = user_to_change(name)
    second_factors.take_away(user.pk, by=None)
    Console().print(f"{user.username} signs in by the password alone now.", highlight=False, markup=False)
