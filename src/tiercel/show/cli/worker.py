"""`tiercel worker`: does the jobs that pages ask for."""

import typer


def add_to(app: typer.Typer) -> None:
    @app.command()
    def worker() -> None:
        """Do the jobs that pages ask for, until told to stop (Ctrl-C, SIGTERM); several may run."""
        from tiercel.show.cli._setup import setup

        setup()
        from tiercel.flow.clockwork import work

        work()

    @app.command()
    def refresh() -> None:
        """Score every account by the profile in force."""
        from tiercel.show.cli._setup import setup

        setup()
        from tiercel.flow.refresh import refresh as refresh_now
        from tiercel.show.cli._progress import shown

        with shown() as listen:
            made = refresh_now(None, listen)
        typer.echo(f"{made.rows:,} accounts scored.")
