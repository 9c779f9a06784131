"""Keys by which sites and apps send what people do there, made and ended from the command line."""

from __future__ import annotations

from typing import Annotated

import typer

CONSENT = "wait: nothing is sent until the visitor agrees; until_refused: until the visitor refuses."
STORAGE = "cookie: a first-party cookie knows the visitor again; none: nothing is kept in the browser."
ON_GPC = "What a browser with Global Privacy Control sends: nothing, or anonymous (no cookie, no names)."
FORMS = "off; names: that a form was sent, and its fields; mail: the mail address in it too."
ORIGIN = "A site that may send from a browser, as https://www.example.com; repeatable. Without: every site."


def add_to(app: typer.Typer) -> None:
    keys = typer.Typer(help="Keys by which sites and apps send what people do there.", no_args_is_help=True)
    keys.command("add")(add)
    keys.command("list")(list_all)
    keys.command("end")(end)
    app.add_typer(keys, name="write-keys")


def add(
    name: Annotated[str, typer.Argument(help="The site or app that will send with it.")],
    origin: Annotated[list[str] | None, typer.Option(help=ORIGIN)] = None,
    consent: Annotated[str, typer.Option(help=CONSENT)] = "wait",
    storage: Annotated[str, typer.Option(help=STORAGE)] = "cookie",
    on_gpc: Annotated[str, typer.Option(help=ON_GPC)] = "nothing",
    forms: Annotated[str, typer.Option(help=FORMS)] = "off",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print the key alone, for scripts.")] = False,
) -> None:
    """Make a write key, and show the line that a web page needs."""
    from tiercel.show.cli._setup import setup

    setup()
    from rich.console import Console

    from tiercel.core.clock import utc_now
    from tiercel.flow.events.keys.choose_collecting import Choices
    from tiercel.flow.events.keys.keep_write_keys import make_write_key
    from tiercel.flow.events.keys.tell_clients import web_tag

    choices = Choices(tuple(origin or ()), consent, storage, on_gpc, forms)
    made = make_write_key(name, choices, None, utc_now())
    if quiet:
        typer.echo(made.key)
        return
    said = f"{made.key}\nIn the head of every page of {made.name}:\n{web_tag(made.key)}"
    Console().print(said, highlight=False, markup=False, soft_wrap=True)


def list_all() -> None:
    """Every write key: who sends with it, what it may send, when it was last heard."""
    from tiercel.show.cli._setup import setup

    setup()
    from tiercel.flow.events.keys.keep_write_keys import list_write_keys

    keys = list_write_keys(None)
    # No table: a key is copied, so it stands whole, however narrow the window is.
    for key in keys:
        heard = f"{key.last_heard_at:%Y-%m-%d %H:%M}" if key.last_heard_at else "never"
        typer.echo(f"{key.id}  {key.name}  {key.key}  {key.state}")
        typer.echo(f"   sites: {', '.join(key.origins) or 'every one'}; last heard: {heard}")
        typer.echo(f"   consent {key.consent}, storage {key.storage}, on-gpc {key.on_gpc}, forms {key.forms}")
    if not keys:
        typer.echo("No write key yet. Make one with: tiercel write-keys add NAME")


def end(which: Annotated[str, typer.Argument(help="The key, its name or its number.")]) -> None:
    """End a write key: what comes with it is refused from now on."""
    from tiercel.show.cli._setup import setup

    setup()
    from rich.console import Console

    from tiercel.core.clock import utc_now
    from tiercel.flow.events.keys.keep_write_keys import end_write_key, find_write_key

    row = end_write_key(find_write_key(which, None).id, None, utc_now())
    Console().print(f"What comes with {row.key} ({row.name}) is refused from now on.", highlight=False, markup=False)
