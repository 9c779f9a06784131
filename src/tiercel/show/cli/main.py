"""The command `tiercel`: each subcommand is a module of this folder; none holds a rule."""

import json
import sys
from typing import Annotated

import typer
from rich.console import Console

from tiercel import __version__
from tiercel.core.errors import Stopped, TiercelError

app = typer.Typer(
    help="The open platform for account-based selling and marketing.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)


def _say_version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(f"tiercel {__version__}")
        raise typer.Exit


@app.callback()
def of_the_whole(
    version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Which version this is, and end.")
    ] = False,
) -> None:
    """The open platform for account-based selling and marketing."""


def main() -> None:
    """Run the command; an error a person can act on is one clear message and exit code 1, never a traceback."""
    from tiercel.show.cli import commands
    from tiercel.show.cli._without_pandas import go_without_pandas

    go_without_pandas()
    commands.add_to(app)
    try:
        app()
    except Stopped as stopped:
        _say_as_json(str(stopped))
        Console(stderr=True).print(str(stopped), style="yellow", highlight=False, markup=False)
        sys.exit(130)
    except TiercelError as error:
        _say(str(error))
        sys.exit(1)
    except Exception as error:
        if not _is_of_the_database(error):
            raise
        # The message of the driver names the host and the reason, never the password.
        _say(f"The database could not be used: {str(error).strip()} Look at TIERCEL_DATABASE_URL, then try again.")
        sys.exit(1)


def _is_of_the_database(error: Exception) -> bool:
    """Whether the database refused, was locked or is wrongly configured; Django is asked only where it is loaded."""
    modules = [sys.modules.get(name) for name in ("django.db", "django.core.exceptions")]
    names = ("OperationalError", "InterfaceError", "ImproperlyConfigured")
    kinds = [getattr(module, name) for module in modules for name in names if hasattr(module, name)]
    return isinstance(error, tuple(kinds))


def _say_as_json(message: str) -> None:
    """Whoever reads the output of --json finds an object there, whatever happened."""
    if "--json" in sys.argv:
        typer.echo(json.dumps({"error": message}, ensure_ascii=False))


def _say(message: str) -> None:
    _say_as_json(message)
    Console(stderr=True).print(message, style="red", highlight=False, markup=False, soft_wrap=True)
