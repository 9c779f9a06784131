"""`tiercel demo`: a simulated market to look around in."""

import os

import typer

DEMO_WORKSPACE = "demo-workspace"


def add_to(app: typer.Typer) -> None:
    app.command()(demo)


def demo(
    serve: bool = typer.Option(default=True, help="Whether to serve the pages when the demo is made."),
) -> None:
    """Make a simulated market (in ./demo-workspace unless TIERCEL_WORKSPACE says otherwise) and serve it."""
    os.environ.setdefault("TIERCEL_WORKSPACE", DEMO_WORKSPACE)
    from tiercel.show.cli._setup import setup

    setup()
    from tiercel.core.clock import utc_now
    from tiercel.flow.make_demo import make_demo
    from tiercel.show.cli._progress import shown
    from tiercel.show.cli.serve import serve as serve_pages

    with shown() as listen:
        make_demo(utc_now(), lambda step: typer.echo(f"{step} …"), listen)
    typer.echo(
        "Look first at Profile: who buys, how sure, and what was held out because it was filled after the outcome. "
        "Then at Targets, and open one account for the reasons of its score. You are signed in as the demo's owner."
    )
    if serve:
        serve_pages(port=None, host=None, worker=True)
