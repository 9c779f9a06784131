"""The command `tiercel`: each subcommand is a module of this folder; none holds a rule."""

import sys

import typer
from rich.console import Console

from tiercel.core.errors import Stopped, TiercelError

app = typer.Typer(
    help="The open platform for account-based selling and marketing.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)


def main() -> None:
    """Run the command; an error a person can act on is one clear message and exit code 1, never a traceback."""
    from tiercel.show.cli import commands

    commands.add_to(app)
    try:
        app()
    except Stopped as stopped:
        Console(stderr=True).print(str(stopped), style="yellow", highlight=False, markup=False)
        sys.exit(130)
    except TiercelError as error:
        Console(stderr=True).print(str(error), style="red", highlight=False, markup=False, soft_wrap=True)
        sys.exit(1)
